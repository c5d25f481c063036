using SdlPortal.Domain.MetaAnalysis.Forests;

namespace SdlPortal.Domain.Analytics.Models.Trees;

/// <summary>
/// Grows trees that lower a loss: from first and second derivatives at each row, on columns cut into at most 255 classes (Chen and Guestrin 2016, KDD; Ke et al. 2017, NIPS), the leaf that gains most first. The same bytes for any number of threads.
/// </summary>
internal sealed class HistogramGrower
{
    /// <summary>λ, added to each leaf's sum of second derivatives: small leaves say less.</summary>
    public const double LeafPenalty = 1;

    /// <summary>Smaller nodes are not worth waking a thread for; rows times columns.</summary>
    private const int WorthThreads = 200_000;

    /// <summary>Differences below this part of the sum of squared derivatives are rounding.</summary>
    private const double Rounding = 1e-12;

    private readonly BinnedColumn[] columns;
    private readonly ushort[][] codes;
    private readonly AnalysisStep step;

    public HistogramGrower(double[] x, int width, int rows, AnalysisStep step)
    {
        this.step = step;
        var parameters = ForestEstimator.ColumnsOf(x, width, rows);
        columns = new BinnedColumn[width];
        codes = new ushort[width][];
        Parallel.For(0, width, new ParallelOptions { MaxDegreeOfParallelism = step.Threads, CancellationToken = step.Cancellation }, j =>
        {
            columns[j] = BinnedColumn.Of(parameters[j], ForestOptions.MostBins);
            codes[j] = columns[j].Codes(parameters[j].Values);
        });
    }

    private readonly record struct Cut(double Gain, int Column, int Code, int Next);

    private sealed record Part(int Start, int End, int Depth, double First, double Second, Cut Best)
    {
        public int Node { get; init; }
    }

    /// <param name="rows">Of the table; their order is changed, those of a leaf then stand together.</param>
    /// <param name="first">Derivative of the loss at each row of the table.</param>
    /// <param name="second">Second derivative.</param>
    /// <param name="values">Receives for each of the rows the value of its leaf, added.</param>
    public CutTree Grow(int[] rows, double[] first, double[] second, BoostingEstimator settings, int minLeaf, double[] values)
    {
        var nodes = new List<(int Column, double Number, int Left, int Right)> { (-1, 0, -1, -1) };
        var scale = 0.0;
        foreach (var row in rows)
            scale += first[row] * first[row];
        List<Part> leaves = [Look(rows, 0, rows.Length, 0, first, second, minLeaf, settings.Depth, scale)];
        var spare = new int[rows.Length];
        while (leaves.Count < settings.Leaves)
        {
            step.Cancellation.ThrowIfCancellationRequested();
            var at = 0;
            for (var i = 1; i < leaves.Count; i++)
                at = leaves[i].Best.Gain > leaves[at].Best.Gain ? i : at;
            var leaf = leaves[at];
            if (leaf.Best.Column < 0)
                break;
            var column = leaf.Best.Column;
            var cut = columns[column].CutBetween(leaf.Best.Code, leaf.Best.Next);
            var middle = Divide(rows, leaf, codes[column], cut, spare);
            nodes[leaf.Node] = (column, columns[column].Edges[cut], nodes.Count, nodes.Count + 1);
            leaves[at] = Look(rows, leaf.Start, middle, leaf.Depth + 1, first, second, minLeaf, settings.Depth, scale) with { Node = nodes.Count };
            leaves.Add(Look(rows, middle, leaf.End, leaf.Depth + 1, first, second, minLeaf, settings.Depth, scale) with { Node = nodes.Count + 1 });
            nodes.Add((-1, 0, -1, -1));
            nodes.Add((-1, 0, -1, -1));
        }

        foreach (var leaf in leaves)
        {
            var value = -settings.Rate * leaf.First / (leaf.Second + LeafPenalty);
            nodes[leaf.Node] = (-1, value, -1, -1);
            for (var i = leaf.Start; i < leaf.End; i++)
                values[rows[i]] += value;
        }

        return CutTree.From(0, i => nodes[i]);
    }

    /// <summary>Rows that go left first, each side in its order.</summary>
    private static int Divide(int[] rows, Part leaf, ushort[] codes, int cut, int[] spare)
    {
        var (left, right) = (leaf.Start, 0);
        for (var i = leaf.Start; i < leaf.End; i++)
        {
            if (codes[rows[i]] <= cut)
                rows[left++] = rows[i];
            else
                spare[right++] = rows[i];
        }

        spare.AsSpan(0, right).CopyTo(rows.AsSpan(left));
        return left;
    }

    private Part Look(int[] rows, int start, int end, int depth, double[] first, double[] second, int minLeaf, int mostDepth, double scale)
    {
        var (g, h, squares) = (0.0, 0.0, 0.0);
        for (var i = start; i < end; i++)
        {
            g += first[rows[i]];
            h += second[rows[i]];
            squares += first[rows[i]] * first[rows[i]];
        }

        // A split that gains nothing may still open the way to one that does (x XOR y), unless all rows are alike.
        var none = new Cut(-Rounding * squares, -1, 0, 0);
        var part = new Part(start, end, depth, g, h, none with { Gain = double.NegativeInfinity });
        if (depth >= mostDepth || end - start < 2 * minLeaf || !(squares - (g * g / (end - start)) > Rounding * scale))
            return part;
        var found = new Cut[columns.Length];
        var threads = (long)(end - start) * columns.Length > WorthThreads ? step.Threads : 1;
        Parallel.For(0, columns.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = step.Cancellation },
            j => found[j] = Best(j, rows.AsSpan(start, end - start), first, second, g, h, minLeaf, none));
        var best = none;
        foreach (var cut in found)
            best = cut.Column >= 0 && (best.Column < 0 || cut.Gain > best.Gain) ? cut : best;
        return best.Column < 0 ? part : part with { Best = best };
    }

    private Cut Best(int column, ReadOnlySpan<int> rows, double[] first, double[] second, double g, double h, int minLeaf, Cut best)
    {
        var bins = columns[column].Bins;
        if (bins < 2)
            return best;
        Span<double> sums = stackalloc double[2 * bins];
        Span<int> counts = stackalloc int[bins];
        sums.Clear();
        counts.Clear();
        var codesOf = codes[column];
        foreach (var row in rows)
        {
            var code = codesOf[row];
            sums[2 * code] += first[row];
            sums[(2 * code) + 1] += second[row];
            counts[code]++;
        }

        var (left, leftFirst, leftSecond, last) = (0, 0.0, 0.0, -1);
        var whole = g * g / (h + LeafPenalty);
        for (var code = 0; code < bins; code++)
        {
            if (counts[code] == 0)
                continue;
            if (last >= 0 && left >= minLeaf && rows.Length - left >= minLeaf)
            {
                var (rightFirst, rightSecond) = (g - leftFirst, h - leftSecond);
                var gain = (leftFirst * leftFirst / (leftSecond + LeafPenalty)) + (rightFirst * rightFirst / (rightSecond + LeafPenalty)) - whole;
                if (gain > best.Gain)
                    best = new Cut(gain, column, last, code);
            }

            left += counts[code];
            leftFirst += sums[2 * code];
            leftSecond += sums[(2 * code) + 1];
            last = code;
        }

        return best;
    }
}
