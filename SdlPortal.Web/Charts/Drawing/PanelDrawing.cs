namespace SdlPortal.Web.Charts.Drawing;

/// <summary>Where one plot of a figure stands, and its traces on the canvas. Lines, markers, texts, error bars both ways, closed bands, bars and heat maps; linear axes.</summary>
/// <param name="barGap">The share of each bar's place that stays empty.</param>
internal sealed class PanelDrawing(SvgCanvas canvas, PanelFrame frame, double barGap = 0.2)
{
    /// <summary>So many markers are one path: a file of their shapes would be too large for a page.</summary>
    private const int ManyMarkers = 60;

    private const double TextSize = 11;

    public void Draw(string key, IReadOnlyList<PlotTrace> traces)
    {
        canvas.Clipped(key, frame.Left, frame.Top, frame.Width, frame.Height, () =>
        {
            foreach (var trace in traces.Where(t => t.Fill == "toself"))
                canvas.Polygons(PartsOf(trace), trace.FillColor ?? "rgba(0,0,0,0.1)", trace.Line is { Width: > 0 } line ? new Stroke(line.Color, line.Width, line.Dash) : null);
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
        if (trace.Type == "heatmap")
        {
            HeatMapDrawing.Draw(canvas, frame, trace);
            return;
        }

        if (trace.Type == "bar")
            DrawBars(trace, points);
        if (trace.ErrorY is { } error)
            DrawErrors(trace, error);
        if (trace.ErrorX is { } sideways)
            DrawSidewaysErrors(trace, sideways);
        if (trace.Mode?.Contains("lines", StringComparison.Ordinal) == true && trace.Line is { Width: > 0 } line)
        {
            foreach (var part in PartsOf(trace))
                canvas.Polyline(line.Shape == "hv" ? Steps(part) : part, new Stroke(line.Color, line.Width, line.Dash));
        }

        if (trace.Mode?.Contains("markers", StringComparison.Ordinal) == true && trace.Marker is { } marker)
        {
            if (points.Count > ManyMarkers && marker is { Symbol: "circle", Line: null })
                canvas.Dots(points, marker.Size, marker.Opacity is { } faded ? SvgColor.Faded(marker.Color, faded) : marker.Color);
            else
                points.ForEach(p => DrawMarker(canvas, p.X, p.Y, marker));
        }

        if (trace.Mode?.Contains("text", StringComparison.Ordinal) == true && trace.Text is { } texts)
            DrawTexts(trace, texts);
    }

    private void DrawTexts(PlotTrace trace, IReadOnlyList<string> texts)
    {
        var (above, anchor) = (trace.TextPosition?.StartsWith("top", StringComparison.Ordinal) == true ? 8 : 0, trace.TextPosition switch
        {
            { } p when p.EndsWith("right", StringComparison.Ordinal) => TextAnchor.Start,
            { } p when p.EndsWith("left", StringComparison.Ordinal) => TextAnchor.End,
            _ => TextAnchor.Middle,
        });
        var beside = anchor switch { TextAnchor.Start => 6, TextAnchor.End => -6, _ => 0 };
        for (var i = 0; i < texts.Count; i++)
            canvas.Text(frame.X(trace.X[i]) + beside, frame.Y(trace.Y[i]) + 4 - above, System.Net.WebUtility.HtmlDecode(texts[i]), TextSize, anchor, trace.Marker?.Color);
    }

    private void DrawBars(PlotTrace trace, List<(double X, double Y)> points)
    {
        var share = 1 - barGap;
        if (trace.Orientation == "h")
        {
            var height = trace.Y.Count > 1 ? share * Math.Abs(frame.Y(trace.Y[1]) - frame.Y(trace.Y[0])) : Math.Min(share * frame.Height, 28);
            foreach (var (x, y) in points)
                canvas.Rectangle(Math.Min(x, frame.X(0)), y - (height / 2), Math.Abs(x - frame.X(0)), height, trace.Marker?.Color ?? Palette.Gray);
            return;
        }

        var width = trace.X.Count > 1 ? share * Math.Abs(frame.X(trace.X[1]) - frame.X(trace.X[0])) : 0.2 * frame.Width;
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

    /// <summary>A hole between points begins another part.</summary>
    private IEnumerable<IReadOnlyList<(double X, double Y)>> PartsOf(PlotTrace trace)
    {
        var part = new List<(double X, double Y)>();
        for (var i = 0; i <= trace.X.Count; i++)
        {
            if (i < trace.X.Count && double.IsFinite(trace.X[i]) && double.IsFinite(trace.Y[i]))
            {
                part.Add((frame.X(trace.X[i]), frame.Y(trace.Y[i])));
            }
            else if (part.Count > 0)
            {
                yield return part;
                part = [];
            }
        }
    }

    private static IEnumerable<(double X, double Y)> Steps(IReadOnlyList<(double X, double Y)> points) =>
        points.SelectMany((p, i) => i == 0 ? [p] : new[] { (p.X, points[i - 1].Y), p });
}
