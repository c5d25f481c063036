using SdlPortal.Domain.MetaAnalysis.Import.Proposals;

namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>Sees which columns differ among rows that are the same in all columns named like identifiers and tasks.</summary>
internal sealed class IdWatch
{
    private readonly Dictionary<string, uint[]> firsts = new(StringComparer.Ordinal);
    private readonly HashSet<int> varying = [];
    private int[]? ids;
    private int known;

    public bool Varies(int column) => varying.Contains(column);

    public void Look(ITableRows row)
    {
        if (ids is null || known != row.Columns.Count)
        {
            ids = [.. Enumerable.Range(0, row.Columns.Count).Where(i => ColumnWords.RoleOf(ColumnWords.Split(row.Columns[i])) is ColumnRole.Key or ColumnRole.Task)];
            known = row.Columns.Count;
        }

        if (ids.Length == 0 || RowMapper.Join(row, ids) is not { } id)
            return;
        if (!firsts.TryGetValue(id, out var first))
        {
            firsts.Add(id, Hashes(row));
            return;
        }

        for (var i = 0; i < first.Length; i++)
        {
            if (!varying.Contains(i) && first[i] != TextPool.Hash(row[i]))
                varying.Add(i);
        }
    }

    private static uint[] Hashes(ITableRows row)
    {
        var hashes = new uint[row.Columns.Count];
        for (var i = 0; i < hashes.Length; i++)
            hashes[i] = TextPool.Hash(row[i]);
        return hashes;
    }
}
