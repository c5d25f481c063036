using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Survival;

/// <summary>What an improvement is, measured in each task by its own outcomes.</summary>
public enum ImprovementKind
{
    /// <summary>The running best reaches a quantile of the task's outcomes.</summary>
    Quantile,

    /// <summary>The running best has gone a share of the way from the task's median to its best.</summary>
    ShareOfWay,
}

/// <param name="Value">0 to 1: the quantile, or the share.</param>
public sealed record Improvement(ImprovementKind Kind, double Value)
{
    public static Improvement Default => new(ImprovementKind.Quantile, 0.95);

    /// <summary>"the best 5 % of the task's outcomes".</summary>
    public string Text => throw new NotImplementedException();
}

/// <summary>What is counted until the improvement.</summary>
public enum EffortKind { Runs, Seconds, Cost }

/// <summary>The runs of one task and variant in their order, as one subject: how long its running best took.</summary>
/// <param name="Variant">Null where runs have none, or where it is not told apart.</param>
/// <param name="Runs">Of the sequence.</param>
/// <param name="Reached">False: not reached within all of its runs, so censored.</param>
/// <param name="InRegion">The share of its runs (up to the improvement, or all) in the region asked about; not a number without one.</param>
public sealed record Pursuit(string Task, string? Variant, int Runs, bool Reached, double Effort, double InRegion);

/// <summary>How long it takes to get better, over all tasks.</summary>
public sealed record ImprovementTimes
{
    public required Improvement Improvement { get; init; }

    public required EffortKind Effort { get; init; }

    /// <summary>One per task and variant (and random order, where no start is known).</summary>
    public required IReadOnlyList<Pursuit> Pursuits { get; init; }

    public required SurvivalCurve Overall { get; init; }

    /// <summary>By variant, or within and outside the region; empty where there is one group only.</summary>
    public required IReadOnlyList<SurvivalCurve> Curves { get; init; }

    public required Answer<LogRankTest> Difference { get; init; }

    /// <summary>Of variant (against the most frequent one), share in the region and context.</summary>
    public required Answer<CoxFit> Cox { get; init; }

    /// <summary>How runs were put in order: "by start", or "random orders: no start is known, so this says how long random sampling takes".</summary>
    public required string Order { get; init; }

    /// <summary>Sentences a reader must know.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }
}

/// <summary>What is asked about time.</summary>
public sealed record ImprovementQuestion
{
    public Improvement Improvement { get; init; } = Improvement.Default;

    public EffortKind Effort { get; init; }

    /// <summary>True where the row of the analysis table lies in the region that shall be judged; null for none.</summary>
    public bool[]? InRegion { get; init; }

    /// <summary>A number per row that may matter (a property of the task, a budget): its mean over a pursuit is a covariate.</summary>
    public IReadOnlyList<Moderator> Context { get; init; } = [];

    /// <summary>Orders per task where no start is known.</summary>
    public int RandomOrders { get; init; } = 20;

    public long Seed { get; init; } = 1;

    public double Level { get; init; } = 0.95;
}

/// <summary>Runs, seconds and cost until the running best of a task reaches a given improvement. Pure.</summary>
public static class TimeToImprovement
{
    public static Answer<ImprovementTimes> Of(AnalysisTable table, ImprovementQuestion? question = null) => throw new NotImplementedException();
}
