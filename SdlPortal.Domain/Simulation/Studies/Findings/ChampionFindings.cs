using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.Optimization;

namespace SdlPortal.Domain.Simulation.Studies.Findings;

/// <summary>Is one strategy better than all others? See <see cref="Championship"/> for the rule.</summary>
internal static class ChampionFindings
{
    private static readonly string[] OfThePaper = [StrategyNames.ExpectedImprovement, StrategyNames.NoisyImprovement, StrategyNames.ModeCycle];

    public static Finding CannotBeToldApart(StudySummary summary)
    {
        const string key = "told-apart", claim = "EI, qNEI and mode cycling cannot be told apart.";
        if (Untestable(summary, OfThePaper, out var contest) is { } why)
            return Finding.NotTestable(key, claim, why);
        var apart = contest!.Differences.Where(d => d.IsBeyondChance).Select(d => $"{StudyNames.Strategy(d.Better)} is better than {StudyNames.Strategy(d.Worse)} ({StudyFindings.P(d.PValue)})").ToList();
        var sentence = $"Mean ranks over {contest.Ranks.Blocks} blocks (problem and repetition): {Ranks(contest)}; Friedman {StudyFindings.P(contest.Ranks.PValue)}. {(apart.Count == 0 ? "No pair differs beyond chance." : $"By mean rank {StudyNames.List(apart)}.")}";
        return new Finding(key, claim, contest.Ranks.PValue >= MultipleTesting.Level ? Verdict.Holds : Verdict.DoesNotHold, sentence) { Cells = contest.Cells, Evidence = Table(contest) };
    }

    public static Finding NoChampion(StudySummary summary)
    {
        const string key = "no-champion", claim = "There is no champion among EI, qNEI and mode cycling.";
        if (Untestable(summary, OfThePaper, out var contest) is { } why)
            return Finding.NotTestable(key, claim, why);
        return new Finding(key, claim, contest!.Champion is null ? Verdict.Holds : Verdict.DoesNotHold, $"{Best(contest)} {Outcome(contest)}") { Cells = contest.Cells, Evidence = Table(contest) };
    }

    /// <summary>Our own question, of studies with `auto`.</summary>
    public static Finding Auto(StudySummary summary)
    {
        const string key = "auto-champion", claim = "Auto is a champion: better than every other strategy of the study, and worse than none in any cell.";
        if (!summary.Plan.Strategies.Contains(StrategyNames.Auto) || summary.Plan.Strategies.Count < 2)
            return Finding.NotTestable(key, claim, "The study needs auto and another strategy.") with { IsOfThePaper = false };
        if (Untestable(summary, summary.Plan.Strategies, out var contest) is { } why)
            return Finding.NotTestable(key, claim, why) with { IsOfThePaper = false };
        var own = contest!.Comparisons.Where(c => c.Cell.Strategy == StrategyNames.Auto).ToList();
        var rivals = own.GroupBy(c => c.Reference).ToList();
        var lost = own.Where(c => c.IsWorse).Select(c => $"{StudyNames.Problem(c.Cell.Problem, c.Cell.Dimensions)} at delay {c.Cell.Delay} against {StudyNames.Strategy(c.Reference)} ({StudyFindings.Text(c.Ratio)} of its regret)").ToList();
        var sentence = $"Paired in every cell, beyond chance, auto wins, ties and loses: {string.Join("; ", rivals.Select(g => $"against {StudyNames.Strategy(g.Key)} {g.Count(c => c.IsBetter)}, {g.Count(c => !c.IsBetter && !c.IsWorse)}, {g.Count(c => c.IsWorse)}"))}. {(lost.Count == 0 ? "It is worse than no strategy beyond chance in any cell." : $"It is worse on {StudyNames.List(lost)}.")} {Best(contest)} {Outcome(contest)}";
        return new Finding(key, claim, contest.Champion == StrategyNames.Auto ? Verdict.Holds : Verdict.DoesNotHold, sentence)
        {
            IsOfThePaper = false,
            Cells = [.. own.Select(c => c.Cell).Distinct()],
            Evidence = new Evidence(["auto against", "cells", "wins", "ties", "losses", "lower mean", "geometric mean of the ratio", "worst cell"],
                [.. rivals.Select(g => (IReadOnlyList<string>)
                    [StudyNames.Strategy(g.Key), StudyFindings.Whole(g.Count()), StudyFindings.Whole(g.Count(c => c.IsBetter)), StudyFindings.Whole(g.Count(c => !c.IsBetter && !c.IsWorse)), StudyFindings.Whole(g.Count(c => c.IsWorse)), StudyFindings.Whole(g.Count(c => c.Difference.Mean < 0)), GeometricMean(g), Worst(g)])]),
        };
    }

    private static string? Untestable(StudySummary summary, IReadOnlyList<string> strategies, out Championship? contest)
    {
        contest = null;
        var missing = strategies.Except(summary.Plan.Strategies).ToList();
        if (missing.Count > 0)
            return $"The study lacks {StudyNames.List(missing.Select(StudyNames.Strategy))}.";
        contest = Championship.Of(summary, strategies);
        if (contest is null)
            return "In no cell have all these strategies finished a repetition in common yet.";
        return contest.FewestRepetitions < StudyFindings.MinRepetitions ? StudyFindings.TooFew(contest.FewestRepetitions) : null;
    }

    private static string Ranks(Championship contest) => string.Join(", ", contest.Contenders.Select(c => $"{StudyNames.Strategy(c.Strategy)} {StudyFindings.Number(c.MeanRank)}"));

    private static string Best(Championship contest)
    {
        var cells = contest.Contenders.Sum(c => c.CellsBest);
        return $"Smallest mean regret: {string.Join(", ", contest.Contenders.Select(c => $"{StudyNames.Strategy(c.Strategy)} in {c.CellsBest}"))} of {cells} cells (by chance {StudyFindings.Number((double)cells / contest.Contenders.Count)} each).";
    }

    private static string Outcome(Championship contest) => contest.Champion is { } champion
        ? $"The champion is {StudyNames.Strategy(champion)}: better than each rival by mean rank, and beaten beyond chance in no cell."
        : "No strategy is better than each rival by mean rank beyond chance without being beaten in some cell.";

    private static Evidence Table(Championship contest) => new(["strategy", "mean rank", "cells with the smallest mean", "paired wins beyond chance", "ties", "losses"],
        [.. contest.Contenders.Select(c => (IReadOnlyList<string>)
            [StudyNames.Strategy(c.Strategy), StudyFindings.Number(c.MeanRank), StudyFindings.Whole(c.CellsBest), StudyFindings.Whole(c.Wins), StudyFindings.Whole(c.Ties), StudyFindings.Whole(c.Losses)])]);

    private static string GeometricMean(IEnumerable<PairedComparison> cells)
    {
        var ratios = cells.Select(c => c.Ratio.Mean).Where(r => r > 0).ToList();
        return ratios.Count == 0 ? "" : StudyFindings.Number(Math.Exp(ratios.Average(Math.Log)));
    }

    private static string Worst(IEnumerable<PairedComparison> cells) =>
        cells.Where(c => double.IsFinite(c.Ratio.Mean)).MaxBy(c => c.Ratio.Mean) is { } worst
            ? $"{StudyFindings.Text(worst.Ratio)} ({StudyNames.Problem(worst.Cell.Problem, worst.Cell.Dimensions)}, delay {StudyFindings.Whole(worst.Cell.Delay)})"
            : "";
}
