namespace SdlPortal.Domain.MetaAnalysis.Gains;

/// <summary>How many fresh experiments a validation needs. Pure.</summary>
public static class ValidationSize
{
    public const int MostOfEach = 40;

    /// <returns>As many inside as outside that, if the region is worth its forecast's middle, show with this probability that it is better than the rest (one-sided, <see cref="GainScore.Level"/>); null where 40 of each do not.</returns>
    public static int? For(GainForecast forecast, double power = 0.8)
    {
        for (var each = GainScore.FewestOfEach; each <= MostOfEach; each++)
        {
            if (Power(each, each, forecast.Superiority.Mean) >= power)
                return each;
        }

        return null;
    }

    /// <summary>The probability that so many experiments show that the region is better, if that is its true gain.</summary>
    /// <param name="gain">Above 0, below 1.</param>
    public static double Power(int inside, int outside, double gain)
    {
        var (chance, wins) = (PairWins.Of(inside, outside, 0.5), PairWins.Of(inside, outside, gain));
        var (steps, fewest, tail) = (chance.Masses.Length - 1, chance.Masses.Length, 0.0);
        while (fewest > 0 && tail + chance.Masses[fewest - 1] <= GainScore.Level)
            tail += chance.Masses[--fewest];
        return PairWins.Sum(wins.Masses, fewest, steps);
    }
}
