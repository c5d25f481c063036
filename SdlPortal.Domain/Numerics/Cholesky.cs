using System.Buffers;
using System.Runtime.InteropServices;

namespace SdlPortal.Domain.Numerics;

/// <summary>
/// The lower factor L of a symmetric positive definite matrix, A + jitter·I = L Lᵀ, in packed panels of eight rows (see <see cref="Panels"/>).
/// Reading is safe from any thread.
/// </summary>
public sealed class Cholesky
{
    private static readonly double[] Ladder = [0, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3];
    private double[] panels;
    private double[] inverseDiagonal;
    private double[]? rows;

    private Cholesky(double[] panels, double[] inverseDiagonal, int size, double jitter)
    {
        this.panels = panels;
        this.inverseDiagonal = inverseDiagonal;
        Size = size;
        Jitter = jitter;
    }

    public int Size { get; private set; }

    /// <summary>What was added to the diagonal, absolute; 0 when nothing was needed.</summary>
    public double Jitter { get; }

    /// <summary>The shares of the smallest diagonal entry that are added in turn until the matrix can be factored.</summary>
    internal static ReadOnlySpan<double> JitterShares => Ladder;

    /// <summary>L in packed panels.</summary>
    internal ReadOnlySpan<double> Packed => panels;

    /// <summary>1 / L[i, i], 1 past the last row.</summary>
    internal ReadOnlySpan<double> InverseDiagonal => inverseDiagonal;

    /// <summary>Row i of L up to and including the diagonal (i + 1 numbers), from a copy of L by rows that is made when first asked for.</summary>
    public ReadOnlySpan<double> Row(int i)
    {
        // Two threads may both make the copy; either is right.
        var all = Volatile.Read(ref rows);
        if (all is null)
        {
            all = Unpacked();
            Volatile.Write(ref rows, all);
        }

        return all.AsSpan(i * Size, i + 1);
    }

