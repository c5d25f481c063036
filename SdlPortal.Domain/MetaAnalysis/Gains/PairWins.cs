using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Gains;

/// <summary>
/// What the share of won pairs of n experiments inside and m outside comes to by chance when its true value is known. Immutable.
/// </summary>
/// <param name="Masses">Of the values 0, 1/(length − 1), …, 1; sum to 1.</param>
internal sealed record PairWins(double[] Masses)
{
    /// <summary>Above so many pairs the exact distribution is replaced by a beta distribution of the same mean and variance.</summary>
    private const int MostExact = 900;

    /// <summary>
    /// Half of Lehmann's alternatives F(inside) = F(outside)^k, half of their mirror image 1 − F(outside) = (1 − F(inside))^k with k = A / (1 − A) (Lehmann 1953, Ann. Math. Stat. 24, 23): under them the order of all experiments has a closed form
    /// (the next best of r and s left is an inside one with probability r k / (r k + s)), from which the distribution of won pairs follows exactly, by counting. Their variance is that of Hanley and McNeil (<see cref="Superiority.ModelVariance"/>), the mean of both orientations.
    /// </summary>
    /// <param name="truth">The true superiority A, 0 &lt; A &lt; 1.</param>
    public static PairWins Of(int inside, int outside, double truth)
    {
        if ((long)inside * outside > MostExact)
            return Beta(inside, outside, truth);
        var odds = truth / (1 - truth);
        var (first, second) = (Lehmann(inside, outside, odds), Lehmann(outside, inside, odds));
        for (var u = 0; u < first.Length; u++)
            first[u] = (first[u] + second[u]) / 2;
        return new PairWins(first);
    }

    /// <summary>P(share ≤ value).</summary>
    public double UpTo(double value) => Sum(Masses, 0, (int)Math.Floor((value * (Masses.Length - 1)) + 1e-6));

    /// <summary>P(share ≥ value).</summary>
    public double From(double value) => Sum(Masses, (int)Math.Ceiling((value * (Masses.Length - 1)) - 1e-6), Masses.Length - 1);

    internal static double Sum(double[] masses, int from, int to)
    {
        var sum = 0.0;
        for (var u = Math.Max(0, from); u <= to && u < masses.Length; u++)
            sum += masses[u];
        return sum;
    }

    /// <summary>Rows of the table for 0, 1, … of the first kind left; entry s of a row: how many pairs the rest wins, with s of the second kind left.</summary>
    private static double[] Lehmann(int n, int m, double odds)
    {
        var before = new double[m + 1][];
        for (var s = 0; s <= m; s++)
            before[s] = [1.0];
        for (var r = 1; r <= n; r++)
        {
            var row = new double[m + 1][];
            row[0] = [1.0];
            for (var s = 1; s <= m; s++)
            {
                var wins = r * odds / ((r * odds) + s);
                var masses = row[s] = new double[(r * s) + 1];
                // Picked as the best of what is left it beats all s of the second kind.
                for (var u = 0; u < before[s].Length; u++)
                    masses[u + s] += wins * before[s][u];
                for (var u = 0; u < row[s - 1].Length; u++)
                    masses[u] += (1 - wins) * row[s - 1][u];
            }

            before = row;
        }

        return before[m];
    }

    private static PairWins Beta(int inside, int outside, double truth)
    {
        const int steps = 1000;
        var variance = (Superiority.ModelVariance(truth, inside, outside) + Superiority.ModelVariance(truth, outside, inside)) / 2;
        var size = (truth * (1 - truth) / variance) - 1;
        var (masses, before) = (new double[steps + 1], 0.0);
        for (var u = 0; u <= steps; u++)
        {
            var upTo = u == steps ? 1 : MathNet.Numerics.SpecialFunctions.BetaRegularized(truth * size, (1 - truth) * size, (u + 0.5) / steps);
            (masses[u], before) = (upTo - before, upTo);
        }

        return new PairWins(masses);
    }
}
