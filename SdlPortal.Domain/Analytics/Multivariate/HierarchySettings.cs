using SdlPortal.Domain.Analytics.Preparation;

namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>What is asked of the hierarchy of a table's rows.</summary>
public sealed record HierarchySettings(PreparationSettings Preparation)
{
    public HierarchySettings()
        : this(new PreparationSettings())
    {
    }

    public Linkage Linkage { get; init; } = Linkage.Ward;

    /// <summary>Null where the best silhouette between 2 and <see cref="Most"/> decides.</summary>
    public int? Clusters { get; init; }

    public int Most { get; init; } = 10;

    /// <summary>Beyond it the tree is of rows taken evenly spread, and the remarks say so; at most 5,000.</summary>
    public int MostRows { get; init; } = 2000;
}
