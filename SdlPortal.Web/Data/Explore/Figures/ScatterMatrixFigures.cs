using SdlPortal.Domain.Analytics.Pictures;
using SdlPortal.Domain.Numerics;
using SdlPortal.Web.Charts;
using SdlPortal.Web.Charts.Drawing;
using SdlPortal.Web.Data.Answers;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.Data.Explore.Figures;

/// <summary>Columns against each other: points below the diagonal, histograms on it, correlations above. Pure.</summary>
public static class ScatterMatrixFigures
{
    private static readonly string[] Columns = ["column", "other column", "rows with both", "Pearson r", "Spearman rho"];

    public static IEnumerable<Figure> Of(KeptAnswer<ScatterMatrixSettings, ScatterMatrixPicture> answer)
    {
        if (answer.Result.Columns.Count > 1)
            yield return Of(answer.Result);
    }

    public static Figure Of(ScatterMatrixPicture picture)
    {
        var width = picture.Columns.Count;
        var colors = GroupLooks.ColorsOf(picture.Groups, picture.GroupsAreOrdered);
        var panels = new List<FigurePanel>();
        for (var row = 0; row < width; row++)
        {
            for (var column = 0; column < width; column++)
            {
                IReadOnlyList<PlotTrace> traces = row == column ? [Bars(picture.Columns[row])] : row > column ? [.. Points(picture, column, row, colors)] : [Words(picture, column, row)];
                panels.Add(new FigurePanel(row, column, new Plot(traces, new PlotLayout(Axis(picture.Columns[column], row == width - 1), Axis(picture.Columns[row], column == 0)) { ShowLegend = picture.Groups.Count > 1 }, Table(picture, row, column))));
            }
        }

        var sampled = picture.Drawn.Count < picture.Rows ? $"{Counts.Of(picture.Drawn.Count)} of {Counts.Of(picture.Rows)} rows drawn, evenly spread" : $"{Counts.Of(picture.Rows, "row")} drawn";
        return new Figure("scatter-matrix", "Scatter matrix",
            $"{sampled}. Diagonal: histograms of all rows. Above it: Pearson's r and Spearman's ρ of all rows with both values{(picture.Columns.Any(c => c.IsLog) ? "; r on the axes as drawn" : "")}.",
            [.. picture.Columns.Select(c => PictureAxes.Short(c.Column, 18))], [.. picture.Columns.Select(_ => "")], panels)
        { PanelWidth = 126, PanelHeight = 116 };
    }

    /// <summary>Inner panels have no ticks: those at the border stand for all.</summary>
    private static PlotAxis Axis(MatrixColumn column, bool isOuter)
    {
        var axis = PictureAxes.Of(PictureAxes.Short(column.Column, 18), column.Unit is { Length: > 8 } ? null : column.Unit, column.IsLog, false, column.Low, column.High, 0.06);
        if (!isOuter)
            return axis with { Title = "", TickVals = [], TickText = [] };
        if (column.IsLog)
            return axis;
        var ticks = AxisTicks.Of(axis.Range![0], axis.Range[1], 3);
        return axis with { TickVals = [.. ticks.Select(t => t.At)], TickText = [.. ticks.Select(t => t.Text)] };
    }

    /// <summary>Bars on an axis that shows the column both ways: heights are shares of the panel.</summary>
    private static PlotTrace Bars(MatrixColumn column)
    {
        var range = Axis(column, true).Range!;
        var (width, most) = ((column.High > column.Low ? column.High - column.Low : range[1] - range[0]) / column.Counts.Count, Math.Max(1, column.Counts.Max()));
        var left = column.High > column.Low ? column.Low : range[0];
        List<double> x = [left], y = [range[0]];
        for (var i = 0; i < column.Counts.Count; i++)
        {
            var top = range[0] + (0.92 * (range[1] - range[0]) * column.Counts[i] / most);
            x.AddRange([left + (i * width), left + ((i + 1) * width)]);
            y.AddRange([top, top]);
        }

        return new PlotTrace { Name = column.Column, Fill = "toself", FillColor = SvgColor.Faded(Palette.Gray, 0.6), X = [.. x, left + (column.Counts.Count * width)], Y = [.. y, range[0]] };
    }

    private static IEnumerable<PlotTrace> Points(ScatterMatrixPicture picture, int column, int row, IReadOnlyList<string> colors)
    {
        var (across, up) = (picture.Columns[column].Values, picture.Columns[row].Values);
        for (var g = 0; g < picture.Groups.Count; g++)
        {
            int[] own = [.. Enumerable.Range(0, picture.Drawn.Count).Where(i => picture.Group[i] == g && double.IsFinite(across[i]) && double.IsFinite(up[i]))];
            if (own.Length > 0)
            {
                yield return new PlotTrace
                {
                    Name = Plot.Text(PictureAxes.Short(picture.Groups[g])),
                    Mode = "markers",
                    ShowLegend = picture.Groups.Count > 1,
                    X = [.. own.Select(i => across[i])],
                    Y = [.. own.Select(i => up[i])],
                    Marker = new PlotMarker(colors[g], picture.Drawn.Count > 300 ? 2.6 : 4, Opacity: 0.75),
                };
            }
        }
    }

    private static PlotTrace Words(ScatterMatrixPicture picture, int column, int row)
    {
        var pair = PairOf(picture, column, row);
        var (rangeX, rangeY) = (Axis(picture.Columns[column], true).Range!, Axis(picture.Columns[row], true).Range!);
        double[] heights = [0.68, 0.5, 0.32];
        return new PlotTrace
        {
            Name = "",
            Mode = "text",
            ShowLegend = false,
            X = [.. heights.Select(_ => (rangeX[0] + rangeX[1]) / 2)],
            Y = [.. heights.Select(h => rangeY[0] + (h * (rangeY[1] - rangeY[0])))],
            Text = [$"r {Number(pair.R)}", $"ρ {Number(pair.Spearman)}", $"n {Counts.Of(pair.N)}"],
        };
    }

    private static string Number(double value) => double.IsNaN(value) ? "not known" : (Math.Abs(value) < 0.005 ? 0 : value).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture).Replace('-', '−');

    private static PlotTable Table(ScatterMatrixPicture picture, int row, int column)
    {
        if (row <= column)
            return new PlotTable(Columns, []);
        var pair = PairOf(picture, column, row);
        return new PlotTable(Columns, [[picture.Columns[row].Column, picture.Columns[column].Column, Quantity.Full(pair.N), Quantity.Full(pair.R), Quantity.Full(pair.Spearman)]]);
    }

    private static MatrixPair PairOf(ScatterMatrixPicture picture, int one, int other)
    {
        var (low, high) = (Math.Min(one, other), Math.Max(one, other));
        return picture.Pairs[(high * (high - 1) / 2) + low];
    }
}
