using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Domain.MetaAnalysis.Gains;

/// <summary>What fresh experiments inside and outside of a region came to.</summary>
/// <param name="Superiority">The probability that an experiment inside comes out better than one outside, ties half, with its 95 % interval (sampling error of these experiments, <see cref="Gains.Superiority.Range"/>); not a number, from 0 to 1, where there are none on one of the sides.</param>
/// <param name="MeanInside">On the metric's own scale; not a number without experiments.</param>
/// <param name="BestInside">On the metric's own scale.</param>
public sealed record RealizedGain(int Inside, int Outside, Estimate Superiority, double MeanInside, double MeanOutside, double BestInside, double BestOutside)
{
    /// <summary>Of experiments with a result, on the metric's own scale. Both kinds must have been drawn evenly (<see cref="EvidenceKind.Randomized"/>): what an optimizer chose says something else.</summary>
    public static RealizedGain Of(IReadOnlyList<double> inside, IReadOnlyList<double> outside, MetricGoal goal)
    {
        if (inside.Concat(outside).Any(v => !double.IsFinite(v)))
            throw new ArgumentException("A result that is not a finite number cannot be compared; leave experiments without a result out.");
        var sign = goal == MetricGoal.Minimize ? -1 : 1;
        return new RealizedGain(inside.Count, outside.Count, Compared(inside, outside, sign), Mean(inside), Mean(outside), Best(inside, sign), Best(outside, sign));
    }

    private static Estimate Compared(IReadOnlyList<double> inside, IReadOnlyList<double> outside, int sign)
    {
        if (inside.Count == 0 || outside.Count == 0)
            return new Estimate(double.NaN, 0, 1);
        var gain = Gains.Superiority.Of([.. inside.Select(v => sign * v)], [.. outside.Select(v => sign * v)]);
        var range = gain.Range(TailProbability.NormalCritical(0.95));
        return new Estimate(gain.Value, range.Low, range.High);
    }

    private static double Mean(IReadOnlyList<double> values) => values.Count == 0 ? double.NaN : values.Sum() / values.Count;

    private static double Best(IReadOnlyList<double> values, int sign) => values.Count == 0 ? double.NaN : sign > 0 ? values.Max() : values.Min();
}

/// <summary>How fresh experiments speak about a forecast.</summary>
public enum GainVerdict
{
    /// <summary>Too few experiments to say anything.</summary>
    Open,

    /// <summary>The region is better than the rest, and the forecast's interval for so many experiments holds what came.</summary>
    AsForecast,

    /// <summary>The region is better than the rest, but by less or more than forecast.</summary>
    BetterButNotAsForecast,

    /// <summary>Nothing shows that the region is better.</summary>
    NotShown,

    /// <summary>The region is worse than the rest.</summary>
    Contradicted,
}

/// <summary>Predicted against realized.</summary>
/// <param name="Expected">The 95 % interval for the realized gain of so many experiments: the forecast's with the experiments' own sampling error added.</param>
/// <param name="IsInside">Whether what came lies in it.</param>
public sealed record GainScore(GainForecast Forecast, RealizedGain Realized, Estimate Expected, bool IsInside, GainVerdict Verdict, string Sentence)
{
    /// <summary>With fewer experiments on a side nothing is said: even if all of one side won, chance could not be ruled out well.</summary>
    public const int FewestOfEach = 5;

    /// <summary>One-sided, of "inside is better than outside" and of "inside is worse": the probability of as good (poor) a result or better (poorer) if there is no difference, exact without ties.</summary>
    public const double Level = 0.05;

    /// <param name="realized">Of randomized experiments.</param>
    public static GainScore Of(GainForecast forecast, RealizedGain realized)
    {
        if (realized.Inside == 0 || realized.Outside == 0)
            return new GainScore(forecast, realized, forecast.Superiority, false, GainVerdict.Open, GainWords.Sentence(forecast.Superiority, realized, GainVerdict.Open));
        var expected = ExpectedGains.Range(ExpectedGains.For(realized.Inside, realized.Outside).Of(ExpectedGains.Prior(forecast)), 0.95);
        var (came, isInside) = (realized.Superiority.Mean, Holds(expected, realized.Superiority.Mean));
        var chance = PairWins.Of(realized.Inside, realized.Outside, 0.5);
        var verdict = Math.Min(realized.Inside, realized.Outside) < FewestOfEach ? GainVerdict.Open
            : chance.UpTo(came) <= Level ? GainVerdict.Contradicted
            : chance.From(came) > Level ? GainVerdict.NotShown
            : isInside ? GainVerdict.AsForecast : GainVerdict.BetterButNotAsForecast;
        return new GainScore(forecast, realized, expected, isInside, verdict, GainWords.Sentence(expected, realized, verdict));
    }

    /// <summary>Shares of pairs are fractions; the last bits of their sums must not decide.</summary>
    internal static bool Holds(Estimate range, double value) => value >= range.Low - 1e-9 && value <= range.High + 1e-9;
}
