using System.Globalization;
using System.Security;
using System.Text;

namespace SdlPortal.Web.Charts.Drawing;

public enum TextAnchor
{
    Start,
    Middle,
    End,
}

/// <summary>
/// A drawing that becomes an SVG document: shapes and text on a field with its origin at the top left, lengths in CSS pixels. What is drawn later lies above.
/// The same calls give the same bytes.
/// </summary>
public sealed class SvgCanvas(double width, double height, DrawingColors colors)
{
    private const string Font = "system-ui, 'Helvetica Neue', Arial, sans-serif";
    private readonly StringBuilder shapes = new();
    private readonly StringBuilder clips = new();
    private int clipCount;

    public DrawingColors Colors => colors;

    public void Line(double x1, double y1, double x2, double y2, Stroke stroke) =>
        shapes.Append(CultureInfo.InvariantCulture, $"<line x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\"{stroke.Attributes}/>\n");

    public void Polyline(IEnumerable<(double X, double Y)> points, Stroke stroke) =>
        shapes.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{Points(points)}\" fill=\"none\"{stroke.Attributes} stroke-linejoin=\"round\"/>\n");

    public void Polygon(IEnumerable<(double X, double Y)> points, string fill, Stroke? outline = null) =>
        shapes.Append(CultureInfo.InvariantCulture, $"<polygon points=\"{Points(points)}\"{Fill(fill)}{outline?.Attributes}/>\n");

    /// <summary>Polygons of one look as one shape; where they overlap they do not add up.</summary>
    public void Polygons(IEnumerable<IReadOnlyList<(double X, double Y)>> parts, string fill, Stroke? outline = null)
    {
        List<IReadOnlyList<(double X, double Y)>> all = [.. parts];
        if (all.Count == 1)
            Polygon(all[0], fill, outline);
        else if (all.Count > 1)
            shapes.Append(CultureInfo.InvariantCulture, $"<path d=\"{string.Concat(all.Select(p => $"M{Points(p)}z"))}\"{Fill(fill)}{outline?.Attributes}/>\n");
    }

    /// <summary>Many round points of one look as one shape; where they overlap they do not add up.</summary>
    public void Dots(IEnumerable<(double X, double Y)> points, double size, string color) =>
        shapes.Append(CultureInfo.InvariantCulture, $"<path d=\"{string.Concat(points.Select(p => $"M{T(p.X)} {T(p.Y)}h.01"))}\" fill=\"none\"{new Stroke(color, size).Attributes} stroke-linecap=\"round\"/>\n");

    /// <param name="hover">What the rectangle says under a pointer; null for nothing.</param>
    public void Cell(double x, double y, double width, double height, string fill, string? hover) =>
        shapes.Append(CultureInfo.InvariantCulture, $"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\"{Fill(fill)}{(hover is null ? "/>" : $"><title>{Escape(hover)}</title></rect>")}\n");

    public void Rectangle(double x, double y, double width, double height, string fill, Stroke? outline = null, double corner = 0) =>
        shapes.Append(CultureInfo.InvariantCulture, $"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\"{(corner > 0 ? $" rx=\"{N(corner)}\"" : "")}{Fill(fill)}{outline?.Attributes}/>\n");

    public void Circle(double x, double y, double radius, string fill, Stroke? outline = null) =>
        shapes.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\"{Fill(fill)}{outline?.Attributes}/>\n");

    /// <param name="y">Of the base line.</param>
    /// <param name="turn">Degrees, clockwise around the point; -90 reads upward.</param>
    public void Text(double x, double y, string text, double size = 12, TextAnchor anchor = TextAnchor.Start, string? color = null, bool isBold = false, double turn = 0) =>
        shapes.Append(CultureInfo.InvariantCulture,
            $"<text x=\"{N(x)}\" y=\"{N(y)}\" font-size=\"{N(size)}\"{Anchor(anchor)}{Fill(color ?? colors.Ink)}{(isBold ? " font-weight=\"600\"" : "")}{(turn != 0 ? $" transform=\"rotate({N(turn)} {N(x)} {N(y)})\"" : "")}>{Escape(text)}</text>\n");

    /// <summary>What is drawn by <paramref name="draw"/> shows only inside the rectangle.</summary>
    /// <param name="key">Keeps the names of the clips apart where several drawings stand on one page.</param>
    public void Clipped(string key, double x, double y, double width, double height, Action draw)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{key}-clip-{++clipCount}");
        clips.Append(CultureInfo.InvariantCulture, $"<clipPath id=\"{Escape(id)}\"><rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\"/></clipPath>\n");
        shapes.Append(CultureInfo.InvariantCulture, $"<g clip-path=\"url(#{Escape(id)})\">\n");
        draw();
        shapes.Append("</g>\n");
    }

    /// <summary>The whole document, with the title and description that screen readers read.</summary>
    public string ToSvg(string key, string title, string description)
    {
        var (t, d) = (Escape(key + "-title"), Escape(key + "-desc"));
        var background = colors.Background is { } color ? $"<rect width=\"100%\" height=\"100%\"{Fill(color)}/>\n" : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{N(width)}\" height=\"{N(height)}\" viewBox=\"0 0 {N(width)} {N(height)}\" role=\"img\" aria-labelledby=\"{t} {d}\" font-family=\"{Font}\">\n<title id=\"{t}\">{Escape(title)}</title>\n<desc id=\"{d}\">{Escape(description)}</desc>\n{(clips.Length > 0 ? $"<defs>\n{clips}</defs>\n" : "")}{background}{shapes}</svg>\n");
    }

    /// <summary>About how wide a text is; drawing knows no fonts.</summary>
    public static double WidthOf(string text, double size) => size * text.Sum(c => c switch
    {
        'i' or 'l' or 'j' or 't' or 'f' or '.' or ',' or ' ' or '\'' or '(' or ')' or 'I' or '·' => 0.31,
        'm' or 'w' or 'M' or 'W' or '−' or '—' => 0.85,
        _ when char.IsUpper(c) => 0.68,
        _ => 0.56,
    });

    internal static string N(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture) is "-0" ? "0" : Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>To a tenth of a pixel, for the many.</summary>
    private static string T(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);

    internal static string Escape(string text) => SecurityElement.Escape(text) ?? "";

    private static string Points(IEnumerable<(double X, double Y)> points) => string.Join(' ', points.Select(p => $"{N(p.X)},{N(p.Y)}"));

    private static string Fill(string color)
    {
        var (plain, opacity) = SvgColor.Split(color);
        return opacity < 1 ? $" fill=\"{Escape(plain)}\" fill-opacity=\"{N(opacity)}\"" : $" fill=\"{Escape(plain)}\"";
    }

    private static string Anchor(TextAnchor anchor) => anchor switch
    {
        TextAnchor.Middle => " text-anchor=\"middle\"",
        TextAnchor.End => " text-anchor=\"end\"",
        _ => "",
    };
}
