using System.Globalization;

namespace SdlPortal.Web.Charts.Drawing;

/// <summary>
/// A figure as an SVG document: the grid of panels with ticks, axis titles where axes are not shared with the neighbor, titles of columns and rows, and one legend
/// for all. Pure; the same figure gives the same bytes. Draws what <see cref="PanelDrawing"/> knows.
/// </summary>
public static class FigureSvg
{
    private const double Size = 12;
    private const double SmallSize = 11;
    private const double Gap = 18;
    private const double Edge = 12;

    /// <summary>Half of the last tick's label stands beyond the axis.</summary>
    private const double RightEdge = 20;

    private const double LegendLine = 20;

    /// <summary>Of ticks, labels that are not turned, and the title.</summary>
    private const double AxisHeight = 44;

    public static string Write(Figure figure, DrawingColors colors) => new Layout(figure).Draw(colors);

    private sealed class Layout
    {
        private readonly Figure figure;
        private readonly Dictionary<FigurePanel, (double Low, double High)> rangesX;
        private readonly Dictionary<FigurePanel, (double Low, double High)> rangesY;
        private readonly IReadOnlyList<PlotTrace> legend;
        private readonly IReadOnlyList<IReadOnlyList<PlotTrace>> legendRows;
        private readonly double width;
        private readonly double height;
        private readonly double top;
        private readonly double axisWidth;
        private readonly double axisHeight;
        private readonly double columnTitle;
        private readonly double rowTitle;
        private readonly bool ownY;
        private readonly double rowGap;

        public Layout(Figure figure)
        {
            this.figure = figure;
            rangesX = figure.Panels.ToDictionary(p => p, p => RangeOf(p.Plot.Layout.XAxis, Values(p, upright: false), pad: false));
            rangesY = figure.Panels.ToDictionary(p => p, p => RangeOf(p.Plot.Layout.YAxis, Values(p, upright: true), pad: true));
            legend = [.. figure.Panels.SelectMany(p => p.Plot.Traces).Where(t => (t.Fill == "toself" ? t.ShowLegend == true : t.ShowLegend != false)).DistinctBy(t => t.Name, StringComparer.Ordinal)];
            axisHeight = AxisHeight - (figure.Panels.All(p => p.Plot.Layout.XAxis.Title.Length == 0) ? 18 : 0) + figure.Panels.Where(p => IsTurned(p.Plot.Layout.XAxis)).SelectMany(TicksX).Select(t => SvgCanvas.WidthOf(t.Text, SmallSize) - SmallSize).DefaultIfEmpty(0).Max();
            // A row whose panels have axes of their own needs room for them.
            rowGap = Gap + (figure.Panels.Any(p => figure.Panels.Any(below => below.Row > p.Row) && !IsBare(p.Plot.Layout.XAxis) && !SharesX(p)) ? axisHeight : 0);
            ownY = figure.Panels.Any(p => p.Column > 0 && !IsBare(p.Plot.Layout.YAxis) && !SharesY(p));
            axisWidth = 26 + figure.Panels.Select(p => TicksY(p).Select(t => SvgCanvas.WidthOf(t.Text, SmallSize)).DefaultIfEmpty(0).Max()).DefaultIfEmpty(0).Max();
            columnTitle = figure.ColumnTitles.Any(t => t.Length > 0) ? 22 : 6;
            rowTitle = figure.RowTitles.Any(t => t.Length > 0) ? 20 : 0;
            var (columns, rows) = (figure.ColumnTitles.Count, figure.RowTitles.Count);
            var widest = figure.Panels.Any(p => p.Plot.Layout.ShowLegend) ? legend.Select(EntryWidth).DefaultIfEmpty(0).Max() : 0;
            width = Math.Max(Edge + axisWidth + (columns * figure.PanelWidth) + ((columns - 1) * (Gap + (ownY ? axisWidth : 0))) + rowTitle + RightEdge, Edge + axisWidth + widest);
            legendRows = LegendRows();
            top = Edge + (legendRows.Count * LegendLine) + columnTitle;
            height = top + (rows * figure.PanelHeight) + ((rows - 1) * rowGap) + axisHeight + Edge;
        }

