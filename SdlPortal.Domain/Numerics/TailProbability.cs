using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace SdlPortal.Domain.Numerics;

/// <summary>p-values with full relative accuracy in the far tail (1 − F(x) loses it), and quantiles polished to the last digits. Pure.</summary>
public static class TailProbability
{
    /// <summary>2 P(Z ≤ −|z|).</summary>
    public static double NormalTwoSided(double z) => double.IsNaN(z) ? double.NaN : 2 * Normal.Cdf(-Math.Abs(z));

    /// <summary>2 P(T ≤ −|t|), Student's t; by the incomplete beta function (Abramowitz and Stegun 26.7.1), which does not cancel.</summary>
    public static double StudentTwoSided(double t, double degreesOfFreedom)
    {
        if (double.IsNaN(t) || double.IsNaN(degreesOfFreedom) || degreesOfFreedom <= 0)
            return double.NaN;
        if (double.IsInfinity(degreesOfFreedom))
            return NormalTwoSided(t);
        return double.IsInfinity(t) ? 0 : SpecialFunctions.BetaRegularized(degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + (t * t)));
    }

    /// <summary>P(X ≥ x), chi-squared.</summary>
    public static double ChiSquaredUpper(double x, double degreesOfFreedom) =>
        double.IsNaN(x) || degreesOfFreedom <= 0 ? double.NaN : x <= 0 ? 1 : double.IsInfinity(x) ? 0 : SpecialFunctions.GammaUpperRegularized(degreesOfFreedom / 2, x / 2);

    /// <summary>P(X ≥ x), Fisher's F.</summary>
    public static double FisherUpper(double x, double numerator, double denominator) =>
        double.IsNaN(x) || numerator <= 0 || denominator <= 0 ? double.NaN : x <= 0 ? 1 : double.IsInfinity(x) ? 0
            : SpecialFunctions.BetaRegularized(denominator / 2, numerator / 2, denominator / (denominator + (numerator * x)));

    /// <summary>The z with P(|Z| ≤ z) = level.</summary>
    public static double NormalCritical(double level) => Normal.Quantile((1 + level) / 2);

    /// <summary>The t with P(|T| ≤ t) = level; not a number without degrees of freedom.</summary>
    public static double StudentCritical(double level, double degreesOfFreedom)
    {
        if (double.IsNaN(degreesOfFreedom) || degreesOfFreedom <= 0)
            return double.NaN;
        if (degreesOfFreedom > 1e7)
            return NormalCritical(level);
        var t = StudentT.InvCDF(0, 1, degreesOfFreedom, (1 + level) / 2);
        for (var i = 0; i < 3; i++)
            t -= (1 - level - StudentTwoSided(t, degreesOfFreedom)) / (-2 * StudentT.PDF(0, 1, degreesOfFreedom, t));
        return t;
    }

    /// <summary>The x with P(X ≤ x) = p, chi-squared.</summary>
    public static double ChiSquaredQuantile(double p, double degreesOfFreedom)
    {
        var x = ChiSquared.InvCDF(degreesOfFreedom, p);
        for (var i = 0; i < 3; i++)
        {
            var step = (ChiSquaredUpper(x, degreesOfFreedom) - (1 - p)) / ChiSquared.PDF(degreesOfFreedom, x);
            // Near 0 a step may overshoot; half of what is there is as far as one may go.
            x = Math.Max(x / 2, x + step);
        }

        return x;
    }
}
