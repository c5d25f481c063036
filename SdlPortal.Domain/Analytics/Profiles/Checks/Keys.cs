using System.Numerics;
using SdlPortal.Domain.MetaAnalysis.Quality;

namespace SdlPortal.Domain.Analytics.Profiles.Checks;

/// <summary>Keys of rows over some of their columns, and the rows that share one. Pure.</summary>
internal static class Keys
{
    /// <summary>Equal where the rows are alike in all other columns.</summary>
    public static ulong[] Without(TableLook look, IReadOnlyList<int> columns)
    {
        var keys = (ulong[])look.RowKeys.Clone();
        foreach (var c in columns)
        {
            look.Step.Cancellation.ThrowIfCancellationRequested();
            var values = look.Table.Values(c);
            for (var row = 0; row < keys.Length; row++)
                keys[row] -= TableLook.CellKey(c, values[row]);
        }

        return keys;
    }

    /// <summary>The rows whose keys stand more than once. Two passes over a table of bits leave few candidates, so that a million different rows are not sorted.</summary>
    public static IEnumerable<int[]> Groups(ulong[] keys)
    {
        // 64 bits for each row: one in 128 rows meets a bit of another by chance.
        var mask = BitOperations.RoundUpToPowerOf2((ulong)Math.Max(64, keys.Length)) - 1;
        var (seen, again) = (new ulong[mask + 1], new ulong[mask + 1]);
        foreach (var key in keys)
        {
            var (word, bit) = ((key >> 6) & mask, 1UL << (int)(key & 63));
            again[word] |= seen[word] & bit;
            seen[word] |= bit;
        }

        var candidates = new List<int>();
        for (var row = 0; row < keys.Length; row++)
        {
            if ((again[(keys[row] >> 6) & mask] & (1UL << (int)(keys[row] & 63))) != 0)
                candidates.Add(row);
        }

        return Fingerprint.Groups([.. candidates], keys);
    }
}
