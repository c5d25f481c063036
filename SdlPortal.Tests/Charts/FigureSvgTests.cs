using System.Xml.Linq;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Charts;
using SdlPortal.Web.Charts.Drawing;
using SdlPortal.Web.Studies.Figures;

namespace SdlPortal.Tests.Charts;

public class FigureSvgTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_figure_is_well_formed_and_says_what_it_is()
    {
        var drawn = XDocument.Parse(FigureSvg.Write(Two("a < b & \"c\""), DrawingColors.File)).Root!;

        Assert.Equal("a < b & \"c\"", drawn.Element(Svg + "title")!.Value);
        Assert.Equal("figure-title figure-desc", (string)drawn.Attribute("aria-labelledby")!);
        Assert.Equal("img", (string)drawn.Attribute("role")!);
        Assert.Equal(drawn.Descendants(Svg + "clipPath").Count(), drawn.Descendants(Svg + "clipPath").Select(c => (string)c.Attribute("id")!).Distinct().Count());
    }

    [Fact]
    public void The_same_figure_gives_the_same_bytes() => Assert.Equal(FigureSvg.Write(Two("x"), DrawingColors.File), FigureSvg.Write(Two("x"), DrawingColors.File));

    [Fact]
    public void Panels_with_the_same_axis_share_its_title_and_one_legend_tells_all()
    {
        var texts = Texts(FigureSvg.Write(Two("x"), DrawingColors.File));

        Assert.Single(texts, "regret");
        Assert.Equal(2, texts.Count(t => t == "delay"));
        Assert.Single(texts, "EI");
        Assert.Contains("left", texts);
    }

    [Fact]
    public void Panels_with_other_ranges_have_their_own_axes()
    {
        var figure = Two("x");
        var own = figure with { Panels = [figure.Panels[0], figure.Panels[1] with { Plot = figure.Panels[1].Plot with { Layout = Layout(50) } }] };

        Assert.Equal(2, Texts(FigureSvg.Write(own, DrawingColors.File)).Count(t => t == "regret"));
    }

    /// <summary>The range 0 to 10 on a panel of 180 px: the value 5 with sd 2 reaches from 36 px below the middle to 36 px above it.</summary>
    [Fact]
    public void An_error_bar_is_as_long_as_the_axis_says()
    {
        var lines = XDocument.Parse(FigureSvg.Write(Two("x"), DrawingColors.File)).Descendants(Svg + "g").First().Elements(Svg + "line").ToList();
        Assert.Equal(72, Math.Abs((double)lines[0].Attribute("y1")! - (double)lines[0].Attribute("y2")!), 6);
    }

    [Theory]
    [InlineData(0, 10, 5, "0,2,4,6,8,10")]
    [InlineData(-0.5, 0.5, 4, "−0.50,−0.25,0,0.25,0.50")]
    [InlineData(0, 2500, 6, "0,500,1000,1500,2000,2500")]
    [InlineData(0, 150, 6, "0,25,50,75,100,125,150")]
    public void Ticks_stand_at_round_numbers(double low, double high, int about, string expected) =>
        Assert.Equal(expected, string.Join(',', AxisTicks.Of(low, high, about).Select(t => t.Text)));

    [Fact]
    public void The_figures_of_a_study_are_those_of_the_paper_and_each_can_be_drawn()
    {
        var summary = Studied.Of(Studied.Paper, Studied.Delays, ["random", "ei", "qnei"], 6, c => 500 + (10 * c.Delay));
        var figures = StudyFigures.Of(summary);

        Assert.Equal(["delay-ackley", "regret-ackley", "running-best-ackley", "delay-levy", "regret-levy", "running-best-levy", "delay-coating", "regret-coating", "running-best-coating"], figures.Select(f => f.Key));
        Assert.Equal(["4", "7", "6", "8", "2", "3", "9"], figures.Where(f => f.Description.Contains("As Figure", StringComparison.Ordinal)).Select(f => f.Description.Split("As Figure ")[1].Split(' ')[0]));
        Assert.Equal(15, figures.Single(f => f.Key == "running-best-levy").Panels.Count);
        Assert.All(figures, f => XDocument.Parse(FigureSvg.Write(f, DrawingColors.Page)));
    }

    [Fact]
    public void Large_regrets_are_drawn_in_millions_and_the_axis_says_so()
    {
        var summary = Studied.Of([("coating", 7)], [0, 3], ["random", "ei"], 6, c => 500 + (10 * c.Delay), own: 0);
        var plot = StudyFigures.Of(summary).Single(f => f.Key == "regret-coating").Panels[0].Plot;
        var cell = summary.Cells[1];

        Assert.Equal("Cumulative regret (10⁶ S/m)", plot.Layout.YAxis.Title);
        Assert.Equal(["Random", "EI"], plot.Traces.Select(t => t.Name));
        Assert.Equal(cell.Regrets.Average() / 1e6, plot.Traces[1].Y[0], 9);
        Assert.Equal(["0", "3"], plot.Layout.XAxis.TickText);
        Assert.Equal(4, plot.Table.Rows.Count);
    }

    private static List<string> Texts(string svg) => [.. XDocument.Parse(svg).Descendants(Svg + "text").Select(t => t.Value)];

    private static Figure Two(string title) => new("figure", title, "What it shows.", ["left", "right"], [""], [new FigurePanel(0, 0, Plot()), new FigurePanel(0, 1, Plot())]);

    private static Plot Plot() => new(
        [new PlotTrace { Mode = "lines+markers", Name = "EI", X = [0, 1], Y = [5, 6], ErrorY = new PlotError([2, 1]), Line = new PlotLine(Palette.Blue), Marker = new PlotMarker(Palette.Blue) }],
        Layout(10), new PlotTable(["x"], []));

    private static PlotLayout Layout(double high) => new(new PlotAxis("delay"), new PlotAxis("regret") { Range = [0, high] });
}
