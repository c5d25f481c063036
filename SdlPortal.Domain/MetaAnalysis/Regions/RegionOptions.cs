namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>How regions are looked for.</summary>
public sealed record RegionOptions
{
    /// <summary>The recommended union covers at most this share of the observed configurations, and so does every box.</summary>
    public double MostVolume { get; init; } = 0.1;

    public int MostBoxes { get; init; } = 3;

    /// <summary>Regret is told after so many runs.</summary>
    public int RegretRuns { get; init; } = 10;

    /// <summary>Resamples of tasks and runs for the stability; 0 for none.</summary>
    public int Resamples { get; init; } = 20;

    /// <summary>The search looks at no more runs than this.</summary>
    public int MostRuns { get; init; } = 30_000;

    /// <summary>What is tried on tasks left out, which is done many times, looks at no more runs than this.</summary>
    public int MostCheckedRuns { get; init; } = 20_000;

    /// <summary>The answer is the same for any number.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>How many of each list are kept.</summary>
    public int Most { get; init; } = 8;

    /// <summary>Whether recommendations are tried on each task by the others (three tasks at least).</summary>
    public bool ChecksGeneralization { get; init; } = true;

    public long Seed { get; init; }
}
