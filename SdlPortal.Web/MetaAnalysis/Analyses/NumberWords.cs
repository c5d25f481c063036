using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Web.MetaAnalysis.Analyses;

/// <summary>Numbers of findings in words. Pure.</summary>
internal static class NumberWords
{
    /// <summary>"not known" for what is no number.</summary>
    public static string Of(double value, string? unit = null, int digits = 3) => double.IsNaN(value) ? "not known" : Quantity.Text(value, unit, digits);

    /// <summary>"0.12 to 0.34".</summary>
    public static string Range(double low, double high, string? unit = null, int digits = 3) =>
        double.IsNaN(low) && double.IsNaN(high) ? "not known" : $"{Of(low, null, digits)} to {Of(high, unit, digits)}";

    public static string Range(Interval interval, string? unit = null) => Range(interval.Low, interval.High, unit);

    /// <summary>"0.2 (0.12 to 0.34)".</summary>
    public static string With(double value, double low, double high) => $"{Of(value)} ({Range(low, high)})";

    public static string With(EffectEstimate estimate) => With(estimate.Value, estimate.Interval.Low, estimate.Interval.High);

    public static string With(Estimate estimate) => With(estimate.Mean, estimate.Low, estimate.High);

    /// <summary>"56 %": of a share.</summary>
    public static string Percent(double share) => double.IsNaN(share) ? "not known" : Quantity.Text(100 * share, "%", share is > 0.1 and < 0.9 ? 2 : 3);

    /// <summary>"56 % (30 to 80 %)".</summary>
    public static string Percent(Estimate share) => $"{Percent(share.Mean)} ({PercentRange(share.Low, share.High)})";

    public static string PercentRange(double low, double high) => double.IsNaN(low) || double.IsNaN(high) ? "not known" : $"{Quantity.Text(100 * low, digits: 2)} to {Quantity.Text(100 * high, "%", 2)}";

    /// <summary>"p 0.012", "p below 0.001".</summary>
    public static string P(double p) => double.IsNaN(p) ? "not tested" : p < 0.001 ? "p below 0.001" : string.Create(CultureInfo.InvariantCulture, $"p {p:0.###}");

    /// <summary>For a cell under the heading p.</summary>
    public static string PCell(double p) => double.IsNaN(p) ? "" : p < 0.001 ? "< 0.001" : string.Create(CultureInfo.InvariantCulture, $"{p:0.000}");
}
