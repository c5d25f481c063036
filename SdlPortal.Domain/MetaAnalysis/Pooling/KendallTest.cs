using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Pooling;

/// <summary>Kendall's rank correlation and its test: tau-b; exact without ties (as R's cor.test with exact = TRUE), by the normal distribution with corrected variance otherwise. O(n²). Pure.</summary>
internal static class KendallTest
{
    private const int MostExact = 200;

    public static (double Tau, double PValue, bool IsExact) Of(double[] x, double[] y)
    {
        var n = x.Length;
        var (score, pairs) = (0L, (long)n * (n - 1) / 2);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
                score += Math.Sign(x[i].CompareTo(x[j]) * y[i].CompareTo(y[j]));
        }

        var (tiesX, tiesY) = (Ties(x), Ties(y));
        var tau = score / (Math.Sqrt(pairs - Pairs(tiesX)) * Math.Sqrt(pairs - Pairs(tiesY)));
        if (tiesX.Count == 0 && tiesY.Count == 0 && n <= MostExact)
            return (tau, Exact(n, (score + pairs) / 2), true);
        return (tau, TailProbability.NormalTwoSided(score / Math.Sqrt(Variance(n, tiesX, tiesY))), false);
    }

    private static List<long> Ties(double[] values) => [.. values.GroupBy(v => v).Select(g => (long)g.Count()).Where(c => c > 1)];

    private static double Pairs(List<long> ties) => ties.Sum(t => t * (t - 1) / 2.0);

    /// <summary>Kendall 1970, Rank Correlation Methods, eq. 5.3.</summary>
    private static double Variance(int n, List<long> x, List<long> y)
    {
        double Cubic(List<long> ties) => ties.Sum(t => (double)t * (t - 1) * ((2 * t) + 5));
        double Triple(List<long> ties) => ties.Sum(t => (double)t * (t - 1) * (t - 2));
        var pairs = (double)n * (n - 1);
        return (((pairs * ((2 * n) + 5)) - Cubic(x) - Cubic(y)) / 18)
            + (2 * Pairs(x) * Pairs(y) / pairs)
            + (n > 2 ? Triple(x) * Triple(y) / (9 * pairs * (n - 2)) : 0);
    }

    /// <summary>Two-sided, from the number of concordant pairs: the share of orders with at most (at least) as many.</summary>
    private static double Exact(int n, long concordant)
    {
        var most = n * (n - 1) / 2;
        var share = new double[most + 1];
        share[0] = 1;
        for (int size = 2, end = 0; size <= n; size++)
        {
            // One more item falls with equal chance behind 0 … size − 1 of the others: a moving mean of the shares so far.
            var next = new double[most + 1];
            end += size - 1;
            var window = 0.0;
            for (var c = 0; c <= end; c++)
            {
                window += share[c];
                if (c >= size)
                    window -= share[c - size];
                next[c] = window / size;
            }

            share = next;
        }

        // The distribution is symmetric; the smaller tail is summed, so that turning the order around gives the same bits.
        var (tail, last) = (0.0, Math.Min(concordant, most - concordant));
        for (var c = 0; c <= last; c++)
            tail += share[c];
        return Math.Min(1, 2 * tail);
    }
}
