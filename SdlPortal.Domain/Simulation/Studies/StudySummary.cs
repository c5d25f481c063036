namespace SdlPortal.Domain.Simulation.Studies;

/// <summary>
/// A problem as its study knows it. Values are in the objective's own unit and sign.
/// </summary>
/// <param name="Optimum">The best true value: the global maximum, or minimum where the objective is minimized.</param>
/// <param name="NoiseSd">Standard deviation of the measurements.</param>
/// <param name="R2">Cross-validated r² of a truth fitted to a table; null for functions.</param>
public sealed record ProblemSummary(string Label, int Dimensions, string Objective, string? Unit, bool Maximizes, double Optimum, double NoiseSd, double? R2)
{
    /// <summary>What to know about a truth made from a table, one sentence each: how well it predicts, what is odd about its rows.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}

/// <summary>
/// The finished repetitions of one cell. Regret is as in Wen, Zeitler and Rupnow 2023: the sum over the observations of (global maximum - running best), for a
/// minimized objective (running best - global minimum). "F" values are without noise.
/// </summary>
public sealed record CellSummary(StudyCell Cell)
{
    /// <summary>The finished repetitions by their number, in rising order; the lists per repetition below stand in the same order.</summary>
    public required IReadOnlyList<int> Repetitions { get; init; }

    /// <summary>Cumulative regret of the measured running best, per repetition.</summary>
    public required IReadOnlyList<double> Regrets { get; init; }

    /// <summary>Cumulative regret of the true running best, per repetition.</summary>
    public required IReadOnlyList<double> RegretsF { get; init; }

    public required IReadOnlyList<double> FinalBestY { get; init; }

    public required IReadOnlyList<double> FinalBestF { get; init; }

    /// <summary>Measured running best per observation: mean and standard deviation over the repetitions.</summary>
    public required IReadOnlyList<double> RunningBestMean { get; init; }

    public required IReadOnlyList<double> RunningBestSd { get; init; }

    public required double ProposalSecondsMedian { get; init; }

    public required double ProposalSecondsP95 { get; init; }
}

/// <summary>What a study has come to: all that its tables, figures and findings are made from. Immutable.</summary>
/// <param name="Cells">In the plan's order; cells without a finished repetition are left out.</param>
public sealed record StudySummary(StudyPlan Plan, IReadOnlyList<ProblemSummary> Problems, IReadOnlyList<CellSummary> Cells)
{
    public CellSummary? Find(StudyCell cell) => Cells.FirstOrDefault(c => c.Cell == cell);
}
