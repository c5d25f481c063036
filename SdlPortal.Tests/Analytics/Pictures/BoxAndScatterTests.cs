using System.Text.Json;
using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Pictures;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Quality;

namespace SdlPortal.Tests.Analytics.Pictures;

public class BoxAndScatterTests
{
    /// <summary>numpy.percentile([1 … 9, 50], [25, 50, 75]) = 3.25, 5.5, 7.75; fences at −3.5 and 14.5.</summary>
    [Fact]
    public void A_box_is_Tukeys_and_names_the_values_beyond_it()
    {
        var box = BoxAnalysis.Box([1, 2, 3, 4, 5, 6, 7, 8, 9, 50], 3);

        Assert.Equal((1, 3.25, 5.5, 7.75, 9), (box.LowWhisker, box.Q1, box.Median, box.Q3, box.HighWhisker));
        Assert.Equal((9.5, 1, 10, 3), (box.Mean, box.Far, box.Count, box.Missing));
        Assert.Equal([50], box.Drawn);
    }

    [Fact]
    public void Of_many_far_values_the_extremes_are_drawn_and_all_are_counted()
    {
        double[] sorted = [.. Enumerable.Repeat(0.0, 1000), .. Enumerable.Range(1, 200).Select(i => (double)i)];
        var box = BoxAnalysis.Box(sorted, 0);

        Assert.Equal((200, 60), (box.Far, box.Drawn.Count));
        Assert.Equal((1, 200), (box.Drawn[0], box.Drawn[^1]));
    }

    [Fact]
    public void A_group_without_a_value_has_no_box()
    {
        var picture = BoxAnalysis.Run(PictureTables.Small, new BoxSettings(["y", "site"], "site"), AnalysisStep.Quiet);

        Assert.Null(picture.Columns[0].Boxes[2]);
        Assert.Equal([7, 4], picture.Columns[0].Boxes.Take(2).Select(b => b!.Count));
        Assert.InRange(picture.Columns[0].P!.Value, 0.005, 0.02);
        Assert.Contains("'site' holds texts, which this picture cannot show.", picture.Remarks);
    }

    [Fact]
    public void A_line_is_of_all_rows_that_have_both_values()
    {
        var picture = ScatterAnalysis.Run(PictureTables.Small, new ScatterSettings("x", "y"), AnalysisStep.Quiet);
        var line = picture.Scatter.Value.Line.Value;

        Assert.Equal((11, 12), (picture.Count, picture.Rows));
        Assert.Equal((2, 1, 1), (Math.Round(line.Slope, 9), Math.Round(line.Intercept, 9), Math.Round(line.R, 9)));
        Assert.Null(picture.Scatter.Value.Cells);
        Assert.Contains("1 of 12 rows lack one of the two values and are left out.", picture.Remarks);
    }

    /// <summary>scipy.stats.linregress([1, 2, 3, 4, 5], [2, 1, 4, 3, 5]): slope 0.8, intercept 0.6, r 0.8, p 0.10408803866182788.</summary>
    [Fact]
    public void A_line_is_that_of_SciPy()
    {
        var line = StraightLine.Through([1, 2, 3, 4, 5], [2, 1, 4, 3, 5]).Value;

        Assert.Equal((0.8, 0.6, 0.8), (Math.Round(line.Slope, 12), Math.Round(line.Intercept, 12), Math.Round(line.R, 12)));
        Assert.Equal(0.10408803866182788, line.P, 9);
        // At the mean: t(0.975, 3) · √(Σ residual² / 3) / √5.
        Assert.Equal(3.182446 * Math.Sqrt(3.6 / 3) / Math.Sqrt(5), line.Margin(3), 4);
    }

