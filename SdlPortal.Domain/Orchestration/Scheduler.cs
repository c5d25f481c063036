using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;
using SdlPortal.Domain.Workflows;

namespace SdlPortal.Domain.Orchestration;

/// <summary>A step that may start now: on this slot of this station, and for a move the slot it goes to.</summary>
public sealed record Assignment(int Experiment, Step Step, int Attempt, Place Place, Place? Destination);

/// <summary>Why an experiment's next step does not start yet.</summary>
public sealed record Wait(int Experiment, Step Step, string Reason);

public sealed record Schedule(IReadOnlyList<Assignment> Start, IReadOnlyList<Wait> Waits)
{
    /// <summary>When a sample that is held back for the sake of a longest wait may be let go, if nothing happens before; null when none is held back.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }
}

/// <summary>A slot that cannot take a sample until the given moment.</summary>
public readonly record struct SlotCleaning(int Slot, DateTimeOffset Until);

/// <summary>A station as the scheduler sees it.</summary>
public sealed record StationView(StationDescription Description, StationState State)
{
    /// <summary>Lab seconds for which a slot cannot take a sample after one has left it. Only simulated lines clean.</summary>
    public double CleaningSeconds { get; init; }

    /// <summary>The slots that are being cleaned now.</summary>
    public EquatableList<SlotCleaning> Cleaning { get; init; } = [];
}

/// <summary>
/// Pairs waiting steps with free stations. Pure: the same campaign and stations give the same schedule, for the orchestrator that
/// acts on it, for pages that only show the reasons, and for a simulation in virtual time.
/// <para>A sample keeps its slot until it has been moved off, so a full station blocks the one before it, as in a real line.
/// Experiments that are further along go first; among equals the lower number. A workflow that comes back to a kind of
/// station it has used before could block itself in a circle, so such a loop admits only as many samples as its
/// scarcest kind of station holds.</para>
/// <para>Where a stage says how long a sample may wait before it, the sample is held back before the stage that precedes the wait (with several such waits
/// in a row: before the first) until the line, going on from now with expected durations, would take it through all of them in time. While a sample is held
/// back, no other overtakes it into the same stage. What this guarantees: the sample is in time if from now on every stage takes its expected duration, no station goes
/// down, and no sample behind it gets the robot at another moment than the outlook has it, which does not hold back those behind. A sample whose wait has begun
/// is never held back.</para>
/// </summary>
public static class Scheduler
{
    /// <summary>What may start, and why the rest waits.</summary>
    public static Schedule Assign(Campaign campaign, IReadOnlyList<StationView> stations, DateTimeOffset now)
    {
        var waits = new List<Wait>();
        var schedule = Assign(campaign, stations, now, -1, waits);
        foreach (var experiment in campaign.InFlight.Where(e => e.Status == ExperimentStatus.Suggested))
            waits.Add(new Wait(experiment.Number, campaign.Route[0], "a person has to approve it"));
        foreach (var experiment in campaign.InFlight.Where(e => e.Current?.Status == StageRunStatus.Unknown))
            waits.Add(new Wait(experiment.Number, campaign.Route[experiment.NextStep], "a person has to say whether the stage ran"));
        return schedule;
    }

    /// <summary>What may start, without a word about the rest: the same as <see cref="Assign(Campaign, IReadOnlyList{StationView}, DateTimeOffset)"/> says, for a fraction of the cost.</summary>
    /// <param name="holdAfter">Nothing is held back before this step of the route and those ahead of it.</param>
    public static Schedule Startable(Campaign campaign, IReadOnlyList<StationView> stations, DateTimeOffset now, int holdAfter = -1) => Assign(campaign, stations, now, holdAfter, null);

    private static Schedule Assign(Campaign campaign, IReadOnlyList<StationView> stations, DateTimeOffset now, int holdAfter, List<Wait>? waits)
    {
        var waiting = Waiting(campaign);
        if (waiting.Count == 0)
            return new Schedule([], waits ?? []);
        var holding = Holding.For(campaign, stations, now, holdAfter);
        var line = campaign.Status == CampaignStatus.Paused ? null : new LineSlots(campaign, stations, explain: waits is not null);
        List<Assignment>? start = null;
        foreach (var experiment in waiting)
        {
            var step = campaign.Route[experiment.NextStep];
            if (line is null)
                waits?.Add(new Wait(experiment.Number, step, "the campaign is paused"));
            else if (holding is not null && !holding.LetsGo(experiment, step, line, out var held))
                waits?.Add(new Wait(experiment.Number, step, held));
            else if (line.TryPlace(experiment, step, out var place, out var destination, out var reason))
                (start ??= []).Add(new Assignment(experiment.Number, step, Attempt(experiment), place!, destination));
            else
                waits?.Add(new Wait(experiment.Number, step, holding is null ? reason! : reason! + holding.TooLong(experiment)));
        }

        return new Schedule(start ?? (IReadOnlyList<Assignment>)[], waits ?? []) { LookAgainAt = holding?.LookAgainAt };
    }

    /// <summary>Those further along first; among equals the lower number, which is the order they stand in.</summary>
    private static List<Experiment> Waiting(Campaign campaign)
    {
        var waiting = new List<Experiment>();
        var inFlight = campaign.InFlight;
        for (var i = 0; i < inFlight.Count; i++)
        {
            var experiment = inFlight[i];
            if (experiment.Status is not (ExperimentStatus.Queued or ExperimentStatus.Running) || experiment.NextStep >= campaign.Route.Count || experiment.Current is not null)
                continue;
            var at = waiting.Count;
            while (at > 0 && waiting[at - 1].NextStep < experiment.NextStep)
                at--;
            waiting.Insert(at, experiment);
        }

        return waiting;
    }

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
