using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;
using SdlPortal.Domain.Workflows;

namespace SdlPortal.Tests.Fakes;

/// <summary>The scheduler's rules written down plainly, without regard to cost: what the fast one has to agree with. Without cleaning and maximum waits.</summary>
internal sealed class PlainScheduler
{
    private readonly Campaign campaign;
    private readonly IReadOnlyList<StationView> stations;
    private readonly Dictionary<Place, int> taken = [];
    private readonly IReadOnlyList<Loop> loops;

    private PlainScheduler(Campaign campaign, IReadOnlyList<StationView> stations)
    {
        this.campaign = campaign;
        this.stations = stations;
        loops = Loop.Find(campaign.Route, kind => stations.Where(s => s.Description.Kind == kind).Sum(s => s.Description.Capacity));
        foreach (var experiment in campaign.InFlight)
        {
            foreach (var place in new[] { experiment.At, experiment.Reserved, experiment.Current?.Place })
            {
                if (place is not null)
                    taken[place] = experiment.Number;
            }
        }
    }

    public bool TryPlace(Experiment experiment, Step step, out Place? place, out Place? destination, out string? reason)
    {
        (place, destination) = (null, null);
        if (EntersFullLoop(experiment, step, out reason))
            return false;
        if (step.Kind == StepKind.Transfer)
            return TryMove(experiment, step, out place, out destination, out reason);

        // A sample that stands where the stage happens already: after a move, after a failed attempt, or for a second stage on the same station.
        if (experiment.At is { } at && KindOf(at) == step.StationKind)
        {
            place = at;
            reason = Unready(at.Station);
            return reason is null;
        }

        place = FreeSlot(step.StationKind, out reason);
        if (place is null)
            return false;
        Take(experiment, place);
        return true;
    }

    private bool TryMove(Experiment experiment, Step step, out Place? robot, out Place? destination, out string? reason)
    {
        var next = campaign.Route[step.Index + 1];
        destination = FreeSlot(next.StationKind, out reason);
        robot = destination is null ? null : FreeSlot(step.StationKind, out reason);
        if (robot is null)
            return false;
        taken[destination!] = experiment.Number;
        taken[robot] = experiment.Number;
        return true;
    }

    /// <summary>Direct hand-over: the sample leaves its old slot in the same moment.</summary>
    private void Take(Experiment experiment, Place place)
    {
        if (experiment.At is { } old)
            taken.Remove(old);
        taken[place] = experiment.Number;
    }

    private Place? FreeSlot(string kind, out string? reason)
    {
        var ofKind = stations.Where(s => s.Description.Kind == kind).ToList();
        if (ofKind.Count == 0)
        {
            reason = $"this lab has no station of the kind {kind}";
            return null;
        }

        foreach (var station in ofKind.Where(s => s.State.Condition == StationCondition.Ready))
        {
            for (var slot = 0; slot < station.Description.Capacity; slot++)
            {
                var place = new Place(station.Description.Id, slot);
                if (!taken.ContainsKey(place))
                {
                    reason = null;
                    return place;
                }
            }
        }

        reason = Busy(ofKind);
        return null;
    }

    private string Busy(List<StationView> ofKind)
    {
        var holders = taken.Where(t => ofKind.Exists(s => s.Description.Id == t.Key.Station)).Select(t => t.Value).Distinct().Order().ToList();
        var unready = ofKind.Where(s => s.State.Condition != StationCondition.Ready).ToList();
        if (unready.Count == ofKind.Count)
            return Unready(unready[0].Description.Id)!;
        var who = holders.Count == 1 ? $"experiment {holders[0]}" : $"experiments {string.Join(", ", holders)}";
        return $"{ofKind[0].Description.Kind} is taken by {who}";
    }

    private string? Unready(string id)
    {
        var station = stations.FirstOrDefault(s => s.Description.Id == id);
        if (station is null)
            return $"the station {id} is not part of this lab any more";
        return station.State.Condition == StationCondition.Ready ? null : $"{station.Description.Name} is {station.State.Condition.ToString().ToLowerInvariant()}: {station.State.Reason ?? "no reason given"}";
    }

