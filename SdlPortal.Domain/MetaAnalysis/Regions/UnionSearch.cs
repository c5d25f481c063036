namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>
/// Finds the union of at most k boxes that collects the most gain within a cap on its mass: starts from bumps that cover one after the other, climbs at a price of mass that is lowered until the cap is met, then trades sides at the cap.
/// The problem is not convex; the best of several starts is taken. Pure and without chance.
/// </summary>
internal static class UnionSearch
{
    private const int PriceSteps = 7;

    /// <summary>With more parameters the last bit of the cap is filled by shaving slivers off parameters that do not matter; it is spent on opening those sides instead.</summary>
    private const int ManyParameters = 8;
    private const double SpentOnSearch = 0.95;

    public static List<CodeBox> Find(BoxField field, int boxes, double cap, CancellationToken cancellationToken = default)
    {
        List<CodeBox> best = [];
        var bestGain = -1.0;
        var (all, isMany) = (cap, field.Parameters.Length > ManyParameters);
        cap *= isMany ? SpentOnSearch : 1;
        foreach (var start in Starts(field, boxes, cap))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var feasible in Feasible(field, start, cap))
            {
                var raised = CapPolish.Raise(field, feasible, cap);
                var (mass, gain) = field.Sum(raised);
                if (mass <= cap + 1e-9 && gain > bestGain + 1e-12)
                    (best, bestGain) = (raised, gain);
            }
        }

        // Where a single configuration is already more than the cap, the best one is the smallest there is.
        if (best.Count == 0)
            return [BumpHunt.Peel(field, 0)[^1]];
        best = Needed(field, best);
        return isMany ? Opened(field, best, all) : best;
    }

    /// <summary>Bumps that cover one after the other, each of a share of the cap.</summary>
    private static IEnumerable<List<CodeBox>> Starts(BoxField field, int boxes, double cap)
    {
        double[] shares = boxes == 1 ? [1, 0.5] : [1.0 / boxes, 0.6, 0.2];
        foreach (var share in shares)
        {
            var start = new List<CodeBox>();
            for (var b = 0; b < boxes; b++)
            {
                var covered = CodeBox.Union(start, field.Codes, field.Cells);
                var trajectory = BumpHunt.Peel(field, cap * share / 4, covered);
                var wanted = cap * (share * boxes > 1 && b > 0 ? (1 - share) / (boxes - 1) : share);
                start.Add(trajectory.FirstOrDefault(t => FreeMass(field, t, covered) <= wanted) ?? trajectory[^1]);
            }

            yield return start;
        }
    }

    private static double FreeMass(BoxField field, CodeBox box, bool[] covered)
    {
        var mass = 0.0;
        for (var c = 0; c < covered.Length; c++)
            mass += !covered[c] && box.Contains(field.Codes, c) ? field.Mass[c] : 0;
        return mass;
    }

    /// <summary>The start itself, and the best that a price between nothing and all can make of it, as far as they keep the cap.</summary>
    private static List<List<CodeBox>> Feasible(BoxField field, List<CodeBox> start, double cap)
    {
        var feasible = new List<List<CodeBox>>();
        if (field.Sum(start).Mass <= cap + 1e-9)
            feasible.Add(start);
        var (low, high) = (0.0, 0.0);
        for (var c = 0; c < field.Cells; c++)
            high = field.Mass[c] > 0 ? Math.Max(high, field.Gain[c] / field.Mass[c]) : high;
        List<CodeBox>? found = null;
        var foundGain = -1.0;
        for (var step = 0; step < PriceSteps; step++)
        {
            var price = (low + high) / 2;
            var climbed = BoxAscent.Climb(field, start, price);
            var (mass, gain) = field.Sum(climbed);
            if (mass > cap + 1e-9)
            {
                low = price;
                continue;
            }

            high = price;
            if (gain > foundGain)
                (found, foundGain) = (climbed, gain);
        }

        if (found is not null)
            feasible.Add(found);
        return feasible;
    }

    /// <summary>With as many sides open as the cap allows, the least telling first.</summary>
    private static List<CodeBox> Opened(BoxField field, List<CodeBox> boxes, double cap)
    {
        while (true)
        {
            List<CodeBox>? simplest = null;
            var least = cap + 1e-9;
            for (var b = 0; b < boxes.Count; b++)
            {
                for (var j = 0; j < field.Parameters.Length; j++)
                {
                    if (boxes[b].Sides[j] == field.Parameters[j].All)
                        continue;
                    List<CodeBox> opened = [.. boxes];
                    opened[b] = boxes[b].With(j, field.Parameters[j].All);
                    if (field.Sum(opened).Mass is var mass && mass <= least)
                        (simplest, least) = (opened, mass);
                }
            }

            if (simplest is null)
                return boxes;
            boxes = simplest;
        }
    }

    /// <summary>Without boxes that add next to nothing.</summary>
    private static List<CodeBox> Needed(BoxField field, List<CodeBox> boxes)
    {
        for (var b = boxes.Count - 1; b >= 0 && boxes.Count > 1; b--)
        {
            List<CodeBox> without = [.. boxes.Where((_, i) => i != b)];
            if (field.Sum(without).Gain >= 0.999 * field.Sum(boxes).Gain)
                boxes = without;
        }

        return boxes;
    }
}
