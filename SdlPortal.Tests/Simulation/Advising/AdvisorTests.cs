using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation.Advising;
using SdlPortal.Domain.Simulation.Line;

namespace SdlPortal.Tests.Simulation.Advising;

public sealed class AdvisorTests
{
    [Fact]
    public void The_same_question_gives_the_same_advice_whatever_the_number_of_threads()
    {
        var question = Questions.Ask(null, 1.2, "ei") with
        {
            Lab = new LabModel([.. Questions.Lab().Stations.Select(s => s with { Durations = new DurationModel(DurationShape.LogNormal, 0.3) })]),
        };
        var (one, three) = (Advisor.Advise(question, 1).ToList(), Advisor.Advise(question, 3).ToList());

        Assert.Equal(one, three);
        Assert.Equal([4, 8], one.Select(a => a.Repetitions));
        Assert.NotEqual(one[0].Choices[0].AtEnd, Advisor.Advise(question with { Seed = 2 }, 1).First().Choices[0].AtEnd);
    }

    [Fact]
    public void With_a_dominating_station_as_many_run_at_a_time_as_keep_it_busy_and_not_more()
    {
        var advice = Advisor.Advise(Questions.Ask(null, 1.5, repetitions: 40), 2).Last();

        Assert.Equal([1, 2, 3], advice.Choices.Select(c => c.InFlight));
        Assert.Equal(2, advice.RecommendedInFlight);
        Assert.Equal("oven", advice.Recommended.Bottleneck);
        Assert.InRange(advice.Recommended.BottleneckShare, 0.9, 1);
        Assert.Contains("The oven is the bottleneck", advice.Sentence, StringComparison.Ordinal);
        Assert.Contains("Run 2 at a time with random: after 1.5 h you reach", advice.Sentence, StringComparison.Ordinal);
        Assert.Equal("oven", advice.Extra!.Kind);
        Assert.True(advice.Extra.ThroughputPerHour > 1.5 * advice.Recommended.ThroughputPerHour);
    }

