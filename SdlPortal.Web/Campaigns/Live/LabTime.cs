namespace SdlPortal.Web.Campaigns.Live;

/// <summary>Durations in the laboratory's time, as the pages write them.</summary>
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
}
