using System.Globalization;
using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Web.Data.Rows;

/// <summary>Rows by what stands in one of their columns: "temperature > 300". Immutable.</summary>
public sealed record RowFilter(string Column, RowTest Test, string Value = "")
{
    /// <summary>As it stands in an address: "gt|temperature|300".</summary>
    public string Text() => $"{RowTests.Key(Test)}|{Column.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal)}|{Value}";

    /// <summary>Reads what <see cref="Text"/> wrote; null for anything else, since an old link shall still open the table.</summary>
    public static RowFilter? Parse(string text)
    {
        var parts = text.Split('|', 2);
        if (parts.Length < 2 || RowTests.Of(parts[0]) is not { } test)
            return null;
        var column = new System.Text.StringBuilder();
        var rest = parts[1];
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i] == '|')
                return new RowFilter(column.ToString(), test, rest[(i + 1)..]);
            if (rest[i] == '\\' && i + 1 < rest.Length)
                i++;
            column.Append(rest[i]);
        }

        return null;
    }

    /// <summary>For people: "temperature > 300 °C".</summary>
    public string Words(DataTable table)
    {
        var kind = table.IndexOf(Column) is >= 0 and var at ? table.Columns[at].Kind : ColumnKind.Category;
        return RowTests.TakesValue(Test) ? $"{Column} {RowTests.Words(Test, kind)} {(Value.Length == 0 ? "an empty text" : Value)}" : $"{Column} {RowTests.Words(Test, kind)}";
    }

    /// <summary>Why it cannot be asked of this table; null where it can.</summary>
    public string? WhyNot(DataTable table)
    {
        if (table.IndexOf(Column) is not (>= 0 and var at))
            return $"The table has no column {Column}.";
        var column = table.Columns[at];
        if (RowTests.Words(Test, column.Kind).Length == 0)
            return $"{Column} holds {KindWords.Of(column.Kind)}; this comparison is not for them.";
        if (!RowTests.TakesValue(Test))
            return null;
        return column.Kind switch
        {
            ColumnKind.Number when Number(Value) is null => $"“{Value}” is no number; write it like 0.35 or 1e-3.",
            ColumnKind.Time when Time(Value) is null => $"“{Value}” is no point in time; write it like 2026-03-14 or 2026-03-14 15:09.",
            _ => null,
        };
    }

    /// <summary>The test of one value of the column. Only where <see cref="WhyNot"/> is null. A missing cell passes none but the test for it.</summary>
    public Func<double, bool> Passes(TableColumn column)
    {
        if (Test == RowTest.Missing)
            return double.IsNaN;
        if (Test == RowTest.Present)
            return v => !double.IsNaN(v);
        if (column.Kind == ColumnKind.Category)
        {
            var passing = column.Levels.Select(PassesText).ToArray();
            return v => !double.IsNaN(v) && passing[(int)v];
        }

        var bound = (column.Kind == ColumnKind.Time ? Time(Value) : Number(Value)) ?? double.NaN;
        return Test switch
        {
            RowTest.Is => v => v == bound,
            RowTest.IsNot => v => v != bound && !double.IsNaN(v),
            RowTest.Below => v => v < bound,
            RowTest.AtMost => v => v <= bound,
            RowTest.Above => v => v > bound,
            RowTest.AtLeast => v => v >= bound,
            _ => throw new InvalidOperationException($"{Test} is no test of {column.Kind}."),
        };
    }

    private bool PassesText(string level) => Test switch
    {
        RowTest.Is => string.Equals(level, Value, StringComparison.OrdinalIgnoreCase),
        RowTest.IsNot => !string.Equals(level, Value, StringComparison.OrdinalIgnoreCase),
        RowTest.Contains => level.Contains(Value, StringComparison.OrdinalIgnoreCase),
        _ => throw new InvalidOperationException($"{Test} is no test of texts."),
    };

    private static double? Number(string text) =>
        double.TryParse(text.Trim().Replace('−', '-'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && !double.IsNaN(value) ? value : null;

    private static double? Time(string text) =>
        DateTimeOffset.TryParse(text.Trim(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? (at - DateTimeOffset.UnixEpoch).TotalSeconds : null;
}