    [Fact]
    public void A_budget_of_experiments_is_spent_by_every_choice_and_the_soonest_of_the_good_ones_is_recommended()
    {
        var advice = Advisor.Advise(Questions.Ask(20, null), 2).Last();

        Assert.All(advice.Choices, c => Assert.Equal(20, c.Results));
        Assert.All(advice.Choices, c => Assert.Equal(advice.Choices[0].AtEnd, c.AtEnd)); // random points do not depend on what is known
        Assert.Equal(2, advice.RecommendedInFlight);
        Assert.True(advice.Recommended.MakespanHours < 0.8 * advice.Choices[0].MakespanHours);
        Assert.Contains("20 experiments take 1.7 h and reach", advice.Sentence, StringComparison.Ordinal);
        Assert.True(advice.Extra!.HoursSaved > 0.5);
        Assert.Contains("one more would save", advice.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_budget_of_hours_ends_each_choice_with_what_is_known_then()
    {
        var advice = Advisor.Advise(Questions.Ask(null, 1), 2).First();

        Assert.All(advice.Choices, c => Assert.Equal(1, c.MakespanHours));
        Assert.Equal([8, 11, 11], advice.Choices.Select(c => (int)c.Results)); // 3600 s: one takes 420 s; then one every 300 s
        Assert.All(advice.Choices, c => Assert.Equal(c.AtEnd, c.ByHours.Reached[^1]));
        Assert.All(advice.Choices, c => Assert.Equal(c.AtEnd, c.ByExperiments.Reached[^1]));
    }

    [Fact]
    public void Of_two_budgets_the_one_counts_that_ends_first()
    {
        var choices = Advisor.Advise(Questions.Ask(10, 1), 2).First().Choices;

        Assert.Equal([8, 10, 10], choices.Select(c => (int)c.Results));
        Assert.Equal(1, choices[0].MakespanHours);
        Assert.InRange(choices[1].MakespanHours, 0.8, 0.95);
    }

    [Fact]
    public void What_not_knowing_the_pending_results_costs_is_measured_against_as_many_experiments_one_at_a_time()
    {
        var random = Advisor.Advise(Questions.Ask(null, 1.5), 2).First();
        Assert.All(random.Choices, c => Assert.Equal(0, c.CostOfDelay.Mean, 9));

        var question = Questions.Ask(12, null, "ei", repetitions: 4) with { Lab = Questions.Lab(ovens: 6), InFlight = [6] };
        var ei = Advisor.Advise(question, 2).Last();
        Assert.Equal([1, 6], ei.Choices.Select(c => c.InFlight)); // one at a time takes part as the reference
        Assert.Equal(6, ei.RecommendedInFlight);
        Assert.NotEqual(0, ei.Recommended.CostOfDelay.Mean);
        Assert.Equal(ei.Choices[0].AtEnd.Mean - ei.Choices[1].AtEnd.Mean, ei.Recommended.CostOfDelay.Mean, 9);
    }

    [Fact]
    public void Intervals_narrow_with_every_round_and_what_is_clearly_worse_is_given_up()
    {
        var advices = Advisor.Advise(Questions.Ask(null, 1.5, repetitions: 60) with { Lab = Questions.Lab(ovens: 4) }, 2).ToList();

        Assert.Equal(Enumerable.Range(1, 15).Select(i => 4 * i), advices.Select(a => a.Repetitions));
        Assert.True(Width(advices[^1]) < 0.6 * Width(advices[1]));
        var last = advices[^1];
        var serial = last.Choices.First(c => c.InFlight == 1);
        Assert.True(last.Recommended.AtEnd.Mean > serial.AtEnd.Mean + 0.05);
        Assert.Equal(0, serial.ProbabilityBest);
        Assert.Equal(1, last.Choices.Sum(c => c.ProbabilityBest), 9);
        Assert.Equal(60, last.Recommended.Repetitions);

        static double Width(Advice advice) => advice.Recommended.AtEnd.High - advice.Recommended.AtEnd.Low;
    }

    [Fact]
    public void Canceling_leaves_the_last_advice()
    {
        using var source = new CancellationTokenSource();
        var advices = new List<Advice>();
        foreach (var advice in Advisor.Advise(Questions.Ask(null, 1.2, repetitions: 100), 2, null, source.Token))
        {
            advices.Add(advice);
            if (advices.Count == 2)
                source.Cancel();
        }

        Assert.Equal([4, 8], advices.Select(a => a.Repetitions));
        Assert.Empty(Advisor.Advise(Questions.Ask(null, 1.2), 2, null, source.Token));
    }

    [Fact]
    public void What_cannot_be_answered_is_refused_with_all_reasons()
    {
        var question = Questions.Ask(null, 1) with { Lab = new LabModel([.. Questions.Lab().Stations.Take(1)]), Strategies = ["random", "gradient"], InFlight = [2, 0] };
        var refused = Assert.Throws<AdviceRefusedException>(() => Advisor.Advise(question, 1));

        Assert.Equal(4, refused.Reasons.Count);
        Assert.Contains("This lab has no station of the kind oven. Add one, or change the workflow.", refused.Reasons);
        Assert.Contains(refused.Reasons, r => r.Contains("'gradient'", StringComparison.Ordinal));
        Assert.Contains(refused.Reasons, r => r.StartsWith("0 in flight", StringComparison.Ordinal));
        Assert.Contains("No experiment ends within the budget of 6 min: one alone takes 7 min. Give more hours.",
            Assert.Throws<AdviceRefusedException>(() => Advisor.Advise(Questions.Ask(null, 0.1), 1)).Reasons);
    }

    [Fact]
    public void A_large_budget_is_simulated_in_part_and_the_advice_says_so()
    {
        var experiments = Advisor.Advise(Questions.Ask(1000, null, repetitions: 4), 2).Last();
        Assert.All(experiments.Choices, c => Assert.Equal(200, c.Results));
        Assert.Contains("The budget reaches farther: simulated were the first 200 experiments.", experiments.Remarks);

        var hours = Advisor.Advise(Questions.Ask(null, 500, repetitions: 4), 2).Last();
        Assert.InRange(hours.Choices.Max(c => c.Results), 195, 200);
        Assert.Contains(hours.Remarks, r => r.StartsWith("The budget reaches farther: simulated were the first 16.", StringComparison.Ordinal));
    }

    [Fact]
    public void Results_known_before_lift_where_the_campaign_begins()
    {
        var question = Questions.Ask(null, 1, repetitions: 8) with { Prior = Prior(40, x => -(x[0] - 7) * (x[0] - 7) - x[1]) };
        var advice = Advisor.Advise(question, 2).Last();

        Assert.Equal(AdviceBasis.PriorResults, advice.Basis);
        Assert.NotEqual(AdviceSureness.Unreliable, advice.Sureness);
        Assert.True(advice.R2 > 0.5);
        Assert.True(advice.Recommended.ByHours.Reached[0].Mean > 0.3);
    }

    [Fact]
    public void Prior_results_that_explain_nothing_make_the_advice_unreliable()
    {
        var random = SeededRandom.Derive(5);
        var question = Questions.Ask(null, 1, repetitions: 4) with { Prior = Prior(30, _ => random.NextNormal()) };
        var advice = Advisor.Advise(question, 2).Last();

        Assert.Equal(AdviceSureness.Unreliable, advice.Sureness);
        Assert.Contains(advice.Remarks, r => r.StartsWith("Unreliable: the model predicts results it has not seen with r²", StringComparison.Ordinal));
    }

    [Fact]
    public void Too_few_prior_results_are_set_aside_and_constant_ones_refused()
    {
        var few = Advisor.Advise(Questions.Ask(null, 1, repetitions: 4) with { Prior = Prior(3, x => x[0]) }, 2).Last();
        Assert.Equal(AdviceBasis.PriorFunctions, few.Basis);
        Assert.Contains(few.Remarks, r => r.StartsWith("3 prior results are too few to learn from (at least 5 are needed)", StringComparison.Ordinal));

        var refused = Assert.Throws<AdviceRefusedException>(() => Advisor.Advise(Questions.Ask(null, 1) with { Prior = Prior(10, _ => 3) }, 1));
        Assert.Contains("in every row.", Assert.Single(refused.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_simulated_is_said()
    {
        var draft = Questions.Draft(null, 1);
        draft.Objectives.Add(new ObjectiveDraft { Name = "cost", Goal = "minimize" });
        draft.OutcomeConstraints = [new OutcomeConstraintDraft { Outcome = "cost", Relation = "<=", Value = 5 }];
        draft.Approval = "required";
        draft.InitialCount = 100;
        var remarks = Advisor.Advise(Questions.Of(draft) with { Strategies = ["random"], MostRepetitions = 4 }, 2).Last().Remarks;

        Assert.Contains("Only y was simulated; the campaign also seeks cost.", remarks);
        Assert.Contains("Bounds on outcomes (cost <= 5) were not simulated.", remarks);
        Assert.Contains("Waiting for people was not simulated: every suggestion counts as approved at once.", remarks);
        Assert.Contains("The initial design of 100 experiments is all that the budget allows, so strategies do not differ.", remarks);
    }

    [Fact]
    public void Intervals_hold_what_many_more_repetitions_find()
    {
        var question = Questions.Ask(null, 1.2) with { InFlight = [1, 2] };
        var expected = Advisor.Advise(question with { Seed = 999, MostRepetitions = 300 }, 2).Last().Choices.Select(c => c.AtEnd.Mean).ToList();
        var inside = 0;
        const int asked = 40;
        for (var seed = 0; seed < asked; seed++)
        {
            var choices = Advisor.Advise(question with { Seed = seed }, 2).Last().Choices;
            inside += choices.Where((c, i) => c.AtEnd.Low <= expected[i] && expected[i] <= c.AtEnd.High).Count();
        }

        Assert.InRange(inside / (2.0 * asked), 0.86, 1);
    }

    private static List<Observation> Prior(int count, Func<double[], double> value)
    {
        var space = Questions.Ask(null, 1).Definition.Space;
        return [.. new FeasibleSampler(space).Sample(count, 3).Select(c => new Observation(c, [value([.. space.Parameters.Select(p => c[p.Name].Number)])]))];
    }
}
