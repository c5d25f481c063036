using Bunit;
using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Streams;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Numerics;
using SdlPortal.Tests.Analytics.Series;
using SdlPortal.Web.Charts.Drawing;
using SdlPortal.Web.Data.Answers;
using SdlPortal.Web.Data.Streams;

namespace SdlPortal.Tests.Data.Streams;

public sealed class StreamViewsTests : BunitContext
{
    [Fact]
    public void Alerts_are_seen_first_and_read_in_sentences_with_icon_and_word()
    {
        var result = Answer(shift: 2).Result;

        var banner = Render<AlertBanner>(p => p.Add(b => b.Result, result));
        Assert.Equal("alert", banner.Find(".stream-alarm").GetAttribute("role"));
        Assert.Contains("1 alert", banner.Find(".badge").TextContent.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("value: level higher. It still holds.", banner.Find(".stream-alarm").TextContent, StringComparison.Ordinal);

        var list = Render<AlertList>(p => p.Add(l => l.Result, result));
        Assert.NotNull(list.Find("li .badge svg"));
        Assert.Equal("Level higher", list.Find("li .badge").TextContent.Trim());
        Assert.Contains("above the reference", list.Find("li p").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_calm_stream_says_so()
    {
        var result = Answer(shift: 0).Result;

        Assert.Contains("The values of value keep to the reference.", Render<AlertBanner>(p => p.Add(b => b.Result, result)).Markup, StringComparison.Ordinal);
        Assert.Empty(Render<AlertList>(p => p.Add(l => l.Result, result)).Markup.Trim());
        Assert.Empty(Render<AnomalyList>(p => p.Add(l => l.Result, result).Add(l => l.Threshold, 5)).Markup.Trim());
    }

    [Fact]
    public void The_figure_shows_reference_alerts_and_evidence_and_its_data_hold_the_same()
    {
        var answer = Answer(shift: 2);

        var figure = Assert.Single(StreamFigures.Of(answer));

        Assert.Equal(2, figure.Panels.Count);
        Assert.Equal(["Reference", "Alert, since it began", "Values", "Smooth (moving median)", "Alert, noticed"], figure.Panels[0].Plot.Traces.Select(t => t.Name));
        Assert.Equal("1 Level higher", figure.Panels[0].Plot.Traces[^1].Text![0]);
        Assert.Contains(figure.Table.Rows, r => r[1] == "alert 1: Level higher" && r[4].StartsWith("The mean lies", StringComparison.Ordinal));
        Assert.Equal(500, figure.Table.Rows.Count(r => r[1] == "value"));
        var svg = FigureSvg.Write(figure, DrawingColors.File);
        Assert.Equal(svg, FigureSvg.Write(Assert.Single(StreamFigures.Of(answer)), DrawingColors.File));
        Assert.Contains("Limit of an alert", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Evidence_is_drawn_on_both_sides_of_a_gap_in_time()
    {
        var figure = Assert.Single(StreamFigures.Of(Answer(shift: 2, pause: 100_000)));

        var evidence = figure.Panels[1].Plot;
        Assert.Contains(evidence.Traces, t => t.Y!.Any(double.IsNaN));
        Assert.All(evidence.Layout.YAxis.Range!, end => Assert.True(double.IsFinite(end)));
        Assert.All(evidence.Traces.SelectMany(t => t.Y!).Where(double.IsFinite), y => Assert.InRange(y, evidence.Layout.YAxis.Range![0], evidence.Layout.YAxis.Range[1]));
    }

    [Fact]
    public void Tables_without_numbers_or_rows_say_what_a_stream_is()
    {
        static DataTable Texts(int rows) => new MemoryTable("t", [new TableColumn { Name = "line", Kind = ColumnKind.Category, Levels = ["a"] }], [new double[rows]]);
        static Web.Data.Tables.TableView View(DataTable table) => SmallTable.View() with { Whole = table, Kept = table };

        Assert.Contains("There is no column of numbers", Render<StreamsPanel>(p => p.Add(s => s.View, View(Texts(3)))).Markup, StringComparison.Ordinal);
        Assert.Contains("The table was brought without rows.", Render<StreamsPanel>(p => p.Add(s => s.View, View(Texts(0)))).Markup, StringComparison.Ordinal);
    }

    private static KeptAnswer<StreamsSettings, StreamsResult> Answer(double shift, double pause = 0)
    {
        var random = new SeededRandom(12);
        var table = SeriesAnalysisTests.Table([.. Enumerable.Range(0, 500).Select(i => ((60.0 * i) + (i >= 300 ? pause : 0), random.NextNormal() + (i >= 400 ? shift : 0)))]);
        var settings = new StreamsQuery([]).Settings(table);
        return new KeptAnswer<StreamsSettings, StreamsResult>("streams", 1, table.Hash, settings, StreamsAnalysis.Definition.Do(table, settings, AnalysisStep.Quiet), "Ada", SmallTable.Day);
    }
}
