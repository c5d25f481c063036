using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>See <see cref="RowClusters"/>. Pure.</summary>
public static class ClusterAnalysis
{
    public static TableAnalysis<ClusterSettings, RowClusters> Definition { get; } = new("clusters", 1, "Clusters", Run);

    public static RowClusters Run(DataTable table, ClusterSettings settings, AnalysisStep step) => throw new NotSupportedException("Soon.");
}
