namespace SdlPortal.Domain.MetaAnalysis.Effects;

/// <summary>
/// A part of the variance as pairs of halves tell it: the product of both sides, which is right on average, and half of the difference of their own squares, which has the product's uncertainty.
/// </summary>
internal sealed class HalfProducts
{
    private readonly double[] products = new double[HalfForests.Splits];
    private readonly double[] differences = new double[HalfForests.Splits];

    public void Set(int split, double product, double firstSquare, double secondSquare) =>
        (products[split], differences[split]) = (product, (firstSquare - secondSquare) / 2);

    public double Mean
    {
        get
        {
            var sum = 0.0;
            foreach (var product in products)
                sum += product;
            return sum / products.Length;
        }
    }

    /// <summary>This part over a whole, with standard error by the delta method and Student's interval with as many degrees of freedom as there are splits.</summary>
    public Share Over(HalfProducts whole)
    {
        var (value, total) = (Mean / whole.Mean, whole.Mean);
        var square = 0.0;
        for (var s = 0; s < products.Length; s++)
        {
            var off = (differences[s] - (value * whole.differences[s])) / total;
            square += off * off;
        }

        return Of(value, Math.Sqrt(square / products.Length));
    }

    public static Share Of(double value, double standardError)
    {
        var half = Critical * standardError;
        return new Share(value, standardError, Math.Clamp(value - half, 0, 1), Math.Clamp(value + half, 0, 1));
    }

    /// <summary>Student's t, two-sided 95 %.</summary>
    public static double Critical { get; } = MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, HalfForests.Splits, 0.975);
}