        public string Draw(DrawingColors colors)
        {
            var canvas = new SvgCanvas(width, height, colors);
            DrawLegend(canvas);
            for (var c = 0; c < figure.ColumnTitles.Count; c++)
                canvas.Text(LeftOf(c) + (figure.PanelWidth / 2), top - 8, figure.ColumnTitles[c], Size, TextAnchor.Middle, isBold: true);
            for (var r = 0; r < figure.RowTitles.Count; r++)
                canvas.Text(width - RightEdge - 4, TopOf(r) + (figure.PanelHeight / 2), figure.RowTitles[r], Size, TextAnchor.Middle, isBold: true, turn: -90);
            foreach (var panel in figure.Panels)
                DrawPanel(canvas, panel);
            return canvas.ToSvg(figure.Key, figure.Title, figure.Description);
        }

        private double LeftOf(int column) => Edge + axisWidth + (column * (figure.PanelWidth + Gap + (ownY ? axisWidth : 0)));

        private double TopOf(int row) => top + (row * (figure.PanelHeight + rowGap));

        private void DrawPanel(SvgCanvas canvas, FigurePanel panel)
        {
            var frame = new PanelFrame(LeftOf(panel.Column), TopOf(panel.Row), figure.PanelWidth, figure.PanelHeight, rangesX[panel], rangesY[panel]);
            var (xAxis, yAxis) = (panel.Plot.Layout.XAxis, panel.Plot.Layout.YAxis);
            var (showX, showY) = (!SharesX(panel), !SharesY(panel));
            foreach (var (at, text) in TicksY(panel))
            {
                canvas.Line(frame.Left, frame.Y(at), frame.Right, frame.Y(at), new Stroke(canvas.Colors.Grid));
                if (showY)
                    canvas.Text(frame.Left - 6, frame.Y(at) + 4, text, SmallSize, TextAnchor.End, canvas.Colors.Muted);
            }

            new PanelDrawing(canvas, frame, panel.Plot.Layout.BarGap ?? 0.2).Draw(figure.Key, panel.Plot.Traces);
            canvas.Line(frame.Left, frame.Bottom, frame.Right, frame.Bottom, new Stroke(canvas.Colors.Axis));
            canvas.Line(frame.Left, frame.Top, frame.Left, frame.Bottom, new Stroke(canvas.Colors.Axis));
            foreach (var (at, text) in TicksX(panel))
            {
                canvas.Line(frame.X(at), frame.Bottom, frame.X(at), frame.Bottom + 4, new Stroke(canvas.Colors.Axis));
                if (showX && IsTurned(xAxis))
                    canvas.Text(frame.X(at) + 4, frame.Bottom + 8, text, SmallSize, TextAnchor.End, canvas.Colors.Muted, turn: -90);
                else if (showX)
                    canvas.Text(frame.X(at), frame.Bottom + 17, text, SmallSize, TextAnchor.Middle, canvas.Colors.Muted);
            }

            if (showX)
                canvas.Text(frame.Left + (frame.Width / 2), frame.Bottom + axisHeight - 8, Plain(xAxis.Title), Size, TextAnchor.Middle);
            if (showY)
                canvas.Text(frame.Left - axisWidth + 12, frame.Top + (frame.Height / 2), Plain(yAxis.Title), Size, TextAnchor.Middle, turn: -90);
        }

        private void DrawLegend(SvgCanvas canvas)
        {
            for (var row = 0; row < legendRows.Count; row++)
            {
                var x = Edge + axisWidth;
                var y = Edge + (row * LegendLine) + 8;
                foreach (var entry in legendRows[row])
                {
                    if (entry.Type == "heatmap")
                        HeatMapDrawing.DrawScale(canvas, x, y, entry, SmallSize);
                    if (entry.Fill == "toself")
                        canvas.Rectangle(x + 5, y - 6, 14, 12, entry.FillColor ?? "rgba(0,0,0,0.1)");
                    if (entry.Line is { Width: > 0 } line && entry.Mode?.Contains("lines", StringComparison.Ordinal) == true)
                        canvas.Line(x, y, x + 24, y, new Stroke(line.Color, line.Width, line.Dash));
                    if (entry.Marker is { } marker && (entry.Type == "bar" || entry.Mode?.Contains("markers", StringComparison.Ordinal) == true))
                        PanelDrawing.DrawMarker(canvas, x + 12, y, entry.Type == "bar" ? new PlotMarker(marker.Color, 10, "square") : marker with { Size = Math.Max(marker.Size, 6) });
                    canvas.Text(x + EntryMark(entry), y + 4, Plain(entry.Name), Size);
                    x += EntryWidth(entry);
                }
            }
        }

