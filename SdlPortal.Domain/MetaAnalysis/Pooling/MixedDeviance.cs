using MathNet.Numerics.LinearAlgebra;

namespace SdlPortal.Domain.MetaAnalysis.Pooling;

/// <summary>
/// Minus twice the log likelihood of a linear mixed model at a relative covariance factor Λ, with all that follows from it. With V = I + Z ΛΛᵀ Zᵀ by groups and r² the generalized residual sum of squares,
/// log |V| [+ log |XᵀV⁻¹X|] + m (1 + log(2π r²/m)), m = n or n − p (Bates et al. 2015, eq. 34 and 41). All in the units of <see cref="GroupMoments"/>.
/// </summary>
internal sealed class MixedDeviance
{
    private readonly GroupMoments moments;
    private readonly double[,] factor;
    private readonly bool restricted;
    private readonly double[,] traces;
    private readonly double[,] squares;
    private readonly double[,] spread;
    private readonly double[][,] fixedParts;
    private readonly Lazy<double[][,]> byCoefficient;

    /// <param name="factor">Λ, q x q lower triangular.</param>
    public MixedDeviance(GroupMoments moments, double[,] factor, bool restricted)
    {
        (this.moments, this.factor, this.restricted) = (moments, factor, restricted);
        var (p, q) = (moments.P, moments.Q);
        var weighted = moments.Fixed.Clone();
        var logV = 0.0;
        var shrink = new double[moments.Groups.Length][,];
        for (var g = 0; g < shrink.Length; g++)
        {
            var group = moments.Groups[g];
            shrink[g] = Shrinkage(group.ZZ, out var logDeterminant);
            logV += logDeterminant;
            for (var j = 0; j <= p; j++)
            {
                for (var l = 0; l <= j; l++)
                {
                    var sum = 0.0;
                    for (var r = 0; r < q; r++)
                    {
                        for (var c = 0; c < q; c++)
                            sum += group.ZW[r, j] * shrink[g][r, c] * group.ZW[c, l];
                    }

                    weighted[j, l] -= sum;
                }
            }
        }

        for (var j = 0; j <= p; j++)
        {
            for (var l = 0; l < j; l++)
                weighted[l, j] = weighted[j, l];
        }

        var gram = weighted.SubMatrix(0, p, 0, p).Cholesky();
        var right = weighted.Row(p, 0, p);
        Inverse = gram.Solve(Matrix<double>.Build.DenseIdentity(p));
        Coefficients = gram.Solve(right);
        ResidualSquares = weighted[p, p] - (right * Coefficients);
        Shrink = shrink;
        Freedom = moments.Count - (restricted ? p : 0);
        Logs = logV + (restricted ? gram.DeterminantLn : 0);
        Value = Logs + (Freedom * (1 + Math.Log(2 * Math.PI * ResidualSquares / Freedom)));

        (traces, squares, spread) = (new double[q, q], new double[q, q], new double[q, q]);
        fixedParts = new double[shrink.Length][,];
        for (var g = 0; g < shrink.Length; g++)
            Accumulate(g);
        byCoefficient = new Lazy<double[][,]>(ByCoefficient);
    }

    public double Value { get; }

    /// <summary>(XᵀV⁻¹X)⁻¹.</summary>
    public Matrix<double> Inverse { get; }

    /// <summary>What the model adds to the least-squares fit.</summary>
    public Vector<double> Coefficients { get; }

    public double ResidualSquares { get; }

    /// <summary>n, or n − p.</summary>
    public int Freedom { get; }

    public double Logs { get; }

    /// <summary>Per group K = Λ (ΛᵀZᵀZΛ + I)⁻¹ Λᵀ: the conditional covariance of its deviations over σ².</summary>
    public double[][,] Shrink { get; }

    /// <summary>Derivative of the profiled deviance by Λ[row, column].</summary>
    public double Slope(int row, int column) => Slope(row, column, Freedom / ResidualSquares);

    /// <summary>The same where σ² is held: the weight of the residual part is 1/σ².</summary>
    public double Slope(int row, int column, double precision)
    {
        var sum = 0.0;
        for (var k = 0; k < moments.Q; k++)
            sum += (traces[row, k] - (restricted ? spread[row, k] : 0) - (precision * squares[row, k])) * factor[k, column];
        return 2 * sum;
    }

    /// <summary>Derivative of −r² by Λ[row, column].</summary>
    public double ResidualSlope(int row, int column) => Product(squares, row, column);

