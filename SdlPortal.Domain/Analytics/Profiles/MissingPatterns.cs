using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Domain.Analytics.Profiles;

/// <summary>Gathers which cells are missing, column by column, and counts which columns miss together. <see cref="Add"/> is safe for any thread.</summary>
internal sealed class MissingPatterns(DataTable table)
{
    private const int MostListed = 50;

    // Columns with a missing cell only, a bit per row.
    private readonly SortedDictionary<int, ulong[]> missing = [];
    private readonly Lock gate = new();

    public void Add(int column, double[] values)
    {
        ulong[]? bits = null;
        for (var row = 0; row < values.Length; row++)
        {
            if (double.IsNaN(values[row]))
                (bits ??= new ulong[(values.Length + 63) / 64])[row / 64] |= 1UL << (row % 64);
        }

        if (bits is null)
            return;
        lock (gate)
            missing.Add(column, bits);
    }

    public (IReadOnlyList<MissingPattern> Listed, int Complete) All()
    {
        var keys = new ulong[table.Rows];
        foreach (var (column, bits) in missing)
        {
            for (var row = 0; row < keys.Length; row++)
            {
                if ((bits[row / 64] >> (row % 64) & 1) != 0)
                    keys[row] += TableLook.CellKey(column, 1);
            }
        }

        var counts = new Dictionary<ulong, (int First, int Count)>();
        for (var row = 0; row < keys.Length; row++)
        {
            counts.TryGetValue(keys[row], out var seen);
            counts[keys[row]] = seen.Count == 0 ? (row, 1) : (seen.First, seen.Count + 1);
        }

        counts.Remove(0, out var complete);
        return ([.. counts.Values.OrderByDescending(p => p.Count).ThenBy(p => p.First).Take(MostListed)
            .Select(p => new MissingPattern([.. missing.Where(m => (m.Value[p.First / 64] >> (p.First % 64) & 1) != 0).Select(m => table.Columns[m.Key].Name)], p.Count))], complete.Count);
    }
}
