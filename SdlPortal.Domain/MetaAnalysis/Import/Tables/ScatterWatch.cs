namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>Sees during the first pass whether the steps of every run stand together in the file.</summary>
internal sealed class ScatterWatch(MappedCurve curve)
{
    private const int MostRuns = 4_000_000;

    private readonly KeyWatch ended = new(MostRuns);
    private int[]? columns;
    private int known;
    private string? current;

    /// <summary>True too where there are too many runs to know.</summary>
    public bool IsScattered { get; private set; }

    public void Look(ITableRows row)
    {
        if (IsScattered)
            return;
        if (columns is null || known != row.Columns.Count)
        {
            columns = [.. curve.Run.Select(name => Place(row.Columns, name)).Where(i => i >= 0)];
            known = row.Columns.Count;
        }

        var run = RowMapper.Join(row, columns) ?? "";
        if (run == current)
            return;
        if (current is not null)
            ended.Add(current);
        IsScattered = ended.Contains(run) || ended.IsFull;
        current = run;
    }

    private static int Place(IReadOnlyList<string> columns, string name)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (string.Equals(columns[i].Trim(), name.Trim(), StringComparison.OrdinalIgnoreCase))
                return i;
        }

        return -1;
    }
}
