using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Effects;

/// <summary>All that one task says about its parameters. Lists have the parameters that could be looked at, in the table's order.</summary>
public sealed record TaskEffects
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

/// <summary>One number per task, pooled: what a forest plot shows.</summary>
/// <param name="Name">The parameter, or both of a pair with × between.</param>
/// <param name="Tasks">The tasks that have the number, in order.</param>
/// <param name="Values">Each task's own.</param>
/// <param name="Shrunken">Each task's drawn toward the mean by what it lacks in precision (best linear unbiased prediction).</param>
/// <param name="Pooled">Random-effects mean with interval, on the same scale.</param>
/// <param name="Prediction">What a new task may show: 95 %.</param>
/// <param name="TauSquared">Variance between tasks on the scale on which pooling was done.</param>
/// <param name="ISquared">Percent.</param>
/// <param name="Scale">The scale on which pooling was done.</param>
public sealed record PooledEffect(string Name, IReadOnlyList<string> Tasks, IReadOnlyList<Share> Values, IReadOnlyList<Share> Shrunken, Share Pooled, double PredictionLow, double PredictionHigh, double TauSquared, double ISquared, double P, double AdjustedP, string Scale);

/// <summary>Effects of every task and over all tasks.</summary>
public sealed record EffectsReport
{
    /// <summary>The tasks with most runs, at most as many as were asked for, in the table's order.</summary>
    public required IReadOnlyList<TaskEffects> Tasks { get; init; }

    /// <summary>First-order shares by parameter.</summary>
    public required Answer<IReadOnlyList<PooledEffect>> FirstOrder { get; init; }

    /// <summary>Shares of interaction by pair.</summary>
    public required Answer<IReadOnlyList<PooledEffect>> Pairs { get; init; }

    /// <summary>Spearman's correlations by parameter; the values are correlations.</summary>
    public required Answer<IReadOnlyList<PooledEffect>> Trends { get; init; }

    /// <summary>What was sampled and left out.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }
}
