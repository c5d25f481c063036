using System.Globalization;
using CsvHelper;

namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>The report as the table checks.csv: a line per finding, and one per check that found nothing or was not made. Described in docs/meta-checks.md. Pure but for the text it writes to.</summary>
public static class QualityCsv
{
    /// <summary>Longer lists of ranges of rows end in an ellipsis; the count stays exact.</summary>
    private const int MostRanges = 200;

    public static void Write(QualityReport report, TextWriter text)
    {
        using var csv = CsvWriter.Create(text, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        csv.WriteRecord(["check", "title", "state", "severity", "task", "source", "column", "rows", "finding", "remedy", "row_ranges", "examples"]);
        foreach (var check in report.Checks)
        {
            if (check.Findings.Count == 0)
                csv.WriteRecord([check.Check, check.Title, check.State == CheckState.Passed ? "passed" : "not checked", "", "", "", "", "", check.Sentence, "", "", ""]);
            foreach (var f in check.Findings)
            {
                csv.WriteRecord([f.Check, f.Title, "found", f.Severity.ToString().ToLowerInvariant(), f.Task ?? "", f.Source ?? "", f.Column ?? "", f.RowCount.ToString(CultureInfo.InvariantCulture), f.Sentence, f.Remedy,
                    f.Selector.Text(MostRanges), string.Join(" | ", f.Examples.Select(e => string.Create(CultureInfo.InvariantCulture, $"row {e.Row}: {e.Text}")))]);
            }
        }
    }
}
