namespace SdlPortal.Domain.Optimization.Surrogates;

/// <summary>
/// The free numbers of the Gaussian process, on the standardized scale of the outputs: one length scale per column (unit cube),
/// the kernel's variance, the noise variance and the constant mean.
/// </summary>
public sealed record Hyperparameters(double[] LengthScales, double OutputScale, double Noise, double Mean)
{
    /// <summary>Where every fit starts: half the box in each direction, little noise, as in most labs' tables.</summary>
    public static Hyperparameters Default(int dimension)
    {
        var scales = new double[dimension];
        Array.Fill(scales, 0.5);
        return new Hyperparameters(scales, 1, 0.1, 0);
    }
}
