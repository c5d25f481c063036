using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SdlPortal.Domain.Numerics;

/// <summary>
/// Loops over arrays, eight lanes at a time with fused multiply-add whatever the processor offers, so that sums are the same on every machine.
/// </summary>
public static class Vectors
{
    /// <summary>Σ aᵢ bᵢ.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var n = a.Length;
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b[..n]);
        var first = Vector512<double>.Zero;
        var second = Vector512<double>.Zero;
        var i = 0;
        for (; i <= n - 16; i += 16)
        {
            first = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref x, (nuint)i), Vector512.LoadUnsafe(ref y, (nuint)i), first);
            second = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref x, (nuint)(i + 8)), Vector512.LoadUnsafe(ref y, (nuint)(i + 8)), second);
        }

        if (i <= n - 8)
        {
            first = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref x, (nuint)i), Vector512.LoadUnsafe(ref y, (nuint)i), first);
            i += 8;
        }

        var sum = n < 8 ? 0 : Panels.Total(first + second);
        for (; i < n; i++)
            sum += Unsafe.Add(ref x, i) * Unsafe.Add(ref y, i);
        return sum;
    }

    /// <summary>Σ (aᵢ − bᵢ)².</summary>
    public static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var n = a.Length;
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b[..n]);
        var lanes = Vector512<double>.Zero;
        var i = 0;
        for (; i <= n - 8; i += 8)
        {
            var difference = Vector512.LoadUnsafe(ref x, (nuint)i) - Vector512.LoadUnsafe(ref y, (nuint)i);
            lanes = Vector512.FusedMultiplyAdd(difference, difference, lanes);
        }

        var sum = n < 8 ? 0 : Panels.Total(lanes);
        for (; i < n; i++)
            sum += (Unsafe.Add(ref x, i) - Unsafe.Add(ref y, i)) * (Unsafe.Add(ref x, i) - Unsafe.Add(ref y, i));
        return sum;
    }

    /// <summary>target += factor · source.</summary>
    public static void AddScaled(Span<double> target, double factor, ReadOnlySpan<double> source)
    {
        var n = target.Length;
        ref var t = ref MemoryMarshal.GetReference(target);
        ref var s = ref MemoryMarshal.GetReference(source[..n]);
        var f = Vector512.Create(factor);
        var i = 0;
        for (; i <= n - 8; i += 8)
            Vector512.FusedMultiplyAdd(f, Vector512.LoadUnsafe(ref s, (nuint)i), Vector512.LoadUnsafe(ref t, (nuint)i)).StoreUnsafe(ref t, (nuint)i);
        for (; i < n; i++)
            Unsafe.Add(ref t, i) = Math.FusedMultiplyAdd(factor, Unsafe.Add(ref s, i), Unsafe.Add(ref t, i));
    }
}
