using SdlPortal.Domain.Optimization.WarmStarts;

namespace SdlPortal.Domain.MetaAnalysis.Similarity;

/// <summary>How tasks are compared. The defaults take a few seconds for ten tasks.</summary>
public sealed record SimilarityOptions
{
    /// <summary>A task's model is fitted to at most so many of its runs (spread evenly over its outcomes).</summary>
    public int MostRuns { get; init; } = 200;

    /// <summary>The ranking loss is judged on at most so many runs of the target.</summary>
    public int MostTargetRuns { get; init; } = 60;

    /// <summary>Posterior samples of the ranking loss.</summary>
    public int Samples { get; init; } = 512;

    /// <summary>Resamples of the runs for the spread of the weights.</summary>
    public int Resamples { get; init; } = 200;

    public long Seed { get; init; }

    public RankingOptions Ranking => new(MostRuns, Samples, Seed);
}
