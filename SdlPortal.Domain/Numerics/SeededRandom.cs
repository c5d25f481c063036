using System.Numerics;

namespace SdlPortal.Domain.Numerics;

/// <summary>
/// A small generator of random numbers whose whole sequence follows from its seed, the same on every platform:
/// xoshiro256** (Blackman and Vigna 2021, ACM Trans. Math. Softw. 47, 36) with its state filled by SplitMix64. Not safe to share between threads.
/// </summary>
public sealed class SeededRandom
{
    private ulong s0;
    private ulong s1;
    private ulong s2;
    private ulong s3;

    public SeededRandom(long seed)
    {
        var state = unchecked((ulong)seed);
        s0 = SplitMix(ref state);
        s1 = SplitMix(ref state);
        s2 = SplitMix(ref state);
        s3 = SplitMix(ref state);
    }

    /// <summary>A stream of its own for a list of keys (seed, experiment index, purpose): different keys give independent streams.</summary>
    public static SeededRandom Derive(params ReadOnlySpan<long> keys) => new(DeriveSeed(keys));

    /// <summary>The seed that <see cref="Derive"/> starts from; the order of the keys matters.</summary>
    public static long DeriveSeed(params ReadOnlySpan<long> keys)
    {
        var state = 0x6A09E667F3BCC909UL;
        foreach (var key in keys)
        {
            state ^= unchecked((ulong)key);
            state = SplitMix(ref state);
        }

        return unchecked((long)state);
    }

    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
        var t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform whole number in [0, <paramref name="count"/>), without modulo bias.</summary>
    public long NextInt(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var range = (ulong)count;
        var limit = ulong.MaxValue - (ulong.MaxValue % range);
        ulong bits;
        do
        {
            bits = NextBits();
        }
        while (bits >= limit);
        return (long)(bits % range);
    }

    /// <summary>Standard normal by inversion: one uniform number for each.</summary>
    public double NextNormal() => Normal.Quantile(((NextBits() >> 11) + 0.5) * (1.0 / (1UL << 53)));

    /// <summary>Puts the items in a random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = (int)NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
