namespace SdlPortal.Domain.Analytics.Models.Trees;

/// <summary>A random forest that has seen data: means of trees, for classes one forest each (two classes share one).</summary>
public sealed class ForestModel : IFittedModel
{
    internal ForestModel(CutTree[] trees, int width, int classes) => (Trees, Width, Classes) = (trees, width, classes);

    public int Width { get; }

    /// <summary>0 for a number.</summary>
    public int Classes { get; }

    /// <summary>Share of the outcomes' variance that trees explain for rows they had not drawn, of classes the mean over them; not a number where that is unknown.</summary>
    public double OutOfBagRSquared { get; internal init; } = double.NaN;

    /// <summary>Mean decrease of impurity by column, sum 1.</summary>
    public IReadOnlyList<double> Importances { get; internal init; } = [];

    internal CutTree[] Trees { get; }

    private int Outputs => OutputsOf(Classes);

    internal static int OutputsOf(int classes) => classes <= 2 ? 1 : classes;

    public double[] Predict(double[] x, int width)
    {
        if (width != Width)
            throw new ArgumentException($"The model was fitted to {Width} columns; {width} were given.", nameof(width));
        var sums = TreeSums.Of(Trees, Outputs, x, width);
        double each = Trees.Length / Outputs;
        for (var i = 0; i < sums.Length; i++)
            sums[i] /= each;
        return Classes == 0 ? sums : Classes <= 2 ? OfTwo(sums) : Shared(sums);
    }

    private double[] OfTwo(double[] second)
    {
        if (Classes == 1)
            return [.. second.Select(_ => 1.0)];
        var both = new double[2 * second.Length];
        for (var i = 0; i < second.Length; i++)
            (both[2 * i], both[(2 * i) + 1]) = (1 - second[i], second[i]);
        return both;
    }

    /// <summary>Forests of single classes need not agree to 1.</summary>
    private double[] Shared(double[] each)
    {
        for (var i = 0; i < each.Length; i += Classes)
        {
            var row = each.AsSpan(i, Classes);
            var sum = 0.0;
            foreach (var p in row)
                sum += p;
            for (var k = 0; k < Classes; k++)
                row[k] = sum > 0 ? row[k] / sum : 1.0 / Classes;
        }

        return each;
    }
}