    private string? KindOf(Place place) => stations.FirstOrDefault(s => s.Description.Id == place.Station)?.Description.Kind;

    private bool EntersFullLoop(Experiment experiment, Step step, out string? reason)
    {
        foreach (var loop in loops.Where(l => l.Covers(step.Index) && !l.Holds(experiment)))
        {
            var inside = campaign.InFlight.Where(loop.Holds).Select(e => e.Number).Concat(admitted.Where(a => a.Loop == loop).Select(a => a.Experiment)).Distinct().ToList();
            if (inside.Count >= loop.Limit)
            {
                reason = $"the loop back to {campaign.Route[loop.Last].StationKind} holds {loop.Limit} at a time, now experiment {string.Join(", ", inside)}";
                return true;
            }

            admitted.Add((loop, experiment.Number));
        }

        reason = null;
        return false;
    }

    private readonly List<(Loop Loop, int Experiment)> admitted = [];

    public static IReadOnlyList<Assignment> Startable(Campaign campaign, IReadOnlyList<StationView> stations, List<Wait> waits)
    {
        var line = new PlainScheduler(campaign, stations);
        var start = new List<Assignment>();
        foreach (var experiment in campaign.InFlight
            .Where(e => e.Status is ExperimentStatus.Queued or ExperimentStatus.Running && e.Current is null && e.NextStep < campaign.Route.Count)
            .OrderByDescending(e => e.NextStep).ThenBy(e => e.Number))
        {
            var step = campaign.Route[experiment.NextStep];
            var attempt = experiment.Runs.Where(r => r.Step == step.Index).Select(r => r.Attempt).DefaultIfEmpty(0).Last() + 1;
            if (line.TryPlace(experiment, step, out var place, out var destination, out var reason))
                start.Add(new Assignment(experiment.Number, step, attempt, place!, destination));
            else
                waits.Add(new Wait(experiment.Number, step, reason!));
        }

        return start;
    }

    private sealed record Loop(int First, int Last, int Limit)
    {
        /// <summary>The sample stands on the line, has entered the loop and not yet left it.</summary>
        public bool Holds(Experiment experiment) =>
            Covers(experiment.NextStep) && (experiment.At is not null || experiment.Current is not null)
            && (experiment.NextStep > First || experiment.Current is not null || experiment.Runs[^1].Step == First);

        public bool Covers(int step) => step >= First && step <= Last;

        public static IReadOnlyList<Loop> Find(EquatableList<Step> route, Func<string, int> capacity)
        {
            var stretches = new List<(int First, int Last)>();
            for (var i = 0; i < route.Count; i++)
            {
                if (route[i].Kind == StepKind.Transfer)
                    continue;
                var last = i;
                for (var j = i + 1; j < route.Count; j++)
                {
                    if (route[j].Kind == StepKind.Stage && route[j].StationKind == route[i].StationKind)
                        last = j;
                }

                var leavesBetween = Enumerable.Range(i, last - i).Any(k => route[k].Kind == StepKind.Stage && route[k].StationKind != route[i].StationKind);
                if (!leavesBetween)
                    continue;
                // The move onto the loop's first station is its entry: a sample let that far would already block it.
                var first = i > 0 && route[i - 1].Kind == StepKind.Transfer ? i - 1 : i;
                if (stretches.Count > 0 && first <= stretches[^1].Last)
                    stretches[^1] = (stretches[^1].First, Math.Max(last, stretches[^1].Last));
                else
                    stretches.Add((first, last));
            }

            return [.. stretches.Select(s => new Loop(s.First, s.Last, Math.Max(1, Enumerable.Range(s.First, s.Last - s.First + 1)
                .Where(i => route[i].Kind == StepKind.Stage)
                .Min(i => capacity(route[i].StationKind)))))];
        }
    }
}
