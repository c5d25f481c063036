using SdlPortal.Domain.MetaAnalysis.Forests;

namespace SdlPortal.Domain.MetaAnalysis.Effects;

/// <summary>
/// One tree's functional ANOVA, exact on its partition into leaves (Hutter, Hoos and Leyton-Brown 2014, "An efficient approach for assessing hyperparameter importance", algorithm 2): a leaf adds to a parameter's
/// marginal at the classes that lead to it, in proportion to the weight of its box in all other parameters. Work is leaves × depth (× depth for pairs), as sums run along steps, not cells.
/// </summary>
internal sealed class TreeAnova
{
    private readonly RegressionTree tree;
    private readonly BinnedColumn[] columns;
    private readonly IReadOnlyList<ColumnMeasure> measures;
    private readonly int[] pairSlots;
    private readonly int[,] pairOf;
    private readonly HalfAnova into;
    private readonly double origin;
    private readonly Box[] boxes;
    private readonly List<int> constrained = [];
    private readonly double[] bases;
    private double square;

    /// <param name="pairSlots">By column: its place among those whose pairs are taken, or −1.</param>
    /// <param name="pairOf">By two places (the first lower): the pair's index.</param>
    private TreeAnova(RegressionTree tree, BinnedColumn[] columns, IReadOnlyList<ColumnMeasure> measures, int[] pairSlots, int[,] pairOf, HalfAnova into)
    {
        (this.tree, this.columns, this.measures, this.pairSlots, this.pairOf, this.into) = (tree, columns, measures, pairSlots, pairOf, into);
        origin = tree.Nodes[0].Value;
        boxes = new Box[columns.Length];
        bases = new double[columns.Length];
        Main = new double[columns.Length][];
    }

    /// <summary>Classes of one parameter that lead to a node, as runs of consecutive ones, and their weight.</summary>
    private sealed record Box(List<(int First, int Last)> Runs, double Mass);

    public double Mean { get; private set; }

    public double Variance { get; private set; }

    /// <summary>By column and class, less the mean; null for columns that the tree does not ask for.</summary>
    public double[]?[] Main { get; }

    public static TreeAnova Of(RegressionTree tree, BinnedColumn[] columns, IReadOnlyList<ColumnMeasure> measures, int[] pairSlots, int[,] pairOf, HalfAnova into)
    {
        var anova = new TreeAnova(tree, columns, measures, pairSlots, pairOf, into);
        anova.Visit(0, 1);
        anova.Close();
        return anova;
    }

    private void Visit(int at, double mass)
    {
        if (!(mass > 0))
            return;
        var node = tree.Nodes[at];
        if (node.IsLeaf)
        {
            AddLeaf(node.Value - origin, mass);
            return;
        }

        var j = node.Column;
        var before = boxes[j];
        if (before is null)
            constrained.Add(j);
        var whole = before ?? new Box([(0, measures[j].Codes - 1)], 1);
        foreach (var left in (ReadOnlySpan<bool>)[true, false])
        {
            boxes[j] = Part(in node, whole, left);
            Visit(left ? node.Left : node.Left + 1, mass / whole.Mass * boxes[j].Mass);
        }

        boxes[j] = before!;
        if (before is null)
            constrained.RemoveAt(constrained.Count - 1);
    }

    /// <summary>The classes of a box that go to one side of a node.</summary>
    private Box Part(ref readonly TreeNode node, Box box, bool left)
    {
        var (runs, mass, measure) = (new List<(int First, int Last)>(), 0.0, measures[node.Column]);
        void Add(int first, int last)
        {
            if (first > last)
                return;
            if (runs.Count > 0 && runs[^1].Last == first - 1)
                runs[^1] = (runs[^1].First, last);
            else
                runs.Add((first, last));
            mass += measure.Of(first, last);
        }

        foreach (var (first, last) in box.Runs)
        {
            var lastActive = Math.Min(last, node.Bins - 1);
            if (!node.IsCategory)
                Add(left ? first : Math.Max(first, node.Cut + 1), left ? Math.Min(lastActive, node.Cut) : lastActive);
            else
                AddLevels(in node, first, lastActive, left, Add);
            if (last == node.Bins && node.NotActiveLeft == left)
                Add(node.Bins, node.Bins);
        }

        return new Box(runs, mass);
    }

    private void AddLevels(ref readonly TreeNode node, int first, int last, bool left, Action<int, int> add)
    {
        for (var code = first; code <= last;)
        {
            var end = code;
            while (end <= last && tree.GoesLeft(in node, (ushort)end) == left)
                end++;
            add(code, end - 1);
            code = end + 1;
        }
    }

    private void AddLeaf(double value, double mass)
    {
        var weighed = value * mass;
        Mean += weighed;
        square += value * weighed;
        for (var k = 0; k < constrained.Count; k++)
        {
            var j = constrained[k];
            var steps = Main[j] ??= new double[measures[j].Codes + 1];
            var box = boxes[j];
            bases[j] -= weighed;
            foreach (var (first, last) in box.Runs)
            {
                steps[first] += weighed / box.Mass;
                steps[last + 1] -= weighed / box.Mass;
            }

            for (var l = 0; l < k && pairSlots[j] >= 0; l++)
            {
                var i = constrained[l];
                if (pairSlots[i] < 0)
                    continue;
                var (a, b) = pairSlots[i] < pairSlots[j] ? (i, j) : (j, i);
                var pair = pairOf[pairSlots[a], pairSlots[b]];
                into.AddPair(pair, weighed, boxes[a].Runs, boxes[a].Mass, boxes[b].Runs, boxes[b].Mass);
            }
        }
    }

    /// <summary>Steps become values. A leaf that does not ask for a parameter adds the same everywhere, which the mean holds.</summary>
    private void Close()
    {
        Variance = Math.Max(0, square - (Mean * Mean));
        for (var j = 0; j < columns.Length; j++)
        {
            if (Main[j] is not { } steps)
                continue;
            var main = Main[j] = new double[steps.Length - 1];
            var sum = 0.0;
            for (var b = 0; b < main!.Length; b++)
            {
                sum += steps[b];
                main[b] = sum + bases[j];
            }
        }

        Mean += origin;
    }
}
