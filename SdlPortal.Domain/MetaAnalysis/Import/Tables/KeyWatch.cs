namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>Remembers keys by their 64-bit hashes, up to a limit: 16 bytes each. Two different keys of a million share a hash with a probability of 3 in 100 million.</summary>
internal sealed class KeyWatch(int limit)
{
    private readonly HashSet<ulong> seen = [];

    public bool IsFull => seen.Count >= limit;

    /// <summary>False where the key was added before; no more may be added once it is full.</summary>
    public bool Add(string key) => seen.Add(Hash(key));

    public bool Contains(string key) => seen.Contains(Hash(key));

    private static ulong Hash(string key)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in key)
            hash = (hash ^ c) * 1099511628211UL;
        hash ^= hash >> 32;
        return hash * 0x9E3779B97F4A7C15UL;
    }
}
