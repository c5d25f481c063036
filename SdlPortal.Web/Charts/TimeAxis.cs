using System.Globalization;

namespace SdlPortal.Web.Charts;

/// <summary>An axis of points in time, for drawings that know linear axes only: numbers are seconds since 1970-01-01 UTC. Pure.</summary>
internal static class TimeAxis
{
    private const double Minute = 60;
    private const double Hour = 3600;
    private const double Day = 86400;

    private static readonly double[] Steps = [1, 5, 15, 30, Minute, 5 * Minute, 15 * Minute, 30 * Minute, Hour, 3 * Hour, 6 * Hour, 12 * Hour, Day, 2 * Day, 7 * Day, 14 * Day];

    /// <summary>In months.</summary>
    private static readonly int[] LongSteps = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200];

    /// <param name="about">How many ticks there is room for.</param>
    public static PlotAxis Of(string title, double low, double high, int about = 4)
    {
        if (!(high > low))
            (low, high) = (low - Hour, high + Hour);
        var rough = (high - low) / Math.Max(1, about);
        var step = Array.Find(Steps, s => s >= rough);
        double[] ticks = step > 0 ? Even(low, high, step) : Months(low, high, Array.Find(LongSteps, m => m * 30 * Day >= rough) is > 0 and var months ? months : LongSteps[^1]);
        var format = step is 0 or >= Day ? step == 0 && ticks.All(t => At(t) is { Month: 1, Day: 1 }) ? "yyyy" : step == 0 ? "yyyy-MM" : "yyyy-MM-dd" : step >= Minute ? high - low > Day ? "MM-dd HH:mm" : "HH:mm" : "HH:mm:ss";
        return new PlotAxis(title) { Range = [low, high], TickVals = ticks, TickText = [.. ticks.Select(t => At(t).ToString(format, CultureInfo.InvariantCulture))] };
    }

    private static double[] Even(double low, double high, double step)
    {
        var first = Math.Ceiling(low / step);
        return [.. Enumerable.Range(0, (int)(Math.Floor(high / step) - first) + 1).Select(i => (first + i) * step)];
    }

    private static double[] Months(double low, double high, int months)
    {
        var ticks = new List<double>();
        var begin = At(low);
        var month = (((begin.Year * 12) + begin.Month - 1) / months) * months;
        for (; month / 12 < 9998; month += months)
        {
            var tick = (new DateTime(Math.Max(1, month / 12), (month % 12) + 1, 1, 0, 0, 0, DateTimeKind.Utc) - DateTime.UnixEpoch).TotalSeconds;
            if (tick > high)
                break;
            if (tick >= low)
                ticks.Add(tick);
        }

        return [.. ticks];
    }

    private static DateTime At(double seconds) => DateTime.UnixEpoch.AddSeconds(Math.Clamp(seconds, -6.2e10, 2.5e11));
}
