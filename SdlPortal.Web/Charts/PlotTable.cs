namespace SdlPortal.Web.Charts;

/// <summary>A plot's data as rows: read aloud by screen readers, saved as CSV.</summary>
public sealed record PlotTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>RFC 4180, with the decimal point and full precision.</summary>
    public string ToCsv() => string.Concat(new[] { Columns }.Concat(Rows).Select(row => string.Join(',', row.Select(Quote)) + "\r\n"));

    private static string Quote(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : '"' + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
