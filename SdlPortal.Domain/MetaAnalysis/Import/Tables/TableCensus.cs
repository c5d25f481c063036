namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>The first pass over a table: what its columns hold.</summary>
/// <param name="Columns">One for every heading; those that nobody asked for are empty.</param>
internal sealed record TableCensus(IReadOnlyList<ColumnCensus> Columns, long Rows)
{
    private const int RowsPerLook = 4096;

    /// <param name="wanted">Whether a column of this name is counted, and whether its different texts are kept.</param>
    /// <param name="seen">Told every sound row, after its columns were counted; may be null.</param>
    public static TableCensus Take(ITableRows rows, bool decimalComma, Func<string, CensusDepth> wanted, int mostDistinct, Action<ITableRows>? seen, CancellationToken cancellationToken)
    {
        var columns = new List<ColumnCensus>();
        var depths = new List<CensusDepth>();
        var count = 0L;
        while (rows.Read())
        {
            if (count++ % RowsPerLook == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (rows.Fault is not null)
                continue;
            for (var i = columns.Count; i < rows.Columns.Count; i++)
            {
                columns.Add(new ColumnCensus(rows.Columns[i], decimalComma, mostDistinct));
                depths.Add(wanted(rows.Columns[i]));
            }

            for (var i = 0; i < depths.Count; i++)
            {
                if (depths[i] != CensusDepth.None)
                    columns[i].Add(rows[i], rows.Line, depths[i] == CensusDepth.Texts);
            }

            seen?.Invoke(rows);
        }

        for (var i = columns.Count; i < rows.Columns.Count; i++)
            columns.Add(new ColumnCensus(rows.Columns[i], decimalComma, mostDistinct));
        return new TableCensus(columns, count);
    }
}

/// <summary>How much a census asks of a column.</summary>
internal enum CensusDepth
{
    None,

    /// <summary>Numbers and words are counted.</summary>
    Counts,

    /// <summary>The different texts are kept too.</summary>
    Texts,
}
