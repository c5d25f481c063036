namespace SdlPortal.Domain.MetaAnalysis.Survival;

/// <summary>Kaplan and Meier 1958, checked against R's survival. Pure; the order of subjects does not matter.</summary>
public static class KaplanMeier
{
    /// <exception cref="ArgumentException">Nobody, arrays of different lengths, or a time that is negative or no number.</exception>
    public static SurvivalCurve Estimate(string name, SurvivalSample sample, BandTransform transform = BandTransform.LogLog, double level = 0.95) => throw new NotImplementedException();

    /// <summary>S at a time: 1 before the first.</summary>
    public static double At(SurvivalCurve curve, double time) => throw new NotImplementedException();

    /// <summary>The first time at which S falls to 1 − p or below; where S is exactly 1 − p over a stretch, its midpoint. The interval turns the band around (Brookmeyer and Crowley 1982).</summary>
    public static QuantileTime Quantile(SurvivalCurve curve, double probability) => throw new NotImplementedException();

    /// <param name="upTo">Null for the last time.</param>
    public static RestrictedMean RestrictedMean(SurvivalCurve curve, double? upTo = null) => throw new NotImplementedException();
}
