using System.Globalization;

namespace SdlPortal.Web.Campaigns.Live;

/// <summary>The marks of the Gantt's time axis: round moments of the viewer's clock, far enough apart to be read.</summary>
internal static class GanttAxis
{
    private const double MinimumPixels = 84;

    private static readonly int[] Steps =
        [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 1209600, 2419200];

    public static IReadOnlyList<GanttTick> Ticks(GanttWindow window, DateTimeOffset? start)
    {
        var step = Steps.FirstOrDefault(s => s * window.PixelsPerSecond >= MinimumPixels, Steps[^1]);
        var stepTicks = TimeSpan.FromSeconds(step).Ticks;
        var local = window.From.ToOffset(window.ClientOffset);
        var first = (local.Ticks + stepTicks - 1) / stepTicks * stepTicks;
        var ticks = new List<GanttTick>();
        for (var at = new DateTimeOffset(first, window.ClientOffset); at <= window.To; at = at.AddTicks(stepTicks))
            ticks.Add(new GanttTick(Math.Round(window.X(at), 1), Clock(at, step, local), start is { } s ? SinceStart(at - s) : ""));
        return ticks;
    }

    private static string Clock(DateTimeOffset at, int step, DateTimeOffset windowStart)
    {
        if (step >= 86400 || at.TimeOfDay == TimeSpan.Zero && at.Date != windowStart.Date)
            return at.ToString("d MMM", CultureInfo.InvariantCulture);
        return at.ToString(step < 60 ? "HH:mm:ss" : "HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>Ticks are round, so that two units always say it: "+40 s", "+5 min", "+2 h 30", "+3 d 12 h".</summary>
    private static string SinceStart(TimeSpan time) => time.TotalSeconds switch
    {
        < 0 => "",
        0 => "start",
        < 60 => $"+{time.TotalSeconds:0} s",
        < 3600 => time.Seconds == 0 ? $"+{time.Minutes} min" : $"+{time.Minutes}:{time.Seconds:00}",
        < 86400 => time.Minutes == 0 ? $"+{time.Hours} h" : $"+{time.Hours} h {time.Minutes:00}",
        _ => time.Hours == 0 ? $"+{time.Days} d" : $"+{time.Days} d {time.Hours} h",
    };
}
