using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Web.Campaigns.Live;

/// <summary>
/// What a viewer has chosen to see: everything (<see cref="Span"/> is null), the stretch up to now and a little beyond
/// (<see cref="From"/> is null), or a fixed stretch. Turns into a <see cref="GanttWindow"/> for a given moment.
/// </summary>
public sealed record GanttZoom(TimeSpan? Span, DateTimeOffset? From)
{
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(2);

    public static readonly GanttZoom Fit = new(null, null);

    /// <summary>How much of a following window lies after now, for what is planned.</summary>
    private const double Ahead = 0.25;

    /// <summary>A following window moves on in this many steps per span, so that bars stand still between two steps.</summary>
    private const int StepsPerSpan = 24;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(400);

    public static GanttZoom Last(TimeSpan span) => new(span, null);

    /// <summary>What a campaign shows first: all of it when it is short or has ended, else the time that about four experiments take one after the other.</summary>
    public static GanttZoom Default(Campaign campaign, DateTimeOffset now)
    {
        var serial = TimeSpan.FromSeconds(campaign.Definition.Workflow.SerialSeconds / campaign.TimeScale * 4);
        return campaign.Status is CampaignStatus.NotStarted or CampaignStatus.Finished || campaign.StartedAt is not { } started || now - started < serial
            ? Fit
            : Last(Clamp(serial));
    }

    public GanttWindow Window(Campaign campaign, DateTimeOffset now, DateTimeOffset? plannedEnd, double width, TimeSpan clientOffset)
    {
        if (Span is not { } span)
            return Whole(campaign, now, plannedEnd, width, clientOffset);
        if (From is { } from)
            return new GanttWindow(from, from + span, width, clientOffset);
        var step = Math.Max(1, span.Ticks / StepsPerSpan);
        if (campaign.FinishedAt is { } finished)
            return new GanttWindow(finished - span, finished, width, clientOffset);
        var end = new DateTimeOffset((now.UtcTicks + (long)(span.Ticks * Ahead)) / step * step + step, TimeSpan.Zero);
        return new GanttWindow(end - span, end, width, clientOffset);
    }

    /// <summary>Multiplies the shown span, keeping the moment at <paramref name="anchor"/> (0 left to 1 right) where it is. Zooming while following keeps following, unless the campaign has ended.</summary>
    public GanttZoom By(double factor, GanttWindow shown, double? anchor = null, bool ended = false)
    {
        var span = Clamp(shown.Span * factor);
        if (anchor is null && From is null && !ended)
            return Last(span);
        var at = anchor ?? 0.5;
        return new GanttZoom(span, shown.From + (shown.Span - span) * at);
    }

    /// <summary>Shifts the shown stretch; from then on it stands still.</summary>
    public static GanttZoom Moved(GanttWindow shown, TimeSpan by) => new(shown.Span, shown.From + by);

    private static GanttWindow Whole(Campaign campaign, DateTimeOffset now, DateTimeOffset? plannedEnd, double width, TimeSpan clientOffset)
    {
        var from = campaign.StartedAt ?? now;
        var end = campaign.FinishedAt ?? now;
        if (campaign.FinishedAt is null)
        {
            // Room for what is expected: the plan when there is one, else one experiment's time.
            var beyond = end + TimeSpan.FromSeconds(campaign.Definition.Workflow.SerialSeconds / campaign.TimeScale);
            end = plannedEnd is { } planned && planned > end ? planned : beyond;
            // In whole steps, so that the picture does not shrink a little with every second.
            var step = Math.Max(1, (end - from).Ticks / StepsPerSpan);
            var nice = 1L << (int)Math.Ceiling(Math.Log2(step));
            end = from + TimeSpan.FromTicks(((end - from).Ticks / nice + 1) * nice);
        }

        var span = end - from;
        if (span < Shortest)
            span = Shortest;
        var margin = span * 0.01;
        return new GanttWindow(from - margin, from + span + margin, width, clientOffset);
    }

    private static TimeSpan Clamp(TimeSpan span) => span < Shortest ? Shortest : span > Longest ? Longest : span;
}
