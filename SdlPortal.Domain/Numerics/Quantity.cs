using System.Globalization;

namespace SdlPortal.Domain.Numerics;

/// <summary>Numbers for people: four significant digits, powers of ten where the plain form would be long, the unit always.</summary>
public static class Quantity
{
    private const char Minus = '−';

    /// <summary>"3.421e6 S/m" reads as "3.421×10⁶ S/m"; "0.1235"; "12 350".</summary>
    public static string Text(double value, string? unit = null, int digits = 4) => Number(value, digits) + (string.IsNullOrEmpty(unit) ? "" : "\u00a0" + unit);

    /// <summary>The value in full, round-trip safe, for a tooltip or a file.</summary>
    public static string Full(double value, string? unit = null) => value.ToString("R", CultureInfo.InvariantCulture) + (string.IsNullOrEmpty(unit) ? "" : " " + unit);

    /// <summary>A duration as people say it: "42 s", "5 min 2 s", "3 h 10 min", "2 d 4 h".</summary>
    public static string Duration(TimeSpan span)
    {
        if (span < TimeSpan.Zero)
            return Minus + Duration(-span);
        if (span.TotalSeconds < 9.95)
            return span.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture) + "\u00a0s";
        var seconds = (long)Math.Round(span.TotalSeconds);
        return seconds switch
        {
            < 60 => $"{seconds}\u00a0s",
            < 3600 => Two(seconds / 60, "min", seconds % 60, "s"),
            < 86400 => Two(seconds / 3600, "h", seconds % 3600 / 60, "min"),
            _ => Two(seconds / 86400, "d", seconds % 86400 / 3600, "h"),
        };
    }

    private static string Two(long large, string largeUnit, long small, string smallUnit) =>
        small == 0 ? $"{large}\u00a0{largeUnit}" : $"{large}\u00a0{largeUnit} {small}\u00a0{smallUnit}";

    private static string Number(double value, int digits)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "not a number" : value > 0 ? "∞" : Minus + "∞";
        if (value == 0)
            return "0";

        // Rounded first, so that 9999.96 becomes 1.000×10⁴ and not 10000 by another road.
        var rounded = double.Parse(value.ToString("E" + (digits - 1), CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var power = (int)Math.Floor(Math.Log10(Math.Abs(rounded)) + 1e-12);
        var text = power is >= -3 and < 5
            ? rounded.ToString("0." + new string('#', Math.Max(0, digits - 1 - power)), CultureInfo.InvariantCulture)
            : (rounded / Math.Pow(10, power)).ToString("0." + new string('#', digits - 1), CultureInfo.InvariantCulture) + "×10" + Superscript(power);
        return text.Replace('-', Minus);
    }

    /// <summary>"10⁻³", for ticks of a logarithmic axis.</summary>
    public static string PowerOfTen(int power) => "10" + Superscript(power);

    private static string Superscript(int power) =>
        string.Concat(power.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']));
}
