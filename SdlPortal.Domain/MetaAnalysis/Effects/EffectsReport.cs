using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Effects;

/// <summary>All that one task says about its parameters. Lists have the parameters that could be looked at, in the table's order.</summary>
public sealed record EffectsOfTask
{
    public required string Task { get; init; }

    public required int Runs { get; init; }

    public required Answer<ImportanceReport> Forest { get; init; }

    public required Answer<ImportanceReport> Gaussian { get; init; }

    public required Answer<ImportanceReport> Top { get; init; }

    /// <summary>Exact marginals of the forest over the measure of <see cref="Forest"/>; empty where there is none.</summary>
    public IReadOnlyList<EffectCurve> MainEffects { get; init; } = [];

    /// <summary>Means of the forest's predictions over the runs as they are, with individual curves.</summary>
    public IReadOnlyList<EffectCurve> PartialDependence { get; init; } = [];

    /// <summary>Of the strongest pairs.</summary>
    public IReadOnlyList<EffectSurface> Surfaces { get; init; } = [];

    public IReadOnlyList<Answer<Threshold>> Thresholds { get; init; } = [];

    public IReadOnlyList<Answer<Trend>> Trends { get; init; } = [];
}

/// <summary>One number per task, pooled by random effects: what a forest plot shows. Shares are pooled on the arcsine scale, correlations on Fisher's z; the numbers here are back on their own.</summary>
/// <param name="Name">The parameter, or both of a pair with × between.</param>
/// <param name="Tasks">The tasks that have the number, in order.</param>
/// <param name="Own">Each task's own.</param>
/// <param name="Shrunken">Each task's drawn toward the mean as far as its own is unsure (best linear unbiased prediction): what is special to a task stays.</param>
/// <param name="Mean">Over tasks.</param>
/// <param name="Prediction">What a further task may show; null for fewer than three tasks.</param>
/// <param name="AdjustedP">Of "the mean is 0", corrected over all parameters (or pairs) together; not a number for shares, which cannot be below 0.</param>
/// <param name="OnScale">All of it on the scale on which it was pooled: tau², I², weights.</param>
public sealed record PooledFinding(string Name, IReadOnlyList<string> Tasks, IReadOnlyList<EffectEstimate> Own, IReadOnlyList<EffectEstimate> Shrunken, EffectEstimate Mean, Interval? Prediction, double AdjustedP, string Scale, PooledEffect OnScale)
{
    /// <summary>A number on the scale on which was pooled, back on the effect's own.</summary>
    public double Back(double onScale) => Scale == EffectPooling.CorrelationScale ? EffectPooling.BackFromCorrelation(onScale) : EffectPooling.BackFromShare(onScale);

    /// <summary>Whether the task's effect differs from the mean over tasks beyond what its own runs leave open.</summary>
    /// <param name="task">Its place in <see cref="Tasks"/>.</param>
    public bool IsSpecial(int task) => Shrunken[task].Interval.IsKnown && !Shrunken[task].Interval.Holds(Mean.Value);
}

/// <summary>Effects of every task and over all tasks.</summary>
public sealed record EffectsReport
{
    /// <summary>The tasks with most runs, at most as many as were asked for, in the table's order.</summary>
    public required IReadOnlyList<EffectsOfTask> Tasks { get; init; }

    /// <summary>First-order shares by parameter.</summary>
    public required Answer<IReadOnlyList<PooledFinding>> FirstOrder { get; init; }

    /// <summary>Shares of interaction by pair.</summary>
    public required Answer<IReadOnlyList<PooledFinding>> Pairs { get; init; }

    /// <summary>Spearman's correlations by parameter; the values are correlations.</summary>
    public required Answer<IReadOnlyList<PooledFinding>> Trends { get; init; }

    /// <summary>What was sampled and left out.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }
}
