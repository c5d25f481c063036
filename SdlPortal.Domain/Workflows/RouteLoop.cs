using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Workflows;

/// <summary>
/// A stretch of a route that comes back to a kind of station used before it. As long as each kind of station in it has a slot for every sample
/// inside, they can never wait for each other in a circle.
/// </summary>
internal sealed record RouteLoop(int First, int Last)
{
    public bool Covers(int step) => step >= First && step <= Last;

    /// <summary>The loops of a route, which do not overlap, in its order.</summary>
    public static IReadOnlyList<RouteLoop> Find(EquatableList<Step> route)
    {
        var loops = new List<RouteLoop>();
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
            if (loops.Count > 0 && first <= loops[^1].Last)
                loops[^1] = new RouteLoop(loops[^1].First, Math.Max(last, loops[^1].Last));
            else
                loops.Add(new RouteLoop(first, last));
        }

        return loops;
    }
}
