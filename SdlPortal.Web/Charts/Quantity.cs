using System.Globalization;

namespace SdlPortal.Web.Charts;

/// <summary>Numbers for people: four significant digits, powers of ten where the plain form would be long, the unit always.</summary>
public static class Quantity
{
    private const char Minus = '−';

    /// <summary>"3.421e6 S/m" reads as "3.421×10⁶ S/m"; "0.1235"; "12 350".</summary>
    public static string Text(double value, string? unit = null, int digits = 4) => Number(value, digits) + (string.IsNullOrEmpty(unit) ? "" : "\u00a0" + unit);

    /// <summary>The value in full, round-trip safe, for a tooltip or a file.</summary>
    public static string Full(double value, string? unit = null) => value.ToString("R", CultureInfo.InvariantCulture) + (string.IsNullOrEmpty(unit) ? "" : " " + unit);

    /// <summary>A duration as people say it: "42 s", "5 min 02 s", "3 h 10 min", "2 d 4 h".</summary>
    public static string Duration(TimeSpan span)
    {
        if (span < TimeSpan.Zero)
            return Minus + Duration(-span);
        return span.TotalSeconds switch
        {
            < 9.95 => span.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture) + "\u00a0s",
            < 59.5 => $"{span.TotalSeconds:0}\u00a0s",
            < 3570 => $"{(int)span.TotalMinutes}\u00a0min {span.Seconds:00}\u00a0s",
            < 86400 => $"{(int)span.TotalHours}\u00a0h {span.Minutes:00}\u00a0min",
            _ => $"{(int)span.TotalDays}\u00a0d {span.Hours}\u00a0h",
        };
    }

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

    private static string Superscript(int power) =>
        string.Concat(power.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']));
}
