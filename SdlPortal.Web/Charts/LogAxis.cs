using SdlPortal.Domain.Numerics;

namespace SdlPortal.Web.Charts;

/// <summary>An axis of powers of ten, for drawings that know linear axes only: numbers stand at their logarithm. Pure.</summary>
internal static class LogAxis
{
    private const int MostTicks = 5;

    private static readonly double[] Steps = [1, 2, 5];

    /// <param name="low">Positive.</param>
    public static PlotAxis Of(string title, double low, double high)
        => OfPowers(title, Math.Log10(low), Math.Log10(high));

    /// <param name="from">The logarithm of the lower end.</param>
    public static PlotAxis OfPowers(string title, double from, double to)
    {
        double[] ticks = to - from >= 2 ? Powers(from, to) : [.. Enumerable.Range((int)Math.Floor(from), (int)Math.Ceiling(to) - (int)Math.Floor(from) + 1)
            .SelectMany(p => Steps.Select(s => p + Math.Log10(s))).Where(t => t >= from - 1e-9 && t <= to + 1e-9)];
        return new PlotAxis(title) { TickVals = ticks, TickText = [.. ticks.Select(Text)], Range = to > from ? [from, to] : [from - 0.5, from + 0.5] };
    }

    private static double[] Powers(double from, double to)
    {
        var (first, last) = ((int)Math.Ceiling(from - 1e-9), (int)Math.Floor(to + 1e-9));
        var every = Math.Max(1, (last - first + MostTicks) / MostTicks);
        return [.. Enumerable.Range(first, last - first + 1).Where(p => p % every == 0).Select(p => (double)p)];
    }

    /// <summary>"10⁻⁴" for a pure power, "0.02" for what is short.</summary>
    private static string Text(double power)
    {
        var text = Quantity.Text(Math.Pow(10, power), digits: 2);
        return text.StartsWith("1×", StringComparison.Ordinal) ? text["1×".Length..] : text;
    }
}
