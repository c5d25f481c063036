namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>How far two ways of grouping the same things agree, whatever the groups are called. Pure.</summary>
public static class ClusterAgreement
{
    /// <summary>Pairs that both put together or both keep apart, corrected for chance: 1 for the same groups, around 0 for chance (Hubert and Arabie 1985, J. Classif. 2, 193).</summary>
    public static double AdjustedRand(IReadOnlyList<int> a, IReadOnlyList<int> b)
    {
        var (cells, ofA, ofB) = Counts(a, b);
        var (both, pairsA, pairsB, all) = (cells.Sum(Pairs), ofA.Sum(Pairs), ofB.Sum(Pairs), Pairs(a.Count));
        var chance = all > 0 ? pairsA * pairsB / all : 0;
        var most = (pairsA + pairsB) / 2;
        return most - chance == 0 ? 1 : (both - chance) / (most - chance);
    }

    /// <summary>Mutual information over the mean of the two entropies: 0 to 1; 1 where both have one group.</summary>
    public static double NormalizedMutualInformation(IReadOnlyList<int> a, IReadOnlyList<int> b)
    {
        var (cells, ofA, ofB) = Counts(a, b);
        var (entropyA, entropyB, joint) = (Entropy(ofA, a.Count), Entropy(ofB, a.Count), Entropy(cells, a.Count));
        return entropyA + entropyB == 0 ? 1 : Math.Clamp(2 * (entropyA + entropyB - joint) / (entropyA + entropyB), 0, 1);
    }

    private static (double[] Cells, double[] A, double[] B) Counts(IReadOnlyList<int> a, IReadOnlyList<int> b)
    {
        if (a.Count != b.Count)
            throw new ArgumentException("Both have to name a group for each thing.", nameof(b));
        return (Sizes(a.Zip(b)), Sizes(a), Sizes(b));
    }

    private static double[] Sizes<T>(IEnumerable<T> groups) => [.. groups.GroupBy(g => g).Select(g => (double)g.Count())];

    private static double Pairs(double count) => count * (count - 1) / 2;

    private static double Entropy(double[] sizes, double all) => -sizes.Sum(s => s / all * Math.Log(s / all));
}
