using SdlPortal.Domain.Analytics.Preparation;

namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>What is asked of the principal components of a table. Columns are always centered; <see cref="Scaling.Standard"/> makes them count alike, <see cref="Scaling.None"/> leaves them in their units.</summary>
public sealed record PcaSettings(PreparationSettings Preparation)
{
    public PcaSettings()
        : this(new PreparationSettings())
    {
    }

    /// <summary>Components with scores, loadings and a part in T²; null for the suggested number, at least 2.</summary>
    public int? Components { get; init; }

    /// <summary>Rows with scores for plotting; beyond it they are taken evenly spread, and the remarks say so.</summary>
    public int MostPoints { get; init; } = 4000;

    /// <summary>The share of ordinary rows below the limits of T² and Q.</summary>
    public double Level { get; init; } = 0.99;
}
