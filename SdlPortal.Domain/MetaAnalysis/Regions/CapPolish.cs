using System.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>
/// Raises the gain of a union whose mass must stay below a cap, two sides at a time: one side alone cannot move once the cap is reached, two can trade. Of each pair all intervals (or subsets of choices) are tried where there are few, and steps of
/// powers of two where there are many. Pure.
/// </summary>
internal static class CapPolish
{
    private const int MostSweeps = 12;
    private const int FewCodes = 12;
    private const int FewChoices = 5;

    /// <summary>With more parameters than this only sides that are closed trade with each other; open ones move alone.</summary>
    private const int FewParameters = 8;

    public static List<CodeBox> Raise(BoxField field, IReadOnlyList<CodeBox> start, double cap)
    {
        var boxes = start.Select(b => (ulong[])b.Sides.Clone()).ToList();
        var (gains, masses) = (new double[64 * 64], new double[64 * 64]);
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            var changed = false;
            for (var b = 0; b < boxes.Count; b++)
            {
                var view = new BoxView(field, boxes, b);
                changed |= RaiseOne(field, boxes[b], view, cap - view.OthersMass + 1e-9, gains, masses);
            }

            if (!changed)
                break;
        }

        return [.. boxes.Select(s => new CodeBox(s))];
    }

    private static bool RaiseOne(BoxField field, ulong[] sides, BoxView view, double room, double[] gains, double[] masses)
    {
        var (changed, d) = (false, sides.Length);
        for (var j = 0; j < d; j++)
        {
            for (var k = d == 1 ? j : j + 1; k < d; k++)
            {
                var bothClosed = sides[j] != field.Parameters[j].All && sides[k] != field.Parameters[k].All;
                if (d > FewParameters && !bothClosed)
                    continue;
                changed |= Trade(field, sides, j, k, view, room, gains, masses);
            }

            if (d <= FewParameters)
                continue;

            // With itself: a move of one side alone.
            changed |= Trade(field, sides, j, j, view, room, gains, masses);
        }

        return changed;
    }

    private static bool Trade(BoxField field, ulong[] sides, int j, int k, BoxView view, double room, double[] gains, double[] masses)
    {
        var alone = j == k;
        if (alone)
        {
            view.Sums(j, sides[j], gains, masses);

            // One row of the table: the first parameter is taken as constant.
            Array.Clear(gains, 64, gains.Length - 64);
            Array.Clear(masses, 64, masses.Length - 64);
        }
        else
        {
            view.Sums(j, sides[j], k, sides[k], gains, masses);
        }

        var (rowGain, rowMass) = (new double[65], new double[65]);
        var (firsts, seconds) = (alone ? [1UL] : Sides(field.Parameters[j], sides[j]), Sides(field.Parameters[k], sides[k]));
        var current = Value(alone ? 1UL : sides[j], sides[k], gains, masses).Gain;
        var (bestGain, bestFirst, bestSecond) = (current + 1e-12 + (1e-9 * current), 0UL, 0UL);
        var ratios = field.Parameters[k].IsCategory ? new double[64] : null;
        for (var at = 64; at < gains.Length; at++)
        {
            gains[at] += gains[at - 64];
            masses[at] += masses[at - 64];
        }

        foreach (var first in firsts)
        {
            // Prefix sums over the codes of the second, from those over the codes of the first.
            for (var y = 0; y < 64; y++)
            {
                var (g, m) = (0.0, 0.0);
                foreach (var (from, to) in Runs(first))
                {
                    g += gains[(to << 6) | y] - (from > 0 ? gains[((from - 1) << 6) | y] : 0);
                    m += masses[(to << 6) | y] - (from > 0 ? masses[((from - 1) << 6) | y] : 0);
                }

                rowGain[y + 1] = rowGain[y] + g;
                rowMass[y + 1] = rowMass[y] + m;
            }

            foreach (var second in seconds)
                Consider(first, second);
            if (ratios is not null)
                Consider(first, Knapsack(rowGain, rowMass, room));
        }

        if (bestSecond == 0)
            return false;
        if (!alone)
        {
            view.Change(j, sides[j], bestFirst);
            sides[j] = bestFirst;
        }

        view.Change(k, sides[k], bestSecond);
        sides[k] = bestSecond;
        return true;

        void Consider(ulong first, ulong second)
        {
            var (g, m) = (0.0, 0.0);
            foreach (var (from, to) in Runs(second))
            {
                g += rowGain[to + 1] - rowGain[from];
                m += rowMass[to + 1] - rowMass[from];
            }

            if (m <= room && g > bestGain)
                (bestGain, bestFirst, bestSecond) = (g, first, second);
        }
    }

    /// <summary>The runs of set bits, both ends included: an interval is one.</summary>
    private static BitRuns Runs(ulong bits) => new(bits);

    private ref struct BitRuns(ulong bits)
    {
        private ulong rest = bits;

        public (int From, int To) Current { get; private set; }

        public readonly BitRuns GetEnumerator() => this;

        public bool MoveNext()
        {
            if (rest == 0)
                return false;
            var from = BitOperations.TrailingZeroCount(rest);
            var to = from + BitOperations.TrailingZeroCount(~(rest >> from)) - 1;
            to = Math.Min(to, 63);
            Current = (from, to);
            rest = to == 63 ? 0 : rest & ~BoxAscent.Bits(from, to);
            return true;
        }
    }

    private static (double Gain, double Mass) Value(ulong first, ulong second, double[] gains, double[] masses)
    {
        var (gain, mass) = (0.0, 0.0);
        for (var x = 0; x < 64; x++)
        {
            for (var y = 0; y < 64 && (first >> x & 1) == 1; y++)
            {
                if ((second >> y & 1) == 0)
                    continue;
                gain += gains[(x << 6) | y];
                mass += masses[(x << 6) | y];
            }
        }

        return (gain, mass);
    }

    /// <summary>Choices by gain per mass while they fit.</summary>
    private static ulong Knapsack(double[] rowGain, double[] rowMass, double room)
    {
        var set = 0UL;
        foreach (var code in Enumerable.Range(0, 64).Where(y => rowMass[y + 1] > rowMass[y]).OrderByDescending(y => (rowGain[y + 1] - rowGain[y]) / (rowMass[y + 1] - rowMass[y])).ThenBy(y => y))
        {
            var mass = rowMass[code + 1] - rowMass[code];
            if (mass > room)
                continue;
            room -= mass;
            set |= 1UL << code;
        }

        return set;
    }

    private static List<ulong> Sides(BinnedParameter parameter, ulong now)
    {
        var inactive = now & (1UL << BinnedParameter.Inactive);
        var sides = new List<ulong> { now, parameter.All };
        if (parameter.IsCategory)
        {
            if (parameter.Count <= FewChoices)
            {
                for (var set = 1UL; set < 1UL << parameter.Count; set++)
                    sides.Add(set | inactive);
                return sides;
            }

            for (var code = 0; code < parameter.Count; code++)
            {
                if ((now ^ (1UL << code)) != 0)
                    sides.Add(now ^ (1UL << code));
            }

            return sides;
        }

        var values = now & ~(1UL << BinnedParameter.Inactive);
        if (parameter.Count == 0 || values == 0)
            return sides;
        foreach (var low in Ends(BoxView.Lowest(values), parameter.Count))
        {
            foreach (var high in Ends(BoxView.Highest(values), parameter.Count))
            {
                if (low <= high)
                    sides.Add(BoxAscent.Bits(low, high) | inactive);
            }
        }

        return sides;
    }

    private static IEnumerable<int> Ends(int now, int count)
    {
        if (count <= FewCodes)
            return Enumerable.Range(0, count);
        return new[] { 0, count - 1, now, now - 1, now + 1, now - 2, now + 2, now - 4, now + 4, now - 8, now + 8, now - 16, now + 16 }.Where(e => e >= 0 && e < count).Distinct();
    }
}
