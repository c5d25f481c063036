namespace SdlPortal.Domain.Simulation.Studies;

/// <summary>How far a running study is. Immutable.</summary>
/// <param name="Finished">Repetitions with a result, those of earlier runs included.</param>
/// <param name="Failed">Repetitions that could not be done.</param>
/// <param name="Total">Repetitions of the plan.</param>
/// <param name="Running">The repetitions that are being computed.</param>
/// <param name="Elapsed">Since this run began.</param>
/// <param name="Left">What the rest is expected to take; null before anything is measured.</param>
/// <param name="Cells">In the plan's order.</param>
public sealed record StudyProgress(int Finished, int Failed, int Total, IReadOnlyList<StudyKey> Running, TimeSpan Elapsed, TimeSpan? Left, IReadOnlyList<CellProgress> Cells)
{
    /// <summary>From 0 to 1.</summary>
    public double Share => (double)(Finished + Failed) / Total;

    /// <summary>
    /// What the missing repetitions will take: each as long as its cell's mean so far; where the cell has none, as its strategy's on the same problem at other
    /// delays; else as its strategy's; else as the mean of all. Null where nothing is measured.
    /// </summary>
    internal static TimeSpan? Estimate(IReadOnlyList<CellProgress> cells, int repetitions, int threads)
    {
        if (Mean(cells) is not { } overall)
            return null;
        var byProblem = cells.GroupBy(c => (c.Cell.Problem, c.Cell.Dimensions, c.Cell.Strategy)).ToDictionary(g => g.Key, Mean);
        var byStrategy = cells.GroupBy(c => c.Cell.Strategy).ToDictionary(g => g.Key, Mean);
        var seconds = cells.Sum(c => (repetitions - c.Finished - c.Failed)
            * (Mean([c]) ?? byProblem[(c.Cell.Problem, c.Cell.Dimensions, c.Cell.Strategy)] ?? byStrategy[c.Cell.Strategy] ?? overall));
        return TimeSpan.FromSeconds(seconds / threads);
    }

    private static double? Mean(IEnumerable<CellProgress> cells)
    {
        var (finished, seconds) = cells.Aggregate((Finished: 0, Seconds: 0.0), (sum, c) => (sum.Finished + c.Finished, sum.Seconds + c.Seconds));
        return finished > 0 ? seconds / finished : null;
    }
}
