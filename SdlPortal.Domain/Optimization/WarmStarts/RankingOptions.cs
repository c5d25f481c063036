namespace SdlPortal.Domain.Optimization.WarmStarts;

/// <summary>How models are compared by how they rank runs.</summary>
/// <param name="MostRuns">A model's hyperparameters come from at most so many of its runs (spread evenly over its outcomes).</param>
/// <param name="Samples">Posterior samples of the ranking loss.</param>
public sealed record RankingOptions(int MostRuns, int Samples, long Seed);
