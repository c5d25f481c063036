using MathNet.Numerics;

namespace SdlPortal.Domain.Numerics;

/// <summary>The standard normal distribution, accurate in its tails. Pure functions.</summary>
public static class Normal
{
    private const double LogSqrtTwoPi = 0.91893853320467274178;

    /// <summary>Below this the tail is taken from a continued fraction, which does not cancel.</summary>
    private const double TailStart = -5;

    public static double Density(double z) => Math.Exp((-0.5 * z * z) - LogSqrtTwoPi);

    /// <summary>P(Z ≤ z) from erfc, with full relative accuracy in the lower tail (until it underflows near z = -38).</summary>
    public static double Cdf(double z) => 0.5 * SpecialFunctions.Erfc(-z / Math.Sqrt(2));

    /// <summary>log P(Z ≤ z), finite for every finite z.</summary>
    public static double LogCdf(double z)
    {
        if (z > 0)
            return Log1p(-Cdf(-z));
        if (z > TailStart)
            return Math.Log(Cdf(z));
        var (mills, _) = TailRatios(-z);
        return (-0.5 * z * z) - LogSqrtTwoPi + Math.Log(mills);
    }

    /// <summary>φ(z)/Φ(z), the derivative of log Φ, from its logarithm; finite for every finite z.</summary>
    public static double HazardBelow(double z, double logCdf) => Math.Exp((-0.5 * z * z) - LogSqrtTwoPi - logCdf);

    /// <summary>The z with P(Z ≤ z) = <paramref name="p"/>, 0 &lt; p &lt; 1.</summary>
    public static double Quantile(double p) => -Math.Sqrt(2) * SpecialFunctions.ErfcInv(2 * p);

    /// <summary>
    /// log h(z) with h(z) = φ(z) + z Φ(z), the expected excess of a standard normal over -z, and its derivative Φ(z)/h(z).
    /// The naive form cancels for negative z; from z = -5 down h = φ r₀ r₁ with the ratios of the repeated integrals of φ,
    /// rₙ₋₁ = 1/(|z| + n rₙ) (Abramowitz and Stegun 7.2.5 and 26.2.14), which are sums of positive terms only. Finite for every finite z.
    /// </summary>
    public static double LogExpectedExcess(double z, out double slope)
    {
        if (z > TailStart)
        {
            var cdf = Cdf(z);
            var h = Density(z) + (z * cdf);
            slope = cdf / h;
            return Math.Log(h);
        }

        var (mills, second) = TailRatios(-z);
        slope = 1 / second;
        return (-0.5 * z * z) - LogSqrtTwoPi + Math.Log(mills) + Math.Log(second);
    }

    /// <summary>h(z) = φ(z) + z Φ(z); 0 where it underflows (z below about -38).</summary>
    public static double ExpectedExcess(double z) =>
        z > TailStart ? Density(z) + (z * Cdf(z)) : Math.Exp(LogExpectedExcess(z, out _));

    /// <summary>r₀ = Q(x)/φ(x) and r₁ = h(-x)/Q(x) for x ≥ 5, relative error below 1e-15: 30 terms, closed by the ratio's own limit.</summary>
    private static (double R0, double R1) TailRatios(double x)
    {
        const int terms = 30;
        var ratio = 2 / (x + Math.Sqrt((x * x) + (4.0 * (terms + 1))));
        for (var n = terms; n >= 2; n--)
            ratio = 1 / (x + (n * ratio));
        return (1 / (x + ratio), ratio);
    }

    /// <summary>log(1 + x) for small x without losing its digits (Kahan's correction).</summary>
    private static double Log1p(double x)
    {
        var u = 1 + x;
        return u == 1 ? x : Math.Log(u) * x / (u - 1);
    }
}
