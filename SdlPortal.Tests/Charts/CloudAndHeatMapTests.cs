using System.Xml.Linq;
using SdlPortal.Web.Charts;
using SdlPortal.Web.Charts.Drawing;

namespace SdlPortal.Tests.Charts;

/// <summary>What drawings make of many points, holes, heat maps and turned labels.</summary>
public class CloudAndHeatMapTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Many_points_of_one_look_are_one_shape()
    {
        double[] places = [.. Enumerable.Range(0, 1000).Select(i => (double)i)];
        var drawn = Draw(new PlotTrace { Name = "a", Mode = "markers", X = places, Y = places, Marker = new PlotMarker(Palette.Blue, 4) });

        var cloud = Assert.Single(drawn.Descendants(Svg + "path"));
        Assert.Equal(1000, ((string)cloud.Attribute("d")!).Count(c => c == 'M'));
        Assert.Equal("round", (string)cloud.Attribute("stroke-linecap")!);
    }

    [Fact]
    public void A_hole_begins_another_polygon_of_the_same_band()
    {
        var drawn = Draw(new PlotTrace { Name = "a", Fill = "toself", FillColor = Palette.Blue, ShowLegend = true, X = [0, 1, 1, double.NaN, 3, 4, 4, double.NaN], Y = [0, 0, 1, double.NaN, 0, 0, 1, double.NaN] });

        Assert.Equal(2, ((string)Assert.Single(drawn.Descendants(Svg + "path")).Attribute("d")!).Count(c => c == 'z'));
        Assert.Contains(drawn.Descendants(Svg + "text"), t => t.Value == "a");
    }

    [Fact]
    public void A_heat_map_has_a_cell_for_every_number_and_a_hole_where_there_is_none()
    {
        var map = new PlotTrace { Type = "heatmap", Name = "r", X = [0, 1], Y = [0, 1], Z = [[1, -0.5], [double.NaN, 0]], ZMin = -1, ZMax = 1, ColorScale = nameof(ColorRamp.BlueOrange), TextTemplate = "%{z:.2f}", CellTexts = [["one", "two"], ["three", "four"]] };
        var drawn = Draw(map, new PlotAxis("") { TickVals = [0, 1], TickText = ["a long name", "b"], TickAngle = -90, Range = [-0.5, 1.5] });

        Assert.Equal(["one", "two", "four"], drawn.Descendants(Svg + "rect").Elements(Svg + "title").Select(t => t.Value));
        Assert.Superset(new HashSet<string> { "1.00", "−0.50", "0.00", "−1", "1" }, drawn.Descendants(Svg + "text").Select(t => t.Value).ToHashSet(StringComparer.Ordinal));
        Assert.StartsWith("rotate(-90", (string)drawn.Descendants(Svg + "text").Single(t => t.Value == "a long name").Attribute("transform")!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "#00487A")]
    [InlineData(0.5, "#F5F5F2")]
    [InlineData(1, "#9A3F00")]
    [InlineData(7, "#9A3F00")]
    public void A_scale_of_colors_has_its_ends_and_its_middle(double share, string color) => Assert.Equal(color, ColorRamp.BlueOrange.At(share));

    /// <summary>4.5 to 1 (WCAG 2.2, AA) for every color that a cell can have.</summary>
    [Fact]
    public void Numbers_in_cells_are_read_on_every_color()
    {
        foreach (var ramp in new[] { ColorRamp.BlueOrange, ColorRamp.Cividis })
        {
            for (var i = 0; i <= 100; i++)
            {
                var color = ramp.At(i / 100.0);
                Assert.InRange(Contrast(Luminance(color), Luminance(ColorRamp.InkOn(color))), 4.5, 21);
            }
        }
    }

    private static double Contrast(double one, double other) => (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);

    private static double Luminance(string hex)
    {
        double[] parts = [.. Enumerable.Range(0, 3).Select(i => Convert.ToInt32(hex.Substring(1 + (2 * i), 2), 16) / 255.0).Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))];
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    private static XDocument Draw(PlotTrace trace, PlotAxis? across = null) => XDocument.Parse(FigureSvg.Write(
        new Figure("f", "t", "d", [""], [""], [new FigurePanel(0, 0, new Plot([trace], new PlotLayout(across ?? new PlotAxis("x"), new PlotAxis("y")), new PlotTable(["x"], [])))]), DrawingColors.File));
}
