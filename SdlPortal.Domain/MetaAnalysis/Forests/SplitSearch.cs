namespace SdlPortal.Domain.MetaAnalysis.Forests;

/// <summary>
/// Looks for the split of a node that takes away most squared error. Numbers: every edge between classes that occur. Categories: levels in order of their mean outcome, which is exact for squared error
/// (Fisher 1958; Breiman et al. 1984, theorem 4.5), whatever the number of levels. "Not active" goes to the side where it gains more, or stands alone against all values.
/// Scratch of one tree; not shared.
/// </summary>
internal sealed class SplitSearch(BinnedTable table, int mostDraws)
{
    /// <summary>Gains nearer than this to each other count as equal; the first found is kept.</summary>
    private const double Tie = 1e-9;

    private readonly int[] counts = new int[table.Columns.Max(c => c.Bins) + 1];
    private readonly long[] sums = new long[table.Columns.Max(c => c.Bins) + 1];
    private readonly uint[] keys = new uint[Math.Max(1, mostDraws)];
    private readonly Group[] groups = new Group[table.Columns.Max(c => c.Bins) + 1];
    private readonly double[] means = new double[table.Columns.Max(c => c.Bins) + 1];
    private int groupCount;

    private record struct Group(ushort Code, int Count, long Sum);

    /// <param name="codes">Classes of one column by local row.</param>
    /// <param name="rows">The node's local rows.</param>
    /// <param name="times">How often each local row was drawn.</param>
    /// <param name="outcomes">Outcome of each local row, times its draws.</param>
    /// <param name="count">Draws of the node.</param>
    /// <param name="sum">Sum of their outcomes.</param>
    /// <returns>False where the column is constant in the node.</returns>
    public bool Improve(ref TreeSplit best, int column, ReadOnlySpan<ushort> codes, ReadOnlySpan<int> rows, int[] times, long[] outcomes, int count, long sum, int minLeaf)
    {
        var binned = table.Columns[column];
        Collect(codes, rows, times, outcomes, binned.Bins);
        if (groupCount <= 1)
            return false;

        // Sums are taken from the node's mean, so that squares of small differences stay exact in doubles.
        var mean = RoundedMean(sum, count);
        var missing = groups[groupCount - 1].Code == binned.NotActive ? groups[--groupCount] : default;
        var missingSum = missing.Sum - (missing.Count * mean);
        var (active, activeSum) = (count - missing.Count, sum - (count * mean) - missingSum);
        if (binned.IsCategory)
            Sort();
        var (left, leftSum) = (0, 0L);
        for (var g = 0; g < groupCount; g++)
        {
            left += groups[g].Count;
            leftSum += groups[g].Sum - (groups[g].Count * mean);
            var last = g == groupCount - 1;
            if (last ? missing.Count == 0 : binned.IsCategory && Same(g))
                continue;
            var (right, rightSum) = (active - left, activeSum - leftSum);
            var with = Gain(left + missing.Count, leftSum + missingSum, right, rightSum, minLeaf);
            var without = missing.Count == 0 ? -1 : Gain(left, leftSum, right + missing.Count, rightSum + missingSum, minLeaf);
            var gain = Math.Max(with, without);
            if (!(gain > best.Gain * (1 + Tie)))
                continue;
            best = best with { Gain = gain, Column = column, NotActiveLeft = with >= without, NotActiveSeen = missing.Count > 0 };
            if (binned.IsCategory)
            {
                best.Levels ??= new ushort[groups.Length];
                best.Taken = g + 1;
            }
            else
            {
                best.Cut = groups[g].Code;
                best.Next = last ? binned.Bins : groups[g + 1].Code;
            }
        }

        if (best.Column == column && binned.IsCategory)
        {
            for (var g = 0; g < groupCount; g++)
                best.Levels![g] = groups[g].Code;
            best.LevelCount = groupCount;
        }

        return true;
    }

    /// <summary>Away from zero at a half, so that it changes its sign with the sum.</summary>
    private static long RoundedMean(long sum, int count)
    {
        var (quotient, rest) = Math.DivRem(sum, count);
        return 2 * Math.Abs(rest) >= count ? quotient + Math.Sign(rest) : quotient;
    }

    private static double Gain(int left, double leftSum, int right, double rightSum, int minLeaf) =>
        left < minLeaf || right < minLeaf ? -1 : (leftSum * leftSum / left) + (rightSum * rightSum / right);

    /// <summary>Draws and sums of each class that occurs, in order of the classes.</summary>
    private void Collect(ReadOnlySpan<ushort> codes, ReadOnlySpan<int> rows, int[] times, long[] outcomes, int bins)
    {
        groupCount = 0;
        if (rows.Length * 4 < bins)
        {
            for (var k = 0; k < rows.Length; k++)
                keys[k] = ((uint)codes[rows[k]] << 16) | (uint)k;
            keys.AsSpan(0, rows.Length).Sort();
            for (var k = 0; k < rows.Length; k++)
            {
                var (code, row) = ((ushort)(keys[k] >> 16), rows[(int)(keys[k] & 0xFFFF)]);
                if (groupCount == 0 || groups[groupCount - 1].Code != code)
                    groups[groupCount++] = new Group(code, 0, 0);
                ref var group = ref groups[groupCount - 1];
                group.Count += times[row];
                group.Sum += outcomes[row];
            }

            return;
        }

        foreach (var row in rows)
        {
            var code = codes[row];
            counts[code] += times[row];
            sums[code] += outcomes[row];
        }

        for (var code = 0; code <= bins; code++)
        {
            if (counts[code] == 0)
                continue;
            groups[groupCount++] = new Group((ushort)code, counts[code], sums[code]);
            counts[code] = 0;
            sums[code] = 0;
        }
    }

    /// <summary>
    /// Groups by mean outcome. Of the two directions the one is taken whose first group has the lower class, so that negated outcomes are scanned alike and ties fall alike.
    /// </summary>
    private void Sort()
    {
        for (var g = 0; g < groupCount; g++)
            means[g] = (double)groups[g].Sum / groups[g].Count;

        Array.Sort(means, groups, 0, groupCount, null);
        if (LowestCode(means[0]) > LowestCode(means[groupCount - 1]))
        {
            Array.Reverse(groups, 0, groupCount);
            Array.Reverse(means, 0, groupCount);
        }
    }

    private int LowestCode(double mean)
    {
        var lowest = int.MaxValue;
        for (var g = 0; g < groupCount; g++)
        {
            if (means[g] == mean && groups[g].Code < lowest)
                lowest = groups[g].Code;
        }

        return lowest;
    }

    /// <summary>Levels with equal means stay together: no cut between them gains most.</summary>
    private bool Same(int group) => Math.Abs(means[group + 1] - means[group]) <= 1e-9 * Math.Abs(means[groupCount - 1] - means[0]);
}
