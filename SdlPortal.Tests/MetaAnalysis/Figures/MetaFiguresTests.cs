using System.Xml.Linq;
using SdlPortal.Domain.MetaAnalysis.Effects;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.MetaAnalysis.Survival;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.MetaAnalysis.Analysis;
using SdlPortal.Web.Charts;
using SdlPortal.Web.Charts.Drawing;
using SdlPortal.Web.MetaAnalysis.Figures;
using SdlPortal.Web.MetaAnalysis.Regions;

namespace SdlPortal.Tests.MetaAnalysis.Figures;

public sealed class MetaFiguresTests
{
    [Fact]
    public void A_forest_plot_has_every_task_the_mean_and_a_further_task_with_their_intervals()
    {
        var effect = TinyAnalysis.Report.Effects.Trends.Value.Single(t => t.Name == "depth");
        var plot = ForestFigures.Forest(effect, "trend", "Rank correlation").Panels.Single().Plot;

        var tasks = plot.Traces.Single(t => t.Name == "One task");
        Assert.Equal(effect.Own.Select(o => o.Value), tasks.X);
        Assert.Equal(effect.Own.Select(o => Math.Max(0, o.Interval.High - o.Value)), tasks.ErrorX!.Array);
        Assert.Equal([effect.Mean.Value], plot.Traces.Single(t => t.Name == "Mean over tasks").X);
        var further = plot.Traces.Single(t => t.Name == "A further task").ErrorX!;
        Assert.Equal(effect.Prediction!.Value.Low, effect.Mean.Value - further.ArrayMinus![0], 12);
        Assert.Equal([.. effect.Tasks, "Mean over tasks", "A further task"], plot.Layout.YAxis.TickText!);
        Assert.Equal(5, plot.Table.Rows.Count);
    }

    [Fact]
    public void Every_figure_is_well_formed_and_found_by_its_key()
    {
        var report = TinyAnalysis.Report;
        var figures = MetaFigures.Of(report).Concat(report.Effects.Tasks.SelectMany(t => MetaFigures.OfTask(report, t))).ToList();

        Assert.Contains(figures, f => f.Key == "variants");
        Assert.Contains(figures, f => f.Key == "survival-seconds");
        foreach (var figure in figures)
        {
            var svg = FigureSvg.Write(figure, DrawingColors.File);
            Assert.Equal("svg", XDocument.Parse(svg).Root!.Name.LocalName);
            Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
            Assert.Equal(svg, FigureSvg.Write(MetaFigures.Find(report, figure.Key)!, DrawingColors.File));
        }

        Assert.Null(MetaFigures.Find(report, "../report"));
    }

    [Fact]
    public void Values_stand_on_their_own_scale_and_choices_beside_each_other()
    {
        CurvePoint[] numbers = [new(1e-5, "1e-5", 0, 0, 0, 1), new(1e-2, "0.01", 0, 0, 0, 1)];
        CurvePoint[] choices = [new(0, "ethanol", 0, 0, 0, 1), new(double.NaN, "not active", 0, 0, 0, 1)];
        var log = ValuePlaces.Of(numbers, "rate", new ParameterShape("rate", ParameterKind.Number, Scale.Log, "1/s"));
        var names = ValuePlaces.Of(choices, "solvent", new ParameterShape("solvent", ParameterKind.Category));

        Assert.Equal([-5.0, -2.0], log.At);
        Assert.Equal(["10⁻⁵", "10⁻⁴", "0.001", "0.01"], log.Axis.TickText!);
        Assert.Equal("rate (1/s)", log.Axis.Title);
        Assert.False(log.AreNames);
        Assert.Equal([0.0, 1.0], names.At);
        Assert.Equal(["ethanol", "not active"], names.Axis.TickText!);
        Assert.True(names.AreNames);
        CurvePoint[] many = [.. Enumerable.Range(1, 8).Select(i => new CurvePoint(i * 0.001234, "long label", 0, 0, 0, 1)), new(double.NaN, "not active", 0, 0, 0, 1)];
        Assert.Equal(["0.0012", "0.0049", "0.0086", "not active"], ValuePlaces.Of(many, "gamma", new ParameterShape("gamma", ParameterKind.Number)).Axis.TickText!);
        Assert.Equal(["1", "2", "3"], ValuePlaces.Of([.. Enumerable.Range(1, 3).Select(i => new CurvePoint(i, $"{i}", 0, 0, 0, 1))], "depth", new ParameterShape("depth", ParameterKind.Integer)).Axis.TickText!);
    }