    /// <summary>Derivative of the variance of the j-th coefficient of the given columns, over σ², by Λ[row, column].</summary>
    public double VarianceSlope(int j, int row, int column) => Product(byCoefficient.Value[j], row, column);

    private double Product(double[,] matrix, int row, int column)
    {
        var sum = 0.0;
        for (var k = 0; k < moments.Q; k++)
            sum += matrix[row, k] * factor[k, column];
        return 2 * sum;
    }

    private double[,] Shrinkage(double[,] zz, out double logDeterminant)
    {
        if (moments.Q == 1)
        {
            var a = 1 + (factor[0, 0] * factor[0, 0] * zz[0, 0]);
            logDeterminant = Math.Log(a);
            return new[,] { { factor[0, 0] * factor[0, 0] / a } };
        }

        // 2 x 2 by hand, since this is done for every group at every step: A = ΛᵀZᵀZΛ + I, K = Λ A⁻¹ Λᵀ with Λ lower triangular.
        var (l00, l10, l11) = (factor[0, 0], factor[1, 0], factor[1, 1]);
        var (z00, z10) = ((zz[0, 0] * l00) + (zz[0, 1] * l10), (zz[1, 0] * l00) + (zz[1, 1] * l10));
        var (a00, a01, a11) = (1 + (l00 * z00) + (l10 * z10), l11 * z10, 1 + (l11 * l11 * zz[1, 1]));
        var determinant = (a00 * a11) - (a01 * a01);
        logDeterminant = Math.Log(determinant);
        var (i00, i01, i11) = (a11 / determinant, -a01 / determinant, a00 / determinant);
        var (k00, k01) = (l00 * i00 * l00, l00 * ((i00 * l10) + (i01 * l11)));
        var k11 = (l10 * ((i00 * l10) + (i01 * l11))) + (l11 * ((i01 * l10) + (i11 * l11)));
        return new[,] { { k00, k01 }, { k01, k11 } };
    }

    private void Accumulate(int index)
    {
        var (p, q, group, shrink) = (moments.P, moments.Q, moments.Groups[index], Shrink[index]);
        // I − ZᵀZ K turns ZᵀA into ZᵀV⁻¹A.
        var turn = new double[q, q];
        for (var r = 0; r < q; r++)
        {
            for (var c = 0; c < q; c++)
            {
                turn[r, c] = r == c ? 1 : 0;
                for (var k = 0; k < q; k++)
                    turn[r, c] -= group.ZZ[r, k] * shrink[k, c];
            }
        }

        var fixedPart = new double[q, p];
        var residual = new double[q];
        for (var r = 0; r < q; r++)
        {
            for (var k = 0; k < q; k++)
            {
                for (var j = 0; j < p; j++)
                    fixedPart[r, j] += turn[r, k] * group.ZW[k, j];
                residual[r] += turn[r, k] * group.ZW[k, p];
            }

            for (var j = 0; j < p; j++)
                residual[r] -= fixedPart[r, j] * Coefficients[j];
        }

        for (var r = 0; r < q; r++)
        {
            for (var c = 0; c < q; c++)
            {
                for (var k = 0; k < q; k++)
                    traces[r, c] += turn[r, k] * group.ZZ[k, c];
                squares[r, c] += residual[r] * residual[c];
                for (var j = 0; j < p; j++)
                {
                    for (var l = 0; l < p; l++)
                        spread[r, c] += fixedPart[r, j] * Inverse[j, l] * fixedPart[c, l];
                }
            }
        }
        fixedParts[index] = fixedPart;
    }

    /// <summary>Σ over groups of ZᵀV⁻¹X (XᵀV⁻¹X)⁻¹ in the given columns, as outer products by coefficient; needed at the optimum only.</summary>
    private double[][,] ByCoefficient()
    {
        var (p, q) = (moments.P, moments.Q);
        double[][,] sums = [.. Enumerable.Range(0, p).Select(_ => new double[q, q])];
        var map = Inverse * moments.ToGiven.Transpose();
        foreach (var part in fixedParts)
        {
            var seen = Matrix<double>.Build.DenseOfArray(part) * map;
            for (var j = 0; j < p; j++)
            {
                for (var r = 0; r < q; r++)
                {
                    for (var c = 0; c < q; c++)
                        sums[j][r, c] += seen[r, j] * seen[c, j];
                }
            }
        }

        return sums;
    }
}
