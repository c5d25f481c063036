using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Web.Layout;

namespace SdlPortal.Web.Campaigns.Live;

/// <summary>One experiment in flight: where it is and what it does or waits for.</summary>
/// <param name="Progress">Of the present stage from 0 to 1; null when it is not at work.</param>
internal sealed record InFlightRow(Experiment Experiment, string Stage, string Doing, double? Progress, StatusTone Tone);

/// <summary>The list of experiments in flight, from the campaign and the scheduler's reasons. Pure.</summary>
internal static class InFlight
{
    public static IReadOnlyList<InFlightRow> Of(Campaign campaign, IReadOnlyList<StationView> stations, Schedule schedule, DateTimeOffset now) =>
        [.. campaign.InFlight.Select(e => Row(campaign, stations, schedule, now, e))];

    private static InFlightRow Row(Campaign campaign, IReadOnlyList<StationView> stations, Schedule schedule, DateTimeOffset now, Experiment experiment)
    {
        var step = campaign.Route[Math.Min(experiment.NextStep, campaign.Route.Count - 1)];
        var stage = $"{step.Name} ({step.Index + 1} of {campaign.Route.Count})";
        if (experiment.Current is { Status: StageRunStatus.Unknown } unknown)
            return new InFlightRow(experiment, stage, unknown.Reason ?? "nobody knows whether the stage ran", null, StatusTone.NeedsPerson);
        if (experiment.Current is { } run)
        {
            var seconds = (now - run.StartedAt).TotalSeconds * campaign.TimeScale;
            var name = stations.FirstOrDefault(s => s.Description.Id == run.Place.Station)?.Description.Name ?? run.Place.Station;
            var doing = experiment.AbandonRequest is null
                ? $"on {name}, {LabTime.Exact(seconds)} of about {LabTime.Exact(run.ExpectedLabSeconds)} lab time" + (run.Attempt > 1 ? $", attempt {run.Attempt}" : "")
                : $"on {name}, stopping: it was abandoned";
            return new InFlightRow(experiment, stage, doing, Math.Clamp(seconds / run.ExpectedLabSeconds, 0, 1), StatusTone.Of(ExperimentStatus.Running));
        }

        if (experiment.NextStep >= campaign.Route.Count)
            return new InFlightRow(experiment, "all stages done", "its result is being checked", null, StatusTone.Of(ExperimentStatus.Running));
        var reason = schedule.Waits.FirstOrDefault(w => w.Experiment == experiment.Number)?.Reason;
        return new InFlightRow(experiment, stage, reason is null ? "starts now" : $"waits: {reason}", null, StatusTone.Of(experiment.Status == ExperimentStatus.Suggested ? ExperimentStatus.Suggested : ExperimentStatus.Queued));
    }
}
