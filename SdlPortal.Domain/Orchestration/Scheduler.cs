using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Stations;
using SdlPortal.Domain.Workflows;

namespace SdlPortal.Domain.Orchestration;

/// <summary>A step that may start now: on this slot of this station, and for a move the slot it goes to.</summary>
public sealed record Assignment(int Experiment, Step Step, int Attempt, Place Place, Place? Destination);

/// <summary>Why an experiment's next step does not start yet.</summary>
public sealed record Wait(int Experiment, Step Step, string Reason);

public sealed record Schedule(IReadOnlyList<Assignment> Start, IReadOnlyList<Wait> Waits);

/// <summary>A station as the scheduler sees it.</summary>
public sealed record StationView(StationDescription Description, StationState State);

/// <summary>
/// Pairs waiting steps with free stations. Pure: the same campaign and stations give the same schedule, for the orchestrator that
/// acts on it, for pages that only show the reasons, and for a simulation in virtual time.
/// <para>A sample keeps its slot until it has been moved off, so a full station blocks the one before it, as in a real line.
/// Experiments that are further along go first; among equals the lower number. A workflow that comes back to a kind of
/// station it has used before could block itself in a circle, so such a loop admits only as many samples as its
/// scarcest kind of station holds.</para>
/// </summary>
public static class Scheduler
{
    public static Schedule Assign(Campaign campaign, IReadOnlyList<StationView> stations)
    {
        var line = new Line(campaign, stations);
        var start = new List<Assignment>();
        var waits = new List<Wait>();
        foreach (var experiment in Waiting(campaign))
        {
            var step = campaign.Route[experiment.NextStep];
            if (campaign.Status == CampaignStatus.Paused)
            {
                waits.Add(new Wait(experiment.Number, step, "the campaign is paused"));
                continue;
            }

            if (line.TryPlace(experiment, step, out var place, out var destination, out var reason))
                start.Add(new Assignment(experiment.Number, step, Attempt(experiment), place!, destination));
            else
                waits.Add(new Wait(experiment.Number, step, reason!));
        }

        foreach (var experiment in campaign.InFlight.Where(e => e.Status == ExperimentStatus.Suggested))
            waits.Add(new Wait(experiment.Number, campaign.Route[0], "a person has to approve it"));
        foreach (var experiment in campaign.InFlight.Where(e => e.Current?.Status == StageRunStatus.Unknown))
            waits.Add(new Wait(experiment.Number, campaign.Route[experiment.NextStep], "a person has to say whether the stage ran"));
        return new Schedule(start, waits);
    }

    private static IEnumerable<Experiment> Waiting(Campaign campaign) => campaign.InFlight
        .Where(e => e.Status is ExperimentStatus.Queued or ExperimentStatus.Running && e.Current is null && e.NextStep < campaign.Route.Count)
        .OrderByDescending(e => e.NextStep)
        .ThenBy(e => e.Number);

    private static int Attempt(Experiment experiment)
    {
        for (var i = experiment.Runs.Count - 1; i >= 0; i--)
        {
            if (experiment.Runs[i].Step == experiment.NextStep)
                return experiment.Runs[i].Attempt + 1;
        }

        return 1;
    }
}
