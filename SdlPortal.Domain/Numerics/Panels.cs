using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SdlPortal.Domain.Numerics;

/// <summary>
/// The inner loops of all dense algebra here, on matrices cut into panels eight lanes wide: a panel holds eight columns, and its rows follow each other as
/// consecutive eights, so that every loop reads straight through memory. A lower triangular matrix L of n rows is stored as panels of Lᵀ: panel p holds
/// L[8p … 8p+7, k] for k = 0 … 8p+7, with zeros above the diagonal and 1 on the diagonal of rows past n. Eight lanes and fused multiply-add whatever
/// the processor offers: the same numbers everywhere.
/// </summary>
internal static class Panels
{
    public const int Width = 8;

    /// <summary>How many panels n rows take.</summary>
    public static int Count(int n) => (n + Width - 1) / Width;

    /// <summary>n rounded up to whole panels.</summary>
    public static int Padded(int n) => Count(n) * Width;

    /// <summary>Where panel p of a packed triangle starts.</summary>
    public static int Start(int panel) => Width * Width / 2 * panel * (panel + 1);

    /// <summary>Numbers in a packed triangle of n rows.</summary>
    public static int Length(int n) => Start(Count(n));

    /// <summary>Where L[row, column] stands in a packed triangle.</summary>
    public static int Index(int row, int column) => Start(row / Width) + (column * Width) + (row % Width);

    /// <summary>The sum of the lanes, always in the same order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Total(Vector512<double> lanes)
    {
        var four = lanes.GetLower() + lanes.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }

    /// <summary>
    /// One step of forward substitution on 16 columns at once, X := L⁻¹ X. The rows of X before the present eight are final.
    /// </summary>
    /// <param name="lower">A panel of L from the column where X starts to be non-zero; its diagonal block is <paramref name="count"/> columns on.</param>
    /// <param name="inverseDiagonal">1 / L[i, i] of the panel's eight rows.</param>
    /// <param name="left">Eight columns of X from that row on.</param>
    /// <param name="right">Eight more.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Eliminate(ref double lower, int count, ref double inverseDiagonal, ref double left, ref double right)
    {
        Vector512<double> a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default, a6 = default, a7 = default;
        Vector512<double> b0 = default, b1 = default, b2 = default, b3 = default, b4 = default, b5 = default, b6 = default, b7 = default;
        var end = (nuint)count * Width;
        for (nuint k = 0; k < end; k += Width)
        {
            var x = Vector512.LoadUnsafe(ref left, k);
            var y = Vector512.LoadUnsafe(ref right, k);
            var s = Vector512.Create(Unsafe.Add(ref lower, k));
            a0 = Vector512.FusedMultiplyAdd(s, x, a0);
            b0 = Vector512.FusedMultiplyAdd(s, y, b0);
            s = Vector512.Create(Unsafe.Add(ref lower, k + 1));
            a1 = Vector512.FusedMultiplyAdd(s, x, a1);
            b1 = Vector512.FusedMultiplyAdd(s, y, b1);
            s = Vector512.Create(Unsafe.Add(ref lower, k + 2));
            a2 = Vector512.FusedMultiplyAdd(s, x, a2);
            b2 = Vector512.FusedMultiplyAdd(s, y, b2);
            s = Vector512.Create(Unsafe.Add(ref lower, k + 3));
            a3 = Vector512.FusedMultiplyAdd(s, x, a3);
            b3 = Vector512.FusedMultiplyAdd(s, y, b3);
            s = Vector512.Create(Unsafe.Add(ref lower, k + 4));
            a4 = Vector512.FusedMultiplyAdd(s, x, a4);
            b4 = Vector512.FusedMultiplyAdd(s, y, b4);
            s = Vector512.Create(Unsafe.Add(ref lower, k + 5));
            a5 = Vector512.FusedMultiplyAdd(s, x, a5);
            b5 = Vector512.FusedMultiplyAdd(s, y, b5);
            s = Vector512.Create(Unsafe.Add(ref lower, k + 6));
            a6 = Vector512.FusedMultiplyAdd(s, x, a6);
            b6 = Vector512.FusedMultiplyAdd(s, y, b6);
            s = Vector512.Create(Unsafe.Add(ref lower, k + 7));
            a7 = Vector512.FusedMultiplyAdd(s, x, a7);
            b7 = Vector512.FusedMultiplyAdd(s, y, b7);
        }

        ref var block = ref Unsafe.Add(ref lower, end);
        Substitute(a0, a1, a2, a3, a4, a5, a6, a7, ref block, ref inverseDiagonal, ref Unsafe.Add(ref left, end));
        Substitute(b0, b1, b2, b3, b4, b5, b6, b7, ref block, ref inverseDiagonal, ref Unsafe.Add(ref right, end));
    }

