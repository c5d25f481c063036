using MathNet.Numerics.Statistics;
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
    public string Text => Kind == ImprovementKind.Quantile
        ? FormattableString.Invariant($"the best {100 * (1 - Value):0.###} % of the task's outcomes")
        : FormattableString.Invariant($"{100 * Value:0.###} % of the way from the task's median to its best");

    /// <summary>The outcome that must be reached.</summary>
    /// <param name="ascending">The task's outcomes.</param>
    internal double Threshold(double[] ascending) => Kind == ImprovementKind.Quantile
        ? SortedArrayStatistics.QuantileCustom(ascending, Value, QuantileDefinition.R7)
        : SortedArrayStatistics.Median(ascending) + (Value * (ascending[^1] - SortedArrayStatistics.Median(ascending)));
}

/// <summary>What is counted until the improvement.</summary>
public enum EffortKind
{
    Runs,

    /// <summary>The sum of the runs' durations: machine time, not the time on the clock, which depends on how many ran at once.</summary>
    Seconds,

    Cost,
}

/// <summary>Runs of one task in their order, of one variant and on one side of the region where these are told apart, as one subject: how long its running best took.</summary>
/// <param name="Variant">Null where runs have none.</param>
/// <param name="InRegion">Null where no region was asked about.</param>
/// <param name="Runs">Of the sequence.</param>
/// <param name="Reached">False: not reached within all of its runs, so censored.</param>
/// <param name="Effort">Until then, or of all its runs; the mean over random orders where no start is known.</param>
public sealed record Pursuit(string Task, string? Variant, bool? InRegion, int Runs, bool Reached, double Effort);

/// <summary>How long it takes to get better, over all tasks.</summary>
public sealed record ImprovementTimes
{
    public required Improvement Improvement { get; init; }

    public required EffortKind Effort { get; init; }

    /// <summary>By task, variant and side of the region.</summary>
    public required IReadOnlyList<Pursuit> Pursuits { get; init; }

    public required SurvivalCurve Overall { get; init; }

    /// <summary>Within and outside the region where one was asked about, otherwise by variant; empty where there is one group only.</summary>
    public required IReadOnlyList<SurvivalCurve> Curves { get; init; }

    /// <summary>Log-rank test of the curves, within tasks where each task has several of them.</summary>
    public required Answer<LogRankTest> Difference { get; init; }

    /// <summary>On the region, the variant (against the most frequent one) and the context; within tasks where each has several pursuits and no context was given.</summary>
    public required Answer<CoxFit> Cox { get; init; }

    /// <summary>How runs were put in order.</summary>
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

    /// <summary>Orders per pursuit where no start is known.</summary>
    public int RandomOrders { get; init; } = 20;

    public long Seed { get; init; } = 1;

    public double Level { get; init; } = 0.95;
}
