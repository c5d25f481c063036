namespace SdlPortal.Domain.Optimization.Surrogates;

/// <summary>
/// What is believed about hyperparameters before any result, for inputs in the unit cube and standardized outputs, the ranges the fit stays in, and where it starts.
/// The mean is free. Immutable.
/// </summary>
public sealed class HyperPriors
{
    private HyperPriors(IPositivePrior lengthScale, IPositivePrior? outputScale, IPositivePrior noise, double smallestLengthScale)
    {
        (LengthScale, OutputScale, Noise) = (lengthScale, outputScale, noise);
        LengthScaleRange = (smallestLengthScale, 50);
    }

    /// <summary>Of every length scale, or of their geometric mean where <see cref="LengthScaleSpread"/> says how far they lie from it.</summary>
    public IPositivePrior LengthScale { get; }

    /// <summary>Standard deviation of the logarithms of the length scales around their mean; null when they are independent.</summary>
    public double? LengthScaleSpread { get; private init; }

    /// <summary>Null when the kernel's variance is 1, that of the standardized outputs.</summary>
    public IPositivePrior? OutputScale { get; }

    public IPositivePrior Noise { get; }

    public (double Low, double High) LengthScaleRange { get; }

    public (double Low, double High) OutputScaleRange => OutputScale is null ? (1, 1) : (1e-3, 1e3);

    public (double Low, double High) NoiseRange { get; private init; } = (1e-4, 10);

    /// <summary>
    /// BoTorch's up to 0.11: length scales Gamma(3, 6), output scale Gamma(2, 0.15), noise Gamma(1.1, 0.05) and at least 1e-4.
    /// </summary>
    public static HyperPriors Gamma() => new(new GammaPrior(3, 6), new GammaPrior(2, 0.15), new GammaPrior(1.1, 0.05), 5e-3);

    /// <summary>
    /// A hierarchy: the geometric mean of the length scales is log-normal with median ½ d^¼ and log-sd 1, each one log-normal around it with log-sd ¼; output scale and noise
    /// as in <see cref="Gamma"/>. One number is learned fast from few results, where d of them would follow the noise. The noise is at most half the results'
    /// variance: a model that takes everything for noise prefers no place to any other, and a strategy that trusts it never gets away from its first guess.
    /// </summary>
    public static HyperPriors Alike(int dimension) =>
        new(new LogNormalPrior(Math.Log(0.5) + (0.25 * Math.Log(dimension)) + 1, 1), new GammaPrior(2, 0.15), new GammaPrior(1.1, 0.05), 5e-3)
        {
            LengthScaleSpread = 0.25,
            NoiseRange = (1e-4, 0.5),
        };

    /// <summary>
    /// BoTorch's from 0.12 on: length scales log-normal (√2 + ½ log d, √3) and at least 0.025, so that the prior mean of correlation stays the same in
    /// any dimension (Hvarfner, Hellsten and Nardi 2024, arXiv 2402.02229); no output scale; noise log-normal (-4, 1) and at least 1e-4.
    /// </summary>
    public static HyperPriors DimensionScaled(int dimension) =>
        new(new LogNormalPrior(Math.Sqrt(2) + (0.5 * Math.Log(dimension)), Math.Sqrt(3)), null, new LogNormalPrior(-4, 1), 0.025);
}
