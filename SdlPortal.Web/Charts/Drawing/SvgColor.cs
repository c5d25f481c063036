using System.Globalization;

namespace SdlPortal.Web.Charts.Drawing;

/// <summary>Colors as plots write them, for SVG: readers of SVG files differ in what they make of rgba().</summary>
internal static class SvgColor
{
    /// <summary>"rgba(0,114,178,0.2)" is "#0072B2" with opacity 0.2; every other color stays as it is.</summary>
    public static (string Color, double Opacity) Split(string color)
    {
        if (!color.StartsWith("rgba(", StringComparison.Ordinal))
            return (color, 1);
        var parts = color["rgba(".Length..^1].Split(',').Select(p => double.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        return (string.Create(CultureInfo.InvariantCulture, $"#{(int)parts[0]:X2}{(int)parts[1]:X2}{(int)parts[2]:X2}"), parts[3]);
    }

    /// <summary>"#0072B2" with opacity 0.2 is "rgba(0,114,178,0.2)".</summary>
    public static string Faded(string hex, double opacity)
    {
        var value = int.Parse(hex.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"rgba({value >> 16},{(value >> 8) & 255},{value & 255},{opacity})");
    }
}
