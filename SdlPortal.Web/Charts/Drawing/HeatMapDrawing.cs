using System.Globalization;

namespace SdlPortal.Web.Charts.Drawing;

/// <summary>A heat map on the canvas: a cell around each pair of places, its color by the number, the number in it where the plot asks for that, and the scale for the legend.</summary>
internal static class HeatMapDrawing
{
    private const double ScaleLength = 90;
    private const int ScaleSteps = 30;

    public static void Draw(SvgCanvas canvas, PanelFrame frame, PlotTrace trace)
    {
        if (trace.Z is not { } z)
            return;
        var ramp = ColorRamp.Named(trace.ColorScale);
        var (low, high) = Ends(trace);
        var width = trace.X.Count > 1 ? Math.Abs(frame.X(trace.X[1]) - frame.X(trace.X[0])) : frame.Width;
        var height = trace.Y.Count > 1 ? Math.Abs(frame.Y(trace.Y[1]) - frame.Y(trace.Y[0])) : frame.Height;
        // Cells overlap by a hair: else the background shines through between them.
        const double Hair = 0.3;
        for (var row = 0; row < trace.Y.Count; row++)
        {
            for (var column = 0; column < trace.X.Count; column++)
            {
                var value = z[row][column];
                if (!double.IsFinite(value))
                    continue;
                var (x, y, color) = (frame.X(trace.X[column]), frame.Y(trace.Y[row]), ramp.At(high > low ? (value - low) / (high - low) : 0.5));
                canvas.Cell(x - (width / 2), y - (height / 2), width + Hair, height + Hair, color, trace.CellTexts?[row][column]);
                if (trace.TextTemplate is not null)
                    canvas.Text(x, y + 3.5, trace.Text?[(row * trace.X.Count) + column] ?? Number(value), Math.Min(11, width / 3.1), TextAnchor.Middle, ColorRamp.InkOn(color));
            }
        }
    }

    /// <summary>The scale beside its name.</summary>
    public static void DrawScale(SvgCanvas canvas, double x, double y, PlotTrace trace, double size)
    {
        var (low, high) = Ends(trace);
        var ramp = ColorRamp.Named(trace.ColorScale);
        canvas.Text(x, y + 4, Short(low), size, color: canvas.Colors.Muted);
        var left = x + SvgCanvas.WidthOf(Short(low), size) + 5;
        for (var i = 0; i < ScaleSteps; i++)
            canvas.Rectangle(left + (i * ScaleLength / ScaleSteps), y - 5, (ScaleLength / ScaleSteps) + (i < ScaleSteps - 1 ? 1 : 0), 10, ramp.At(i / (ScaleSteps - 1.0)));
        canvas.Text(left + ScaleLength + 5, y + 4, Short(high), size, color: canvas.Colors.Muted);
    }

    public static double ScaleWidth(PlotTrace trace, double size) => Ends(trace) is var (low, high) ? SvgCanvas.WidthOf(Short(low), size) + ScaleLength + SvgCanvas.WidthOf(Short(high), size) + 22 : 0;

    private static (double Low, double High) Ends(PlotTrace trace)
    {
        double[] all = [.. (trace.Z ?? []).SelectMany(r => r).Where(double.IsFinite).DefaultIfEmpty(0)];
        return (trace.ZMin ?? all.Min(), trace.ZMax ?? all.Max());
    }

    private static string Short(double value) => Domain.Numerics.Quantity.Text(value, digits: 2);

    private static string Number(double value) => (Math.Abs(value) < 0.005 ? 0 : value).ToString("0.00", CultureInfo.InvariantCulture).Replace('-', '−');
}
