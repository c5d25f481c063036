using CsvHelper;
using SdlPortal.Domain.MetaAnalysis.Quality;

namespace SdlPortal.Tests.MetaAnalysis.Quality;

public sealed class QualityCsvTests
{
    [Fact]
    public void The_table_has_a_line_per_finding_and_one_per_check_without_any()
    {
        var clean = CleanRuns.Of(11, failures: false);
        var report = CleanRunsTests.Check(clean.Rows([.. Enumerable.Range(0, 900), 4, 8, 9, 10]));
        using var text = new StringWriter();
        QualityCsv.Write(report, text);

        using var csv = CsvReader.Create(new StringReader(text.ToString()), new CsvReaderOptions(), leaveOpen: false);
        var lines = new List<(string? Check, string? State, string? Severity, string? Rows, string? Ranges)>();
        while (csv.Read())
            lines.Add((csv.GetString("check"), csv.GetString("state"), csv.GetString("severity"), csv.GetString("rows"), csv.GetString("row_ranges")));

        Assert.Equal(report.Checks.Sum(c => Math.Max(1, c.Findings.Count)), lines.Count);
        Assert.Equal(("duplicates", "found", "warns", "4", "900-903"), Assert.Single(lines, l => l.Check == "duplicates"));
        Assert.Equal("not checked", lines.First(l => l.Check == "asymmetry").State);
        Assert.Equal("passed", lines.First(l => l.Check == "bounds").State);
    }
}
