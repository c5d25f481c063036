using System.Globalization;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Domain.MetaAnalysis.Gains;

/// <summary>Gains in sentences for people. Pure.</summary>
internal static class GainWords
{
    public static string Sentence(Estimate expected, RealizedGain realized, GainVerdict verdict)
    {
        if (realized.Inside == 0 || realized.Outside == 0)
            return $"{realized.Inside} experiments inside and {realized.Outside} outside have a result; at least {GainScore.FewestOfEach} of each are needed to say anything.";
        var came = $"Inside beat outside in {Share(realized.Superiority.Mean)} of the pairs of {realized.Inside} inside and {realized.Outside} outside ({Range(realized.Superiority)} by sampling); {Range(expected)} was expected.";
        return came + verdict switch
        {
            GainVerdict.Open => $" At least {GainScore.FewestOfEach} of each are needed to say more.",
            GainVerdict.AsForecast => " The region is better, as forecast.",
            GainVerdict.BetterButNotAsForecast => realized.Superiority.Mean < expected.Low ? " The region is better, but by less than forecast." : " The region is better, by more than forecast.",
            GainVerdict.NotShown => GainScore.Holds(expected, realized.Superiority.Mean) ? " That does not show that the region is better, and does not speak against the forecast either." : " That does not show that the region is better, and is outside of what was forecast.",
            GainVerdict.Contradicted => " The region is worse than the rest.",
            _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "No such verdict."),
        };
    }

    public static string Share(double share) => share.ToString("P0", CultureInfo.InvariantCulture);

    public static string Range(Estimate range) => string.Create(CultureInfo.InvariantCulture, $"{100 * range.Low:0} to {100 * range.High:0} %");
}
