using SdlPortal.Domain.Simulation.Studies.Findings;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Studies.Figures;
using SdlPortal.Web.Studies.Reports;

namespace SdlPortal.Tests.Studies;

public class StudyReportTests
{
    [Fact]
    public void The_document_holds_every_cell_every_finding_and_links_every_figure()
    {
        var summary = Studied.Of([("ackley", 3), ("coating", 7)], [0, 3], ["random", "ei"], 6, c => c.Strategy == "random" ? 1000 : 400 + c.Delay);
        var (findings, figures) = (StudyFindings.Of(summary), StudyFigures.Of(summary));
        var text = StudyReport.Write(summary, findings, figures, new ReportFacts("The paper", "paper/figures") { Machine = "two cores", Took = "5 minutes" });

        Assert.StartsWith("# The paper\n", text, StringComparison.Ordinal);
        Assert.Contains("Commit COMMIT, two cores; 5 minutes.", text, StringComparison.Ordinal);
        Assert.All(findings, f => Assert.Contains(f.Sentence, text, StringComparison.Ordinal));
        Assert.All(figures, f => Assert.Contains($"(paper/figures/{f.Key}.svg)", text, StringComparison.Ordinal));
        Assert.Equal(4, text.Split('\n').Count(l => l.StartsWith("| Ackley d=3 | ", StringComparison.Ordinal) || l.StartsWith("| Coating d=7 (10⁶ S/m) | ", StringComparison.Ordinal)) - EvidenceRows(findings));
    }

    [Fact]
    public void The_table_of_pairs_has_a_row_for_each_cell_and_other_strategy()
    {
        var table = PairedTable.Of(Studied.Of([("ackley", 3)], [0, 3], ["random", "ei", "auto"], 6, _ => 100));

        Assert.Equal(12, table.Rows.Count);
        Assert.All(table.Rows, r => Assert.Equal(table.Columns.Count, r.Count));
    }

    private static int EvidenceRows(IReadOnlyList<Finding> findings) =>
        findings.SelectMany(f => f.Evidence.Rows).Count(r => r[0] is "Ackley d=3");
}
