using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Forests;

/// <summary>Grows one tree from drawn rows. Every node draws its columns from a stream of its own, so what happens in one branch does not change another.</summary>
internal sealed class TreeGrower
{
    /// <summary>Differences below this part of the outcomes' half range are rounding, not effects.</summary>
    private const double Rounding = 1e-9;

    private readonly BinnedTable table;
    private readonly ForestOptions options;
    private readonly long seed;
    private readonly int columnsPerSplit;
    private readonly ushort[][] codes;
    private readonly int[] rows;
    private readonly int[] spare;
    private readonly int[] times;
    private readonly long[] outcomes;
    private readonly int[] columns;
    private readonly SplitSearch search;
    private readonly List<TreeNode> nodes = [];
    private readonly List<ulong> masks = [];
    private readonly double[] gains;
    private ushort[]? levels;

    /// <param name="drawn">Rows of the table, each once.</param>
    /// <param name="drawnTimes">How often each was drawn.</param>
    public TreeGrower(BinnedTable table, int[] drawn, int[] drawnTimes, ForestOptions options, long seed)
    {
        (this.table, this.options, this.seed) = (table, options, seed);
        var d = table.Columns.Length;
        columnsPerSplit = Math.Clamp(options.ColumnsPerSplit ?? ((d + 2) / 3), 1, Math.Max(1, d));
        codes = new ushort[d][];
        for (var j = 0; j < d; j++)
        {
            var (from, to) = (table.Codes[j], codes[j] = new ushort[drawn.Length]);
            for (var i = 0; i < drawn.Length; i++)
                to[i] = from[drawn[i]];
        }

        times = drawnTimes;
        outcomes = new long[drawn.Length];
        rows = new int[drawn.Length];
        spare = new int[drawn.Length];
        for (var i = 0; i < drawn.Length; i++)
        {
            outcomes[i] = table.Outcomes[drawn[i]] * drawnTimes[i];
            rows[i] = i;
        }

        columns = new int[d];
        gains = new double[d];
        search = new SplitSearch(table, drawn.Length);
    }

    /// <summary>The tree, and by column how much squared error its splits took away.</summary>
    public (RegressionTree Tree, double[] Gains) Grow(CancellationToken cancellationToken)
    {
        var stack = new Stack<Pending>();
        stack.Push(new Pending(0, 0, rows.Length, 0, 1));
        nodes.Add(default);
        while (stack.TryPop(out var at))
        {
            if (at.End - at.Start > 1000)
                cancellationToken.ThrowIfCancellationRequested();
            var span = rows.AsSpan(at.Start, at.End - at.Start);
            var (count, sum) = (0, 0L);
            foreach (var row in span)
            {
                count += times[row];
                sum += outcomes[row];
            }

            var value = count == 0 ? table.Center : table.Outcome(sum, count);
            if (at.Depth >= options.MaxDepth || count < 2 * options.MinLeaf || span.Length < 2 || !TrySplit(span, count, sum, at.Path, out var split))
            {
                nodes[at.Node] = new TreeNode(-1, 0, 0, false, false, false, 0, value);
                continue;
            }

            gains[split.Column] += split.Gain;
            var node = NodeOf(split, span, value, count, sum, out var middle);
            nodes[at.Node] = node;
            nodes.Add(default);
            nodes.Add(default);

            // The streams go by which side is the greater, not by which is called left: that may hang on the names of levels.
            stack.Push(new Pending(node.Left + 1, at.Start + middle, at.End, at.Depth + 1, SeededRandom.DeriveSeed(at.Path, node.UnknownLeft ? 1 : 0)));
            stack.Push(new Pending(node.Left, at.Start, at.Start + middle, at.Depth + 1, SeededRandom.DeriveSeed(at.Path, node.UnknownLeft ? 0 : 1)));
        }

        return (new RegressionTree([.. nodes], [.. masks]), gains);
    }

    private readonly record struct Pending(int Node, int Start, int End, int Depth, long Path);

    private bool TrySplit(ReadOnlySpan<int> span, int count, long sum, long path, out TreeSplit best)
    {
        var floor = table.HalfRange * Rounding;
        best = new TreeSplit { Column = -1, Gain = floor * floor, Levels = levels };
        var random = SeededRandom.Derive(seed, path);
        for (var j = 0; j < columns.Length; j++)
            columns[j] = j;
        for (var (j, tried) = (0, 0); j < columns.Length && tried < columnsPerSplit; j++)
        {
            var pick = j + (int)random.NextInt(columns.Length - j);
            (columns[j], columns[pick]) = (columns[pick], columns[j]);
            if (search.Improve(ref best, columns[j], codes[columns[j]], span, times, outcomes, count, sum, options.MinLeaf))
                tried++;
        }

        levels = best.Levels;
        return best.Column >= 0;
    }

    /// <summary>Writes the split down and puts the rows that go left first.</summary>
    private TreeNode NodeOf(TreeSplit split, Span<int> span, double value, int count, long sum, out int middle)
    {
        var binned = table.Columns[split.Column];
        var cut = binned.IsCategory ? masks.Count : split.Next >= binned.Bins ? binned.Bins - 1 : binned.CutBetween(split.Cut, split.Next);
        if (binned.IsCategory)
        {
            for (var w = 0; w <= binned.Bins >> 6; w++)
                masks.Add(0);
            for (var g = 0; g < split.Taken; g++)
                masks[cut + (split.Levels![g] >> 6)] |= 1UL << (split.Levels[g] & 63);
        }

        var (left, right, drawsLeft, sumLeft) = (0, 0, 0, 0L);
        var codesOf = codes[split.Column];
        foreach (var row in span)
        {
            int code = codesOf[row];
            var goesLeft = code == binned.Bins ? split.NotActiveLeft : binned.IsCategory ? (masks[cut + (code >> 6)] >> (code & 63) & 1) != 0 : code <= cut;
            if (goesLeft)
            {
                span[left++] = row;
                drawsLeft += times[row];
                sumLeft += outcomes[row];
            }
            else
            {
                spare[right++] = row;
            }
        }

        spare.AsSpan(0, right).CopyTo(span[left..]);
        middle = left;

        // What did not occur here goes where more do; of equal sides, to the one farther from the center.
        var heavierLeft = 2 * drawsLeft > count || (2 * drawsLeft == count && Math.Abs(sumLeft) >= Math.Abs(sum - sumLeft));
        if (binned.IsCategory && heavierLeft)
            TakeUnseen(split, cut, binned.Bins);
        return new TreeNode(split.Column, cut, binned.Bins, binned.IsCategory, split.NotActiveSeen ? split.NotActiveLeft : heavierLeft, heavierLeft, nodes.Count, value);
    }

    private void TakeUnseen(TreeSplit split, int cut, int bins)
    {
        for (var w = 0; w <= bins >> 6; w++)
            masks[cut + w] = ulong.MaxValue;
        for (var g = split.Taken; g < split.LevelCount; g++)
            masks[cut + (split.Levels![g] >> 6)] &= ~(1UL << (split.Levels[g] & 63));
    }
}