        private static double EntryMark(PlotTrace entry) => entry.Type == "heatmap" ? HeatMapDrawing.ScaleWidth(entry, SmallSize) : 30;

        /// <summary>Neither ticks nor a title: the neighbors' say enough.</summary>
        private static bool IsBare(PlotAxis axis) => axis is { Title.Length: 0, TickVals.Count: 0 };

        private static bool IsTurned(PlotAxis axis) => axis.TickAngle is { } angle && Math.Abs(angle) > 45;

        private static double EntryWidth(PlotTrace entry) => EntryMark(entry) + SvgCanvas.WidthOf(Plain(entry.Name), Size) + 18;

        private List<IReadOnlyList<PlotTrace>> LegendRows()
        {
            var rows = new List<IReadOnlyList<PlotTrace>>();
            var row = new List<PlotTrace>();
            var used = 0.0;
            foreach (var entry in figure.Panels.Any(p => p.Plot.Layout.ShowLegend) ? legend : [])
            {
                if (row.Count > 0 && used + EntryWidth(entry) > width - (2 * Edge) - axisWidth)
                {
                    rows.Add(row);
                    (row, used) = ([], 0);
                }

                row.Add(entry);
                used += EntryWidth(entry);
            }

            return row.Count > 0 ? [.. rows, row] : rows;
        }

        /// <summary>True where the panel at the left has the same axis.</summary>
        private bool SharesY(FigurePanel panel) => figure.Panels.Any(p => p.Row == panel.Row && p.Column == panel.Column - 1
            && rangesY[p] == rangesY[panel] && IsSame(p.Plot.Layout.YAxis, panel.Plot.Layout.YAxis));

        /// <summary>True where the panel below has the same axis.</summary>
        private bool SharesX(FigurePanel panel) => figure.Panels.Any(p => p.Column == panel.Column && p.Row == panel.Row + 1
            && rangesX[p] == rangesX[panel] && IsSame(p.Plot.Layout.XAxis, panel.Plot.Layout.XAxis));

        private static bool IsSame(PlotAxis one, PlotAxis other) => one.Title == other.Title && (one.TickText ?? []).SequenceEqual(other.TickText ?? [], StringComparer.Ordinal);

        private IReadOnlyList<(double At, string Text)> TicksX(FigurePanel panel) => Ticks(panel.Plot.Layout.XAxis, rangesX[panel], Math.Max(2, (int)(figure.PanelWidth / 55)));

        private IReadOnlyList<(double At, string Text)> TicksY(FigurePanel panel) => Ticks(panel.Plot.Layout.YAxis, rangesY[panel], Math.Max(2, (int)(figure.PanelHeight / 36)));

        private static IReadOnlyList<(double At, string Text)> Ticks(PlotAxis axis, (double Low, double High) range, int about) => axis.TickVals is { } values
            ? [.. values.Select((v, i) => (v, axis.TickText?[i] ?? v.ToString("G4", CultureInfo.InvariantCulture)))]
            : AxisTicks.Of(Math.Min(range.Low, range.High), Math.Max(range.Low, range.High), about);

        private (double Low, double High) RangeOf(PlotAxis axis, IEnumerable<double> values, bool pad)
        {
            if (axis.Range is [var low, var high])
                return (low, high);
            var finite = values.Where(double.IsFinite).ToList();
            if (finite.Count == 0)
                return (0, 1);
            return pad ? AxisTicks.Rounded(finite.Min(), finite.Max(), Math.Max(2, (int)(figure.PanelHeight / 36))) : finite.Max() > finite.Min() ? (finite.Min(), finite.Max()) : (finite.Min() - 1, finite.Max() + 1);
        }

        private static IEnumerable<double> Values(FigurePanel panel, bool upright) => panel.Plot.Traces.SelectMany(t => !upright ? t.X
            : t.ErrorY is { } e ? t.Y.Concat(t.Y.Zip(e.Array, (y, s) => y + s)).Concat(t.Y.Zip(e.ArrayMinus ?? e.Array, (y, s) => y - s)) : t.Type == "bar" ? t.Y.Append(0) : t.Y);

        /// <summary>Plots write their texts as HTML for plotly.</summary>
        private static string Plain(string text) => System.Net.WebUtility.HtmlDecode(text);
    }
}
