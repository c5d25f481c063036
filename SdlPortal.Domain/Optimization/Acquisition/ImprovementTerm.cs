using System.Runtime.Intrinsics;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Optimization.Acquisition;

/// <summary>What one sample contributes, as a function of z = (mean - incumbent) / deviation: g(z) and g'(z).</summary>
internal interface IImprovementTerm
{
    /// <summary>True when a contribution is deviation · g(z), false when it is g(z) alone.</summary>
    static abstract bool ScalesWithDeviation { get; }

    static abstract (Vector512<double> Value, Vector512<double> Slope) Of(Vector512<double> z);

    /// <summary>log g(z) and its derivative, finite for every finite z.</summary>
    static abstract double Log(double z, out double slope);
}

/// <summary>How much is gained: h(z) = φ(z) + z Φ(z), with h' = Φ.</summary>
internal readonly struct GainTerm : IImprovementTerm
{
    public static bool ScalesWithDeviation => true;

    public static (Vector512<double> Value, Vector512<double> Slope) Of(Vector512<double> z)
    {
        var (_, cdf, excess) = NormalLanes.All(z);
        return (excess, cdf);
    }

    public static double Log(double z, out double slope) => Normal.LogExpectedExcess(z, out slope);
}

/// <summary>Whether anything is gained: Φ(z), with Φ' = φ.</summary>
internal readonly struct ChanceTerm : IImprovementTerm
{
    public static bool ScalesWithDeviation => false;

    public static (Vector512<double> Value, Vector512<double> Slope) Of(Vector512<double> z)
    {
        var (density, cdf, _) = NormalLanes.All(z);
        return (cdf, density);
    }

    public static double Log(double z, out double slope)
    {
        var log = Normal.LogCdf(z);
        slope = Math.Exp((-0.5 * z * z) - 0.91893853320467274178 - log);
        return log;
    }
}
