using SdlPortal.Domain.Analytics.Pictures;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Web.Charts;
using SdlPortal.Web.Charts.Drawing;
using SdlPortal.Web.Data.Answers;
using SdlPortal.Web.MetaAnalysis.Analyses;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.Data.Explore.Figures;

/// <summary>One column against another. Pure.</summary>
public static class ScatterFigures
{
    public const string Key = "scatter";
    private const int LinePoints = 41;

    public static IEnumerable<Figure> Of(KeptAnswer<ScatterSettings, ScatterPicture> answer)
    {
        if (answer.Result.Scatter.HasValue)
            yield return Of(answer.Result, answer.Result.Scatter.Value);
    }

    public static Figure Of(ScatterPicture picture, Scatter scatter) => new(Key, $"{scatter.Y.Column} against {scatter.X.Column}", Describe(picture, scatter, scatter.Cells is null || picture.Groups.Count > 1), [""], [""], [new FigurePanel(0, 0, Chart(picture, scatter, withPoints: scatter.Cells is null || picture.Groups.Count > 1) with { Note = null })])
    {
        PanelWidth = 560,
        PanelHeight = 420,
    };

    /// <summary>The same for a chart that can be zoomed and says what a point is.</summary>
    /// <param name="withPoints">False where the shading alone says it better: points without groups would only be noise on it.</param>
    public static Plot Chart(ScatterPicture picture, Scatter scatter, bool withPoints = true) => new(
        [.. scatter.Cells is { } cells ? Shading(cells, isGray: picture.Groups.Count > 1) : [], .. withPoints ? Points(picture, scatter) : [], .. scatter.Line.HasValue ? Line(scatter, scatter.Line.Value) : []],
        new PlotLayout(Axis(scatter.X), Axis(scatter.Y)), Table(picture, scatter))
    {
        Note = Describe(picture, scatter, withPoints),
    };

    /// <summary>"12,000 of 1,000,000 rows drawn, evenly spread; the shading counts all".</summary>
    public static string Drawn(ScatterPicture picture, Scatter scatter, bool withPoints = true) => picture.IsSampled && !withPoints
        ? $"The shading counts all {Counts.Of(picture.Count, "row")}; the table below has {Counts.Of(scatter.Points.Rows.Count)} of them, evenly spread."
        : picture.IsSampled
        ? $"{Counts.Of(scatter.Points.Rows.Count)} of {Counts.Of(picture.Count)} rows drawn, evenly spread; the shading counts all."
        : $"{Counts.Of(picture.Count, "row")} drawn.";

    private static string Describe(ScatterPicture picture, Scatter scatter, bool withPoints)
    {
        var line = scatter.Line;
        if (!line.HasValue)
            return $"{Drawn(picture, scatter, withPoints)} {line.WhyNot}";
        var fit = line.Value;
        var scale = scatter.X.IsLog || scatter.Y.IsLog ? " on the axes as drawn" : "";
        var all = picture.IsSampled ? " of all rows" : "";
        return $"{Drawn(picture, scatter, withPoints)} Line: least squares{all}{scale} with the 95 % band of the mean; {Equation(scatter, fit)}. Pearson's r {Quantity.Text(fit.R, digits: 3)} ({NumberWords.P(fit.P)}), Spearman's ρ {Quantity.Text(fit.Spearman, digits: 3)}, n {Counts.Of(fit.N)}.";
    }

    private static string Equation(Scatter scatter, StraightLine fit)
    {
        string Side(ScatterAxis axis) => axis.IsLog ? $"log₁₀ {axis.Column}" : axis.Column;
        return scatter.X.IsTime || scatter.Y.IsTime
            ? $"slope {(scatter.X.IsTime && !scatter.Y.IsTime ? $"{Quantity.Text(fit.Slope * 86400, scatter.Y.IsLog ? null : scatter.Y.Unit, 3)} per day" : Quantity.Text(fit.Slope, digits: 3))}"
            : $"{Side(scatter.Y)} = {Quantity.Text(fit.Intercept, digits: 3)} {(fit.Slope < 0 ? "−" : "+")} {Quantity.Text(Math.Abs(fit.Slope), digits: 3)} · {Side(scatter.X)}";
    }

    private static PlotAxis Axis(ScatterAxis axis) => PictureAxes.Of(axis.Column, axis.Unit, axis.IsLog, axis.IsTime, axis.Low, axis.High);

