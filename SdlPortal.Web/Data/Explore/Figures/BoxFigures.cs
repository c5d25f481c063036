using SdlPortal.Domain.Analytics.Pictures;
using SdlPortal.Web.Charts;
using SdlPortal.Web.Charts.Drawing;
using SdlPortal.Web.Data.Answers;
using SdlPortal.Web.MetaAnalysis.Analyses;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.Data.Explore.Figures;

/// <summary>Box plots, a figure for each column, the groups below each other. Pure.</summary>
public static class BoxFigures
{
    private const double Half = 0.32;
    private static readonly string[] Columns = ["group", "rows", "missing", "min", "low whisker", "first quartile", "median", "third quartile", "high whisker", "max", "mean", "beyond the whiskers"];

    public static IEnumerable<Figure> Of(KeptAnswer<BoxSettings, BoxPicture> answer) => answer.Result.Columns.Where(c => c.Boxes.Any(b => b is not null)).Select(c => Of(c, answer.Result));

    public static Figure Of(ColumnBoxes column, BoxPicture picture)
    {
        var colors = GroupLooks.ColorsOf(picture.Groups, picture.GroupsAreOrdered);
        List<PlotTrace> traces = [];
        for (var g = 0; g < column.Boxes.Count; g++)
        {
            if (column.Boxes[g] is { } box)
                traces.AddRange(Box(box, g, colors[g], picture.Groups[g]));
        }

        GroupBox[] boxes = [.. column.Boxes.OfType<GroupBox>()];
        var isOne = picture.Groups.Count == 1;
        string[] names = [.. column.Boxes.Select((b, g) => isOne ? "" : $"{PictureAxes.Short(picture.Groups[g], 22)} ({Counts.Of(b?.Count ?? 0)})")];
        var layout = new PlotLayout(PictureAxes.Of(column.Column, column.Unit, column.IsLog, false, boxes.Min(b => b.Min), boxes.Max(b => b.Max)), PictureAxes.OfNames(isOne ? "" : Plot.Text(picture.By ?? ""), names, downward: true)) { ShowLegend = false };
        return new Figure($"box-{FigureKeys.Of(column.Column)}", column.Column, Describe(column, picture, boxes), [""], [""], [new FigurePanel(0, 0, new Plot(traces, layout, Table(column, picture)))])
        { PanelWidth = isOne ? 270 : 215, PanelHeight = isOne ? 90 : Math.Max(90, 34 * names.Length) };
    }

    private static IEnumerable<PlotTrace> Box(GroupBox box, int place, string color, string name)
    {
        double[] top = [place - Half, place - Half, place + Half, place + Half];
        yield return new PlotTrace { Name = name, Fill = "toself", FillColor = SvgColor.Faded(color, 0.3), X = [box.Q1, box.Q3, box.Q3, box.Q1], Y = top, Line = new PlotLine(color, 1.3) };
        yield return Line(name, color, 1.3, (box.LowWhisker, place), (box.Q1, place));
        yield return Line(name, color, 1.3, (box.Q3, place), (box.HighWhisker, place));
        yield return Line(name, color, 1.3, (box.LowWhisker, place - (Half / 2)), (box.LowWhisker, place + (Half / 2)));
        yield return Line(name, color, 1.3, (box.HighWhisker, place - (Half / 2)), (box.HighWhisker, place + (Half / 2)));
        yield return Line(name, color, 3, (box.Median, place - Half), (box.Median, place + Half));
        if (box.Drawn.Count > 0)
            yield return new PlotTrace { Name = name, Mode = "markers", X = box.Drawn, Y = [.. box.Drawn.Select(_ => (double)place)], Marker = new PlotMarker(color, 5, "circle-open") };
        yield return new PlotTrace { Name = name, Mode = "markers", X = [box.Mean], Y = [place], Marker = new PlotMarker(color, 6, "diamond") };
    }

    private static PlotTrace Line(string name, string color, double width, (double X, double Y) from, (double X, double Y) to) =>
        new() { Name = name, Mode = "lines", X = [from.X, to.X], Y = [from.Y, to.Y], Line = new PlotLine(color, width) };

    private static string Describe(ColumnBoxes column, BoxPicture picture, GroupBox[] boxes)
    {
        var (count, missing, far, drawn) = (boxes.Sum(b => b.Count), column.Boxes.Sum(b => b?.Missing ?? 0), boxes.Sum(b => b.Far), boxes.Sum(b => b.Drawn.Count));
        var circles = far == 0 ? "no value lies beyond them" : drawn == far ? $"{(far == 1 ? "1 value lies" : $"{Counts.Of(far)} values lie")} beyond them (circles)" : $"{Counts.Of(far)} values lie beyond them ({Counts.Of(drawn)} drawn as circles, the extremes among them)";
        var test = column.P is { } p ? $" Are the groups alike? Kruskal–Wallis {NumberWords.P(p)}{(picture.Columns.Count > 1 ? ", not corrected for the other columns" : "")}." : "";
        return $"{Counts.Of(count, "row")}{(missing > 0 ? $", {Counts.Of(missing)} without a value" : "")}. Box: quartiles and median; diamond: mean{(column.IsLog ? " of the logarithms" : "")}; whiskers: the farthest values within 1.5 box lengths{(column.IsLog ? " on the logarithmic axis" : "")}; {circles}.{test}";
    }

    private static PlotTable Table(ColumnBoxes column, BoxPicture picture)
    {
        string N(double value) => PictureAxes.Full(value, column.IsLog);
        return new PlotTable(Columns, [.. column.Boxes.Select((b, g) => (IReadOnlyList<string>)(b is null
            ? [picture.Groups[g], "0", .. Enumerable.Repeat("", Columns.Length - 2)]
            : [picture.Groups[g], $"{b.Count}", $"{b.Missing}", N(b.Min), N(b.LowWhisker), N(b.Q1), N(b.Median), N(b.Q3), N(b.HighWhisker), N(b.Max), N(b.Mean), $"{b.Far}"]))]);
    }
}