    [Fact]
    public void Many_powers_of_ten_are_thinned_and_few_get_numbers_between()
    {
        Assert.Equal(["10⁻⁸", "10⁻⁶", "10⁻⁴", "0.01", "1"], LogAxis.Of("alpha", 1e-8, 1).TickText!);
        Assert.Equal(["20", "50", "100", "200"], LogAxis.Of("width", 16, 256).TickText!);
    }

    [Fact]
    public void A_survival_curve_that_is_fast_and_slow_stands_on_a_logarithmic_axis()
    {
        SurvivalCurve Curve(string name, params double[] times) => KaplanMeier.Estimate(name, new SurvivalSample(times, [.. times.Select(_ => true)]));
        var times = TinyAnalysis.Report.Times[0].Times.Value;
        var slow = TimeFigures.Survival(EffortKind.Runs, times with { Curves = [Curve("in the region", 1, 2, 4), Curve("outside", 10, 100, 1000)] }).Panels.Single().Plot;
        var even = TimeFigures.Survival(EffortKind.Runs, times with { Curves = [Curve("in the region", 1, 2, 4), Curve("outside", 3, 5, 9)] }).Panels.Single().Plot;

        Assert.Equal([0.0, 1, 2, 3], slow.Traces.Single(t => t.Name == "outside").X, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(["1", "10", "100", "1000"], slow.Layout.XAxis.TickText!);
        Assert.Equal([0.0, 3, 5, 9], even.Traces.Single(t => t.Name == "outside").X);
        Assert.Equal("1000", slow.Table.Rows[^1][1]);
    }

    [Fact]
    public void A_surface_has_a_row_for_each_place_of_the_second_parameter()
    {
        CurvePoint[] first = [new(0, "0", 0, 0, 0, 1), new(1, "1", 0, 0, 0, 1)];
        CurvePoint[] second = [new(0, "a", 0, 0, 0, 1), new(1, "b", 0, 0, 0, 1), new(2, "c", 0, 0, 0, 1)];
        var report = TinyAnalysis.Report with { Parameters = [new("x", ParameterKind.Number), new ParameterShape("y", ParameterKind.Category)] };
        var trace = SurfaceChart.Build(new EffectSurface("x", "y", first, second, [[1, 2, 3], [4, 5, 6]], [[0, 0, 0], [0, 0, 0]]), report).Traces.Single();

        Assert.Equal("heatmap", trace.Type);
        Assert.Equal([[1, 4], [2, 5], [3, 6]], trace.Z!);
    }

    [Theory]
    [InlineData(1e-4, 1e-2, 0.2, 0.6)]
    [InlineData(null, 1e-3, 0, 0.4)]
    [InlineData(1e-9, null, 0, 1)]
    public void A_side_stands_in_its_range_on_the_range_s_own_scale(double? low, double? high, double from, double to)
    {
        var place = ParameterRange.Of(TinyAnalysis.Report, "rate")!.Place(new NumberSide("rate", low, high, null, false));

        Assert.Equal((from, to), (Math.Round(place.From, 9), Math.Round(place.To, 9)));
        Assert.Null(ParameterRange.Of(TinyAnalysis.Report, "solvent"));
    }

    [Fact]
    public void Rows_of_panels_that_share_no_axis_do_not_cover_each_other()
    {
        FigurePanel Panel(int row, double high) => new(row, 0, new Plot([new PlotTrace { Name = "a", Mode = "lines", X = [0, high], Y = [0, 1], Line = new PlotLine("#000") }], new PlotLayout(new PlotAxis($"x {high}"), new PlotAxis("y")), new PlotTable([], [])));
        double Height(params FigurePanel[] panels) => double.Parse(XDocument.Parse(FigureSvg.Write(new Figure("f", "t", "d", [""], ["", ""], panels), DrawingColors.File)).Root!.Attribute("height")!.Value, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(44, Height(Panel(0, 1), Panel(1, 2)) - Height(Panel(0, 1), Panel(1, 1)));
    }
}
