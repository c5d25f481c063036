using System.Globalization;

namespace SdlPortal.Web.Charts.Drawing;

/// <summary>Colors along a scale, readable by color-blind people: between the given ones they are mixed. Pure.</summary>
public sealed class ColorRamp
{
    private readonly (int R, int G, int B)[] stops;

    private ColorRamp(params int[] hex) => stops = [.. hex.Select(h => (h >> 16, (h >> 8) & 255, h & 255))];

    /// <summary>From little (dark blue) to much (yellow), also in gray (Nuñez, Anderton and Renslow 2018, PLoS ONE 13, e0199239).</summary>
    public static ColorRamp Cividis { get; } = new(0x00224E, 0x123570, 0x3B496C, 0x575D6D, 0x707173, 0x8A8678, 0xA59C74, 0xC3B369, 0xE1CC55, 0xFEE838);

    /// <summary>From below (blue) over nothing (nearly white) to above (orange); the two sides differ for every kind of color vision.</summary>
    public static ColorRamp BlueOrange { get; } = new(0x00487A, 0x2E86BF, 0x9CCBE8, 0xF5F5F2, 0xF6C48A, 0xE07B1A, 0x9A3F00);

    /// <summary>The one that a plot names; Cividis where the name is not known.</summary>
    public static ColorRamp Named(string? name) => name == nameof(BlueOrange) ? BlueOrange : Cividis;

    /// <param name="share">0 to 1 along the scale; beyond it the ends.</param>
    public string At(double share)
    {
        var at = Math.Clamp(double.IsNaN(share) ? 0 : share, 0, 1) * (stops.Length - 1);
        var left = Math.Min((int)at, stops.Length - 2);
        var (one, other, part) = (stops[left], stops[left + 1], at - left);
        return string.Create(CultureInfo.InvariantCulture, $"#{Mix(one.R, other.R, part):X2}{Mix(one.G, other.G, part):X2}{Mix(one.B, other.B, part):X2}");
    }

    /// <summary>Colors for classes in an order. The darkest and the lightest are left out: on a page of the same shade nobody would see them.</summary>
    public IReadOnlyList<string> Classes(int count) => [.. Enumerable.Range(0, count).Select(i => At(count == 1 ? 0.3 : 0.12 + (0.82 * i / (count - 1))))];

    /// <summary>Black or white, whichever is read better on the color.</summary>
    /// <param name="hex">"#0072B2".</param>
    public static string InkOn(string hex)
    {
        var value = int.Parse(hex.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        // Relative luminance of WCAG 2.2; at 0.179 both inks have the same contrast.
        var light = (0.2126 * Linear(value >> 16)) + (0.7152 * Linear((value >> 8) & 255)) + (0.0722 * Linear(value & 255));
        return light > 0.179 ? "#000000" : "#ffffff";
    }

    private static int Mix(int one, int other, double part) => (int)Math.Round(one + ((other - one) * part));

    private static double Linear(int channel) => channel / 255.0 is var c && c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
}
