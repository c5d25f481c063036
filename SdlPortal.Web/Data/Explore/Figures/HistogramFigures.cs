using SdlPortal.Domain.Analytics.Pictures;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Numerics;
using SdlPortal.Web.Charts;
using SdlPortal.Web.Charts.Drawing;
using SdlPortal.Web.Data.Answers;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.Data.Explore.Figures;

/// <summary>Histograms and densities, a figure for each column. Pure.</summary>
public static class HistogramFigures
{
    private const double Width = 255;
    private static readonly string[] NumberColumns = ["group", "bin from", "bin to", "rows", "share of the group"];
    private static readonly string[] LevelColumns = ["group", "level", "rows", "share of the group"];

    public static IEnumerable<Figure> Of(KeptAnswer<HistogramSettings, HistogramPicture> answer) => answer.Result.Columns.Select(c => Of(c, answer.Result));

    public static Figure Of(ColumnHistogram column, HistogramPicture picture) =>
        column.Kind == ColumnKind.Category ? Levels(column, picture) : picture.Groups.Count == 1 ? Bars(column, picture) : Groups(column, picture);

    private static Figure Bars(ColumnHistogram column, HistogramPicture picture)
    {
        var group = column.Groups[0];
        var width = column.Edges[1] - column.Edges[0];
        var axis = Axis(column);
        List<PlotTrace> traces =
        [
            new PlotTrace { Type = "bar", Name = "Rows", X = Middles(column), Y = [.. group.Counts.Select(c => (double)c)], Marker = new PlotMarker(SvgColor.Faded(Palette.Blue, 0.55)) },
        ];
        if (group.Density.Count > 0)
            traces.Add(new PlotTrace { Name = "Density", Mode = "lines", X = column.Grid, Y = [.. group.Density.Select(d => d * group.Count * width)], Line = new PlotLine(Palette.Vermilion, 1.8) });
        return new Figure(Key(column), column.Column, Describe(column, picture), [""], [""],
            [new FigurePanel(0, 0, new Plot(traces, new PlotLayout(axis, new PlotAxis("Rows")) { BarGap = 0.04, ShowLegend = traces.Count > 1 }, Table(column, picture)))])
        { PanelWidth = Width, PanelHeight = 190 };
    }

    private static Figure Groups(ColumnHistogram column, HistogramPicture picture)
    {
        var colors = GroupLooks.ColorsOf(picture.Groups, picture.GroupsAreOrdered);
        List<PlotTrace> shares = [], densities = [];
        for (var g = 0; g < picture.Groups.Count; g++)
        {
            var group = column.Groups[g];
            if (group.Count == 0)
                continue;
            var name = Plot.Text($"{PictureAxes.Short(picture.Groups[g])} ({Counts.Of(group.Count)})");
            // From the axis up, along the tops of the bins, and down again.
            double[] x = [column.Edges[0], .. column.Edges];
            double[] y = [0, .. group.Counts.Select(c => 100.0 * c / group.Count), 0];
            shares.Add(new PlotTrace { Name = name, Mode = "lines", X = x, Y = y, Line = new PlotLine(colors[g], 1.8, Shape: "hv") });
            if (group.Density.Count > 0)
                densities.Add(new PlotTrace { Name = name, Mode = "lines", X = column.Grid, Y = group.Density, Line = new PlotLine(colors[g], 1.8) });
        }

        var axis = Axis(column);
        List<FigurePanel> panels = [new(0, 0, new Plot(shares, new PlotLayout(axis, new PlotAxis("% of the group")), Table(column, picture)))];
        if (densities.Count > 0)
            panels.Add(new FigurePanel(1, 0, new Plot(densities, new PlotLayout(axis, new PlotAxis("Density") { Range = [0, 1.08 * densities.SelectMany(d => d.Y).Max()] }), new PlotTable(NumberColumns, []))));
        return new Figure(Key(column), column.Column, Describe(column, picture), [""], densities.Count > 0 ? ["", ""] : [""], panels) { PanelWidth = Width, PanelHeight = densities.Count > 0 ? 150 : 190 };
    }

