namespace SdlPortal.Domain.Analytics.Tables;

/// <summary>A table whose values lie in memory.</summary>
public sealed class MemoryTable : DataTable
{
    private readonly double[][] values;
    private readonly Lazy<string> hash;

    /// <param name="values">By column, then row; the table keeps the arrays.</param>
    public MemoryTable(string name, IReadOnlyList<TableColumn> columns, double[][] values, IReadOnlyList<string>? remarks = null)
    {
        if (columns.Count != values.Length || (values.Length > 0 && values.Any(v => v.Length != values[0].Length)))
            throw new ArgumentException("There has to be one array for each column, all of the same length.", nameof(values));
        (Name, Columns, this.values, Remarks) = (name, columns, values, remarks ?? []);
        hash = new Lazy<string>(() => TableHash.Of(this));
    }

    public override string Name { get; }

    public override string Hash => hash.Value;

    public override int Rows => values.Length == 0 ? 0 : values[0].Length;

    public override IReadOnlyList<TableColumn> Columns { get; }

    public override IReadOnlyList<string> Remarks { get; }

    public override double[] Values(int column) => [.. values[column]];

    public override double[] ValuesAt(int column, ReadOnlySpan<int> rows)
    {
        var some = new double[rows.Length];
        for (var i = 0; i < some.Length; i++)
            some[i] = values[column][rows[i]];
        return some;
    }
}
