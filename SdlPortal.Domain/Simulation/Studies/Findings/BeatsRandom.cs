using SdlPortal.Domain.Optimization;

namespace SdlPortal.Domain.Simulation.Studies.Findings;

/// <summary>All strategies beat Random everywhere: holds where each does beyond chance in every cell.</summary>
internal static class BeatsRandom
{
    private const string Key = "beats-random";
    private const string Claim = "All strategies beat Random everywhere.";

    public static Finding Check(StudySummary summary)
    {
        var strategies = summary.Plan.Strategies.Where(s => s != StrategyNames.Random).ToList();
        if (!summary.Plan.Strategies.Contains(StrategyNames.Random) || strategies.Count == 0)
            return Finding.NotTestable(Key, Claim, "The study needs Random and another strategy.");
        var compared = PairedComparison.All(summary, StrategyNames.Random);
        var enough = compared.Where(c => c.Pairs >= StudyFindings.MinRepetitions).ToList();
        if (enough.Count == 0)
            return Finding.NotTestable(Key, Claim, StudyFindings.TooFew(compared.Select(c => c.Pairs).DefaultIfEmpty(0).Max()));
        var better = enough.Count(c => c.IsBetter);
        var lower = enough.Count(c => c.Difference.Mean < 0);
        var worst = enough.MaxBy(c => double.IsNaN(c.Ratio.Mean) ? double.NegativeInfinity : c.Ratio.Mean)!;
        var sentence = $"The mean regret is below Random's in {lower} of {enough.Count} cells, beyond chance (paired, Holm) in {better}; the worst cell is {StudyNames.Cell(worst.Cell)} with {StudyFindings.Text(worst.Ratio)} of Random's regret.";
        return new Finding(Key, Claim, better == enough.Count ? Verdict.Holds : Verdict.DoesNotHold, sentence)
        {
            Cells = [.. enough.Where(c => !c.IsBetter).DefaultIfEmpty(worst).Select(c => c.Cell)],
            Evidence = new Evidence(["strategy", "cells", "lower mean", "beyond chance", "regret as a share of Random's: best cell", "worst cell"],
                [.. enough.GroupBy(c => c.Cell.Strategy).Select(g => (IReadOnlyList<string>)
                    [StudyNames.Strategy(g.Key), StudyFindings.Whole(g.Count()), StudyFindings.Whole(g.Count(c => c.Difference.Mean < 0)), StudyFindings.Whole(g.Count(c => c.IsBetter)), Share(g.MinBy(c => double.IsNaN(c.Ratio.Mean) ? double.PositiveInfinity : c.Ratio.Mean)!), Share(g.MaxBy(c => c.Ratio.Mean)!)])]),
        };
    }

    private static string Share(PairedComparison cell) => $"{StudyFindings.Number(cell.Ratio.Mean, 2)} ({StudyNames.Problem(cell.Cell.Problem, cell.Cell.Dimensions)}, delay {StudyFindings.Whole(cell.Cell.Delay)})";
}
