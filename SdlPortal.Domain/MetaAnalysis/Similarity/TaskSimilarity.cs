using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Similarity;

/// <summary>
/// Weighs tasks by what they have in common with a target: where the target has runs, by the ranking-weighted ensemble of Gaussian processes (RGPE); where it has none, by the agreement of each task with all others and by
/// declared features. Pure.
/// </summary>
public static class TaskSimilarity
{
    /// <param name="target">A task, with or without runs in the table; null for one that is yet to come and about which nothing is known.</param>
    /// <param name="features">Declared features by task (numbers and texts); tasks may be missing.</param>
    public static Answer<TaskWeights> Weigh(AnalysisTable table, string? target, IReadOnlyDictionary<string, IReadOnlyList<NamedValue>>? features, SimilarityOptions options,
        IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        Answer<TaskWeights>.NotEnough("Not built yet.");
}
