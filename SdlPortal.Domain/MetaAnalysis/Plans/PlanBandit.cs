using SdlPortal.Domain.MetaAnalysis.Variants;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Plans;

/// <summary>How experiments are shared among regions and everything else: top-two Thompson sampling over the share of each that is in the target's top decile. Pure.</summary>
internal static class PlanBandit
{
    private const int Draws = 4000;

    /// <summary>What a draw's best gets, the rest going to its strongest rival: most, since experiments are for finding the best configuration, not only the best region.</summary>
    private const double Beta = 0.8;

    /// <summary>How far a task's share strays, in log odds, from that of the task it is like.</summary>
    private const double Stray = 0.5;

    /// <summary>What elsewhere gets at least: a region may be wrong.</summary>
    public const double LeastElsewhere = 0.1;

    /// <param name="arms">For each arm and draw of the belief the share in the top decile.</param>
    /// <param name="elsewhere">The arm that is outside of all regions; null where nothing is.</param>
    /// <returns>For each arm the probability of being best, and its share of the experiments.</returns>
    public static (double[] IsBest, double[] Shares) Allocate(PlanBelief belief, IReadOnlyList<double[]> arms, int? elsewhere, long seed)
    {
        var (best, second) = (new double[arms.Count], new double[arms.Count]);
        var values = new double[arms.Count];
        for (var d = 0; d < Draws; d++)
        {
            // Every draw has a stream of its own, so that one arm's values never change another's luck.
            var random = SeededRandom.Derive(seed, 0xBA2D, d);
            var draw = belief.DrawTask(random);
            for (var a = 0; a < values.Length; a++)
            {
                var share = Math.Clamp(draw is { } s ? arms[a][s] : 0.1, 0.002, 0.998);
                values[a] = Math.Log(share / (1 - share)) + (Stray * random.NextNormal());
            }

            var first = Largest(values, -1);
            best[first] += 1.0 / Draws;
            if (values.Length > 1)
                second[Largest(values, first)] += 1.0 / Draws;
        }

        var shares = arms.Count == 1 ? [1.0] : TopTwo.Shares(best, second, Beta);
        if (elsewhere is { } e && arms.Count > 1 && shares[e] < LeastElsewhere)
        {
            var rest = 1 - shares[e];
            for (var a = 0; a < shares.Length; a++)
                shares[a] = a == e ? LeastElsewhere : shares[a] * (1 - LeastElsewhere) / rest;
        }

        return (best, shares);
    }

    /// <summary>Whole numbers that add up to <paramref name="total"/> (largest remainders, earlier arms first); elsewhere gets one where there are four or more.</summary>
    public static int[] Counts(double[] shares, int total, int? elsewhere)
    {
        var sum = shares.Sum();
        var exact = shares.Select(s => s / sum * total).ToArray();
        var counts = exact.Select(e => (int)Math.Floor(e + 1e-9)).ToArray();
        foreach (var a in Enumerable.Range(0, counts.Length).OrderByDescending(a => exact[a] - counts[a]).ThenBy(a => a).Take(total - counts.Sum()))
            counts[a]++;
        if (elsewhere is { } e && counts[e] == 0 && total >= 4 && counts.Length > 1)
        {
            var richest = Array.IndexOf(counts, counts.Max());
            counts[richest]--;
            counts[e]++;
        }

        return counts;
    }

    private static int Largest(double[] values, int without)
    {
        var at = -1;
        for (var a = 0; a < values.Length; a++)
        {
            if (a != without && (at < 0 || values[a] > values[at]))
                at = a;
        }

        return at;
    }
}
