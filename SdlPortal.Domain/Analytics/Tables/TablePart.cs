using SdlPortal.Domain.MetaAnalysis.Quality;

namespace SdlPortal.Domain.Analytics.Tables;

/// <summary>A table without some of its rows. Row numbers are its own; <see cref="SourceRow"/> says which they are in the table as it was brought.</summary>
public sealed class TablePart : DataTable
{
    private readonly DataTable whole;
    private readonly int[] rows;
    private readonly Lazy<string> hash;

    private TablePart(DataTable whole, int[] rows, Func<DataTable, string> hash)
    {
        (this.whole, this.rows) = (whole, rows);
        this.hash = new Lazy<string>(() => hash(this));
    }

    public override string Name => whole.Name;

    public override string Hash => hash.Value;

    public override int Rows => rows.Length;

    public override IReadOnlyList<TableColumn> Columns => whole.Columns;

    public override IReadOnlyList<string> Remarks => whole.Remarks;

    /// <param name="excluded">Rows of the table as it was brought.</param>
    public static DataTable Without(DataTable table, RowSet excluded) => excluded.Count == 0
        ? table
        // The whole's hash and the exclusions say what is left, without reading it.
        : new TablePart(table, [.. Enumerable.Range(0, table.Rows).Where(r => !excluded.Contains(table.SourceRow(r)))], _ => TableHash.Of($"{table.Hash} without {excluded.Text()}"));

    /// <param name="rows">Of the table, in the order wished for.</param>
    public static DataTable Of(DataTable table, int[] rows) => new TablePart(table, [.. rows], TableHash.Of);

    public override double[] Values(int column)
    {
        var all = whole.Values(column);
        var some = new double[rows.Length];
        for (var i = 0; i < some.Length; i++)
            some[i] = all[rows[i]];
        return some;
    }

    public override double[] ValuesAt(int column, ReadOnlySpan<int> rows)
    {
        var named = new int[rows.Length];
        for (var i = 0; i < named.Length; i++)
            named[i] = this.rows[rows[i]];
        return whole.ValuesAt(column, named);
    }

    public override int SourceRow(int row) => whole.SourceRow(rows[row]);
}
