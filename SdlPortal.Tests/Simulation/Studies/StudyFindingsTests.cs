using SdlPortal.Domain.Simulation.Studies;
using SdlPortal.Domain.Simulation.Studies.Findings;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Simulation.Studies;

public class StudyFindingsTests
{
    private static readonly string[] Four = ["random", "ei", "qnei", "mode-cycle"];

    /// <summary>As the paper found it: linear in the delay, steep in the dimension and most on Levy, drifting to Random, no champion.</summary>
    private static double AsInThePaper(StudyCell c)
    {
        var random = c.Problem == "levy" ? 300.0 * (c.Dimensions - 2) : 1200 + (100 * c.Dimensions);
        return c.Strategy == "random" ? random : (random * (0.2 + (0.03 * c.Dimensions))) + (10 * c.Delay);
    }

    [Fact]
    public void A_study_like_the_papers_reproduces_every_finding()
    {
        var findings = StudyFindings.Of(Studied.Of(Studied.Paper, Studied.Delays, Four, 30, AsInThePaper));

        Assert.All(findings.Where(f => f.IsOfThePaper), f => Assert.True(f.Verdict == Verdict.Holds, f.Key + ": " + f.Sentence));
        Assert.Equal(Verdict.NotTestable, findings.Single(f => !f.IsOfThePaper).Verdict);
        Assert.All(findings.Where(f => f.Verdict == Verdict.Holds), f => Assert.Equal("reproduced", f.VerdictText));
    }

    [Fact]
    public void The_findings_of_a_study_are_the_same_every_time()
    {
        var summary = Studied.Of(Studied.Paper, Studied.Delays, Four, 8, AsInThePaper);
        Assert.Equal(StudyFindings.Of(summary).Select(f => f.Sentence), StudyFindings.Of(summary).Select(f => f.Sentence));
    }

    [Fact]
    public void A_strategy_that_does_not_beat_random_in_one_cell_is_named()
    {
        var summary = Studied.Of(Studied.Paper, Studied.Delays, Four, 30, c => c is { Problem: "levy", Dimensions: 5, Delay: 3, Strategy: "qnei" } ? AsInThePaper(c with { Strategy = "random" }) : AsInThePaper(c));
        var finding = Find(summary, "beats-random");

        Assert.Equal(Verdict.DoesNotHold, finding.Verdict);
        Assert.Contains("beyond chance (paired, Holm) in 104", finding.Sentence, StringComparison.Ordinal);
        Assert.Contains("qNEI on Levy d=5 at delay 3", finding.Sentence, StringComparison.Ordinal);
        Assert.Equal([new StudyCell("levy", 5, 3, "qnei")], finding.Cells);
    }

    [Fact]
    public void Regret_that_does_not_care_about_the_delay_does_not_grow()
    {
        var summary = Studied.Of(Studied.Paper, Studied.Delays, Four, 30, c => AsInThePaper(c with { Delay = 0 }));
        Assert.Equal(Verdict.DoesNotHold, Find(summary, "grows-with-delay").Verdict);
    }

