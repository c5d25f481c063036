namespace SdlPortal.Domain.Optimization.Surrogates;

/// <summary>
/// The free numbers of the Gaussian process, on the standardized scale of the outputs: one length scale per column (unit cube; in a categorical column the scale
/// of exp(-δ/(2 l²))), the kernel's variance, the noise variance that all rows share and the constant mean.
/// </summary>
public sealed record Hyperparameters(double[] LengthScales, double OutputScale, double Noise, double Mean)
{
    public KernelKind Kernel { get; init; } = KernelKind.Matern52;

    /// <summary>Half the box in each direction, little noise, as in most labs' tables.</summary>
    public static Hyperparameters Default(int dimension)
    {
        var scales = new double[dimension];
        Array.Fill(scales, 0.5);
        return new Hyperparameters(scales, 1, 0.1, 0);
    }

    /// <summary>What a record of the fit holds; the kernel follows from the options of the fit.</summary>
    public static Hyperparameters From(FittedModel fit) => new([.. fit.LengthScales], fit.OutputScale, fit.Noise, fit.Mean);

    public FittedModel ToRecord(string outcome) => new(outcome, [.. LengthScales], OutputScale, Noise, Mean);
}
