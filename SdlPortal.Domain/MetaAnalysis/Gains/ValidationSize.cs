namespace SdlPortal.Domain.MetaAnalysis.Gains;

/// <summary>How many fresh experiments a validation needs. Pure.</summary>
public static class ValidationSize
{
    /// <returns>As many inside as outside that, if the region is worth its forecast's mean, show with this probability that it is better than the rest (one-sided, 5 %); null where 40 of each do not.</returns>
    public static int? For(GainForecast forecast, double power = 0.8) => throw new NotImplementedException();
}
