namespace SdlPortal.Web.Charts.Drawing;

/// <summary>Where one plot of a figure stands, and its traces on the canvas. Lines, markers, error bars both ways, closed bands and upright bars; linear axes.</summary>
internal sealed class PanelDrawing(SvgCanvas canvas, PanelFrame frame)
{
    public void Draw(string key, IReadOnlyList<PlotTrace> traces)
    {
        canvas.Clipped(key, frame.Left, frame.Top, frame.Width, frame.Height, () =>
        {
            foreach (var trace in traces.Where(t => t.Fill == "toself"))
                canvas.Polygon(PointsOf(trace), trace.FillColor ?? "rgba(0,0,0,0.1)");
            foreach (var trace in traces.Where(t => t.Fill != "toself"))
                DrawTrace(trace);
        });
    }

    /// <summary>One marker of a legend or of a trace.</summary>
    public static void DrawMarker(SvgCanvas canvas, double x, double y, PlotMarker marker)
    {
        var r = marker.Size / 2;
        var isOpen = marker.Symbol.EndsWith("-open", StringComparison.Ordinal);
        var fill = isOpen ? "none" : marker.Color;
        var outline = isOpen ? new Stroke(marker.Line?.Color ?? marker.Color, marker.Line?.Width ?? 1.5) : null;
        switch (marker.Symbol.Replace("-open", "", StringComparison.Ordinal))
        {
            case "square":
                canvas.Rectangle(x - r, y - r, 2 * r, 2 * r, fill, outline);
                break;
            case "diamond":
                canvas.Polygon([(x, y - (1.25 * r)), (x + (1.25 * r), y), (x, y + (1.25 * r)), (x - (1.25 * r), y)], fill, outline);
                break;
            case "triangle-up":
                canvas.Polygon([(x, y - (1.2 * r)), (x + (1.15 * r), y + (0.9 * r)), (x - (1.15 * r), y + (0.9 * r))], fill, outline);
                break;
            case "triangle-down":
                canvas.Polygon([(x, y + (1.2 * r)), (x + (1.15 * r), y - (0.9 * r)), (x - (1.15 * r), y - (0.9 * r))], fill, outline);
                break;
            case "x":
                canvas.Line(x - r, y - r, x + r, y + r, new Stroke(marker.Color, 2));
                canvas.Line(x - r, y + r, x + r, y - r, new Stroke(marker.Color, 2));
                break;
            default:
                canvas.Circle(x, y, r, fill, outline);
                break;
        }
    }

    private void DrawTrace(PlotTrace trace)
    {
        var points = PointsOf(trace).ToList();
        if (trace.Type == "bar")
            DrawBars(trace, points);
        if (trace.ErrorY is { } error)
            DrawErrors(trace, error);
        if (trace.ErrorX is { } sideways)
            DrawSidewaysErrors(trace, sideways);
        if (trace.Mode?.Contains("lines", StringComparison.Ordinal) == true && trace.Line is { Width: > 0 } line)
            canvas.Polyline(line.Shape == "hv" ? Steps(points) : points, new Stroke(line.Color, line.Width, line.Dash));
        if (trace.Mode?.Contains("markers", StringComparison.Ordinal) == true && trace.Marker is { } marker)
        {
            foreach (var (x, y) in points)
                DrawMarker(canvas, x, y, marker);
        }
    }

    private void DrawBars(PlotTrace trace, List<(double X, double Y)> points)
    {
        var width = trace.X.Count > 1 ? 0.8 * Math.Abs(frame.X(trace.X[1]) - frame.X(trace.X[0])) : 0.2 * frame.Width;
        foreach (var (x, y) in points)
            canvas.Rectangle(x - (width / 2), Math.Min(y, frame.Y(0)), width, Math.Abs(frame.Y(0) - y), trace.Marker?.Color ?? Palette.Gray);
    }

    private void DrawErrors(PlotTrace trace, PlotError error)
    {
        var stroke = new Stroke(error.Color ?? trace.Line?.Color ?? trace.Marker?.Color ?? canvas.Colors.Ink, error.Thickness);
        for (var i = 0; i < trace.X.Count; i++)
        {
            var (x, high, low) = (frame.X(trace.X[i]), frame.Y(trace.Y[i] + error.Array[i]), frame.Y(trace.Y[i] - (error.ArrayMinus ?? error.Array)[i]));
            if (!double.IsFinite(high) || !double.IsFinite(low))
                continue;
            canvas.Line(x, low, x, high, stroke);
            canvas.Line(x - (error.Width / 2), high, x + (error.Width / 2), high, stroke);
            canvas.Line(x - (error.Width / 2), low, x + (error.Width / 2), low, stroke);
        }
    }

    private void DrawSidewaysErrors(PlotTrace trace, PlotError error)
    {
        var stroke = new Stroke(error.Color ?? trace.Marker?.Color ?? canvas.Colors.Ink, error.Thickness);
        for (var i = 0; i < trace.X.Count; i++)
        {
            var (y, low, high) = (frame.Y(trace.Y[i]), frame.X(trace.X[i] - (error.ArrayMinus ?? error.Array)[i]), frame.X(trace.X[i] + error.Array[i]));
            if (double.IsFinite(low) && double.IsFinite(high) && double.IsFinite(y))
                canvas.Line(low, y, high, y, stroke);
        }
    }

    private IEnumerable<(double X, double Y)> PointsOf(PlotTrace trace) =>
        trace.X.Zip(trace.Y, (x, y) => (frame.X(x), frame.Y(y))).Where(p => double.IsFinite(p.Item1) && double.IsFinite(p.Item2));

    private static IEnumerable<(double X, double Y)> Steps(List<(double X, double Y)> points) =>
        points.SelectMany((p, i) => i == 0 ? [p] : new[] { (p.X, points[i - 1].Y), p });
}
