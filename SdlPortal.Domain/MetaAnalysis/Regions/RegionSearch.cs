using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.MetaAnalysis.Similarity;

namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>Finds regions by bump hunting and by trees over the pooled score of many tasks. Pure.</summary>
public static class RegionSearch
{
    /// <param name="target">Its own runs count where the table has some; null for any task like these.</param>
    /// <param name="weights">What each task counts; null for equal weights.</param>
    public static Answer<RegionFindings> Find(AnalysisTable table, string? target, TaskWeights? weights, RegionOptions options, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        Answer<RegionFindings>.NotEnough("Not built yet.");
}
