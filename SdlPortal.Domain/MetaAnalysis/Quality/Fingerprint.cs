namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>Hashes of 64 bits that are the same on every machine and in every process. Pure.</summary>
internal static class Fingerprint
{
    /// <summary>The finalizer of SplitMix64: every bit of the result depends on every bit given.</summary>
    public static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>FNV-1a over UTF-16 units.</summary>
    public static ulong Of(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var unit in text)
            hash = (hash ^ unit) * 1099511628211UL;
        return Mix(hash);
    }

    /// <summary>Equal numbers are equal, also 0 and −0; all not-a-numbers are one.</summary>
    public static ulong Of(double value) => Mix(double.IsNaN(value) ? 0x7FF8000000000000UL : BitConverter.DoubleToUInt64Bits(value + 0.0));

    /// <summary>The rows whose keys stand more than once, ascending by key; rows of a group in no particular order.</summary>
    public static IEnumerable<int[]> Groups(int[] rows, ulong[] keys)
    {
        var sorted = new ulong[rows.Length];
        var order = (int[])rows.Clone();
        for (var i = 0; i < rows.Length; i++)
            sorted[i] = keys[rows[i]];
        Array.Sort(sorted, order);
        for (var i = 0; i < sorted.Length;)
        {
            var end = i + 1;
            while (end < sorted.Length && sorted[end] == sorted[i])
                end++;
            if (end - i > 1)
                yield return order[i..end];
            i = end;
        }
    }
}
