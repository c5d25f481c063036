using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Models.Linear;

/// <summary>Columns and outcomes around their means, so that the intercept needs no column of its own and is never penalized.</summary>
internal sealed class CenteredDesign
{
    private const int Block = 2048;

    /// <param name="x">n x d, row-major.</param>
    public CenteredDesign(double[] x, int width, double[] y)
    {
        Rows = y.Length;
        Columns = new double[width][];
        Means = new double[width];
        for (var j = 0; j < width; j++)
        {
            var column = Columns[j] = new double[Rows];
            for (var i = 0; i < Rows; i++)
                column[i] = x[(i * width) + j];
            Means[j] = Center(column);
        }

        Outcomes = (double[])y.Clone();
        OutcomeMean = Center(Outcomes);
    }

    public int Rows { get; }

    public double[][] Columns { get; }

    public double[] Means { get; }

    public double[] Outcomes { get; }

    public double OutcomeMean { get; }

    /// <summary>Columns that vary by no more than rounding are 0 throughout.</summary>
    public double[] SquaredLengths() => Array.ConvertAll(Columns, c => Vectors.Dot(c, c));

    /// <summary>Xᵀ X + α I, d x d, row-major, the lower triangle.</summary>
    public double[] Gram(double alpha, CancellationToken cancellationToken)
    {
        var d = Columns.Length;
        var gram = new double[d * d];

        // By blocks of rows, so that columns stay in the cache while they meet each other.
        for (var start = 0; start < Rows; start += Block)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var length = Math.Min(Block, Rows - start);
            for (var j = 0; j < d; j++)
            {
                var column = Columns[j].AsSpan(start, length);
                for (var k = 0; k <= j; k++)
                    gram[(j * d) + k] += Vectors.Dot(column, Columns[k].AsSpan(start, length));
            }
        }

        for (var j = 0; j < d; j++)
            gram[(j * d) + j] += alpha;
        return gram;
    }

    /// <summary>Xᵀ y.</summary>
    public double[] Moments() => Array.ConvertAll(Columns, c => Vectors.Dot(c, Outcomes));

    public LinearModel Model(double[] coefficients, IReadOnlyList<string> remarks) =>
        new(OutcomeMean - Vectors.Dot(coefficients, Means), coefficients) { Remarks = remarks };

    private static double Center(double[] values)
    {
        if (values.Length == 0)
            return 0;
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
            (low, high) = (Math.Min(low, value), Math.Max(high, value));

        // A constant is its own mean, to the last bit.
        var mean = low;
        if (low < high)
        {
            var sum = 0.0;
            foreach (var value in values)
                sum += value / values.Length;
            var rest = 0.0;
            foreach (var value in values)
                rest += (value - sum) / values.Length;
            mean = sum + rest;
        }

        for (var i = 0; i < values.Length; i++)
            values[i] -= mean;
        return mean;
    }
}
