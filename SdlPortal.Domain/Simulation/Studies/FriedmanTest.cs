using MathNet.Numerics.Distributions;

namespace SdlPortal.Domain.Simulation.Studies;

/// <summary>
/// Do several strategies differ, judged by their ranks within blocks of the same luck (Friedman 1937; with the correction for ties of Conover 1999)?
/// </summary>
/// <param name="MeanRanks">One per strategy; 1 is the smallest value of every block, ties share their ranks.</param>
/// <param name="Statistic">Chi-squared distributed with strategies - 1 degrees of freedom where they do not differ.</param>
public sealed record FriedmanTest(IReadOnlyList<double> MeanRanks, int Blocks, double Statistic, double PValue)
{
    /// <param name="blocks">One row per block, one value per strategy, at least two of them; at least one block.</param>
    public static FriedmanTest Of(IReadOnlyList<IReadOnlyList<double>> blocks)
    {
        var (n, k) = (blocks.Count, blocks[0].Count);
        var ranks = blocks.Select(Ranks).ToList();
        var sums = Enumerable.Range(0, k).Select(j => ranks.Sum(r => r[j])).ToArray();

        // (k-1) Σ (Rⱼ - n(k+1)/2)² / (Σ r² - n k (k+1)²/4), which is Friedman's own form where nothing is tied.
        var spread = ranks.Sum(r => r.Sum(x => x * x)) - (n * k * (k + 1.0) * (k + 1) / 4);
        var between = sums.Sum(s => (s - (n * (k + 1) / 2.0)) * (s - (n * (k + 1) / 2.0)));
        var statistic = spread > 0 ? (k - 1) * between / spread : 0;
        return new FriedmanTest([.. sums.Select(s => s / n)], n, statistic, statistic > 0 ? 1 - ChiSquared.CDF(k - 1, statistic) : 1);
    }

    /// <summary>
    /// Two-sided p-value of "these two have the same mean rank": z = (Rᵢ - Rⱼ) / √(k (k+1) / (6 n)) (Demsar 2006, Journal of Machine Learning Research 7, 1);
    /// not corrected for the number of pairs.
    /// </summary>
    public double PairPValue(int first, int second)
    {
        var k = MeanRanks.Count;
        var z = (MeanRanks[first] - MeanRanks[second]) / Math.Sqrt(k * (k + 1) / (6.0 * Blocks));
        return 2 * Normal.CDF(0, 1, -Math.Abs(z));
    }

    private static double[] Ranks(IReadOnlyList<double> block) =>
        [.. block.Select(value => block.Count(other => other < value) + ((block.Count(other => other == value) + 1) / 2.0))];
}
