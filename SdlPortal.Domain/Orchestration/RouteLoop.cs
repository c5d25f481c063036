using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Workflows;

namespace SdlPortal.Domain.Orchestration;

/// <summary>
/// A stretch of a route that comes back to a kind of station used before it. With at most <see cref="Limit"/> samples inside,
/// each kind of station in it has a slot for all of them, so they can never wait for each other in a circle.
/// </summary>
internal sealed record RouteLoop(int First, int Last, int Limit)
{
    /// <summary>The sample stands on the line, has entered the loop and not yet left it.</summary>
    public bool Holds(Experiment experiment) =>
        Covers(experiment.NextStep) && (experiment.At is not null || experiment.Current is not null)
        && (experiment.NextStep > First || experiment.Current is not null || experiment.Runs[^1].Step == First);

    public bool Covers(int step) => step >= First && step <= Last;

    public static IReadOnlyList<RouteLoop> Find(EquatableList<Step> route, Func<string, int> capacity)
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

        return [.. stretches.Select(s => new RouteLoop(s.First, s.Last, Math.Max(1, Enumerable.Range(s.First, s.Last - s.First + 1)
            .Where(i => route[i].Kind == StepKind.Stage)
            .Min(i => capacity(route[i].StationKind)))))];
    }
}
