using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Profiles;

/// <summary>One column while its checks look at it: the values in both orders are at hand only as long as this lives. Used by one thread.</summary>
internal sealed class ColumnLook
{
    private readonly Lazy<(double[] Values, int[] Counts)> atoms;

    public ColumnLook(DataTable table, TableColumn column, double[] values, double[] sorted, TableColumnProfile profile, ProfileSettings settings, int columns)
    {
        (Table, Column, Values, Sorted, Profile, Settings, Columns) = (table, column, values, sorted, profile, settings, columns);
        atoms = new(() => Counted(Sorted, Profile.Distinct));
    }

    public DataTable Table { get; }

    public TableColumn Column { get; }

    public string Name => Column.Name;

    public string? Unit => Column.Unit;

    /// <summary>By row.</summary>
    public double[] Values { get; }

    /// <summary>The finite ones, ascending; of a category too.</summary>
    public double[] Sorted { get; }

    public TableColumnProfile Profile { get; }

    public ProfileSettings Settings { get; }

    /// <summary>Of the whole table.</summary>
    public int Columns { get; }

    public bool IsNumber => Column.Kind == ColumnKind.Number && Sorted.Length > 0;

    /// <summary>Settings of an instrument or a design: few different numbers, each many times.</summary>
    public bool IsGrid => IsNumber && IsGridOf(Profile);

    /// <summary>Different values, ascending, and how often each stands there.</summary>
    public (double[] Values, int[] Counts) Atoms => atoms.Value;

    public static bool IsGridOf(TableColumnProfile profile) => profile is { Kind: ColumnKind.Number, Distinct: > 1 and <= 60 } && profile.Distinct <= profile.Present / 4;

    public int Rows => Values.Length;

    /// <summary>Rows of the table as it was brought.</summary>
    public RowSet RowsWhere(Func<double, bool> holds)
    {
        var rows = new List<int>();
        for (var row = 0; row < Values.Length; row++)
        {
            if (holds(Values[row]))
                rows.Add(Table.SourceRow(row));
        }

        return RowSet.Of(rows);
    }

    public TableFinding Finding(FindingSeverity severity, string sentence, string remedy, Func<double, bool>? holds = null)
    {
        var (rows, examples) = (new List<int>(), new List<FindingExample>());
        for (var row = 0; holds is not null && row < Values.Length; row++)
        {
            if (!holds(Values[row]))
                continue;
            rows.Add(Table.SourceRow(row));
            if (examples.Count < Settings.ExamplesPerFinding)
                examples.Add(new FindingExample(Table.SourceRow(row), $"{Name} = {Shown(Values[row])}"));
        }

        return new TableFinding { Check = "", Title = "", Severity = severity, Sentence = sentence, Remedy = remedy, Columns = [Name], Rows = RowSet.Of(rows), Examples = examples };
    }

    public string Shown(double value) => CellText.Of(Column, value);

    private static (double[] Values, int[] Counts) Counted(double[] sorted, int distinct)
    {
        var (values, counts, at) = (new double[distinct], new int[distinct], -1);
        foreach (var value in sorted)
        {
            if (at < 0 || value != values[at])
                values[++at] = value;
            counts[at]++;
        }

        return (values, counts);
    }
}

/// <summary>The value of a cell in words: "3.421 mg", "DMF", "2024-05-02 10:00:00", "missing".</summary>
internal static class CellText
{
    public static string Of(TableColumn column, double value) => double.IsNaN(value) ? "missing" : column.Kind switch
    {
        ColumnKind.Category => value >= 0 && value < column.Levels.Count ? column.Levels[(int)value] : Quantity.Text(value),
        ColumnKind.Time => Math.Abs(value) < 2.5e11 ? DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(value * 1000)).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture) : Quantity.Text(value, "s"),
        _ => Quantity.Text(value, column.Unit),
    };
}
