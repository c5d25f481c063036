using System.Globalization;

namespace SdlPortal.Domain.Analytics.Pictures;

/// <summary>Points in time of a table, which are seconds since 1970-01-01 UTC, as people write them.</summary>
public static class TimeWords
{
    /// <summary>"2024-05-17", or "2024-05-17 14:05:09" where there is a time of day.</summary>
    public static string Of(double seconds)
    {
        if (!double.IsFinite(seconds) || Math.Abs(seconds) > 2.5e11)
            return "not a time";
        var at = DateTime.UnixEpoch.AddSeconds(seconds);
        return at.ToString(at.TimeOfDay.TotalSeconds < 1 ? "yyyy-MM-dd" : at.Second == 0 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
