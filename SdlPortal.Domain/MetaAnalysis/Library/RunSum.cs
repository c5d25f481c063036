using System.Globalization;

namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>The content of many runs as a multiset: the same whatever their order. Two sums of 64 bits each over the runs' hashes.</summary>
internal struct RunSum
{
    private ulong first;
    private ulong second;
    private long count;

    public void Add(ulong content)
    {
        var mixed = Mix(content);
        first += mixed;
        second += Mix(mixed + 0x9e3779b97f4a7c15);
        count++;
    }

    public override readonly string ToString() => string.Create(CultureInfo.InvariantCulture, $"{count} {first:x16}{second:x16}");

    /// <summary>The finalizer of SplitMix64 (Steele, Lea and Flood 2014): every bit of the result depends on every bit given.</summary>
    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
        x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
        return x ^ (x >> 31);
    }
}
