using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.MetaAnalysis.Similarity;

namespace SdlPortal.Domain.MetaAnalysis.Variants;

/// <summary>Compares variants over tasks with partial pooling. Pure.</summary>
public static class VariantComparison
{
    /// <param name="target">For which task; null for a new one like these.</param>
    /// <param name="weights">What each task counts; null for equal weights.</param>
    /// <param name="features">Declared features by task.</param>
    public static Answer<VariantFindings> Compare(AnalysisTable table, string? target, TaskWeights? weights, IReadOnlyDictionary<string, IReadOnlyList<NamedValue>>? features, VariantOptions options,
        IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        Answer<VariantFindings>.NotEnough("Not built yet.");
}
