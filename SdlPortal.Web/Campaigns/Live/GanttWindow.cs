namespace SdlPortal.Web.Campaigns.Live;

/// <summary>The stretch of time that a Gantt shows and the pixels it is drawn on.</summary>
/// <param name="Width">Pixels between <paramref name="From"/> and <paramref name="To"/>.</param>
/// <param name="ClientOffset">The viewer's distance from UTC, for the labels of the axis.</param>
public sealed record GanttWindow(DateTimeOffset From, DateTimeOffset To, double Width, TimeSpan ClientOffset)
{
    public TimeSpan Span => To - From;

    public double PixelsPerSecond => Width / Span.TotalSeconds;

    /// <summary>Where a moment lies; outside of 0 to <see cref="Width"/> when it is not in the window.</summary>
    public double X(DateTimeOffset at) => (at - From).TotalSeconds * PixelsPerSecond;

    public bool Shows(DateTimeOffset start, DateTimeOffset end) => end >= From && start <= To;
}
