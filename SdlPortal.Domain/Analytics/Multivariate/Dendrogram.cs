namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>What can be read from a tree of merges. Pure.</summary>
public static class Dendrogram
{
    private const int MostSweeps = 20;

    /// <summary>
    /// Leaves from left to right, so that no lines cross and neighbors are near each other: subtrees are turned when they are merged, then again while a turn brings the neighbors at its ends nearer. Not always the best of all orders
    /// (Bar-Joseph et al. 2001 has it in O(n³)), and never worse than before a turn.
    /// </summary>
    /// <param name="distance">Of two leaves.</param>
    public static int[] Order(IReadOnlyList<Link> links, Func<int, int, double> distance)
    {
        var n = links.Count + 1;
        var parts = new Dictionary<int, int[]>();
        int[] Leaves(int node) => node < n ? [node] : parts.Remove(node, out var leaves) ? leaves : throw new ArgumentException("A node is merged twice.", nameof(links));
        for (var i = 0; i < links.Count; i++)
        {
            var (left, right) = (Leaves(links[i].Left), Leaves(links[i].Right));
            ReadOnlySpan<double> ways = [distance(left[^1], right[0]), distance(left[^1], right[^1]), distance(left[0], right[0]), distance(left[0], right[^1])];
            var best = 0;
            for (var w = 1; w < ways.Length; w++)
                best = ways[w] < ways[best] ? w : best;
            if (best >= 2)
                Array.Reverse(left);
            if (best % 2 == 1)
                Array.Reverse(right);
            parts[n + i] = [.. left, .. right];
        }

        int[] order = n == 1 ? [0] : parts[n + links.Count - 1];
        Turn(links, order, distance);
        // Of an order and its mirror image the one that begins with the smaller leaf.
        if (order[0] > order[^1])
            Array.Reverse(order);
        return order;
    }

    /// <summary>The cluster of each leaf when the tree is cut into k, numbered by size, the largest 0; of equals the one with the smallest leaf first.</summary>
    public static int[] Cut(IReadOnlyList<Link> links, int k)
    {
        var n = links.Count + 1;
        var owner = new int[n + links.Count];
        Array.Fill(owner, -1);
        var roots = new List<int>();
        var merged = Math.Clamp(n - k, 0, links.Count);
        for (var node = n + merged - 1; node >= 0; node--)
        {
            if (owner[node] < 0)
            {
                owner[node] = roots.Count;
                roots.Add(node);
            }

            if (node >= n)
                (owner[links[node - n].Left], owner[links[node - n].Right]) = (owner[node], owner[node]);
        }

        return BySize(owner.AsSpan(0, n), roots.Count);
    }

    /// <summary>The same groups, numbered by size, the largest 0; of equals the one that comes first. Empty ones come last.</summary>
    internal static int[] BySize(ReadOnlySpan<int> labels, int groups)
    {
        var (sizes, first) = (new int[groups], new int[groups]);
        Array.Fill(first, int.MaxValue);
        for (var i = 0; i < labels.Length; i++)
        {
            sizes[labels[i]]++;
            first[labels[i]] = Math.Min(first[labels[i]], i);
        }

        var place = new int[groups];
        var at = 0;
        foreach (var g in Enumerable.Range(0, groups).OrderByDescending(g => sizes[g]).ThenBy(g => first[g]))
            place[g] = at++;
        var named = new int[labels.Length];
        for (var i = 0; i < named.Length; i++)
            named[i] = place[labels[i]];
        return named;
    }

    /// <summary>The correlation of the distances of leaves with the heights at which they meet; not a number for fewer than 3 leaves or where all are alike.</summary>
    public static double Cophenetic(IReadOnlyList<Link> links, Func<int, int, double> distance)
    {
        var n = links.Count + 1;
        if (n < 3)
            return double.NaN;
        var members = new List<int>?[n + links.Count];
        double count = 0, meanD = 0, meanH = 0, dd = 0, hh = 0, dh = 0;
        for (var i = 0; i < links.Count; i++)
        {
            var (left, right) = (members[links[i].Left] ?? [links[i].Left], members[links[i].Right] ?? [links[i].Right]);
            foreach (var a in left)
            {
                foreach (var b in right)
                {
                    // Welford's running means, as heights may be far from 0.
                    var (d, h) = (distance(a, b), links[i].Height);
                    count++;
                    var (fromD, fromH) = (d - meanD, h - meanH);
                    meanD += fromD / count;
                    meanH += fromH / count;
                    dd += fromD * (d - meanD);
                    hh += fromH * (h - meanH);
                    dh += fromD * (h - meanH);
                }
            }

            left.AddRange(right);
            (members[links[i].Left], members[links[i].Right], members[n + i]) = (null, null, left);
        }

        return dd > 0 && hh > 0 ? Math.Clamp(dh / Math.Sqrt(dd) / Math.Sqrt(hh), -1, 1) : double.NaN;
    }

    private static void Turn(IReadOnlyList<Link> links, int[] order, Func<int, int, double> distance)
    {
        var n = order.Length;
        // Where each subtree begins; its leaves always stand side by side.
        var place = new int[n];
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            for (var i = 0; i < n; i++)
                place[order[i]] = i;
            var start = new int[n + links.Count];
            place.CopyTo(start, 0);
            for (var i = 0; i < links.Count; i++)
                start[n + i] = Math.Min(start[links[i].Left], start[links[i].Right]);
            var turned = false;
            // From the root down: a turn moves what is below, so the next sweep looks there again.
            var moved = new bool[n];
            for (var i = links.Count - 2; i >= 0; i--)
            {
                var (from, to) = (start[n + i], start[n + i] + links[i].Size - 1);
                if (moved[from] || moved[to])
                    continue;
                var gain = (from > 0 ? distance(order[from - 1], order[from]) - distance(order[from - 1], order[to]) : 0)
                    + (to < n - 1 ? distance(order[to], order[to + 1]) - distance(order[from], order[to + 1]) : 0);
                if (gain <= 1e-12)
                    continue;
                Array.Reverse(order, from, links[i].Size);
                Array.Fill(moved, true, from, links[i].Size);
                turned = true;
            }

            if (!turned)
                return;
        }
    }
}
