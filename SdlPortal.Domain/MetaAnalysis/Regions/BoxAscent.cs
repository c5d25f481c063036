namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>
/// Improves a union of boxes one side at a time, each side to its exact optimum given all others: the interval or the subset of choices with the largest Σ (gain − price · mass) over cells that no other box has. Pure.
/// </summary>
internal static class BoxAscent
{
    private const int MostSweeps = 25;

    /// <summary>A side that brings less than this share of the box's worth is left open: fewer conditions generalize better and are easier to keep.</summary>
    private const double SideCost = 0.01;

    public static List<CodeBox> Climb(BoxField field, IReadOnlyList<CodeBox> start, double price)
    {
        var boxes = start.Select(b => (ulong[])b.Sides.Clone()).ToList();
        var (values, masses) = (new double[64], new double[64]);
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            var changed = false;
            for (var b = 0; b < boxes.Count; b++)
            {
                var sides = boxes[b];
                var view = new BoxView(field, boxes, b);
                for (var j = 0; j < sides.Length; j++)
                {
                    view.Sums(j, sides[j], values, masses);
                    var side = Best(field.Parameters[j], values, masses, price, sides[j]);
                    if (side == sides[j])
                        continue;
                    view.Change(j, sides[j], side);
                    sides[j] = side;
                    changed = true;
                }
            }

            if (!changed)
                break;
        }

        return [.. boxes.Select(s => new CodeBox(s))];
    }

    private static ulong Best(BinnedParameter parameter, double[] values, double[] masses, double price, ulong now)
    {
        double Worth(int code) => values[code] - (price * masses[code]);
        var (current, open) = (0.0, 0.0);
        for (var code = 0; code < 64; code++)
        {
            current += (now >> code & 1) == 1 ? Worth(code) : 0;
            open += Worth(code);
        }

        var inactive = masses[BinnedParameter.Inactive] == 0 || Worth(BinnedParameter.Inactive) > 0;
        var (side, best) = (0UL, 0.0);
        if (parameter.IsCategory)
        {
            for (var code = 0; code < parameter.Count; code++)
            {
                if (Worth(code) <= 0)
                    continue;
                side |= 1UL << code;
                best += Worth(code);
            }
        }
        else
        {
            var (from, sum) = (0, 0.0);
            for (var code = 0; code < parameter.Count; code++)
            {
                if (sum <= 0)
                    (from, sum) = (code, 0);
                sum += Worth(code);
                if (sum > best)
                    (side, best) = (Bits(from, code), sum);
            }
        }

        if (side == 0)
            return now;
        if (inactive)
        {
            side |= 1UL << BinnedParameter.Inactive;
            best += Math.Max(0, Worth(BinnedParameter.Inactive));
        }

        if (open >= best - (SideCost * best))
            return parameter.All;
        return best > current + 1e-12 || now == parameter.All ? side : now;
    }

    internal static ulong Bits(int from, int to) => ((to == 63 ? 0UL : 1UL << (to + 1)) - 1) & ~((1UL << from) - 1);
}