    /// <summary>
    /// Factors the n x n row-major matrix, of which only the lower triangle is read. When a pivot is not positive the diagonal is raised
    /// by 1e-8 … 1e-3 of its smallest entry, one decade at a time.
    /// </summary>
    /// <exception cref="CholeskyException">Not positive definite even so, or a value is not finite.</exception>
    public static Cholesky Factor(ReadOnlySpan<double> matrix, int n)
    {
        var packed = new double[Panels.Length(n)];
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k <= i; k++)
                packed[Panels.Index(i, k)] = matrix[(i * n) + k];
        }

        return FactorPacked(packed, n);
    }

    /// <summary>The same as it is, nothing added to the diagonal; null where that cannot be factored.</summary>
    public static Cholesky? TryFactor(ReadOnlySpan<double> matrix, int n)
    {
        var factor = new double[Panels.Length(n)];
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k <= i; k++)
                factor[Panels.Index(i, k)] = matrix[(i * n) + k];
        }

        var inverseDiagonal = new double[Panels.Padded(n)];
        return CholeskyPanels.TryFactor(factor, n, 0, inverseDiagonal) ? new Cholesky(factor, inverseDiagonal, n, 0) : null;
    }

    /// <summary>The same for a matrix whose lower triangle is already in packed panels; the array is kept as it is.</summary>
    /// <exception cref="CholeskyException">Not positive definite even with jitter, or a value is not finite.</exception>
    internal static Cholesky FactorPacked(ReadOnlySpan<double> matrix, int n)
    {
        var smallest = SmallestDiagonal(matrix, n);
        var factor = new double[Panels.Length(n)];
        var inverseDiagonal = new double[Panels.Padded(n)];
        foreach (var share in Ladder)
        {
            matrix[..factor.Length].CopyTo(factor);
            if (CholeskyPanels.TryFactor(factor, n, share * smallest, inverseDiagonal))
                return new Cholesky(factor, inverseDiagonal, n, share * smallest);
        }

        throw new CholeskyException(n, Ladder[^1]);
    }

    /// <summary>What jitter is measured by. The smallest entry, because rows of large variance (noise of their own) need none.</summary>
    internal static double SmallestDiagonal(ReadOnlySpan<double> packed, int n)
    {
        var smallest = double.PositiveInfinity;
        for (var i = 0; i < n; i++)
            smallest = Math.Min(smallest, Math.Abs(packed[Panels.Index(i, i)]));
        return smallest;
    }

    /// <summary>An independent copy, to append rows to: as many as <paramref name="room"/> without another copy.</summary>
    public Cholesky Copy(int room = 0)
    {
        var copy = new Cholesky(panels, inverseDiagonal, Size, Jitter);
        copy.Resize(Panels.Padded(Size + room));
        return copy;
    }

    /// <summary>log det A.</summary>
    public double LogDeterminant()
    {
        var sum = 0.0;
        for (var i = 0; i < Size; i++)
            sum += Math.Log(panels[Panels.Index(i, i)]);
        return 2 * sum;
    }

    /// <summary>x := L⁻¹ x. O(n²).</summary>
    public void SolveLower(Span<double> x) => CholeskyPanels.SolveLower(panels, inverseDiagonal, x[..Size]);

    /// <summary>
    /// X := L⁻¹ X for many right-hand sides at once: <paramref name="columns"/> holds <paramref name="count"/> of them one after the other, each of
    /// <see cref="Size"/> numbers (count x n, row-major). Near the speed of a matrix product from 16 on.
    /// </summary>
    public void SolveLower(Span<double> columns, int count)
    {
        if (count < 3)
        {
            for (var c = 0; c < count; c++)
                SolveLower(columns.Slice(c * Size, Size));
            return;
        }

        var length = Panels.Padded(Size) * Panels.Width;
        var scratch = ArrayPool<double>.Shared.Rent(2 * length);
        var pair = scratch.AsSpan(0, 2 * length);
        pair.Clear();
        for (var c = 0; c < count; c += 2 * Panels.Width)
        {
            var lanes = Math.Min(2 * Panels.Width, count - c);
            for (var lane = 0; lane < lanes; lane++)
            {
                var source = columns.Slice((c + lane) * Size, Size);
                var target = pair[((lane / Panels.Width * length) + (lane % Panels.Width))..];
                for (int i = 0, at = 0; i < source.Length; i++, at += Panels.Width)
                    target[at] = source[i];
            }

            if (lanes > Panels.Width)
                SolveLowerPanels(pair[..length], pair[length..]);
            else
                SolveLowerPanels(pair[..length], default);
            for (var lane = 0; lane < lanes; lane++)
            {
                var target = columns.Slice((c + lane) * Size, Size);
                var source = pair[((lane / Panels.Width * length) + (lane % Panels.Width))..];
                for (int i = 0, at = 0; i < target.Length; i++, at += Panels.Width)
                    target[i] = source[at];
            }
        }

        ArrayPool<double>.Shared.Return(scratch);
    }

    /// <summary>
    /// X := L⁻¹ X for 16 right-hand sides in two panels (row i of a panel: eight numbers from 8 i on), or for 8 when <paramref name="right"/> is empty.
    /// Rows past the end have to be 0.
    /// </summary>
    internal void SolveLowerPanels(Span<double> left, Span<double> right)
    {
        ref var first = ref MemoryMarshal.GetReference(left);
        ref var second = ref MemoryMarshal.GetReference(right);
        for (var j = 0; j < Panels.Count(Size); j++)
        {
            ref var lower = ref panels[Panels.Start(j)];
            if (right.IsEmpty)
                Panels.Eliminate(ref lower, j * Panels.Width, ref inverseDiagonal[j * Panels.Width], ref first);
            else
                Panels.Eliminate(ref lower, j * Panels.Width, ref inverseDiagonal[j * Panels.Width], ref first, ref second);
        }
    }

    /// <summary>x := L⁻ᵀ x. O(n²).</summary>
    public void SolveUpper(Span<double> x) => CholeskyPanels.SolveUpper(panels, inverseDiagonal, x[..Size]);

    /// <summary>x := A⁻¹ x.</summary>
    public void Solve(Span<double> x)
    {
        SolveLower(x);
        SolveUpper(x);
    }

    /// <summary>X := L⁻ᵀ X for eight right-hand sides in a panel as <see cref="SolveLowerPanels"/> takes it.</summary>
    internal void SolveUpperPanel(Span<double> columns) => CholeskyPanels.SolveUpperPanel(panels, inverseDiagonal, Size, columns);

    /// <summary>L⁻¹, lower triangular, n x n row-major. O(n³/6).</summary>
    public double[] InverseFactor()
    {
        var inverse = new double[Size * Size];
        InverseFactor(inverse);
        return inverse;
    }

    /// <summary>The same into a buffer of at least n² numbers; zeros above the diagonal.</summary>
    public void InverseFactor(Span<double> target)
    {
        var n = Size;
        var scratch = ArrayPool<double>.Shared.Rent(TriangularInverse.Length(n));
        TriangularInverse.Fill(panels, inverseDiagonal, n, scratch);
        for (var c = 0; c < n; c++)
        {
            var at = TriangularInverse.Index(c, c, n);
            for (var i = 0; i < c; i++)
                target[(i * n) + c] = 0;
            for (var i = c; i < n; i++, at += Panels.Width)
                target[(i * n) + c] = scratch[at];
        }

        ArrayPool<double>.Shared.Return(scratch);
    }

    /// <summary>The diagonal of A⁻¹. O(n³/6).</summary>
    public double[] DiagonalOfInverse()
    {
        var scratch = ArrayPool<double>.Shared.Rent(TriangularInverse.Length(Size));
        TriangularInverse.Fill(panels, inverseDiagonal, Size, scratch);
        var diagonal = new double[Size];
        for (var c = 0; c < Size; c++)
        {
            var at = TriangularInverse.Index(c, c, Size);
            for (var i = c; i < Size; i++, at += Panels.Width)
                diagonal[c] += scratch[at] * scratch[at];
        }

        ArrayPool<double>.Shared.Return(scratch);
        return diagonal;
    }

    /// <summary>
    /// Extends the factor by one row and column of A in O(n²): <paramref name="column"/> holds the n covariances with the present rows,
    /// <paramref name="diagonal"/> the new diagonal entry. A pivot that is not positive is raised to 1e-8 of the diagonal entry (a repeated row).
    /// </summary>
    /// <exception cref="CholeskyException">The extended matrix is far from positive definite, or a value is not finite.</exception>
    public void Append(ReadOnlySpan<double> column, double diagonal)
    {
        if (Size == inverseDiagonal.Length)
            Resize(Size + Panels.Width);
        var rented = ArrayPool<double>.Shared.Rent(Size + 1);
        var row = rented.AsSpan(0, Size);
        column[..Size].CopyTo(row);
        SolveLower(row);
        var pivot = diagonal + Jitter - Vectors.Dot(row, row);
        var floor = 1e-8 * Math.Abs(diagonal);
        if (!double.IsFinite(pivot) || (pivot < -1e-3 * Math.Abs(diagonal)))
        {
            ArrayPool<double>.Shared.Return(rented);
            throw new CholeskyException(Size + 1, 1e-8);
        }

        var at = Panels.Index(Size, 0);
        foreach (var value in row)
        {
            panels[at] = value;
            at += Panels.Width;
        }

        panels[at] = Math.Sqrt(Math.Max(pivot, floor));
        inverseDiagonal[Size] = 1 / panels[at];
        Size++;
        rows = null;
        ArrayPool<double>.Shared.Return(rented);
    }

    private double[] Unpacked()
    {
        var all = new double[Size * Size];
        for (var i = 0; i < Size; i++)
        {
            for (int k = 0, at = Panels.Index(i, 0); k <= i; k++, at += Panels.Width)
                all[(i * Size) + k] = panels[at];
        }

        return all;
    }

    /// <summary>New arrays for n rows, whole panels; those past the present end do nothing yet.</summary>
    private void Resize(int n)
    {
        var (old, oldDiagonal) = (panels, inverseDiagonal);
        var kept = Panels.Padded(Size);
        panels = new double[Panels.Length(n)];
        inverseDiagonal = new double[n];
        old.AsSpan(0, Panels.Length(Size)).CopyTo(panels);
        oldDiagonal.AsSpan(0, kept).CopyTo(inverseDiagonal);
        for (var i = kept; i < n; i++)
            panels[Panels.Index(i, i)] = inverseDiagonal[i] = 1;
    }
}