    [Fact]
    public void A_jump_at_the_first_delay_is_growth_but_not_linear()
    {
        var summary = Studied.Of(Studied.Paper, Studied.Delays, Four, 30, c => AsInThePaper(c with { Delay = 0 }) + (c.Delay > 0 && c.Strategy != "random" ? 60 : 0));

        Assert.Equal(Verdict.Holds, Find(summary, "grows-with-delay").Verdict);
        Assert.Equal(Verdict.DoesNotHold, Find(summary, "linear-on-ackley").Verdict);
        Assert.Contains("A curvature is seen beyond chance on 3 of 3", Find(summary, "linear-on-ackley").Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_that_is_as_hard_in_seven_dimensions_as_in_three_refutes_the_dimensions_weight()
    {
        var summary = Studied.Of(Studied.Paper, Studied.Delays, Four, 30, c => AsInThePaper(c with { Dimensions = 3 }));

        Assert.Equal(Verdict.DoesNotHold, Find(summary, "dimension-against-delay").Verdict);
        Assert.Equal(Verdict.DoesNotHold, Find(summary, "most-on-levy").Verdict);
        Assert.Equal(Verdict.DoesNotHold, Find(summary, "drifts-to-random").Verdict);
    }

    [Fact]
    public void A_clear_champion_is_found_and_named()
    {
        var summary = Studied.Of(Studied.Paper, Studied.Delays, [.. Four, "auto"], 30, c => c.Strategy == "auto" ? 0.8 * AsInThePaper(c) : AsInThePaper(c));
        var finding = Find(summary, "auto-champion");

        Assert.Equal(Verdict.Holds, finding.Verdict);
        Assert.Equal("yes", finding.VerdictText);
        Assert.Contains("against EI 35, 0, 0", finding.Sentence, StringComparison.Ordinal);
        Assert.Contains("The champion is auto", finding.Sentence, StringComparison.Ordinal);
        Assert.Equal(Verdict.Holds, Find(summary, "no-champion").Verdict);
    }

    [Fact]
    public void A_strategy_that_is_beaten_in_one_cell_is_no_champion()
    {
        var summary = Studied.Of(Studied.Paper, Studied.Delays, [.. Four, "auto"], 30, c =>
            c is { Problem: "ackley", Dimensions: 3, Delay: 1, Strategy: "auto" } ? 1.2 * AsInThePaper(c) : c.Strategy == "auto" ? 0.8 * AsInThePaper(c) : AsInThePaper(c));
        var finding = Find(summary, "auto-champion");

        Assert.Equal(Verdict.DoesNotHold, finding.Verdict);
        Assert.Contains("It is worse on Ackley d=3 at delay 1 against EI", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_champion_among_the_papers_strategies_refutes_it()
    {
        var summary = Studied.Of(Studied.Paper, Studied.Delays, Four, 30, c => c.Strategy == "qnei" ? 0.8 * AsInThePaper(c) : AsInThePaper(c));

        Assert.Equal(Verdict.DoesNotHold, Find(summary, "no-champion").Verdict);
        Assert.Equal(Verdict.DoesNotHold, Find(summary, "told-apart").Verdict);
        Assert.Contains("qNEI is better than EI", Find(summary, "told-apart").Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_repetitions_decide_nothing()
    {
        var findings = StudyFindings.Of(Studied.Of(Studied.Paper, Studied.Delays, [.. Four, "auto"], 3, AsInThePaper));

        Assert.All(findings.Where(f => f.Key != "above-the-optimum"), f => Assert.Equal(Verdict.NotTestable, f.Verdict));
        Assert.All(findings.Where(f => f.Key is "beats-random" or "no-champion"), f => Assert.Contains("3 finished repetitions", f.Sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_study_lacks_is_said()
    {
        var findings = StudyFindings.Of(Studied.Of([("branin", 2)], [3], ["ei", "auto"], 30, AsInThePaper)).ToDictionary(f => f.Key);

        Assert.Equal("The study needs Random and another strategy.", findings["beats-random"].Sentence);
        Assert.Equal("The study needs at least 2 delays; it has 1.", findings["grows-with-delay"].Sentence);
        Assert.Equal("The study has no Ackley problem.", findings["linear-on-ackley"].Sentence);
        Assert.Equal("The study lacks qNEI and mode cycling.", findings["no-champion"].Sentence);
        Assert.NotEqual(Verdict.NotTestable, findings["auto-champion"].Verdict);
    }

    [Fact]
    public void A_study_with_nothing_finished_has_findings_that_say_so()
    {
        var summary = Studied.Of(Studied.Paper, Studied.Delays, [.. Four, "auto"], 30, AsInThePaper) with { Cells = [] };
        Assert.All(StudyFindings.Of(summary), f => Assert.Equal(Verdict.NotTestable, f.Verdict));
    }

    [Fact]
    public void A_measured_best_beyond_the_optimum_is_luck_in_the_noise()
    {
        var finding = Find(Studied.Of([("ackley", 3)], [0], ["ei"], 30, _ => 100), "above-the-optimum");

        Assert.Equal(Verdict.Holds, finding.Verdict);
        Assert.StartsWith("At the end the measured running best lies beyond the optimum in 10 of 30 repetitions", finding.Sentence, StringComparison.Ordinal);
    }

    private static Finding Find(StudySummary summary, string key) => StudyFindings.Of(summary).Single(f => f.Key == key);
}
