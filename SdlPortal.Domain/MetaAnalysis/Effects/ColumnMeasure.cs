using SdlPortal.Domain.MetaAnalysis.Forests;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Effects;

/// <summary>How much each class of a parameter weighs where variance is taken over configurations; sums to 1, "not active" last. Immutable.</summary>
internal sealed class ColumnMeasure
{
    private readonly double[] running;

    private ColumnMeasure(double[] weights, double[] frequencies)
    {
        (Weights, Frequencies) = (weights, frequencies);
        running = new double[weights.Length + 1];
        for (var b = 0; b < weights.Length; b++)
            running[b + 1] = running[b] + weights[b];
    }

    public double[] Weights { get; }

    /// <summary>Share of the rows in each class.</summary>
    public double[] Frequencies { get; }

    public int Codes => Weights.Length;

    public static ColumnMeasure Of(BinnedColumn column, ushort[] codes, EffectMeasure measure)
    {
        var frequencies = new double[column.Bins + 1];
        foreach (var code in codes)
            frequencies[code]++;
        for (var b = 0; b < frequencies.Length; b++)
            frequencies[b] /= codes.Length;
        var active = 1 - frequencies[^1];
        var weights = (double[])frequencies.Clone();
        if (measure == EffectMeasure.Box && active > 0)
        {
            var widths = column.IsCategory || column.IsGrid ? Enumerable.Repeat(1.0, column.Bins).ToArray() : Widths(column);
            var sum = widths.Sum();
            if (sum > 0 && double.IsFinite(sum))
            {
                for (var b = 0; b < widths.Length; b++)
                    weights[b] = active * widths[b] / sum;
            }
        }

        return new ColumnMeasure(weights, frequencies);
    }

    /// <summary>Weight of classes first to last.</summary>
    public double Of(int first, int last) => running[last + 1] - running[first];

    /// <summary>Width of each class inside the declared bounds, or wider ones that were seen.</summary>
    private static double[] Widths(BinnedColumn column)
    {
        var (low, high) = (Math.Min(column.Shape.Low ?? column.Low, column.Low), Math.Max(column.Shape.High ?? column.High, column.High));
        var log = column.Shape.Scale == Scale.Log && low > 0;
        double At(double value) => log ? Math.Log(value) : value;
        var widths = new double[column.Bins];
        var from = At(low);
        for (var b = 0; b < widths.Length; b++)
        {
            var to = At(b < column.Edges.Length ? column.Edges[b] : high);
            (widths[b], from) = (to - from, to);
        }

        return widths;
    }
}
