using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SdlPortal.Domain.Numerics;

/// <summary>Cholesky factorization and triangular solves on packed panels in buffers of the caller's. Nothing is allocated.</summary>
internal static class CholeskyPanels
{
    /// <summary>
    /// A + jitter·I = L Lᵀ in place, panel after panel: what is left of the diagonal block is the panel eliminated like any right-hand side
    /// (Golub and Van Loan 2013, algorithm 4.2.2 in blocks). Of A the lower triangle is read.
    /// </summary>
    /// <param name="inverseDiagonal">Receives 1 / L[i, i], padded to whole panels.</param>
    /// <returns>False when a pivot is not positive or not finite; the buffers are then without meaning.</returns>
    public static bool TryFactor(Span<double> packed, int n, double jitter, Span<double> inverseDiagonal)
    {
        const int Width = Panels.Width;
        PadRows(packed, n);
        ref var a = ref MemoryMarshal.GetReference(packed);
        ref var inverse = ref MemoryMarshal.GetReference(inverseDiagonal[..Panels.Padded(n)]);
        var count = Panels.Count(n);
        for (var p = 0; p < count; p += 2)
        {
            ref var left = ref Unsafe.Add(ref a, Panels.Start(p));
            if (p + 1 == count)
            {
                for (var j = 0; j < p; j++)
                    Panels.Eliminate(ref Unsafe.Add(ref a, Panels.Start(j)), j * Width, ref Unsafe.Add(ref inverse, j * Width), ref left);
                return TryDiagonal(ref left, p * Width, jitter, ref Unsafe.Add(ref inverse, p * Width));
            }

            ref var right = ref Unsafe.Add(ref a, Panels.Start(p + 1));
            for (var j = 0; j < p; j++)
                Panels.Eliminate(ref Unsafe.Add(ref a, Panels.Start(j)), j * Width, ref Unsafe.Add(ref inverse, j * Width), ref left, ref right);
            if (!TryDiagonal(ref left, p * Width, jitter, ref Unsafe.Add(ref inverse, p * Width)))
                return false;
            Panels.Eliminate(ref left, p * Width, ref Unsafe.Add(ref inverse, p * Width), ref right);
            if (!TryDiagonal(ref right, (p + 1) * Width, jitter, ref Unsafe.Add(ref inverse, (p + 1) * Width)))
                return false;
        }

        return true;
    }

