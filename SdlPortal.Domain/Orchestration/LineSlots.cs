using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Stations;
using SdlPortal.Domain.Workflows;

namespace SdlPortal.Domain.Orchestration;

/// <summary>Which slot of which station is taken by whom while a schedule is made. Lives for one call of the scheduler, which comes often: sentences are made only when asked for.</summary>
internal sealed class LineSlots
{
    private const int Free = 0;
    private const int InCleaning = -1;

    private readonly Campaign campaign;
    private readonly IReadOnlyList<StationView> stations;
    private readonly bool explain;

    /// <summary>For each slot of each station, one after the other, the number of the experiment that holds it.</summary>
    private readonly int[] taken;

    /// <summary>Where a station's slots begin in <see cref="taken"/>.</summary>
    private readonly int[] begins;

    /// <summary>Experiments let into a loop by this schedule.</summary>
    private readonly List<(RouteLoop Loop, int Experiment)> admitted = [];

    /// <param name="explain">Say why what cannot be placed cannot.</param>
    public LineSlots(Campaign campaign, IReadOnlyList<StationView> stations, bool explain)
    {
        (this.campaign, this.stations, this.explain) = (campaign, stations, explain);
        begins = new int[stations.Count + 1];
        for (var i = 0; i < stations.Count; i++)
            begins[i + 1] = begins[i] + stations[i].Description.Capacity;
        taken = new int[begins[^1]];
        for (var i = 0; i < stations.Count; i++)
        {
            foreach (var cleaning in stations[i].Cleaning)
                Mark(i, cleaning.Slot, InCleaning);
        }

        var inFlight = campaign.InFlight;
        for (var i = 0; i < inFlight.Count; i++)
        {
            var experiment = inFlight[i];
            Mark(experiment.At, experiment.Number);
            Mark(experiment.Reserved, experiment.Number);
            Mark(experiment.Current?.Place, experiment.Number);
        }
    }

    /// <summary>Finds the slot for a step, and for a move the slot it goes to, and takes both.</summary>
    /// <param name="reason">Why there is none; only where sentences are asked for.</param>
    public bool TryPlace(Experiment experiment, Step step, out Place? place, out Place? destination, out string? reason)
    {
        (place, destination) = (null, null);
        if (EntersFullLoop(experiment, step, out reason))
            return false;
        if (step.Kind == StepKind.Transfer)
            return TryMove(experiment, step, out place, out destination, out reason);

        // A sample that stands where the stage happens already: after a move, after a failed attempt, or for a second stage on the same station.
        if (experiment.At is { } at && Find(at.Station) is var standsOn and >= 0 && stations[standsOn].Description.Kind == step.StationKind)
        {
            place = at;
            return IsReady(standsOn, out reason);
        }

        place = FreeSlot(step.StationKind, out reason);
        if (place is null)
            return false;

        // Direct hand-over: the sample leaves its old slot in the same moment.
        if (experiment.At is { } old && Find(old.Station) is var left and >= 0)
            Mark(left, old.Slot, stations[left].CleaningSeconds > 0 ? InCleaning : Free);
        Mark(place, experiment.Number);
        return true;
    }

    /// <summary>The step has a slot now; nothing is taken.</summary>
    public bool HasRoom(Experiment experiment, Step step)
    {
        var (before, admittedBefore) = (taken.AsSpan().ToArray(), admitted.Count);
        var room = TryPlace(experiment, step, out _, out _, out _);
        before.CopyTo(taken, 0);
        admitted.RemoveRange(admittedBefore, admitted.Count - admittedBefore);
        return room;
    }

    private bool TryMove(Experiment experiment, Step step, out Place? robot, out Place? destination, out string? reason)
    {
        destination = FreeSlot(campaign.Route[step.Index + 1].StationKind, out reason);
        robot = destination is null ? null : FreeSlot(step.StationKind, out reason);
        if (robot is null)
            return false;
        Mark(destination, experiment.Number);
        Mark(robot, experiment.Number);
        return true;
    }

