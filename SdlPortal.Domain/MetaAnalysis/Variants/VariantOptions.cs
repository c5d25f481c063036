namespace SdlPortal.Domain.MetaAnalysis.Variants;

/// <summary>How variants are compared.</summary>
public sealed record VariantOptions
{
    /// <summary>Posterior draws.</summary>
    public int Draws { get; init; } = 4000;

    /// <summary>The share of next runs that goes to the leader of a draw, the rest to its strongest rival (Russo 2016).</summary>
    public double Beta { get; init; } = 0.5;

    public long Seed { get; init; }
}
