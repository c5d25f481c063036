using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.Workflows;
using SdlPortal.Web.Layout;

namespace SdlPortal.Web.Campaigns.Live;

/// <summary>One attempt at one step of an experiment, or a step still to come, with the wait before it. Lab seconds throughout.</summary>
/// <param name="WaitSeconds">From the end of what came before; null for a step that has not begun to wait.</param>
/// <param name="TookSeconds">So far, when it runs.</param>
internal sealed record TimelineEntry(Step Step, int? Attempt, string? Station, StatusTone Tone, DateTimeOffset? Start, double? WaitSeconds, double? TookSeconds, double ExpectedSeconds, string? Reason, StageRun? Run);

/// <summary>The stages of one experiment in order. Pure.</summary>
internal static class StageTimeline
{
    private static readonly StatusTone ToCome = new("tone-queued", "circle", "to come");

    public static IReadOnlyList<TimelineEntry> Of(Campaign campaign, Experiment experiment, IReadOnlyList<StationView> stations, Schedule schedule, DateTimeOffset now)
    {
        var entries = new List<TimelineEntry>();
        var before = experiment.SuggestedAt;
        foreach (var run in experiment.Runs)
        {
            var wait = Lab(campaign, run.StartedAt - before);
            entries.Add(new TimelineEntry(campaign.Route[run.Step], run.Attempt, Place(run, stations), StatusTone.Of(run.Status), run.StartedAt, wait, Lab(campaign, (run.EndedAt ?? now) - run.StartedAt), run.ExpectedLabSeconds, run.Reason, run));
            before = run.EndedAt ?? now;
        }

        if (!experiment.InFlight)
            return entries;
        var waits = experiment.Current is null;
        for (var step = experiment.NextStep + (waits ? 0 : 1); step < campaign.Route.Count; step++)
        {
            var first = waits && step == experiment.NextStep;
            var reason = first ? schedule.Waits.FirstOrDefault(w => w.Experiment == experiment.Number)?.Reason : null;
            var tone = first ? StatusTone.Of(experiment.Status == ExperimentStatus.Suggested ? ExperimentStatus.Suggested : ExperimentStatus.Queued) : ToCome;
            entries.Add(new TimelineEntry(campaign.Route[step], null, null, tone, null, first ? Lab(campaign, now - before) : null, null, campaign.Route[step].Seconds, reason, null));
        }

        return entries;
    }

    private static double Lab(Campaign campaign, TimeSpan clock) => clock.TotalSeconds * campaign.TimeScale;

    private static string Place(StageRun run, IReadOnlyList<StationView> stations)
    {
        var station = stations.FirstOrDefault(s => s.Description.Id == run.Place.Station);
        var name = station?.Description.Name ?? run.Place.Station;
        return station is { Description.Capacity: > 1 } ? $"{name}, slot {run.Place.Slot + 1}" : name;
    }
}