    /// <summary>x := L⁻¹ x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SolveLower(ReadOnlySpan<double> packed, ReadOnlySpan<double> inverseDiagonal, Span<double> x)
    {
        const int Width = Panels.Width;
        ref var l = ref MemoryMarshal.GetReference(packed);
        ref var values = ref MemoryMarshal.GetReference(x);
        Span<double> block = stackalloc double[Width];
        ref var rest = ref MemoryMarshal.GetReference(block);
        for (var at = 0; at < x.Length; at += Width)
        {
            ref var panel = ref Unsafe.Add(ref l, Panels.Start(at / Width));
            Vector512<double> s0 = default, s1 = default, s2 = default, s3 = default;
            for (nuint k = 0; k < (nuint)at; k += 4)
            {
                s0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref panel, k * Width), Vector512.Create(Unsafe.Add(ref values, k)), s0);
                s1 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref panel, (k + 1) * Width), Vector512.Create(Unsafe.Add(ref values, k + 1)), s1);
                s2 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref panel, (k + 2) * Width), Vector512.Create(Unsafe.Add(ref values, k + 2)), s2);
                s3 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref panel, (k + 3) * Width), Vector512.Create(Unsafe.Add(ref values, k + 3)), s3);
            }

            var rows = Math.Min(Width, x.Length - at);
            ((s0 + s1) + (s2 + s3)).StoreUnsafe(ref rest);
            for (var s = 0; s < rows; s++)
            {
                var value = (Unsafe.Add(ref values, at + s) - Unsafe.Add(ref rest, s)) * inverseDiagonal[at + s];
                Unsafe.Add(ref values, at + s) = value;
                ref var column = ref Unsafe.Add(ref panel, (at + s) * Width);
                for (var r = s + 1; r < rows; r++)
                    Unsafe.Add(ref rest, r) += value * Unsafe.Add(ref column, r);
            }
        }
    }

    /// <summary>x := L⁻ᵀ x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SolveUpper(ReadOnlySpan<double> packed, ReadOnlySpan<double> inverseDiagonal, Span<double> x)
    {
        const int Width = Panels.Width;
        ref var l = ref MemoryMarshal.GetReference(packed);
        Span<double> block = stackalloc double[Width];
        for (var at = (Panels.Count(x.Length) - 1) * Width; at >= 0; at -= Width)
        {
            ref var panel = ref Unsafe.Add(ref l, Panels.Start(at / Width));
            var rows = Math.Min(Width, x.Length - at);
            block.Clear();
            for (var s = rows - 1; s >= 0; s--)
            {
                var column = Vector512.LoadUnsafe(ref panel, (nuint)((at + s) * Width));
                block[s] = (x[at + s] - Panels.Total(column * Vector512.Create<double>(block))) * inverseDiagonal[at + s];
                x[at + s] = block[s];
            }

            var solved = Vector512.Create<double>(block);
            for (var k = 0; k < at; k++)
                x[k] -= Panels.Total(Vector512.LoadUnsafe(ref panel, (nuint)(k * Width)) * solved);
        }
    }

    /// <summary>
    /// X := L⁻ᵀ X for eight right-hand sides in a panel, from the last eight rows to the first: those that are final are taken from all rows before them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SolveUpperPanel(ReadOnlySpan<double> packed, ReadOnlySpan<double> inverseDiagonal, int n, Span<double> columns)
    {
        const int Width = Panels.Width;
        ref var l = ref MemoryMarshal.GetReference(packed);
        ref var x = ref MemoryMarshal.GetReference(columns);
        for (var at = (Panels.Count(n) - 1) * Width; at >= 0; at -= Width)
        {
            ref var panel = ref Unsafe.Add(ref l, Panels.Start(at / Width));
            ref var block = ref Unsafe.Add(ref x, at * Width);
            for (var s = Width - 1; s >= 0; s--)
            {
                var row = Vector512.LoadUnsafe(ref block, (nuint)(s * Width));
                for (var r = s + 1; r < Width; r++)
                    row -= Vector512.Create(Unsafe.Add(ref panel, ((at + s) * Width) + r)) * Vector512.LoadUnsafe(ref block, (nuint)(r * Width));
                (row * Vector512.Create(inverseDiagonal[at + s])).StoreUnsafe(ref block, (nuint)(s * Width));
            }

            var x0 = Vector512.LoadUnsafe(ref block);
            var x1 = Vector512.LoadUnsafe(ref block, 8);
            var x2 = Vector512.LoadUnsafe(ref block, 16);
            var x3 = Vector512.LoadUnsafe(ref block, 24);
            var x4 = Vector512.LoadUnsafe(ref block, 32);
            var x5 = Vector512.LoadUnsafe(ref block, 40);
            var x6 = Vector512.LoadUnsafe(ref block, 48);
            var x7 = Vector512.LoadUnsafe(ref block, 56);
            for (nuint k = 0; k < (nuint)(at * Width); k += Width)
            {
                var even = Vector512.Create(Unsafe.Add(ref panel, k)) * x0;
                var odd = Vector512.Create(Unsafe.Add(ref panel, k + 1)) * x1;
                even = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref panel, k + 2)), x2, even);
                odd = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref panel, k + 3)), x3, odd);
                even = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref panel, k + 4)), x4, even);
                odd = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref panel, k + 5)), x5, odd);
                even = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref panel, k + 6)), x6, even);
                odd = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref panel, k + 7)), x7, odd);
                (Vector512.LoadUnsafe(ref x, k) - (even + odd)).StoreUnsafe(ref x, k);
            }
        }
    }

    /// <summary>Rows past the end become rows of the identity.</summary>
    private static void PadRows(Span<double> packed, int n)
    {
        for (var i = n; i < Panels.Padded(n); i++)
        {
            for (var k = 0; k < i; k++)
                packed[Panels.Index(i, k)] = 0;
            packed[Panels.Index(i, i)] = 1;
        }
    }

    /// <summary>Factors the 8 x 8 diagonal block of a panel whose columns before it are final.</summary>
    private static bool TryDiagonal(ref double panel, int at, double jitter, ref double inverse)
    {
        const int Width = Panels.Width;
        Span<double> tile = stackalloc double[Width * Width];
        ref var t = ref MemoryMarshal.GetReference(tile);
        Panels.Product(ref panel, ref panel, at, ref t);
        ref var block = ref Unsafe.Add(ref panel, at * Width);
        for (var s = 0; s < Width; s++)
        {
            var original = Unsafe.Add(ref block, (s * Width) + s) + jitter;
            var column = Vector512.LoadUnsafe(ref block, (nuint)(s * Width)) - Vector512.LoadUnsafe(ref t, (nuint)(s * Width));
            var pivot = column[s] + jitter;
            if (!(pivot > 1e-14 * original) || !double.IsFinite(pivot))
                return false;
            var root = Math.Sqrt(pivot);
            Unsafe.Add(ref inverse, s) = 1 / root;
            column *= 1 / root;
            column.StoreUnsafe(ref block, (nuint)(s * Width));
            for (var r = 0; r < s; r++)
                Unsafe.Add(ref block, (s * Width) + r) = 0;
            Unsafe.Add(ref block, (s * Width) + s) = root;
            for (var r = s + 1; r < Width; r++)
            {
                var row = Vector512.LoadUnsafe(ref t, (nuint)(r * Width));
                Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref block, (s * Width) + r)), column, row).StoreUnsafe(ref t, (nuint)(r * Width));
            }
        }

        return true;
    }
}
