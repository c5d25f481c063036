using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SdlPortal.Domain.Numerics;

/// <summary>
/// The last rows of a triangular system with eight right-hand sides in a panel (see <see cref="Panels"/>), for rows that do not stand in packed panels. Four are taken
/// together, so that each number of the solution is loaded once for four products; sums run in the same order on every machine.
/// </summary>
internal static class TriangularLanes
{
    public const int Width = Panels.Width;

    /// <summary>The rows from <paramref name="first"/> on of x := L⁻¹ x; those before are final.</summary>
    /// <param name="rows">Row first + k of L, first + k + 1 numbers, at k.</param>
    /// <param name="n">The row after the last.</param>
    public static void SolveLower(double[][] rows, int first, int n, Span<double> x)
    {
        ref var v = ref MemoryMarshal.GetReference(x[..(n * Width)]);
        var i = first;
        for (; i <= n - 4; i += 4)
        {
            ref var r0 = ref rows[i - first][0];
            ref var r1 = ref rows[i + 1 - first][0];
            ref var r2 = ref rows[i + 2 - first][0];
            ref var r3 = ref rows[i + 3 - first][0];
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
            ref var row = ref rows[i - first][0];
            var sum = Vector512<double>.Zero;
            for (var j = 0; j < i; j++)
                sum = Vector512.FusedMultiplyAdd(Lanes(ref row, j), Load(ref v, j), sum);
            Store((Load(ref v, i) - sum) / Lanes(ref row, i), ref v, i);
        }
    }

    /// <summary>The rows from <paramref name="first"/> on of x := L⁻ᵀ x, taken from all rows before them.</summary>
    public static void SolveUpper(double[][] rows, int first, int n, Span<double> x)
    {
        ref var v = ref MemoryMarshal.GetReference(x[..(n * Width)]);
        var i = n;
        for (; (i - first) % 4 != 0; i--)
        {
            ref var row = ref rows[i - 1 - first][0];
            var solved = Load(ref v, i - 1) / Lanes(ref row, i - 1);
            Store(solved, ref v, i - 1);
            for (var j = 0; j < i - 1; j++)
                Store(Load(ref v, j) - (Lanes(ref row, j) * solved), ref v, j);
        }

        for (i -= 4; i >= first; i -= 4)
        {
            ref var r0 = ref rows[i - first][0];
            ref var r1 = ref rows[i + 1 - first][0];
            ref var r2 = ref rows[i + 2 - first][0];
            ref var r3 = ref rows[i + 3 - first][0];
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
