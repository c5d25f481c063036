namespace SdlPortal.Domain.Numerics;

/// <summary>
/// The lower factor L of a symmetric positive definite matrix, A + jitter·I = L Lᵀ, row-major in one array. Reading is safe from any thread.
/// </summary>
public sealed class Cholesky
{
    private static readonly double[] Ladder = [0, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3];
    private double[] factor;
    private int stride;

    private Cholesky(double[] factor, int size, double jitter)
    {
        this.factor = factor;
        stride = size;
        Size = size;
        Jitter = jitter;
    }

    public int Size { get; private set; }

    /// <summary>What was added to the diagonal, absolute; 0 when nothing was needed.</summary>
    public double Jitter { get; }

    /// <summary>Row i of L up to and including the diagonal (i + 1 numbers).</summary>
    public ReadOnlySpan<double> Row(int i) => factor.AsSpan(i * stride, i + 1);

    /// <summary>
    /// Factors the n x n row-major matrix, of which only the lower triangle is read. When a pivot is not positive the diagonal is raised
    /// by 1e-8 … 1e-3 of its mean, one decade at a time.
    /// </summary>
    /// <exception cref="CholeskyException">Not positive definite even so, or a value is not finite.</exception>
    public static Cholesky Factor(ReadOnlySpan<double> matrix, int n)
    {
        var mean = 0.0;
        for (var i = 0; i < n; i++)
            mean += Math.Abs(matrix[(i * n) + i]) / n;
        var lower = new double[n * n];
        foreach (var share in Ladder)
        {
            if (TryFactor(matrix, n, share * mean, lower))
                return new Cholesky(lower, n, share * mean);
        }

        throw new CholeskyException(n, Ladder[^1]);
    }

    /// <summary>An independent copy, to append rows to.</summary>
    public Cholesky Copy() => new((double[])factor.Clone(), stride, Jitter) { Size = Size };

    /// <summary>log det A.</summary>
    public double LogDeterminant()
    {
        var sum = 0.0;
        for (var i = 0; i < Size; i++)
            sum += Math.Log(factor[(i * stride) + i]);
        return 2 * sum;
    }

    /// <summary>x := L⁻¹ x.</summary>
    public void SolveLower(Span<double> x)
    {
        for (var i = 0; i < Size; i++)
        {
            var row = factor.AsSpan(i * stride, i + 1);
            x[i] = (x[i] - Vectors.Dot(row[..i], x)) / row[i];
        }
    }

    /// <summary>x := L⁻ᵀ x.</summary>
    public void SolveUpper(Span<double> x)
    {
        for (var i = Size - 1; i >= 0; i--)
        {
            var row = factor.AsSpan(i * stride, i + 1);
            x[i] /= row[i];
            Vectors.AddScaled(x[..i], -x[i], row);
        }
    }

    /// <summary>x := A⁻¹ x.</summary>
    public void Solve(Span<double> x)
    {
        SolveLower(x);
        SolveUpper(x);
    }

    /// <summary>L⁻¹, lower triangular, n x n row-major. O(n³/6).</summary>
    public double[] InverseFactor()
    {
        var n = Size;
        var inverse = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            var row = factor.AsSpan(i * stride, i + 1);
            var target = inverse.AsSpan(i * n, i + 1);
            for (var k = 0; k < i; k++)
                Vectors.AddScaled(target[..(k + 1)], -row[k], inverse.AsSpan(k * n, k + 1));
            var scale = 1 / row[i];
            for (var j = 0; j < i; j++)
                target[j] *= scale;
            target[i] = scale;
        }

        return inverse;
    }

    /// <summary>
    /// Extends the factor by one row and column of A in O(n²): <paramref name="column"/> holds the n covariances with the present rows,
    /// <paramref name="diagonal"/> the new diagonal entry. A pivot that is not positive is raised to 1e-8 of the diagonal entry (a repeated row).
    /// </summary>
    public void Append(ReadOnlySpan<double> column, double diagonal)
    {
        if (Size == stride)
            Grow();
        var row = factor.AsSpan(Size * stride, Size + 1);
        column[..Size].CopyTo(row);
        SolveLower(row[..Size]);
        var pivot = diagonal + Jitter - Vectors.Dot(row[..Size], row);
        var floor = 1e-8 * Math.Abs(diagonal);
        if (!double.IsFinite(pivot) || (pivot < -1e-3 * Math.Abs(diagonal)))
            throw new CholeskyException(Size + 1, 1e-8);
        row[Size] = Math.Sqrt(Math.Max(pivot, floor));
        Size++;
    }

    private static bool TryFactor(ReadOnlySpan<double> matrix, int n, double jitter, double[] lower)
    {
        for (var i = 0; i < n; i++)
        {
            var row = lower.AsSpan(i * n, i + 1);
            for (var j = 0; j < i; j++)
            {
                var other = lower.AsSpan(j * n, j + 1);
                row[j] = (matrix[(i * n) + j] - Vectors.Dot(row[..j], other)) / other[j];
            }

            var pivot = matrix[(i * n) + i] + jitter - Vectors.Dot(row[..i], row);
            if (!(pivot > 1e-14 * matrix[(i * n) + i]) || !double.IsFinite(pivot))
                return false;
            row[i] = Math.Sqrt(pivot);
        }

        return true;
    }

    private void Grow()
    {
        var wider = stride + Math.Max(8, stride / 4);
        var copy = new double[wider * wider];
        for (var i = 0; i < Size; i++)
            factor.AsSpan(i * stride, i + 1).CopyTo(copy.AsSpan(i * wider));
        (factor, stride) = (copy, wider);
    }
}
