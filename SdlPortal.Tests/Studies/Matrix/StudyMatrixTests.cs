using Bunit;
using SdlPortal.Domain.Simulation.Studies;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Studies.Matrix;

namespace SdlPortal.Tests.Studies.Matrix;

public sealed class StudyMatrixTests : BunitContext
{
    private static readonly StudyCell Random = new("levy", 3, 0, "random");
    private static readonly StudyCell Ei = new("levy", 3, 0, "ei");

    [Fact]
    public void Regret_is_shown_as_a_share_of_the_references()
    {
        var cell = Build(Studied.Cell(Random, [100, 200]), Studied.Cell(Ei, [60, 60]), 2, 2)[1];
        Assert.Equal(0.4, cell.Share!.Value, 12);
        Assert.Equal("better", cell.Tone);
        Assert.Equal(60, cell.Regret);
        Assert.Equal("EI: cumulative regret 60 ± 0 (sd over 2 of 2 repetitions), 40\u00a0% of that of Random, the lowest of the row", cell.Words);
    }

    [Fact]
    public void Only_repetitions_that_both_have_are_compared()
    {
        var cells = Build(Studied.Cell(Random, [100, 900]), Studied.Cell(Ei, [50], [0]), 2, 1);
        Assert.Equal(0.5, cells[1].Share!.Value, 12);
        Assert.Equal(1, cells[0].Share!.Value, 12);
    }

    [Fact]
    public void More_regret_than_the_reference_is_worse_and_the_reference_itself_has_no_color()
    {
        var cells = Build(Studied.Cell(Random, [100, 100]), Studied.Cell(Ei, [150, 170]), 2, 2);
        Assert.Equal(("none", 0.0), (cells[0].Tone, cells[0].Strength));
        Assert.Equal("worse", cells[1].Tone);
        Assert.Equal(0.6, cells[1].Strength, 12);
        Assert.True(cells[0].IsLowest);
    }

    [Fact]
    public void No_cell_is_the_lowest_before_the_row_is_through() =>
        Assert.DoesNotContain(Build(Studied.Cell(Random, [100, 100]), Studied.Cell(Ei, [10], [0]), 2, 1), c => c.IsLowest);

    [Fact]
    public void Where_luck_leaves_the_reference_no_regret_there_is_no_share() =>
        Assert.Null(Build(Studied.Cell(Random, [-1, -1]), Studied.Cell(Ei, [10, 10]), 2, 2)[1].Share);

    [Fact]
    public void A_cell_without_a_result_says_how_far_it_is()
    {
        var cell = Build(Studied.Cell(Random, [100, 100]), null, 2, 0)[1];
        Assert.Null(cell.Regret);
        Assert.Equal("EI: 0 of 2 repetitions, no result yet", cell.Words);
    }

    [Fact]
    public void The_whole_paper_stands_problem_by_problem_and_delay_by_delay()
    {
        var summary = Studied.Of(Studied.Paper, Studied.Delays, ["random", "ei", "qnei", "mode-cycle"], 3, c => c.Strategy == "random" ? 200 : 100);
        var matrix = StudyMatrix.Build(summary.Plan, summary, Through(summary.Plan), "random", trueValues: false);
        Assert.Equal(35, matrix.Rows.Count);
        Assert.Equal(140, matrix.Rows.Sum(r => r.Cells.Count));
        Assert.Equal([5, 0, 0, 0, 0, 5], matrix.Rows.Take(6).Select(r => r.ProblemRows));
        Assert.Equal(summary.Plan.Cells, matrix.Rows.SelectMany(r => r.Cells).Select(c => c.Cell));
    }

    [Fact]
    public void Every_cell_of_the_table_opens_its_curves_and_says_all_of_it_in_words()
    {
        var summary = Studied.Of([("levy", 3)], [0, 3], ["random", "ei"], 2, c => c.Strategy == "random" ? 200 : 100, own: 0);
        var matrix = StudyMatrix.Build(summary.Plan, summary, [.. summary.Plan.Cells.Select(c => new CellProgress(c, c.Delay == 0 ? 2 : 1, 0, 1))], "random", false);
        var table = Render<MatrixTable>(p => p.Add(t => t.Matrix, matrix).Add(t => t.Repetitions, 2).Add(t => t.Address, c => $"#{c.Strategy}-{c.Delay}"));

        var links = table.FindAll("td a");
        Assert.Equal(["#random-0", "#ei-0", "#random-3", "#ei-3"], links.Select(a => a.GetAttribute("href")));
        Assert.All(links, a => Assert.Contains("of 2 repetitions", a.QuerySelector(".visually-hidden")!.TextContent, StringComparison.Ordinal));
        Assert.Empty(links[1].QuerySelectorAll(".progress"));
        Assert.NotEmpty(links[3].QuerySelectorAll(".progress"));
        Assert.Contains("1/2", links[3].TextContent, StringComparison.Ordinal);
        Assert.Equal("Levy3 dimensions", table.Find("th[scope=rowgroup]").TextContent);
    }

    private static IReadOnlyList<MatrixCell> Build(CellSummary random, CellSummary? ei, int randomDone, int eiDone)
    {
        var plan = Studied.Of([("levy", 3)], [0], ["random", "ei"], 2, _ => 1).Plan;
        var summary = new StudySummary(plan, [Studied.Problem("levy", 3)], ei is null ? [random] : [random, ei]);
        return StudyMatrix.Build(plan, summary, [new CellProgress(Random, randomDone, 0, 1), new CellProgress(Ei, eiDone, 0, 1)], "random", trueValues: false).Rows[0].Cells;
    }

    private static IReadOnlyList<CellProgress> Through(StudyPlan plan) => [.. plan.Cells.Select(c => new CellProgress(c, plan.Repetitions, 0, 1))];
}