    [Fact]
    public void Too_many_rows_are_sampled_evenly_and_the_cells_count_all_of_them()
    {
        var picture = ScatterAnalysis.Run(PictureTables.Large(), new ScatterSettings("x", "y"), AnalysisStep.Quiet);
        var scatter = picture.Scatter.Value;

        Assert.True(picture.IsSampled);
        Assert.Equal(4000, scatter.Points.Rows.Count);
        Assert.All(scatter.Points.Rows.Zip(scatter.Points.Rows.Skip(1)), p => Assert.Equal(5, p.Second - p.First));
        Assert.Equal(20_000, scatter.Cells!.Counts.Sum());
        Assert.Equal(20_000, scatter.Line.Value.N);
        Assert.Equal(0.447, scatter.Line.Value.R, 1);
    }

    [Fact]
    public void A_point_lies_in_the_hexagon_of_the_nearest_center()
    {
        var cells = HexCells.Count([0.1, 0.1, 4.9], [0.1, 0.12, 4.9], (0, 5), (0, 5), 5);

        Assert.Equal([2, 1], cells.Counts);
        Assert.Equal((0, 0), (cells.X[0], cells.Y[0]));
        Assert.Equal((5, 5), (cells.X[1], cells.Y[1]));
    }

    [Theory]
    [InlineData("x", "site", "'site' holds texts")]
    [InlineData("nothing", "x", "Every cell of 'nothing' is missing.")]
    [InlineData("typo", "x", "The table has no column 'typo'.")]
    public void What_cannot_be_set_against_each_other_says_why(string x, string y, string why) =>
        Assert.StartsWith(why, ScatterAnalysis.Run(PictureTables.Small, new ScatterSettings(x, y), AnalysisStep.Quiet).Scatter.WhyNot, StringComparison.Ordinal);

    [Fact]
    public void A_constant_column_and_a_single_row_are_drawn_without_a_line()
    {
        Assert.Contains("the same in all rows", ScatterAnalysis.Run(PictureTables.Small, new ScatterSettings("x", "same"), AnalysisStep.Quiet).Scatter.Value.Line.WhyNot, StringComparison.Ordinal);
        Assert.Contains("there is 1", ScatterAnalysis.Run(PictureTables.OneRow, new ScatterSettings("x", "y"), AnalysisStep.Quiet).Scatter.Value.Line.WhyNot, StringComparison.Ordinal);
    }

    [Fact]
    public void Drawn_rows_are_known_by_their_numbers_in_the_table_as_it_was_brought()
    {
        var kept = TablePart.Without(PictureTables.Small, RowSet.Of([0, 1, 2]));

        Assert.Equal([3, 4, 5, 6, 7, 8, 9, 10], ScatterAnalysis.Run(kept, new ScatterSettings("x", "y"), AnalysisStep.Quiet).Scatter.Value.Points.Rows);
    }

    [Fact]
    public void A_scatter_matrix_has_every_pair_and_no_more_than_six_columns()
    {
        var picture = ScatterMatrixAnalysis.Run(PictureTables.Small, new ScatterMatrixSettings(["x", "y", "same"]), AnalysisStep.Quiet);

        Assert.Equal([11, 12, 11], picture.Pairs.Select(p => p.N));
        Assert.Equal(1, picture.Pairs[0].R, 9);
        Assert.True(double.IsNaN(picture.Pairs[1].R));
        Assert.All(picture.Columns, c => Assert.Equal(c.Count, c.Counts.Sum()));
    }

    [Fact]
    public void Answers_survive_being_written_and_read()
    {
        var picture = ScatterAnalysis.Run(PictureTables.Small, new ScatterSettings("x", "y", "site"), AnalysisStep.Quiet);
        var text = JsonSerializer.Serialize(picture, AnalysisJson.Options);

        Assert.Equal(text, JsonSerializer.Serialize(JsonSerializer.Deserialize<ScatterPicture>(text, AnalysisJson.Options), AnalysisJson.Options));
    }

    [Fact]
    public void Work_that_is_canceled_ends()
    {
        var step = AnalysisStep.Quiet with { Cancellation = new CancellationToken(canceled: true) };
        Assert.Throws<OperationCanceledException>(() => HistogramAnalysis.Run(PictureTables.Small, new HistogramSettings(), step));
        Assert.Throws<OperationCanceledException>(() => ScatterAnalysis.Run(PictureTables.Small, new ScatterSettings("x", "y"), step));
    }
}
