using SdlPortal.Domain.Analytics.Preparation;

namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>What is asked of the k-means clusters of a table's rows.</summary>
public sealed record ClusterSettings(PreparationSettings Preparation)
{
    public ClusterSettings()
        : this(new PreparationSettings())
    {
    }

    /// <summary>Null where the best silhouette between <see cref="Fewest"/> and <see cref="Most"/> decides.</summary>
    public int? Clusters { get; init; }

    public int Fewest { get; init; } = 2;

    public int Most { get; init; } = 10;

    /// <summary>k-means++ starts, of which the smallest inertia wins.</summary>
    public int Starts { get; init; } = 10;

    public long Seed { get; init; } = 1;

    /// <summary>Rows with their cluster for plotting; beyond it they are taken evenly spread, and the remarks say so.</summary>
    public int MostPoints { get; init; } = 4000;
}
