namespace SdlPortal.Domain.Optimization.Surrogates;

/// <summary>
/// How the kernel reads a point: the ordered columns first, each divided by its length scale, then the categorical ones as they are. Changes only by
/// <see cref="Rescale"/>, which is its owner's to call.
/// </summary>
internal sealed class KernelColumns
{
    public KernelColumns(bool[] categorical)
    {
        Order = [.. Enumerable.Range(0, categorical.Length).OrderBy(j => categorical[j])];
        Ordered = categorical.Count(c => !c);
        Weights = new double[Order.Length];
    }

    /// <summary>The input's column that stands at each place.</summary>
    public int[] Order { get; }

    /// <summary>How many places hold ordered columns.</summary>
    public int Ordered { get; }

    /// <summary>By place: 1/l of an ordered column, 1/(2 l²) of a categorical one.</summary>
    public double[] Weights { get; }

    /// <summary>The kernel's variance.</summary>
    public double OutputScale { get; private set; }

    public void Rescale(ReadOnlySpan<double> lengthScales, double outputScale)
    {
        for (var place = 0; place < Order.Length; place++)
        {
            var scale = lengthScales[Order[place]];
            Weights[place] = place < Ordered ? 1 / scale : 0.5 / (scale * scale);
        }

        OutputScale = outputScale;
    }

    /// <summary>Number as the kernel reads it.</summary>
    public double Scaled(int place, double value) => place < Ordered ? value * Weights[place] : value;
}
