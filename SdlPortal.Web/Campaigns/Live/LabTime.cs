using System.Globalization;

namespace SdlPortal.Web.Campaigns.Live;

/// <summary>Durations and moments as the pages write them.</summary>
public static class LabTime
{
    /// <summary>Minutes and seconds, with hours when there are any: "5:02", "1:05:02". The time of the laboratory, whatever the clock's pace.</summary>
    public static string Exact(double seconds)
    {
        var whole = TimeSpan.FromSeconds(Math.Round(Math.Max(0, seconds)));
        return whole.TotalHours >= 1
            ? $"{(int)whole.TotalHours}:{whole.Minutes:00}:{whole.Seconds:00}"
            : $"{whole.Minutes}:{whole.Seconds:00}";
    }

    /// <summary>In words, to two units: "40 s", "5 min", "2 h 10 min", "3 d 4 h".</summary>
    public static string Rough(TimeSpan time)
    {
        if (time < TimeSpan.Zero)
            time = TimeSpan.Zero;
        if (time.TotalSeconds < 10 && time.TotalSeconds != Math.Floor(time.TotalSeconds))
            return $"{time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s";
        if (time.TotalSeconds < 60)
            return $"{time.TotalSeconds:0} s";
        if (time.TotalMinutes < 60)
            return time is { Minutes: < 10, Seconds: > 0 } ? $"{time.Minutes} min {time.Seconds} s" : $"{time.TotalMinutes:0} min";
        if (time.TotalHours < 24)
            return time.Minutes == 0 ? $"{time.Hours} h" : $"{time.Hours} h {time.Minutes} min";
        return time.Hours == 0 ? $"{time.Days} d" : $"{time.Days} d {time.Hours} h";
    }
}
