namespace SdlPortal.Domain.Numerics;

/// <summary>
/// X P = Q R by Householder reflections with column pivoting (Businger and Golub 1965; Golub and Van Loan, algorithm 5.4.1), stopped at the numerical rank: what least squares need where columns follow from each other or outnumber the rows.
/// Columns should be of like length. 2 n d r flops. Immutable after construction.
/// </summary>
public sealed class PivotedQr
{
    private readonly double[][] columns;
    private readonly double[] betas;
    private readonly double[] diagonal;
    private readonly int[] pivots;
    private readonly int rows;

    /// <param name="columns">d columns of n numbers each; they are overwritten and kept.</param>
    public PivotedQr(double[][] columns, int rows, CancellationToken cancellationToken = default)
    {
        (this.columns, this.rows) = (columns, rows);
        var d = columns.Length;
        pivots = [.. Enumerable.Range(0, d)];
        var most = Math.Min(rows, d);
        (betas, diagonal) = (new double[most], new double[most]);
        var norms = Array.ConvertAll(columns, c => Vectors.Dot(c, c));
        var first = (double[])norms.Clone();
        var largest = norms.DefaultIfEmpty(0).Max();
        var tolerance = Math.Max(rows, d) * Math.ScaleB(1, -52);
        for (var k = 0; k < most; k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = k;
            for (var j = k + 1; j < d; j++)
                next = norms[j] > norms[next] ? j : next;
            (columns[k], columns[next]) = (columns[next], columns[k]);
            (pivots[k], pivots[next]) = (pivots[next], pivots[k]);
            (norms[k], norms[next]) = (norms[next], norms[k]);
            (first[k], first[next]) = (first[next], first[k]);
            var v = columns[k].AsSpan(k, rows - k);
            var length = Math.Sqrt(Vectors.Dot(v, v));
            if (!(length > tolerance * Math.Sqrt(largest)))
                break;

            // H = I − β v vᵀ takes the column to −sign(x₀) ‖x‖ e₀.
            diagonal[k] = v[0] > 0 ? -length : length;
            v[0] -= diagonal[k];
            betas[k] = -1 / (diagonal[k] * v[0]);
            Rank = k + 1;
            for (var j = k + 1; j < d; j++)
            {
                var column = columns[j].AsSpan(k, rows - k);
                Vectors.AddScaled(column, -betas[k] * Vectors.Dot(v, column), v);
                norms[j] -= column[0] * column[0];

                // Taken down so far that rounding shows: computed again.
                if (norms[j] <= 1e-8 * first[j])
                    first[j] = norms[j] = Vectors.Dot(column[1..], column[1..]);
            }
        }
    }

    /// <summary>Columns that are linearly independent: a pivot counts above max(n, d) · 2⁻⁵² of the longest column.</summary>
    public int Rank { get; }

    /// <summary>Which column stands k-th; the first <see cref="Rank"/> are independent.</summary>
    public ReadOnlySpan<int> Pivots => pivots;

    /// <summary>R[i, j], i ≤ j, i below the rank, j in the order of the pivots.</summary>
    public double R(int i, int j) => i == j ? diagonal[i] : columns[j][i];

    /// <summary>The b (d numbers) of least ‖X b − y‖, and among those of least ‖b‖.</summary>
    public double[] Solve(ReadOnlySpan<double> y)
    {
        var c = y.ToArray();
        for (var k = 0; k < Rank; k++)
            Reflect(k, c);
        var pivoted = Rank < columns.Length ? LeastNorm(c.AsSpan(0, Rank)) : BackSubstituted(c.AsSpan(0, Rank));
        var b = new double[columns.Length];
        for (var j = 0; j < pivoted.Length; j++)
            b[pivots[j]] = pivoted[j];
        return b;
    }

    /// <summary>The squared length of each row of Q: the diagonal of the projection onto the columns, n numbers.</summary>
    public double[] RowLengths()
    {
        var sums = new double[rows];
        var q = new double[rows];
        for (var k = 0; k < Rank; k++)
        {
            Array.Clear(q);
            q[k] = 1;
            for (var j = k; j >= 0; j--)
                Reflect(j, q);
            for (var i = 0; i < rows; i++)
                sums[i] += q[i] * q[i];
        }

        return sums;
    }

    /// <summary>The inverse of the leading rank x rank part of R, upper triangular, by rows.</summary>
    public double[][] InverseLeading()
    {
        var inverse = new double[Rank][];
        for (var i = 0; i < Rank; i++)
            inverse[i] = new double[Rank];
        for (var j = 0; j < Rank; j++)
        {
            inverse[j][j] = 1 / diagonal[j];
            for (var i = j - 1; i >= 0; i--)
            {
                var sum = 0.0;
                for (var k = i + 1; k <= j; k++)
                    sum += R(i, k) * inverse[k][j];
                inverse[i][j] = -sum / diagonal[i];
            }
        }

        return inverse;
    }

    private void Reflect(int k, double[] y)
    {
        var v = columns[k].AsSpan(k, rows - k);
        var target = y.AsSpan(k, rows - k);
        Vectors.AddScaled(target, -betas[k] * Vectors.Dot(v, target), v);
    }

    private double[] BackSubstituted(Span<double> c)
    {
        for (var k = Rank - 1; k >= 0; k--)
        {
            c[k] /= diagonal[k];
            Vectors.AddScaled(c[..k], -c[k], columns[k].AsSpan(0, k));
        }

        return c.ToArray();
    }

    /// <summary>[R₁₁ R₁₂]ᵀ = Z T, so that the shortest solution of [R₁₁ R₁₂] w = c is Z T⁻ᵀ c (complete orthogonal decomposition).</summary>
    private double[] LeastNorm(ReadOnlySpan<double> c)
    {
        var d = columns.Length;
        var transposed = new double[Rank][];
        for (var i = 0; i < Rank; i++)
        {
            transposed[i] = new double[d];
            for (var j = i; j < d; j++)
                transposed[i][j] = R(i, j);
        }

        var second = new PivotedQr(transposed, d);
        var w = new double[d];

        // Tᵀ w = P₂ᵀ c, forward; what a second rounding of the rank leaves out stays 0.
        for (var k = 0; k < second.Rank; k++)
        {
            var sum = c[second.pivots[k]];
            for (var i = 0; i < k; i++)
                sum -= second.R(i, k) * w[i];
            w[k] = sum / second.diagonal[k];
        }

        for (var k = second.Rank - 1; k >= 0; k--)
            second.Reflect(k, w);
        return w;
    }
}
