using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>See <see cref="RowHierarchy"/>. Pure.</summary>
public static class HierarchyAnalysis
{
    public static TableAnalysis<HierarchySettings, RowHierarchy> Definition { get; } = new("hierarchy", 1, "Hierarchical clusters", Run);

    public static RowHierarchy Run(DataTable table, HierarchySettings settings, AnalysisStep step) => throw new NotSupportedException("Soon.");
}
