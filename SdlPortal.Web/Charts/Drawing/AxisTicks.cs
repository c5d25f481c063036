using System.Globalization;

namespace SdlPortal.Web.Charts.Drawing;

/// <summary>Where the ticks of an axis stand and what they say: round numbers (1, 2, 2.5 or 5 times a power of ten) inside the range.</summary>
public static class AxisTicks
{
    public static IReadOnlyList<(double At, string Text)> Of(double low, double high, int about)
    {
        var step = Step((high - low) / Math.Max(1, about));
        var first = (long)Math.Ceiling((low / step) - 1e-9);
        var last = (long)Math.Floor((high / step) + 1e-9);
        var power = Math.Floor(Math.Log10(step) + 1e-9);
        var isQuarter = step / Math.Pow(10, power) is > 2.4 and < 2.6;
        var digits = Math.Max(0, (isQuarter ? 1 : 0) - (int)power);
        return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => ((first + i) * step, Text((first + i) * step, digits)))];
    }

    /// <summary>The range that holds both numbers and begins and ends at ticks.</summary>
    public static (double Low, double High) Rounded(double low, double high, int about)
    {
        if (!(high > low))
            (low, high) = (low - 1, high + 1);
        var step = Step((high - low) / Math.Max(1, about));
        return (Math.Floor((low / step) + 1e-9) * step, Math.Ceiling((high / step) - 1e-9) * step);
    }

    private static double Step(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return (rough / power) switch
        {
            <= 1.0001 => power,
            <= 2.0001 => 2 * power,
            <= 2.5001 => 2.5 * power,
            <= 5.0001 => 5 * power,
            _ => 10 * power,
        };
    }

    private static string Text(double value, int digits) =>
        Math.Abs(value) < 1e-12 ? "0"
        : Math.Abs(value) >= 1e5 || digits > 4 ? Domain.Numerics.Quantity.Text(value, digits: 3)
        : value.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).Replace('-', '−');
}
