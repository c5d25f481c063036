namespace SdlPortal.Domain.MetaAnalysis.Pooling;

/// <summary>How effects are pooled; the default is what findings use.</summary>
public sealed record PoolingOptions
{
    public PoolingMethod Method { get; init; } = PoolingMethod.RestrictedMaximumLikelihood;

    /// <summary>Standard errors from the scatter of the studies and Student's t with k − p degrees of freedom (Hartung and Knapp 2001; Sidik and Jonkman 2002), instead of the normal distribution.</summary>
    public bool KnappHartung { get; init; } = true;

    /// <summary>
    /// The scatter of Knapp and Hartung never makes the standard error smaller than the plain one (Röver, Knapp and Friede 2015, BMC Med. Res. Methodol. 15, 99): studies that agree by chance are no proof of precision.
    /// R's metafor has this as "adhoc" and is without by default.
    /// </summary>
    public bool NeverBelowPlain { get; init; } = true;

    /// <summary>Of all intervals.</summary>
    public double Level { get; init; } = 0.95;
}
