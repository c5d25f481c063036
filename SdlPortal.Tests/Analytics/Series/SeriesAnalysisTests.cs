using System.Text.Json;
using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Drift;
using SdlPortal.Domain.Analytics.Series;
using SdlPortal.Domain.Analytics.Streams;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.Analytics.Series;

public sealed class SeriesAnalysisTests
{
    private static readonly SeriesSettings Plain = new(["value"], new SeriesOrder("at"), new Smoothing(SmoothingMethod.MovingMedian, 5));

    [Fact]
    public void Rows_out_of_order_are_sorted_and_said_so_with_times_that_stand_twice_and_gaps()
    {
        var result = SeriesAnalysis.Definition.Do(Table([.. Enumerable.Range(0, 30).Select(i => (60.0 * i, 1.0 * i)), (8000, 30), (7940, 31), (7940, 32), (double.NaN, 33)]), Plain, AnalysisStep.Quiet);

        var view = result.Series[0].View.Value;
        Assert.Equal([31, 32, 30], view.Values.Y.TakeLast(3));
        Assert.Equal(
        [
            "1 row without a time is left out.",
            "1 row stands before an earlier time; the rows were sorted by 'at'.",
            "1 row has the same time as the one before; they stay in the order of the table.",
            "1 gap of more than 10 typical steps (1 min), the longest 1 h 43 min; nothing is drawn or smoothed across it.",
        ], result.Remarks.Select(r => r.Replace('\u00a0', ' ')));
        // The curve is open in the gap, and what lies beyond it smooths nothing.
        Assert.Equal(1, view.Values.Y.Count(double.IsNaN));
        Assert.Equal(28, view.Smooth!.Y[29]);
    }

    [Fact]
    public void Columns_that_are_no_series_say_why_and_the_others_go_on()
    {
        var table = new MemoryTable("t", [Column("value"), new TableColumn { Name = "line", Kind = ColumnKind.Category, Levels = ["a", "b"] }, new TableColumn { Name = "none", Kind = ColumnKind.Empty }, Column("at", ColumnKind.Time), Column("rare")],
            [[1, 2, 3], [0, 1, 0], [double.NaN, double.NaN, double.NaN], [0, 1, 2], [double.NaN, 4, double.NaN]]);

        var result = SeriesAnalysis.Definition.Do(table, Plain with { Columns = ["value", "line", "none", "at", "gone", "rare"], Order = new SeriesOrder("line") }, AnalysisStep.Quiet);

        Assert.Equal(
            [null, "'line' holds texts (2 levels); a series needs numbers.", "Every cell of 'none' is missing.", "'at' holds times; choose it as the order instead.", "There is no column 'gone'.", "'rare' has 1 value along this order; a series needs two at least."],
            result.Series.Select(s => s.View.WhyNot));
        Assert.Equal(["'line' holds neither times nor numbers; the rows are taken in their order."], result.Remarks);
        Assert.Equal([1, 2, 3], result.Series[0].View.Value.Values.X);
    }

    [Fact]
    public void A_long_series_is_drawn_by_its_extremes_and_says_so()
    {
        var random = new SeededRandom(1);
        double[] values = [.. Enumerable.Range(0, 50_000).Select(_ => random.NextNormal())];
        (values[12_345], values[33_333]) = (9, -9);

        var view = SeriesAnalysis.Definition.Do(Table([.. values.Select((v, i) => (1.0 * i, v))]), Plain with { MostPoints = 400 }, AnalysisStep.Quiet).Series[0].View.Value;

        Assert.True(view.Values.IsThinned);
        Assert.InRange(view.Values.X.Count, 200, 400);
        Assert.Contains((12_345, 9), view.Values.X.Zip(view.Values.Y));
        Assert.Contains((33_333, -9), view.Values.X.Zip(view.Values.Y));
        Assert.Equal(view.Values.X.Order(), view.Values.X);
        Assert.Contains("Drawn are the lowest and the highest of every 250 values; what is worked out uses all 50,000.", view.Remarks);
        Assert.Equal([33_333, 12_345], view.Anomalies.Select(a => a.Row).Order().Reverse());
    }

    [Fact]
    public void A_grid_that_cannot_be_made_leaves_the_values_as_they_are()
    {
        var result = SeriesAnalysis.Definition.Do(Table([(0, 1), (1e9, 2), (2e9, 3)]), Plain with { Order = new SeriesOrder("at", new Resampling(0.001, GridValue.Mean, 1)) }, AnalysisStep.Quiet);

        Assert.Equal(3, result.Values);
        Assert.Contains(result.Remarks, r => r.Contains("take a longer step", StringComparison.Ordinal));
    }

    [Fact]
    public void Streams_are_watched_after_their_reference_and_alerts_say_where_in_the_table()
    {
        var random = new SeededRandom(6);
        var table = TablePart.Of(Table([.. Enumerable.Range(0, 600).Select(i => (60.0 * i, random.NextNormal() + (i >= 400 ? 2 : 0)))]), [.. Enumerable.Range(10, 590)]);
        var settings = new StreamsSettings(Plain, new DriftSettings(["value", "gone"], Plain.Order, From: 5, Count: 200));

        var result = StreamsAnalysis.Definition.Do(table, settings, AnalysisStep.Quiet);

        var (stream, alert) = Assert.Single(result.Alerts);
        Assert.Equal("value", stream.Column);
        Assert.InRange(alert.BeganAt, 60 * 397, 60 * 403);
        Assert.Equal(alert.RaisedAt, 60.0 * alert.RaisedRow);
        Assert.StartsWith("The mean lies 2", alert.Sentence, StringComparison.Ordinal);
        Assert.Contains("since about 1970-01-01 06:", alert.Sentence, StringComparison.Ordinal);
        Assert.EndsWith("and still so.", alert.Sentence, StringComparison.Ordinal);
        Assert.Equal("There is no column 'gone'.", result.Drift!.Streams[1].Watched.WhyNot);
        Assert.Contains("5 values before the reference are not watched.", stream.Watched.Value.Remarks);

        var again = JsonSerializer.Deserialize<StreamsResult>(JsonSerializer.Serialize(result, AnalysisJson.Options), AnalysisJson.Options)!;
        Assert.Equal(JsonSerializer.Serialize(result, AnalysisJson.Options), JsonSerializer.Serialize(again, AnalysisJson.Options));
        Assert.Equal(alert, again.Alerts.Single().Alert);
    }

    [Theory]
    [InlineData(0, 20, "The reference has 20 values; at least 30 are needed to know how the stream varies when all is well.")]
    [InlineData(0, 100, "The reference takes all 100 values from its beginning on; nothing is left to watch. Choose a shorter one.")]
    [InlineData(5000, 10, "The reference has 0 values; at least 30 are needed to know how the stream varies when all is well.")]
    public void A_reference_that_does_not_fit_the_stream_is_an_answer(int from, int count, string why)
    {
        var table = Table([.. Enumerable.Range(0, 100).Select(i => (1.0 * i, Math.Sin(i * i)))]);

        Assert.Equal(why, DriftAnalysis.Definition.Do(table, new DriftSettings(["value"], new SeriesOrder("at"), from, count), AnalysisStep.Quiet).Streams[0].Watched.WhyNot);
    }

    internal static DataTable Table((double At, double Value)[] rows) =>
        new MemoryTable("sensors", [Column("at", ColumnKind.Time), Column("value") with { Unit = "°C" }], [[.. rows.Select(r => r.At)], [.. rows.Select(r => r.Value)]]);

    internal static TableColumn Column(string name, ColumnKind kind = ColumnKind.Number) => new() { Name = name, Kind = kind };
}
