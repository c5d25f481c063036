using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.Analytics.Preparation;

public sealed class ImputationTests
{
    [Fact]
    public void Neighbors_win_where_columns_hang_together_and_the_mean_where_they_do_not()
    {
        var random = new SeededRandom(5);
        var (a, b, c) = (new double[600], new double[600], new double[600]);
        for (var i = 0; i < a.Length; i++)
        {
            a[i] = random.NextNormal();
            b[i] = (2 * a[i]) + (0.1 * random.NextNormal());
            c[i] = random.NextNormal();
        }

        b[0] = double.NaN;
        var table = new MemoryTable("test", [new TableColumn { Name = "a", Kind = ColumnKind.Number }, new TableColumn { Name = "b", Kind = ColumnKind.Number, Unit = "g" }, new TableColumn { Name = "c", Kind = ColumnKind.Number }], [a, b, c]);
        var result = ImputationAnalysis.Definition.Do(table, new ImputationSettings(), AnalysisStep.Quiet);
        Assert.Equal([MissingPolicy.Neighbors, MissingPolicy.Neighbors, MissingPolicy.Mean], result.Columns.Select(r => r.Best));
        Assert.Equal((1, 59, "g"), (result.Columns[1].Missing, result.Columns[1].Tried, result.Columns[1].Unit));
        Assert.InRange(result.Columns[1].Mean, 1.5, 2.5);
        Assert.InRange(result.Columns[1].Neighbors, 0.1, 1.2);
    }

    [Fact]
    public void A_table_without_numbers_is_answered_with_a_sentence()
    {
        var table = new MemoryTable("test", [new TableColumn { Name = "a", Kind = ColumnKind.Empty }], [[double.NaN]]);
        var result = ImputationAnalysis.Definition.Do(table, new ImputationSettings(), AnalysisStep.Quiet);
        Assert.Empty(result.Columns);
        Assert.Equal("There is no column of numbers to try.", result.Remarks[^1]);
    }
}
