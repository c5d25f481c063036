using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SdlPortal.Domain.Numerics;

/// <summary>
/// Triangular systems with eight right-hand sides at a time: number i of side l stands at 8 i + l. Four rows are taken together, so that each
/// number of the solution is loaded once for four products; sums run in the same order on every machine.
/// </summary>
internal static class TriangularLanes
{
    public const int Width = 8;

    /// <summary>Row i of the lower factor, i + 1 numbers.</summary>
    public delegate ReadOnlySpan<double> RowOf(int i);

    /// <summary>x := L⁻¹ x for n rows.</summary>
    public static void SolveLower(RowOf rows, int n, Span<double> x)
    {
        ref var v = ref MemoryMarshal.GetReference(x[..(n * Width)]);
        var i = 0;
        for (; i <= n - 4; i += 4)
        {
            ref var r0 = ref MemoryMarshal.GetReference(rows(i));
            ref var r1 = ref MemoryMarshal.GetReference(rows(i + 1));
            ref var r2 = ref MemoryMarshal.GetReference(rows(i + 2));
            ref var r3 = ref MemoryMarshal.GetReference(rows(i + 3));
            var (s0, s1, s2, s3) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
            for (var j = 0; j < i; j++)
            {
                var known = Load(ref v, j);
                s0 = Vector512.FusedMultiplyAdd(Lanes(ref r0, j), known, s0);
                s1 = Vector512.FusedMultiplyAdd(Lanes(ref r1, j), known, s1);
                s2 = Vector512.FusedMultiplyAdd(Lanes(ref r2, j), known, s2);
                s3 = Vector512.FusedMultiplyAdd(Lanes(ref r3, j), known, s3);
            }

            var x0 = (Load(ref v, i) - s0) / Lanes(ref r0, i);
            var x1 = (Load(ref v, i + 1) - s1 - (Lanes(ref r1, i) * x0)) / Lanes(ref r1, i + 1);
            var x2 = (Load(ref v, i + 2) - s2 - (Lanes(ref r2, i) * x0) - (Lanes(ref r2, i + 1) * x1)) / Lanes(ref r2, i + 2);
            var x3 = (Load(ref v, i + 3) - s3 - (Lanes(ref r3, i) * x0) - (Lanes(ref r3, i + 1) * x1) - (Lanes(ref r3, i + 2) * x2)) / Lanes(ref r3, i + 3);
            Store(x0, ref v, i);
            Store(x1, ref v, i + 1);
            Store(x2, ref v, i + 2);
            Store(x3, ref v, i + 3);
        }

        for (; i < n; i++)
        {
            ref var row = ref MemoryMarshal.GetReference(rows(i));
            var sum = Vector512<double>.Zero;
            for (var j = 0; j < i; j++)
                sum = Vector512.FusedMultiplyAdd(Lanes(ref row, j), Load(ref v, j), sum);
            Store((Load(ref v, i) - sum) / Lanes(ref row, i), ref v, i);
        }
    }

    /// <summary>x := L⁻ᵀ x for n rows.</summary>
    public static void SolveUpper(RowOf rows, int n, Span<double> x)
    {
        ref var v = ref MemoryMarshal.GetReference(x[..(n * Width)]);
        var i = n;
        for (; i % 4 != 0; i--)
        {
            ref var row = ref MemoryMarshal.GetReference(rows(i - 1));
            var solved = Load(ref v, i - 1) / Lanes(ref row, i - 1);
            Store(solved, ref v, i - 1);
            for (var j = 0; j < i - 1; j++)
                Store(Load(ref v, j) - (Lanes(ref row, j) * solved), ref v, j);
        }

        for (i -= 4; i >= 0; i -= 4)
        {
            ref var r0 = ref MemoryMarshal.GetReference(rows(i));
            ref var r1 = ref MemoryMarshal.GetReference(rows(i + 1));
            ref var r2 = ref MemoryMarshal.GetReference(rows(i + 2));
            ref var r3 = ref MemoryMarshal.GetReference(rows(i + 3));
            var x3 = Load(ref v, i + 3) / Lanes(ref r3, i + 3);
            var x2 = (Load(ref v, i + 2) - (Lanes(ref r3, i + 2) * x3)) / Lanes(ref r2, i + 2);
            var x1 = (Load(ref v, i + 1) - (Lanes(ref r3, i + 1) * x3) - (Lanes(ref r2, i + 1) * x2)) / Lanes(ref r1, i + 1);
            var x0 = (Load(ref v, i) - (Lanes(ref r3, i) * x3) - (Lanes(ref r2, i) * x2) - (Lanes(ref r1, i) * x1)) / Lanes(ref r0, i);
            Store(x0, ref v, i);
            Store(x1, ref v, i + 1);
            Store(x2, ref v, i + 2);
            Store(x3, ref v, i + 3);
            (x0, x1, x2, x3) = (-x0, -x1, -x2, -x3);
            for (var j = 0; j < i; j++)
            {
                var left = Vector512.FusedMultiplyAdd(Lanes(ref r0, j), x0, Load(ref v, j));
                var right = Lanes(ref r1, j) * x1;
                left = Vector512.FusedMultiplyAdd(Lanes(ref r2, j), x2, left);
                right = Vector512.FusedMultiplyAdd(Lanes(ref r3, j), x3, right);
                Store(left + right, ref v, j);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(ref double first, int i) => Vector512.LoadUnsafe(ref first, (nuint)(i * Width));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<double> value, ref double first, int i) => value.StoreUnsafe(ref first, (nuint)(i * Width));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Lanes(ref double first, int i) => Vector512.Create(Unsafe.Add(ref first, i));
}
