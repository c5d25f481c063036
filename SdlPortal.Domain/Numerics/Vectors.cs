using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SdlPortal.Domain.Numerics;

/// <summary>
/// Loops over arrays, four lanes at a time whatever the processor offers, so that sums are taken in the same order on every machine.
/// </summary>
public static class Vectors
{
    /// <summary>Σ aᵢ bᵢ.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var n = a.Length;
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b[..n]);
        var first = Vector256<double>.Zero;
        var second = Vector256<double>.Zero;
        var i = 0;
        for (; i <= n - 8; i += 8)
        {
            first += Vector256.LoadUnsafe(ref x, (nuint)i) * Vector256.LoadUnsafe(ref y, (nuint)i);
            second += Vector256.LoadUnsafe(ref x, (nuint)(i + 4)) * Vector256.LoadUnsafe(ref y, (nuint)(i + 4));
        }

        first += second;
        if (i <= n - 4)
        {
            first += Vector256.LoadUnsafe(ref x, (nuint)i) * Vector256.LoadUnsafe(ref y, (nuint)i);
            i += 4;
        }

        var sum = (first[0] + first[2]) + (first[1] + first[3]);
        for (; i < n; i++)
            sum += Unsafe.Add(ref x, i) * Unsafe.Add(ref y, i);
        return sum;
    }

    /// <summary>target += factor · source.</summary>
    public static void AddScaled(Span<double> target, double factor, ReadOnlySpan<double> source)
    {
        var n = target.Length;
        ref var t = ref MemoryMarshal.GetReference(target);
        ref var s = ref MemoryMarshal.GetReference(source[..n]);
        var f = Vector256.Create(factor);
        var i = 0;
        for (; i <= n - 4; i += 4)
            (Vector256.LoadUnsafe(ref t, (nuint)i) + (f * Vector256.LoadUnsafe(ref s, (nuint)i))).StoreUnsafe(ref t, (nuint)i);
        for (; i < n; i++)
            Unsafe.Add(ref t, i) += factor * Unsafe.Add(ref s, i);
    }

    /// <summary>target += (x - source)², element by element.</summary>
    public static void AddSquaredDifferences(Span<double> target, double x, ReadOnlySpan<double> source)
    {
        var n = target.Length;
        ref var t = ref MemoryMarshal.GetReference(target);
        ref var s = ref MemoryMarshal.GetReference(source[..n]);
        var lanes = Vector256.Create(x);
        var i = 0;
        for (; i <= n - 4; i += 4)
        {
            var difference = lanes - Vector256.LoadUnsafe(ref s, (nuint)i);
            (Vector256.LoadUnsafe(ref t, (nuint)i) + (difference * difference)).StoreUnsafe(ref t, (nuint)i);
        }

        for (; i < n; i++)
            Unsafe.Add(ref t, i) += (x - Unsafe.Add(ref s, i)) * (x - Unsafe.Add(ref s, i));
    }

    /// <summary>
    /// The two pieces of the Matern-5/2 kernel of unit variance for squared scaled distances r²: with e = exp(-√5 r),
    /// k = (1 + √5 r + 5/3 r²) e and its derivative by r², dk/dr² = -5/6 (1 + √5 r) e (smooth at r = 0).
    /// </summary>
    public static void Matern52(ReadOnlySpan<double> squared, Span<double> value, Span<double> derivative)
    {
        var n = squared.Length;
        ref var q = ref MemoryMarshal.GetReference(squared);
        ref var v = ref MemoryMarshal.GetReference(value[..n]);
        ref var d = ref MemoryMarshal.GetReference(derivative[..n]);
        var i = 0;
        for (; i <= n - 4; i += 4)
        {
            var (k, slope) = Matern52(Vector256.LoadUnsafe(ref q, (nuint)i));
            k.StoreUnsafe(ref v, (nuint)i);
            slope.StoreUnsafe(ref d, (nuint)i);
        }

        if (i == n)
            return;
        Span<double> tail = stackalloc double[4];
        squared[i..].CopyTo(tail);
        var (lastValue, lastSlope) = Matern52(Vector256.Create<double>(tail));
        for (var lane = 0; i < n; i++, lane++)
        {
            value[i] = lastValue[lane];
            derivative[i] = lastSlope[lane];
        }
    }

    private static (Vector256<double> Value, Vector256<double> Derivative) Matern52(Vector256<double> squared)
    {
        var root = Vector256.Sqrt(squared * 5);
        var e = Vector256.Exp(-root);
        var linear = Vector256<double>.One + root;
        return ((linear + (squared * (5.0 / 3))) * e, linear * e * (-5.0 / 6));
    }
}
