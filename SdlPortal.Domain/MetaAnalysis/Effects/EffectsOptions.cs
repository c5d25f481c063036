namespace SdlPortal.Domain.MetaAnalysis.Effects;

/// <summary>Over which configurations variance is taken. A conditional parameter is not active as often as in the runs, either way.</summary>
public enum EffectMeasure
{
    /// <summary>Even over the declared box (what was seen, where nothing is declared), on each parameter's own scale; values of a grid and choices alike.</summary>
    Box,

    /// <summary>As the runs lie, parameter by parameter.</summary>
    Observed,
}

/// <summary>What is asked of the effects.</summary>
public sealed record EffectsOptions
{
    public EffectMeasure Measure { get; init; } = EffectMeasure.Box;

    /// <summary>Of a task with more runs, so many are taken, spread evenly.</summary>
    public int MostRuns { get; init; } = 65_536;

    /// <summary>Tasks looked at one by one: those with most runs.</summary>
    public int MostTasks { get; init; } = 64;

    /// <summary>The share of best runs that PED-ANOVA looks at.</summary>
    public double TopQuantile { get; init; } = 0.1;

    /// <summary>Gaussian processes too; they take a few hundred runs and some seconds a task.</summary>
    public bool Gaussian { get; init; } = true;

    public int Threads { get; init; } = 1;
}
