using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>A few points of d numbers, eight side by side in the lanes, so that a row is held against all of them while it is read once.</summary>
internal sealed class LaneRows
{
    private const int Lanes = 8;
    private readonly double[] lanes;

    /// <param name="points">k x d, row-major.</param>
    public LaneRows(ReadOnlySpan<double> points, int width, double padding)
    {
        Width = width;
        Count = width == 0 ? 0 : points.Length / width;
        Groups = (Count + Lanes - 1) / Lanes;
        lanes = new double[Groups * width * Lanes];
        for (var k = 0; k < Groups * Lanes; k++)
        {
            for (var j = 0; j < width; j++)
                lanes[(((k / Lanes * width) + j) * Lanes) + (k % Lanes)] = k < Count ? points[(k * width) + j] : padding;
        }
    }

    public int Width { get; }

    public int Count { get; }

    public int Groups { get; }

    /// <summary>Numbers that an answer for one row takes.</summary>
    public int Padded => Groups * Lanes;

    /// <summary>Squared distances of four rows from every point, into four times <see cref="Padded"/> numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void FourDistances(ReadOnlySpan<double> fourRows, Span<double> squared)
    {
        ref var x0 = ref MemoryMarshal.GetReference(fourRows[..(4 * Width)]);
        ref var x1 = ref Unsafe.Add(ref x0, Width);
        ref var x2 = ref Unsafe.Add(ref x1, Width);
        ref var x3 = ref Unsafe.Add(ref x2, Width);
        ref var to = ref MemoryMarshal.GetReference(squared[..(4 * Padded)]);
        for (var g = 0; g < Groups; g++)
        {
            ref var point = ref lanes[g * Width * Lanes];
            Vector512<double> s0 = default, s1 = default, s2 = default, s3 = default;
            for (var j = 0; j < Width; j++)
            {
                var c = Vector512.LoadUnsafe(ref point, (nuint)(j * Lanes));
                var (d0, d1, d2, d3) = (Vector512.Create(Unsafe.Add(ref x0, j)) - c, Vector512.Create(Unsafe.Add(ref x1, j)) - c, Vector512.Create(Unsafe.Add(ref x2, j)) - c, Vector512.Create(Unsafe.Add(ref x3, j)) - c);
                s0 = Vector512.FusedMultiplyAdd(d0, d0, s0);
                s1 = Vector512.FusedMultiplyAdd(d1, d1, s1);
                s2 = Vector512.FusedMultiplyAdd(d2, d2, s2);
                s3 = Vector512.FusedMultiplyAdd(d3, d3, s3);
            }

            var at = (nuint)(g * Lanes);
            s0.StoreUnsafe(ref to, at);
            s1.StoreUnsafe(ref to, at + (nuint)Padded);
            s2.StoreUnsafe(ref to, at + (nuint)(2 * Padded));
            s3.StoreUnsafe(ref to, at + (nuint)(3 * Padded));
        }
    }

    /// <summary>Squared distances of a row from every point, into <see cref="Padded"/> numbers; the same numbers as <see cref="FourDistances"/>.</summary>
    public void Distances(ReadOnlySpan<double> row, Span<double> squared)
    {
        ref var to = ref MemoryMarshal.GetReference(squared[..Padded]);
        for (var g = 0; g < Groups; g++)
        {
            ref var point = ref lanes[g * Width * Lanes];
            Vector512<double> sum = default;
            for (var j = 0; j < Width; j++)
            {
                var d = Vector512.Create(row[j]) - Vector512.LoadUnsafe(ref point, (nuint)(j * Lanes));
                sum = Vector512.FusedMultiplyAdd(d, d, sum);
            }

            sum.StoreUnsafe(ref to, (nuint)(g * Lanes));
        }
    }

    /// <summary>Products of a row with every point, into <see cref="Padded"/> numbers.</summary>
    public void Products(ReadOnlySpan<double> row, Span<double> products)
    {
        ref var to = ref MemoryMarshal.GetReference(products[..Padded]);
        for (var g = 0; g < Groups; g++)
        {
            ref var point = ref lanes[g * Width * Lanes];
            Vector512<double> sum = default;
            for (var j = 0; j < Width; j++)
                sum = Vector512.FusedMultiplyAdd(Vector512.Create(row[j]), Vector512.LoadUnsafe(ref point, (nuint)(j * Lanes)), sum);
            sum.StoreUnsafe(ref to, (nuint)(g * Lanes));
        }
    }
}
