using MathNet.Numerics.LinearAlgebra;

namespace SdlPortal.Domain.MetaAnalysis.Pooling;

/// <summary>
/// What a linear mixed model needs of its observations: products within each group, so that work no longer depends on their number. The response is reduced by its least-squares fit and divided by a power of two,
/// fixed effects are centered and scaled: nothing cancels.
/// </summary>
internal sealed class GroupMoments
{
    private readonly double[] means;
    private readonly double[] spreads;
    private readonly Vector<double> leastSquares;

    /// <param name="fixedColumns">Without the intercept; of the rows that count.</param>
    /// <param name="slope">Null for a random intercept only.</param>
    public GroupMoments(double[] response, double[][] fixedColumns, double[]? slope, int[] groups, int groupCount)
    {
        (Count, P, Q) = (response.Length, fixedColumns.Length + 1, slope is null ? 1 : 2);
        means = new double[P];
        spreads = [.. Enumerable.Repeat(1.0, P)];
        var x = new double[P][];
        x[0] = [.. Enumerable.Repeat(1.0, Count)];
        for (var j = 1; j < P; j++)
            x[j] = Standardized(fixedColumns[j - 1], out means[j], out spreads[j]);
        ToGiven = Map();
        SlopeUnit = slope is null ? 1 : PowerOfTwo(slope);
        double[]? z = slope is null ? null : [.. slope.Select(v => v / SlopeUnit)];

        FixedGram = Matrix<double>.Build.Dense(P, P, (j, l) => Dot(x[j], x[l]));
        HasFullRank = spreads.All(s => s > 0) && FixedGram.ConditionNumber() < 1e12;
        leastSquares = HasFullRank ? FixedGram.Cholesky().Solve(Vector<double>.Build.Dense(P, j => Dot(x[j], response))) : Vector<double>.Build.Dense(P);
        var residuals = new double[Count];
        for (var i = 0; i < Count; i++)
        {
            residuals[i] = response[i];
            for (var j = 0; j < P; j++)
                residuals[i] -= leastSquares[j] * x[j][i];
        }

        // What rounding leaves of a response that the fixed effects fit exactly is no residual.
        var magnitude = Math.Sqrt(Dot(response, response) / Count);
        IsExact = Math.Sqrt(Dot(residuals, residuals) / Count) <= 1e-12 * magnitude;
        Unit = IsExact ? 1 : PowerOfTwo(residuals);
        for (var i = 0; i < Count; i++)
            residuals[i] /= Unit;

        Fixed = Matrix<double>.Build.Dense(P + 1, P + 1, (j, l) => Dot(j == P ? residuals : x[j], l == P ? residuals : x[l]));
        Groups = new GroupProducts[groupCount];
        for (var g = 0; g < groupCount; g++)
            Groups[g] = new GroupProducts(Q, P + 1);
        for (var i = 0; i < Count; i++)
        {
            var group = Groups[groups[i]];
            group.Count++;
            for (var r = 0; r < Q; r++)
            {
                var left = r == 0 ? 1 : z![i];
                for (var c = 0; c < Q; c++)
                    group.ZZ[r, c] += left * (c == 0 ? 1 : z![i]);
                for (var j = 0; j < P; j++)
                    group.ZW[r, j] += left * x[j][i];
                group.ZW[r, P] += left * residuals[i];
            }
        }
    }

    public int Count { get; }

    /// <summary>Fixed effects with the intercept.</summary>
    public int P { get; }

    /// <summary>Random effects per group.</summary>
    public int Q { get; }

    /// <summary>What responses were divided by.</summary>
    public double Unit { get; }

    public double SlopeUnit { get; }

    public bool HasFullRank { get; }

    /// <summary>The fixed effects fit the response without residual.</summary>
    public bool IsExact { get; }

    public Matrix<double> FixedGram { get; }

    /// <summary>WᵀW with W = [X, residuals].</summary>
    public Matrix<double> Fixed { get; }

    public GroupProducts[] Groups { get; }

    /// <summary>The linear map from coefficients of scaled columns to those of the given ones (p x p).</summary>
    public Matrix<double> ToGiven { get; }

    /// <summary>log |XᵀX| grows by this from the scaled columns to the given ones.</summary>
    public double LogScale => 2 * spreads.Sum(Math.Log);

    private Matrix<double> Map()
    {
        var map = Matrix<double>.Build.DenseIdentity(P);
        for (var j = 1; j < P; j++)
        {
            map[j, j] = 1 / spreads[j];
            map[0, j] = -means[j] / spreads[j];
        }

        return map;
    }

    /// <summary>Coefficients of the given columns from what the model adds to the least-squares fit.</summary>
    public Vector<double> Coefficients(Vector<double> added) => ToGiven * (leastSquares + (added * Unit));

    private static double[] Standardized(double[] column, out double mean, out double spread)
    {
        var sum = 0.0;
        foreach (var value in column)
            sum += value;
        var center = mean = sum / column.Length;
        double[] centered = [.. column.Select(v => v - center)];
        var deviation = spread = Math.Sqrt(Dot(centered, centered) / column.Length);
        return deviation > 0 ? [.. centered.Select(v => v / deviation)] : centered;
    }

    /// <summary>The one nearest to the root mean square: dividing by it costs no digit.</summary>
    private static double PowerOfTwo(double[] values)
    {
        var rms = Math.Sqrt(Dot(values, values) / values.Length);
        return rms > 0 ? Math.ScaleB(1, (int)Math.Round(Math.Log2(rms))) : 1;
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}

/// <summary>ZᵀZ (q x q) and ZᵀW (q x (p + 1)) of one group.</summary>
internal sealed class GroupProducts(int q, int columns)
{
    public int Count { get; set; }

    public double[,] ZZ { get; } = new double[q, q];

    public double[,] ZW { get; } = new double[q, columns];
}