    private static Figure Levels(ColumnHistogram column, HistogramPicture picture)
    {
        var colors = GroupLooks.ColorsOf(picture.Groups, picture.GroupsAreOrdered);
        var (groups, levels) = (picture.Groups.Count, column.Levels.Count);
        double[] places = [.. Enumerable.Range(0, levels).Select(i => (double)i)];
        var traces = groups == 1
            ? [new PlotTrace { Type = "bar", Orientation = "h", Name = "Rows", X = [.. column.Groups[0].Counts.Select(c => (double)c)], Y = places, Marker = new PlotMarker(SvgColor.Faded(Palette.Blue, 0.7)) }]
            : Enumerable.Range(0, groups).Where(g => column.Groups[g].Count > 0).Select(g => new PlotTrace
            {
                Name = Plot.Text($"{PictureAxes.Short(picture.Groups[g])} ({Counts.Of(column.Groups[g].Count)})"),
                Mode = "markers",
                X = [.. column.Groups[g].Counts.Select(c => 100.0 * c / column.Groups[g].Count)],
                Y = places,
                Marker = new PlotMarker(colors[g], 8, GroupLooks.Symbol(g, 0)),
            }).ToList();
        var most = traces.SelectMany(t => t.X).DefaultIfEmpty(1).Max();
        var layout = new PlotLayout(new PlotAxis(groups == 1 ? "Rows" : "% of the group") { Range = [0, Math.Max(1, most * 1.05)] }, PictureAxes.OfNames("", column.Levels, downward: true)) { ShowLegend = groups > 1 };
        var table = new PlotTable(LevelColumns, [.. column.Groups.SelectMany((g, i) => g.Counts.Select((c, l) => (IReadOnlyList<string>)[picture.Groups[i], column.Levels[l], Quantity.Full(c), Share(c, g.Count)]))]);
        return new Figure(Key(column), column.Column, Describe(column, picture), [""], [""], [new FigurePanel(0, 0, new Plot(traces, layout, table))]) { PanelWidth = 210, PanelHeight = Math.Max(90, 21 * levels) };
    }

    private static string Describe(ColumnHistogram column, HistogramPicture picture)
    {
        var (count, missing) = (column.Groups.Sum(g => g.Count), column.Groups.Sum(g => g.Missing));
        var rows = $"{Counts.Of(count, "row")}{(missing > 0 ? $", {Counts.Of(missing)} without a value that could be counted" : "")}.";
        if (column.Kind == ColumnKind.Category)
            return picture.Groups.Count == 1 ? $"{rows} The most frequent level first." : $"{rows} Points: the share of each group of {picture.By} that has the level (in brackets: rows of the group).";
        var width = column.Edges[1] - column.Edges[0];
        var bin = column.IsLog ? $"1/{Quantity.Text(1 / width, digits: 2)} of a power of ten" : column.Kind == ColumnKind.Time ? Quantity.Duration(TimeSpan.FromSeconds(width)) : Quantity.Text(width, column.Unit, 3);
        if (picture.Groups.Count > 1)
            return $"{rows} Groups of {picture.By} (in brackets: rows). Steps: the share of each group in bins of {bin}.{(column.Grid.Count > 0 ? $" Curves: Gaussian kernel densities by Silverman's rule, each with the area 1{(column.IsLog ? " over powers of ten" : "")}." : "")}";
        var bandwidth = column.Groups[0].Bandwidth;
        var smooth = bandwidth > 0 ? $" Curve: Gaussian kernel density on the scale of the bars, bandwidth {(column.IsLog ? $"{Quantity.Text(bandwidth, digits: 2)} of a power of ten" : column.Kind == ColumnKind.Time ? Quantity.Duration(TimeSpan.FromSeconds(bandwidth)) : Quantity.Text(bandwidth, column.Unit, 2))} (Silverman)." : "";
        return $"{rows} Bars: rows in bins of {bin}.{smooth}";
    }

    private static PlotAxis Axis(ColumnHistogram column) => PictureAxes.Of(column.Column, column.Unit, column.IsLog, column.Kind == ColumnKind.Time, column.Edges[0], column.Edges[^1], 0.01);

    private static double[] Middles(ColumnHistogram column) => [.. Enumerable.Range(0, column.Edges.Count - 1).Select(i => (column.Edges[i] + column.Edges[i + 1]) / 2)];

    private static PlotTable Table(ColumnHistogram column, HistogramPicture picture)
    {
        var isTime = column.Kind == ColumnKind.Time;
        return new PlotTable(NumberColumns, [.. column.Groups.SelectMany((g, i) => g.Counts.Select((c, b) => (IReadOnlyList<string>)
            [picture.Groups[i], PictureAxes.Full(column.Edges[b], column.IsLog, isTime), PictureAxes.Full(column.Edges[b + 1], column.IsLog, isTime), Quantity.Full(c), Share(c, g.Count)]))]);
    }

    private static string Share(int count, int of) => of == 0 ? "" : Quantity.Full(Math.Round(count / (double)of, 6));

    private static string Key(ColumnHistogram column) => $"histogram-{FigureKeys.Of(column.Column)}";
}