    /// <summary>Where rows are few or many, in classes that double: an entry of the legend for each.</summary>
    private static IEnumerable<PlotTrace> Shading(HexCells cells, bool isGray)
    {
        const int MostClasses = 6;
        var most = cells.Counts.Max();
        // Upper ends of the classes, evenly spread over the logarithm.
        int[] ends = [.. Enumerable.Range(1, MostClasses).Select(i => i == MostClasses ? most : (int)Math.Floor(Math.Pow(most + 1, i / (double)MostClasses))).Distinct().Where(e => e > 0)];
        var colors = isGray ? Enumerable.Range(0, ends.Length).Select(i => SvgColor.Faded(Palette.Gray, 0.12 + (0.5 * i / Math.Max(1, ends.Length - 1)))).ToArray() : [.. ColorRamp.Cividis.Classes(ends.Length)];
        for (var c = 0; c < ends.Length; c++)
        {
            var (low, high) = (c == 0 ? 1 : ends[c - 1] + 1, ends[c]);
            List<double> x = [], y = [];
            for (var i = 0; i < cells.Counts.Count; i++)
            {
                if (cells.Counts[i] < low || cells.Counts[i] > high)
                    continue;
                foreach (var (dx, dy) in Corners)
                {
                    x.Add(cells.X[i] + (dx * cells.Width));
                    y.Add(cells.Y[i] + (dy * cells.Height));
                }

                // A hole begins the next hexagon.
                x.Add(double.NaN);
                y.Add(double.NaN);
            }

            if (x.Count > 0)
            {
                yield return new PlotTrace
                {
                    Name = low == high ? $"{Counts.Of(low)}{(c == 0 ? "\u00a0row" : "")}" : $"{Counts.Of(low)}–{Counts.Of(high)}{(c == 0 ? "\u00a0rows" : "")}",
                    Fill = "toself",
                    FillColor = colors[c],
                    Mode = "lines",
                    Line = new PlotLine(colors[c], 0),
                    HoverInfo = "skip",
                    ShowLegend = true,
                    X = x,
                    Y = y,
                };
            }
        }
    }

    /// <summary>Of a hexagon that stands on its point, in its width and height.</summary>
    private static readonly (double X, double Y)[] Corners = [(0, 0.5), (0.5, 0.25), (0.5, -0.25), (0, -0.5), (-0.5, -0.25), (-0.5, 0.25)];

    private static IEnumerable<PlotTrace> Points(ScatterPicture picture, Scatter scatter)
    {
        var (points, isPlain) = (scatter.Points, picture.Groups.Count == 1);
        var colors = GroupLooks.ColorsOf(picture.Groups, picture.GroupsAreOrdered);
        for (var g = 0; g < picture.Groups.Count; g++)
        {
            int[] own = [.. Enumerable.Range(0, points.Rows.Count).Where(i => points.Groups[i] == g)];
            if (own.Length == 0)
                continue;
            // On the shading points are small, and without groups no more than a hint.
            var color = !isPlain ? colors[g] : scatter.Cells is null ? Palette.Blue : "#ffffff";
            yield return new PlotTrace
            {
                Name = isPlain ? "Rows" : Plot.Text(PictureAxes.Short(picture.Groups[g])),
                Mode = "markers",
                X = [.. own.Select(i => points.X[i])],
                Y = [.. own.Select(i => points.Y[i])],
                Text = [.. own.Select(i => Plot.Text(Hover(picture, scatter, i)))],
                HoverTemplate = "%{text}<extra></extra>",
                ShowLegend = !isPlain,
                Marker = new PlotMarker(color, scatter.Cells is null ? GroupLooks.Size(points.Rows.Count) : 3, GroupLooks.Symbol(g, isPlain ? int.MaxValue : points.Rows.Count), Opacity: scatter.Cells is not null && isPlain ? 0.6 : points.Rows.Count > 150 ? 0.75 : null),
            };
        }
    }

    private static string Hover(ScatterPicture picture, Scatter scatter, int point)
    {
        string Value(ScatterAxis axis, double value) => $"{axis.Column} {PictureAxes.Words(value, axis.IsLog, axis.IsTime, axis.Unit)}";
        var group = picture.Color is null ? "" : $", {picture.Color} {picture.Groups[scatter.Points.Groups[point]]}";
        return $"row {Counts.Of(scatter.Points.Rows[point] + 1)}: {Value(scatter.X, scatter.Points.X[point])}, {Value(scatter.Y, scatter.Points.Y[point])}{group}";
    }

    private static IEnumerable<PlotTrace> Line(Scatter scatter, StraightLine fit)
    {
        double[] x = [.. Enumerable.Range(0, LinePoints).Select(i => scatter.X.Low + ((scatter.X.High - scatter.X.Low) * i / (LinePoints - 1)))];
        double[] y = [.. x.Select(fit.At)];
        double[] margin = [.. x.Select(fit.Margin)];
        yield return new PlotTrace { Name = "95 % of the mean", Fill = "toself", FillColor = SvgColor.Faded(Palette.Vermilion, 0.2), Mode = "lines", Line = new PlotLine(Palette.Vermilion, 0), ShowLegend = false, HoverInfo = "skip", X = [.. x, .. x.Reverse()], Y = [.. y.Zip(margin, (a, m) => a + m), .. y.Zip(margin, (a, m) => a - m).Reverse()] };
        yield return new PlotTrace { Name = "Least squares", Mode = "lines", X = x, Y = y, HoverInfo = "skip", Line = new PlotLine(Palette.Vermilion, 2) };
    }

    private static PlotTable Table(ScatterPicture picture, Scatter scatter)
    {
        var points = scatter.Points;
        var grouped = picture.Color is not null;
        string[] columns = ["row", scatter.X.Column, scatter.Y.Column, .. grouped ? [picture.Color!] : Array.Empty<string>()];
        return new PlotTable(columns, [.. Enumerable.Range(0, points.Rows.Count).Select(i => (IReadOnlyList<string>)
            [Quantity.Full(points.Rows[i] + 1), PictureAxes.Full(points.X[i], scatter.X.IsLog, scatter.X.IsTime), PictureAxes.Full(points.Y[i], scatter.Y.IsLog, scatter.Y.IsTime), .. grouped ? [picture.Groups[points.Groups[i]]] : Array.Empty<string>()])]);
    }
}
