using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.Stations;

namespace SdlPortal.Web.Campaigns.Live;

/// <summary>
/// What stands right of the now line: experiments that wait, each on the row of the station it waits for, and what the forecast
/// plans. A waiting step stands where the forecast expects it, or behind what the slot is busy with.
/// </summary>
internal static class GanttUpcoming
{
    public static Dictionary<Place, List<GanttBar>> Build(Campaign campaign, GanttLayout layout, Schedule schedule, IReadOnlyList<PlannedRun> planned, DateTimeOffset now, GanttBars bars)
    {
        var slots = layout.Slots.ToHashSet();
        var lanes = new Dictionary<Place, List<GanttBar>>();
        var free = Busy(campaign);
        var shown = campaign.InFlight.Where(e => e.Current is not null).Select(e => (e.Number, e.NextStep)).ToHashSet();
        var expected = planned.GroupBy(p => (p.Experiment, p.Step)).ToDictionary(g => g.Key, g => g.First());

        foreach (var wait in Waits(campaign, schedule))
        {
            var experiment = campaign.Experiment(wait.Experiment);
            shown.Add((wait.Experiment, wait.Step.Index));
            var length = TimeSpan.FromSeconds(wait.Step.Seconds / campaign.TimeScale);
            var place = expected.TryGetValue((wait.Experiment, wait.Step.Index), out var plan) ? new Place(plan.Station, plan.Slot) : null;
            var start = plan?.Start ?? now;
            if (place is null || !slots.Contains(place))
            {
                place = layout.SlotsFor(wait.Step.StationKind).OrderBy(s => free.GetValueOrDefault(s, now)).FirstOrDefault();
                if (place is null)
                    continue;
                start = free.GetValueOrDefault(place, now);
            }

            if (start < now)
                start = now;
            free[place] = start + length;
            var status = experiment.Status == ExperimentStatus.Suggested ? BarStatus.Approval : BarStatus.Queued;
            Add(place, bars.Upcoming(status, experiment, wait.Experiment, wait.Step, Attempt(experiment), start, start + length, wait.Reason));
        }

        foreach (var plan in planned.Where(p => !shown.Contains((p.Experiment, p.Step)) && p.Step < campaign.Route.Count && slots.Contains(new Place(p.Station, p.Slot))))
        {
            var experiment = plan.Experiment <= campaign.Experiments.Count ? campaign.Experiment(plan.Experiment) : null;
            var bar = bars.Upcoming(BarStatus.Planned, experiment, plan.Experiment, campaign.Route[plan.Step], 1, plan.Start < now ? now : plan.Start, plan.End, null);
            if (bar.Width >= 3 && bar.End > now)
                Add(new Place(plan.Station, plan.Slot), bar);
        }

        foreach (var lane in lanes.Values)
            lane.Sort((a, b) => a.Start.CompareTo(b.Start));
        return lanes;

        void Add(Place place, GanttBar bar)
        {
            if (!lanes.TryGetValue(place, out var lane))
                lanes[place] = lane = [];
            if (bar.Width > 0)
                lane.Add(bar);
        }
    }

    /// <summary>Those that wait, in the order in which the scheduler looks at them, with those that it would start in this moment.</summary>
    private static IEnumerable<Wait> Waits(Campaign campaign, Schedule schedule) =>
        schedule.Start.Select(s => new Wait(s.Experiment, s.Step, campaign.Status == CampaignStatus.NotStarted ? "the campaign has not started" : "its station is free; it starts in this moment"))
            .Concat(schedule.Waits.Where(w => campaign.Experiment(w.Experiment).Current is null));

    /// <summary>Until when each slot is expected to be at work.</summary>
    private static Dictionary<Place, DateTimeOffset> Busy(Campaign campaign)
    {
        var busy = new Dictionary<Place, DateTimeOffset>();
        foreach (var run in campaign.InFlight.Select(e => e.Current).OfType<StageRun>())
            busy[run.Place] = run.StartedAt.AddSeconds(run.ExpectedLabSeconds / campaign.TimeScale);
        return busy.ToDictionary(b => b.Key, b => b.Value);
    }

    private static int Attempt(Experiment experiment) =>
        experiment.Runs.Where(r => r.Step == experiment.NextStep).Select(r => r.Attempt).DefaultIfEmpty(0).Max() + 1;
}
