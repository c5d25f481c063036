using System.Globalization;

namespace SdlPortal.Web.Charts;

/// <summary>The geometry of a sparkline: values spread evenly over the width, each held until the next (a running best is a step).</summary>
public sealed class SparklinePath
{
    private const double Margin = 3;

    /// <param name="values">At least one.</param>
    public SparklinePath(IReadOnlyList<double> values, double width, double height)
    {
        var (low, high) = (values.Min(), values.Max());
        var points = new List<(double X, double Y)>(2 * values.Count);
        for (var i = 0; i < values.Count; i++)
        {
            var x = values.Count == 1 ? width - Margin : Margin + (width - 2 * Margin) * i / (values.Count - 1);
            var y = high == low ? height / 2 : height - Margin - (height - 2 * Margin) * (values[i] - low) / (high - low);
            if (i > 0)
                points.Add((x, points[^1].Y));
            points.Add((x, y));
        }

        Steps = string.Join(' ', points.Select(p => $"{Text(p.X)},{Text(p.Y)}"));
        (EndX, EndY) = (Text(points[^1].X), Text(points[^1].Y));
    }

    /// <summary>The points of an SVG polyline.</summary>
    public string Steps { get; }

    public string EndX { get; }

    public string EndY { get; }

    private static string Text(double length) => length.ToString("0.##", CultureInfo.InvariantCulture);
}
