using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Analytics.Tables;

/// <summary>Gathers the columns of a table whose rows are known already. Names that are taken get a number. Not safe for threads.</summary>
internal sealed class TableBuilder(int rows)
{
    private readonly List<TableColumn> columns = [];
    private readonly List<double[]> values = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    public void Numbers(string name, string? unit, Func<int, double?> value) => Add(name, ColumnKind.Number, string.IsNullOrWhiteSpace(unit) ? null : unit, [], row => value(row) is { } number && double.IsFinite(number) ? number : double.NaN);

    public void Times(string name, Func<int, DateTimeOffset?> value) => Add(name, ColumnKind.Time, null, [], row => value(row) is { } at ? (at - DateTimeOffset.UnixEpoch).TotalSeconds : double.NaN);

    public void Texts(string name, Func<int, string?> value)
    {
        var levels = new List<string>();
        var indices = new Dictionary<string, int>(StringComparer.Ordinal);
        Add(name, ColumnKind.Category, null, levels, row =>
        {
            if (value(row) is not { Length: > 0 } text)
                return double.NaN;
            if (!indices.TryGetValue(text, out var index))
            {
                indices[text] = index = levels.Count;
                levels.Add(text);
            }

            return index;
        });
    }

    /// <summary>Numbers or texts, as the first value says.</summary>
    public void Values(string name, string? unit, bool isText, Func<int, ParameterValue?> value)
    {
        if (isText)
            Texts(name, row => value(row)?.ToString());
        else
            Numbers(name, unit, row => value(row) is { IsNumber: true } number ? number.Number : null);
    }

    public MemoryTable Build(string name, IReadOnlyList<string>? remarks = null) => new(name, columns, [.. values], remarks);

    private void Add(string name, ColumnKind kind, string? unit, List<string> levels, Func<int, double> value)
    {
        var column = new double[rows];
        for (var row = 0; row < rows; row++)
            column[row] = value(row);
        var free = name;
        for (var n = 2; !names.Add(free); n++)
            free = FormattableString.Invariant($"{name} ({n})");
        var isEmpty = column.All(double.IsNaN);
        columns.Add(new TableColumn { Name = free, Kind = isEmpty ? ColumnKind.Empty : kind, Unit = unit, Levels = levels, Remarks = isEmpty ? ["No row has a value."] : [] });
        values.Add(column);
    }
}
