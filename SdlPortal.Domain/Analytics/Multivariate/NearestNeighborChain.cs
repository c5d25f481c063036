namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>Hierarchical clustering by chains of nearest neighbors (Murtagh 1983, Computer Journal 26, 354): O(n²), and the same tree as merging the two nearest clusters again and again. Pure.</summary>
public static class NearestNeighborChain
{
    /// <param name="distances">n x n, symmetric, finite; Euclidean for <see cref="Linkage.Ward"/>. Overwritten.</param>
    /// <returns>n − 1 merges, the lowest first.</returns>
    public static Link[] Of(double[] distances, int n, Linkage linkage, AnalysisStep step)
    {
        if (n < 2)
            return [];
        var d = distances;
        if (linkage == Linkage.Ward)
        {
            for (var i = 0; i < d.Length; i++)
                d[i] *= d[i];
        }

        var sizes = new int[n];
        Array.Fill(sizes, 1);
        // Living clusters stand in one list, so that a search passes no dead ones.
        var living = new List<int>(Enumerable.Range(0, n));
        var merges = new (int A, int B, double Height)[n - 1];
        var chain = new int[n];
        var length = 0;
        for (var merge = 0; merge < n - 1; merge++)
        {
            if (merge % 64 == 0)
            {
                step.Cancellation.ThrowIfCancellationRequested();
                step.Report((double)merge / n, null);
            }

            if (length == 0)
                chain[length++] = living[0];
            int last, nearest;
            double smallest;
            while (true)
            {
                last = chain[length - 1];
                // Of equals the one before wins, or the chain could go in a circle.
                (nearest, smallest) = length > 1 ? (chain[length - 2], d[(last * n) + chain[length - 2]]) : (-1, double.PositiveInfinity);
                foreach (var other in living)
                {
                    if (other != last && d[(last * n) + other] < smallest)
                        (nearest, smallest) = (other, d[(last * n) + other]);
                }

                if (nearest < 0)
                    nearest = living.Find(other => other != last);
                if (length > 1 && nearest == chain[length - 2])
                    break;
                chain[length++] = nearest;
            }

            length -= 2;
            var (gone, kept) = last < nearest ? (last, nearest) : (nearest, last);
            merges[merge] = (gone, kept, smallest);
            living.Remove(gone);
            foreach (var other in living)
            {
                if (other == kept)
                    continue;
                var merged = Merged(linkage, d[(gone * n) + other], d[(kept * n) + other], smallest, sizes[gone], sizes[kept], sizes[other]);
                d[(kept * n) + other] = merged;
                d[(other * n) + kept] = merged;
            }

            sizes[kept] += sizes[gone];
        }

        return Named(merges, n, linkage);
    }

    /// <summary>Distance of a merged cluster from another (Lance and Williams 1967).</summary>
    private static double Merged(Linkage linkage, double a, double b, double between, double sizeA, double sizeB, double sizeOther) => linkage switch
    {
        Linkage.Average => ((sizeA * a) + (sizeB * b)) / (sizeA + sizeB),
        Linkage.Complete => Math.Max(a, b),
        Linkage.Single => Math.Min(a, b),
        _ => (((sizeA + sizeOther) * a) + ((sizeB + sizeOther) * b) - (sizeOther * between)) / (sizeA + sizeB + sizeOther),
    };

    /// <summary>Merges in the order of their heights, with the nodes that each joins.</summary>
    private static Link[] Named((int A, int B, double Height)[] merges, int n, Linkage linkage)
    {
        var links = new Link[n - 1];
        var (above, node, size) = (Enumerable.Range(0, n).ToArray(), Enumerable.Range(0, n).ToArray(), new int[n]);
        Array.Fill(size, 1);
        int Root(int i)
        {
            while (above[i] != i)
                i = above[i] = above[above[i]];
            return i;
        }

        var (at, highest) = (0, 0.0);
        foreach (var (a, b, height) in merges.OrderBy(m => m.Height))
        {
            var (rootA, rootB) = (Root(a), Root(b));
            // Rounding must not make a merge lower than one before.
            highest = Math.Max(highest, linkage == Linkage.Ward ? Math.Sqrt(Math.Max(0, height)) : height);
            links[at] = new Link(Math.Min(node[rootA], node[rootB]), Math.Max(node[rootA], node[rootB]), highest, size[rootA] + size[rootB]);
            above[rootA] = rootB;
            (node[rootB], size[rootB]) = (n + at, links[at].Size);
            at++;
        }

        return links;
    }
}
