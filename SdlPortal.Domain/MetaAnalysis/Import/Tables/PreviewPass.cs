using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>Reads the beginning of a table for its preview.</summary>
internal static class PreviewPass
{
    private const int MostExamples = 8;
    private const int MostProblems = 10;

    public static TablePreview Read(TableFile file, Utf8Check? check, CancellationToken cancellationToken)
    {
        using var opened = file.Rows(check);
        using var rows = new FaultNotingRows(opened);
        var shown = new List<string[]>();
        var ids = new IdWatch();
        var census = TableCensus.Take(rows, file.DecimalComma, _ => CensusDepth.Texts, PreviewColumn.MostDistinct, row => Show(row, shown, ids), cancellationToken);
        var isWhole = file.MostBytes is null;
        var problems = rows.Faults(isWhole);
        foreach (var same in rows.Columns.GroupBy(c => c.Trim(), StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            problems.Add($"The headings {string.Join(" and ", same.Select(c => $"'{c}'"))} are the same but for case and blanks; the map cannot tell them apart. Rename all but one in the file.");
        if (file.Encoding is not null)
            problems.Add("The file is not UTF-8; it is read as Latin-1 (Windows-1252). Look at names with accents or signs such as µ and °.");
        return new TablePreview
        {
            Layout = Layout(file),
            Columns = census.Columns.Select((c, i) => Column(c, rows.Sound) with { VariesWithinIds = ids.Varies(i) }).ToEquatableList(),
            Rows = [.. shown.Select(r => (IReadOnlyList<string>)[.. r, .. Enumerable.Repeat("", rows.Columns.Count - r.Length)])],
            RowsRead = (int)rows.Sound,
            IsWhole = isWhole,
            Problems = problems.Take(MostProblems).ToEquatableList(),
        };
    }

    private static void Show(ITableRows row, List<string[]> shown, IdWatch ids)
    {
        ids.Look(row);
        if (shown.Count < TablePreview.MostRows)
            shown.Add([.. Enumerable.Range(0, row.Columns.Count).Select(i => Cells.Text(row[i]))]);
    }

    private static PreviewColumn Column(ColumnCensus census, long rows)
    {
        var filled = (int)census.Filled;
        var problems = new List<string>();
        if (census.IsNumeric && census.FirstWord is { } word)
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{census.Words:N0} of {filled:N0} values {(census.Words == 1 ? "is no number" : "are no numbers")} ({Cells.Quote(word.Text)} in line {word.Line}); as numbers their rows are refused."));
        else if (census.IsMixed)
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{census.Numbers + census.NumbersWithUnit:N0} numbers and {census.Words:N0} texts stand together; as a parameter it is one of choices."));
        if (census.IsNumeric && census.HasSeveralUnits)
            problems.Add($"Not all numbers bear the same unit{(census.Unit is { } unit ? $" ({unit})" : "")}; rows with another one are refused.");
        return new PreviewColumn(
            census.Name,
            census.Kind,
            census.IsNumeric ? census.Unit : null,
            filled,
            (int)rows - filled,
            census.Texts.Texts.Count,
            census.High >= census.Low ? census.Low : null,
            census.High >= census.Low ? census.High : null,
            census.Texts.Texts.Take(MostExamples).ToEquatableList(),
            problems.ToEquatableList())
        { Mean = census.High >= census.Low ? census.Mean : null };
    }

    private static string Layout(TableFile file) => file.Layout switch
    {
        TableLayout.JsonLines => "one JSON object per line",
        TableLayout.JsonArray => "a JSON list of objects",
        _ => $"separated by {file.Separator switch { ';' => "semicolons", '\t' => "tabs", '|' => "strokes", _ => "commas" }}",
    };

    /// <summary>Rows that write down their faults on the way.</summary>
    private sealed class FaultNotingRows(ITableRows inner) : ITableRows
    {
        public bool IsShort => inner.IsShort;

        private readonly List<string> faults = [];
        private bool lastFaulty;

        public long Sound { get; private set; }

        public IReadOnlyList<string> Columns => inner.Columns;

        public string? Fault => inner.Fault;

        public long Line => inner.Line;

        public double Fraction => inner.Fraction;

        public ReadOnlySpan<byte> this[int column] => inner[column];

        /// <summary>Without that of the last row where the file was cut there.</summary>
        public List<string> Faults(bool isWhole) => isWhole || !lastFaulty || faults.Count == 0 ? faults : faults[..^1];

        public bool Read()
        {
            if (!inner.Read())
                return false;
            lastFaulty = inner.Fault is not null;
            if (!lastFaulty)
                Sound++;
            else if (faults.Count <= MostProblems)
                faults.Add($"Line {inner.Line}: {inner.Fault}");
            return true;
        }

        public void Dispose() => inner.Dispose();
    }
}