    /// <summary>The same on eight columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Eliminate(ref double lower, int count, ref double inverseDiagonal, ref double columns)
    {
        Vector512<double> a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default, a6 = default, a7 = default;
        var end = (nuint)count * Width;
        for (nuint k = 0; k < end; k += Width)
        {
            var x = Vector512.LoadUnsafe(ref columns, k);
            a0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref lower, k)), x, a0);
            a1 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref lower, k + 1)), x, a1);
            a2 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref lower, k + 2)), x, a2);
            a3 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref lower, k + 3)), x, a3);
            a4 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref lower, k + 4)), x, a4);
            a5 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref lower, k + 5)), x, a5);
            a6 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref lower, k + 6)), x, a6);
            a7 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref lower, k + 7)), x, a7);
        }

        Substitute(a0, a1, a2, a3, a4, a5, a6, a7, ref Unsafe.Add(ref lower, end), ref inverseDiagonal, ref Unsafe.Add(ref columns, end));
    }

    /// <summary>tile (8 x 16, row-major) := Σₖ a[k, ·]ᵀ (left[k, ·], right[k, ·]) over <paramref name="count"/> rows of three panels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Product(ref double a, ref double left, ref double right, int count, ref double tile)
    {
        Vector512<double> a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default, a6 = default, a7 = default;
        Vector512<double> b0 = default, b1 = default, b2 = default, b3 = default, b4 = default, b5 = default, b6 = default, b7 = default;
        var end = (nuint)count * Width;
        for (nuint k = 0; k < end; k += Width)
        {
            var x = Vector512.LoadUnsafe(ref left, k);
            var y = Vector512.LoadUnsafe(ref right, k);
            var s = Vector512.Create(Unsafe.Add(ref a, k));
            a0 = Vector512.FusedMultiplyAdd(s, x, a0);
            b0 = Vector512.FusedMultiplyAdd(s, y, b0);
            s = Vector512.Create(Unsafe.Add(ref a, k + 1));
            a1 = Vector512.FusedMultiplyAdd(s, x, a1);
            b1 = Vector512.FusedMultiplyAdd(s, y, b1);
            s = Vector512.Create(Unsafe.Add(ref a, k + 2));
            a2 = Vector512.FusedMultiplyAdd(s, x, a2);
            b2 = Vector512.FusedMultiplyAdd(s, y, b2);
            s = Vector512.Create(Unsafe.Add(ref a, k + 3));
            a3 = Vector512.FusedMultiplyAdd(s, x, a3);
            b3 = Vector512.FusedMultiplyAdd(s, y, b3);
            s = Vector512.Create(Unsafe.Add(ref a, k + 4));
            a4 = Vector512.FusedMultiplyAdd(s, x, a4);
            b4 = Vector512.FusedMultiplyAdd(s, y, b4);
            s = Vector512.Create(Unsafe.Add(ref a, k + 5));
            a5 = Vector512.FusedMultiplyAdd(s, x, a5);
            b5 = Vector512.FusedMultiplyAdd(s, y, b5);
            s = Vector512.Create(Unsafe.Add(ref a, k + 6));
            a6 = Vector512.FusedMultiplyAdd(s, x, a6);
            b6 = Vector512.FusedMultiplyAdd(s, y, b6);
            s = Vector512.Create(Unsafe.Add(ref a, k + 7));
            a7 = Vector512.FusedMultiplyAdd(s, x, a7);
            b7 = Vector512.FusedMultiplyAdd(s, y, b7);
        }

        Store(a0, a1, a2, a3, a4, a5, a6, a7, ref tile, 2 * Width);
        Store(b0, b1, b2, b3, b4, b5, b6, b7, ref Unsafe.Add(ref tile, Width), 2 * Width);
    }

    /// <summary>tile (8 x 8, row-major) := Σₖ a[k, ·]ᵀ b[k, ·] over <paramref name="count"/> rows of two panels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Product(ref double a, ref double b, int count, ref double tile)
    {
        Vector512<double> a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default, a6 = default, a7 = default;
        var end = (nuint)count * Width;
        for (nuint k = 0; k < end; k += Width)
        {
            var x = Vector512.LoadUnsafe(ref b, k);
            a0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, k)), x, a0);
            a1 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, k + 1)), x, a1);
            a2 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, k + 2)), x, a2);
            a3 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, k + 3)), x, a3);
            a4 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, k + 4)), x, a4);
            a5 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, k + 5)), x, a5);
            a6 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, k + 6)), x, a6);
            a7 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, k + 7)), x, a7);
        }

        Store(a0, a1, a2, a3, a4, a5, a6, a7, ref tile, Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<double> t0, Vector512<double> t1, Vector512<double> t2, Vector512<double> t3,
        Vector512<double> t4, Vector512<double> t5, Vector512<double> t6, Vector512<double> t7, ref double tile, nuint stride)
    {
        t0.StoreUnsafe(ref tile);
        t1.StoreUnsafe(ref tile, stride);
        t2.StoreUnsafe(ref tile, 2 * stride);
        t3.StoreUnsafe(ref tile, 3 * stride);
        t4.StoreUnsafe(ref tile, 4 * stride);
        t5.StoreUnsafe(ref tile, 5 * stride);
        t6.StoreUnsafe(ref tile, 6 * stride);
        t7.StoreUnsafe(ref tile, 7 * stride);
    }

    /// <summary>rows := B⁻¹ (rows - t) for eight rows of eight lanes, with B the 8 x 8 lower triangle at <paramref name="block"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Substitute(Vector512<double> t0, Vector512<double> t1, Vector512<double> t2, Vector512<double> t3,
        Vector512<double> t4, Vector512<double> t5, Vector512<double> t6, Vector512<double> t7, ref double block, ref double inverseDiagonal, ref double rows)
    {
        t0 = (Vector512.LoadUnsafe(ref rows) - t0) * Vector512.Create(inverseDiagonal);
        t1 = Vector512.LoadUnsafe(ref rows, 8) - Vector512.FusedMultiplyAdd(Lane(ref block, 1), t0, t1);
        t2 = Vector512.FusedMultiplyAdd(Lane(ref block, 2), t0, t2);
        t3 = Vector512.FusedMultiplyAdd(Lane(ref block, 3), t0, t3);
        t4 = Vector512.FusedMultiplyAdd(Lane(ref block, 4), t0, t4);
        t5 = Vector512.FusedMultiplyAdd(Lane(ref block, 5), t0, t5);
        t6 = Vector512.FusedMultiplyAdd(Lane(ref block, 6), t0, t6);
        t7 = Vector512.FusedMultiplyAdd(Lane(ref block, 7), t0, t7);
        t1 *= Lane(ref inverseDiagonal, 1);
        t2 = Vector512.LoadUnsafe(ref rows, 16) - Vector512.FusedMultiplyAdd(Lane(ref block, 10), t1, t2);
        t3 = Vector512.FusedMultiplyAdd(Lane(ref block, 11), t1, t3);
        t4 = Vector512.FusedMultiplyAdd(Lane(ref block, 12), t1, t4);
        t5 = Vector512.FusedMultiplyAdd(Lane(ref block, 13), t1, t5);
        t6 = Vector512.FusedMultiplyAdd(Lane(ref block, 14), t1, t6);
        t7 = Vector512.FusedMultiplyAdd(Lane(ref block, 15), t1, t7);
        t2 *= Lane(ref inverseDiagonal, 2);
        t3 = Vector512.LoadUnsafe(ref rows, 24) - Vector512.FusedMultiplyAdd(Lane(ref block, 19), t2, t3);
        t4 = Vector512.FusedMultiplyAdd(Lane(ref block, 20), t2, t4);
        t5 = Vector512.FusedMultiplyAdd(Lane(ref block, 21), t2, t5);
        t6 = Vector512.FusedMultiplyAdd(Lane(ref block, 22), t2, t6);
        t7 = Vector512.FusedMultiplyAdd(Lane(ref block, 23), t2, t7);
        t3 *= Lane(ref inverseDiagonal, 3);
        t4 = Vector512.LoadUnsafe(ref rows, 32) - Vector512.FusedMultiplyAdd(Lane(ref block, 28), t3, t4);
        t5 = Vector512.FusedMultiplyAdd(Lane(ref block, 29), t3, t5);
        t6 = Vector512.FusedMultiplyAdd(Lane(ref block, 30), t3, t6);
        t7 = Vector512.FusedMultiplyAdd(Lane(ref block, 31), t3, t7);
        t4 *= Lane(ref inverseDiagonal, 4);
        t5 = Vector512.LoadUnsafe(ref rows, 40) - Vector512.FusedMultiplyAdd(Lane(ref block, 37), t4, t5);
        t6 = Vector512.FusedMultiplyAdd(Lane(ref block, 38), t4, t6);
        t7 = Vector512.FusedMultiplyAdd(Lane(ref block, 39), t4, t7);
        t5 *= Lane(ref inverseDiagonal, 5);
        t6 = Vector512.LoadUnsafe(ref rows, 48) - Vector512.FusedMultiplyAdd(Lane(ref block, 46), t5, t6);
        t7 = Vector512.FusedMultiplyAdd(Lane(ref block, 47), t5, t7);
        t6 *= Lane(ref inverseDiagonal, 6);
        t7 = (Vector512.LoadUnsafe(ref rows, 56) - Vector512.FusedMultiplyAdd(Lane(ref block, 55), t6, t7)) * Lane(ref inverseDiagonal, 7);
        Store(t0, t1, t2, t3, t4, t5, t6, t7, ref rows, Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Lane(ref double first, nuint index) => Vector512.Create(Unsafe.Add(ref first, index));
}
