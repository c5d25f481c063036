using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Domain.MetaAnalysis.Gains;

/// <summary>What fresh experiments inside and outside of a region came to.</summary>
/// <param name="Superiority">The probability that an experiment inside comes out better than one outside, ties half, with its 95 % interval (sampling error of these experiments).</param>
/// <param name="MeanInside">On the metric's own scale; not a number without experiments.</param>
/// <param name="BestInside">On the metric's own scale.</param>
public sealed record RealizedGain(int Inside, int Outside, Estimate Superiority, double MeanInside, double MeanOutside, double BestInside, double BestOutside)
{
    /// <summary>Of experiments with a result, on the metric's own scale. Both kinds must have been drawn evenly (<see cref="EvidenceKind.Randomized"/>): what an optimizer chose says something else.</summary>
    public static RealizedGain Of(IReadOnlyList<double> inside, IReadOnlyList<double> outside, MetricGoal goal) => throw new NotImplementedException();
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
    public static GainScore Of(GainForecast forecast, RealizedGain realized) => throw new NotImplementedException();
}
