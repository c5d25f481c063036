using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Pictures;
using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Tests.Analytics.Pictures;

public class HistogramTests
{
    [Fact]
    public void Whole_numbers_have_a_bin_each_and_every_row_is_counted()
    {
        var picture = HistogramAnalysis.Run(PictureTables.Small, new HistogramSettings(["x", "y"]), AnalysisStep.Quiet);

        Assert.Equal(Enumerable.Range(0, 13).Select(i => 0.5 + i), picture.Columns[0].Edges);
        Assert.All(picture.Columns[0].Groups[0].Counts, c => Assert.Equal(1, c));
        Assert.Equal((11, 1), (picture.Columns[1].Groups[0].Count, picture.Columns[1].Groups[0].Missing));
        Assert.Equal(11, picture.Columns[1].Groups[0].Counts.Sum());
    }

    [Fact]
    public void Groups_are_counted_by_themselves_and_rows_without_one_are_a_group_of_their_own()
    {
        var picture = HistogramAnalysis.Run(PictureTables.Small, new HistogramSettings(["x"], "site"), AnalysisStep.Quiet);

        Assert.Equal(["north", "south", RowGroups.Missing], picture.Groups);
        Assert.Equal([7, 4, 1], picture.Columns[0].Groups.Select(g => g.Count));
        Assert.Contains(picture.Remarks, r => r.Contains("1 of 12 rows have no 'site'", StringComparison.Ordinal));
    }

    [Fact]
    public void Constant_empty_and_unknown_columns_get_a_bin_or_a_sentence()
    {
        var picture = HistogramAnalysis.Run(PictureTables.Small, new HistogramSettings(["same", "nothing", "typo"]), AnalysisStep.Quiet);

        Assert.Equal([12], Assert.Single(picture.Columns).Groups[0].Counts);
        Assert.Contains("'same' is the same in every row that has it.", picture.Remarks);
        Assert.Contains("Every cell of 'nothing' is missing: there is nothing to show.", picture.Remarks);
        Assert.Contains("The table has no column 'typo'.", picture.Remarks);
    }

    [Fact]
    public void A_logarithmic_axis_says_what_it_cannot_show()
    {
        var table = new MemoryTable("t", [PictureTables.Number("k"), PictureTables.Number("below")], [[0, 1, 10, 100, 1000], [-1, -2, -3, -4, 0]]);
        var picture = HistogramAnalysis.Run(table, new HistogramSettings { Logarithms = ["k", "below"] }, AnalysisStep.Quiet);

        Assert.Equal((true, 4, 1), (picture.Columns[0].IsLog, picture.Columns[0].Groups[0].Count, picture.Columns[0].Groups[0].Missing));
        Assert.False(picture.Columns[1].IsLog);
        Assert.Contains(picture.Remarks, r => r.StartsWith("1 of 5 values of 'k' are 0 or below", StringComparison.Ordinal));
        Assert.Contains("'below' has no value above 0, so its axis is not logarithmic.", picture.Remarks);
    }

    [Fact]
    public void A_density_has_the_area_one_and_Silvermans_width()
    {
        var picture = HistogramAnalysis.Run(PictureTables.Large(), new HistogramSettings(["x"]), AnalysisStep.Quiet);
        var (column, group) = (picture.Columns[0], picture.Columns[0].Groups[0]);

        Assert.Equal(1, group.Density.Sum() * (column.Grid[1] - column.Grid[0]), 2);
        // 0.9 · 1 · 20,000^(−1/5) of a standard normal sample; its density at 0 is 0.399.
        Assert.Equal(0.124, group.Bandwidth, 2);
        Assert.Equal(0.399, group.Density[column.Grid.Select((g, i) => (g, i)).MinBy(p => Math.Abs(p.g)).i], 1);
        Assert.Equal(20_000, group.Counts.Sum());
        Assert.InRange(group.Counts.Count, 20, 61);
    }

    [Fact]
    public void One_row_has_a_histogram_and_no_density() =>
        Assert.Empty(HistogramAnalysis.Run(PictureTables.OneRow, new HistogramSettings(), AnalysisStep.Quiet).Columns[0].Grid);

    [Fact]
    public void Of_many_levels_the_most_frequent_are_kept_and_the_others_stand_together()
    {
        double[] values = [.. Enumerable.Range(0, 40).SelectMany(l => Enumerable.Repeat((double)l, 40 - l))];
        var table = new MemoryTable("t", [new TableColumn { Name = "who", Kind = ColumnKind.Category, Levels = [.. Enumerable.Range(0, 40).Select(i => $"p{i}")] }], [values]);
        var column = HistogramAnalysis.Run(table, new HistogramSettings(["who"]), AnalysisStep.Quiet).Columns[0];

        Assert.Equal(("p0", "21 others", 20), (column.Levels[0], column.Levels[^1], column.Levels.Count));
        Assert.Equal(values.Length, column.Groups[0].Counts.Sum());
        Assert.Equal(["p0", "p1", "p2", "p3", "p4", "p5", "p6", "33 others"], RowGroups.Find(table, "who").Names);
    }

    [Fact]
    public void A_column_of_many_numbers_groups_rows_into_ranges_of_equal_size()
    {
        var groups = RowGroups.Find(PictureTables.Large(1000), "x");

        Assert.Equal((5, true), (groups.Count, groups.IsOrdered));
        Assert.All(Enumerable.Range(0, 5), g => Assert.InRange(groups.Of.Count(o => o == g), 199, 201));
    }
}
