using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.Stations;
using SdlPortal.Domain.Workflows;

namespace SdlPortal.Web.Campaigns.Live;

/// <summary>
/// Lays out the stage Gantt of a campaign: a row per station, a lane per slot, and on them what was done, is done, waits and is
/// planned. Pure. Only what the window shows is built, and never more than <see cref="MostBars"/> bars: runs that are
/// narrower than the eye can tell apart are merged into dense blocks.
/// </summary>
public static class GanttChart
{
    public const double AxisHeight = 48;
    public const double LaneHeight = 30;
    public const double BarHeight = 24;
    public const double RowGap = 6;

    /// <summary>About four elements each keep the page under 1,500.</summary>
    public const int MostBars = 360;

    /// <summary>Failures stay visible on their own until blocks are this coarse: they are few, and what one looks for.</summary>
    private const double FailuresApart = 16;

    /// <summary>Blocks are no wider than about this, so that a stretch of them still tells when what was done.</summary>
    private const double BlockPixels = 48;

    /// <param name="planned">What the forecast expects, from now on; empty when there is none.</param>
    /// <param name="runs">The campaign's runs by slot when the caller kept them; they are made anew when their sequence is not the campaign's.</param>
    public static GanttView Build(
        Campaign campaign,
        IReadOnlyList<StationView> stations,
        Schedule schedule,
        IReadOnlyList<PlannedRun> planned,
        DateTimeOffset now,
        GanttWindow window,
        GanttRuns? runs = null)
    {
        if (runs?.Sequence != campaign.Sequence)
            runs = GanttRuns.Of(campaign);
        var layout = GanttLayout.Of(campaign, stations, runs);
        var bars = new GanttBars(campaign, schedule, now, window);
        var past = layout.Slots.ToDictionary(slot => slot, slot => runs.Within(slot, window.From, window.To).Select(bars.Past).ToList());
        var upcoming = GanttUpcoming.Build(campaign, layout, schedule, planned, now, bars);

        var threshold = 2.0;
        var merged = Merge(past, bars, threshold);
        while (merged.Values.Sum(l => l.Count) > MostBars && threshold < window.Width)
        {
            threshold *= 2;
            merged = Merge(past, bars, threshold);
        }

        var rows = layout.Rows(slot =>
        {
            var lane = merged[slot];
            if (upcoming.TryGetValue(slot, out var next))
                lane.AddRange(next.Take(MostBars));
            return lane;
        });
        double? nowX = window.Shows(now, now) ? window.X(now) : null;
        return new GanttView(window, now, campaign.TimeScale, rows, GanttAxis.Ticks(window, campaign.StartedAt), nowX, layout.Height, merged.Values.SelectMany(l => l).Where(b => b.Status == BarStatus.Dense).Sum(b => b.Count));
    }

    private static Dictionary<Place, List<GanttBar>> Merge(Dictionary<Place, List<GanttBar>> lanes, GanttBars bars, double threshold) =>
        lanes.ToDictionary(l => l.Key, l => MergeLane(l.Value, bars, threshold));

    /// <summary>Neighbors join a block as long as each is narrower than the threshold and no gap is wider; what is at work or needs a person always stays on its own.</summary>
    private static List<GanttBar> MergeLane(List<GanttBar> lane, GanttBars bars, double threshold)
    {
        var result = new List<GanttBar>(lane.Count);
        var block = new List<GanttBar>();
        foreach (var bar in lane)
        {
            if (bar.Status is BarStatus.Holding)
            {
                // Waiting in the slot is only worth drawing beside bars that can be told apart.
                if (bar.Width >= threshold)
                    result.Add(bar);
                continue;
            }

            var narrow = bar.Width < threshold && (bar.Status == BarStatus.Done || bar.Status == BarStatus.Failed && threshold > FailuresApart);
            if (block.Count > 0 && (!narrow || bar.X - (block[^1].X + block[^1].Width) > threshold || bar.X - block[0].X > Math.Max(BlockPixels, threshold * 6)))
                Close();
            if (narrow)
                block.Add(bar);
            else
                result.Add(bar);
        }

        if (block.Count > 0)
            Close();
        return result;

        void Close()
        {
            result.Add(block.Count == 1 ? block[0] : bars.Dense(block));
            block.Clear();
        }
    }
}
