using System.Runtime.Intrinsics;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Optimization.MultiObjective;

/// <summary>
/// How good a value of a modeled output is, larger is better: the value itself, or for an output that is to hit a target t the negative distance
/// -|y - t|, whose expectations under a normal prediction are known in closed form.
/// </summary>
/// <param name="Target">The value sought, in the output's units; null where the output is to be as large as possible.</param>
public readonly record struct Merit(double? Target)
{
    /// <summary>The merit of a value.</summary>
    public double Of(double output) => Target is { } target ? -Math.Abs(output - target) : output;

    /// <summary>
    /// log E max(merit(y) - level, 0) for y ~ N(mean, sd²) with its derivatives by mean and sd. For a value: sd h(z), z = (mean - level)/sd,
    /// h(z) = φ(z) + z Φ(z). For a distance d = -level from the target, u = (mean - t)/sd and δ = d/sd: sd (h(u+δ) - 2 h(u) + h(u-δ)), the expectation of a tent
    /// of height d over [t - d, t + d]; minus infinity where d is not above 0.
    /// </summary>
    public double LogExcess(double mean, double sd, double level, out double byMean, out double bySd)
    {
        if (Target is not { } target)
        {
            var z = (mean - level) / sd;
            var log = Normal.LogExpectedExcess(z, out var slope);
            (byMean, bySd) = (slope / sd, (1 - (z * slope)) / sd);
            return Math.Log(sd) + log;
        }

        if (!(level < 0))
        {
            (byMean, bySd) = (0, 0);
            return double.NegativeInfinity;
        }

        var (u, delta) = ((mean - target) / sd, -level / sd);

        // The tent is symmetric; on its left side the terms are sums of positive parts far into the tail.
        var tent = LogTent(-Math.Abs(u), delta, out var byU, out var byDelta);
        byU = u > 0 ? -byU : byU;
        byMean = byU / sd;
        bySd = (1 - (u * byU) - (delta * byDelta)) / sd;
        return Math.Log(sd) + tent;
    }

    /// <summary>E max(merit(y) - level, 0) for eight predictions at a time, with its derivatives; 0 where it underflows.</summary>
    internal Vector512<double> Excess(Vector512<double> mean, Vector512<double> sd, double level, out Vector512<double> byMean, out Vector512<double> bySd)
    {
        if (Target is not { } target)
        {
            (bySd, byMean, var excess) = NormalLanes.All((mean - Vector512.Create(level)) / sd);
            return sd * excess;
        }

        if (!(level < 0))
        {
            (byMean, bySd) = (Vector512<double>.Zero, Vector512<double>.Zero);
            return Vector512<double>.Zero;
        }

        var one = Vector512<double>.One;
        var signed = (mean - Vector512.Create(target)) / sd;
        var u = -Vector512.Abs(signed);
        var delta = Vector512.Create(-level) / sd;
        var (highDensity, highCdf, high) = NormalLanes.All(u + delta);
        var (density, cdf, middle) = NormalLanes.All(u);
        var (lowDensity, lowCdf, low) = NormalLanes.All(u - delta);

        // The second differences lose their digits for small δ, as in LogTent.
        var (d2, u2) = (delta * delta, u * u);
        var (second, fourth) = (u2 - one, (u2 * u2) - (6 * u2) + (3 * one));
        var series = one + (d2 * second / 12) + (d2 * d2 * fourth / 360);
        var isSmall = Vector512.LessThan(delta * Vector512.Max(one, -u), Vector512.Create(0.02));
        var tent = Vector512.ConditionalSelect(isSmall, d2 * density * series, high - (2 * middle) + low);
        var byU = Vector512.ConditionalSelect(isSmall, d2 * density * ((d2 * u / 6) + (d2 * d2 * ((4 * u * u2) - (12 * u)) / 360) - (u * series)), highCdf - (2 * cdf) + lowCdf);
        byMean = Vector512.ConditionalSelect(Vector512.GreaterThan(signed, Vector512<double>.Zero), -byU, byU);
        bySd = Vector512.ConditionalSelect(isSmall, tent * (u2 - one), highDensity - (2 * density) + lowDensity);
        return sd * tent;
    }

    /// <summary>log T with T(u, δ) = h(u+δ) - 2 h(u) + h(u-δ), u ≤ 0, and the derivatives of that logarithm.</summary>
    private static double LogTent(double u, double delta, out double byU, out double byDelta)
    {
        var small = delta * Math.Max(1, -u);
        if (small < 0.02)
        {
            // A second difference of h cancels; h'' = φ, so T = δ² φ (1 + δ² (u²-1)/12 + δ⁴ (u⁴-6u²+3)/360), with an error below 1e-14.
            var (d2, u2) = (delta * delta, u * u);
            var (second, fourth) = (u2 - 1, (u2 * u2) - (6 * u2) + 3);
            var series = 1 + (d2 * second / 12) + (d2 * d2 * fourth / 360);
            byU = -u + (((d2 * u / 6) + (d2 * d2 * ((4 * u * u2) - (12 * u)) / 360)) / series);
            byDelta = (2 / delta) + (((delta * second / 6) + (delta * d2 * fourth / 90)) / series);
            return (2 * Math.Log(delta)) - (0.5 * u2) - (0.5 * Math.Log(2 * Math.PI)) + Math.Log(series);
        }

        var high = Normal.LogExpectedExcess(u + delta, out var highSlope);
        var middle = Math.Exp(Normal.LogExpectedExcess(u, out var middleSlope) - high);
        var low = Math.Exp(Normal.LogExpectedExcess(u - delta, out var lowSlope) - high);
        var share = 1 - (2 * middle) + low;
        byU = (highSlope - (2 * middle * middleSlope) + (low * lowSlope)) / share;
        byDelta = (highSlope - (low * lowSlope)) / share;
        return high + Math.Log(share);
    }
}