    private Place? FreeSlot(string kind, out string? reason)
    {
        reason = null;
        for (var i = 0; i < stations.Count; i++)
        {
            if (stations[i].State.Condition != StationCondition.Ready || stations[i].Description.Kind != kind)
                continue;
            for (var slot = begins[i]; slot < begins[i + 1]; slot++)
            {
                if (taken[slot] == Free)
                    return new Place(stations[i].Description.Id, slot - begins[i]);
            }
        }

        reason = explain ? WhyNone(kind) : null;
        return null;
    }

    private bool IsReady(int station, out string? reason)
    {
        var ready = stations[station].State.Condition == StationCondition.Ready;
        reason = ready || !explain ? null : Unready(stations[station]);
        return ready;
    }

    private bool EntersFullLoop(Experiment experiment, Step step, out string? reason)
    {
        reason = null;
        foreach (var loop in campaign.Definition.Workflow.Loops)
        {
            if (!loop.Covers(step.Index) || Holds(loop, experiment))
                continue;
            var inside = campaign.InFlight.Where(e => Holds(loop, e)).Select(e => e.Number).Concat(admitted.Where(a => a.Loop == loop).Select(a => a.Experiment)).Distinct().ToList();
            var limit = LimitOf(loop);
            if (inside.Count >= limit)
            {
                reason = explain ? $"the loop back to {campaign.Route[loop.Last].StationKind} holds {limit} at a time, now experiment {string.Join(", ", inside)}" : null;
                return true;
            }

            admitted.Add((loop, experiment.Number));
        }

        return false;
    }

    /// <summary>The sample stands on the line, has entered the loop and not yet left it.</summary>
    private static bool Holds(RouteLoop loop, Experiment experiment) =>
        loop.Covers(experiment.NextStep) && (experiment.At is not null || experiment.Current is not null)
        && (experiment.NextStep > loop.First || experiment.Current is not null || experiment.Runs[^1].Step == loop.First);

    /// <summary>As many samples as the scarcest kind of station in the loop has slots for.</summary>
    private int LimitOf(RouteLoop loop)
    {
        var limit = int.MaxValue;
        for (var i = loop.First; i <= loop.Last; i++)
        {
            if (campaign.Route[i].Kind == StepKind.Stage)
                limit = Math.Min(limit, stations.Where(s => s.Description.Kind == campaign.Route[i].StationKind).Sum(s => s.Description.Capacity));
        }

        return Math.Max(1, limit);
    }

    private string WhyNone(string kind)
    {
        var ofKind = Enumerable.Range(0, stations.Count).Where(i => stations[i].Description.Kind == kind).ToList();
        if (ofKind.Count == 0)
            return $"this lab has no station of the kind {kind}";
        if (ofKind.TrueForAll(i => stations[i].State.Condition != StationCondition.Ready))
            return Unready(stations[ofKind[0]]);
        var slots = ofKind.SelectMany(i => taken[begins[i]..begins[i + 1]]).ToList();
        var holders = slots.Where(s => s > 0).Distinct().Order().ToList();
        if (holders.Count == 0)
            return $"{kind} is being cleaned";
        var who = holders.Count == 1 ? $"experiment {holders[0]}" : $"experiments {string.Join(", ", holders)}";
        return $"{kind} is taken by {who}{(slots.Contains(InCleaning) ? ", and what is free is being cleaned" : "")}";
    }

    private static string Unready(StationView station) =>
        $"{station.Description.Name} is {station.State.Condition.ToString().ToLowerInvariant()}: {station.State.Reason ?? "no reason given"}";

    private int Find(string station)
    {
        for (var i = 0; i < stations.Count; i++)
        {
            if (stations[i].Description.Id == station)
                return i;
        }

        return -1;
    }

    private void Mark(Place? place, int by)
    {
        if (place is not null && Find(place.Station) is var station and >= 0)
            Mark(station, place.Slot, by);
    }

    private void Mark(int station, int slot, int by)
    {
        if (slot < stations[station].Description.Capacity)
            taken[begins[station] + slot] = by;
    }
}
