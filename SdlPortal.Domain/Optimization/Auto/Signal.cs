using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.Auto;

/// <summary>Whether results tell a model anything at all. Pure.</summary>
internal static class Signal
{
    /// <summary>
    /// Log marginal likelihood of the process less the log likelihood of noise alone around a constant, both at their best: near 0 (below it, by the pull of the
    /// priors) when nothing speaks for a signal. Standardized outputs; noise that is known per result counts in the process only.
    /// </summary>
    public static double Evidence(GaussianProcess process)
    {
        var outputs = process.Data.Standardized;
        var n = outputs.Length;
        var residuals = process.Data.Residuals.Select(y => y - process.Hyper.Mean).ToArray();
        var mean = outputs.Average();
        var variance = outputs.Sum(y => (y - mean) * (y - mean)) / n;
        if (!(variance > 0))
            return 0;
        var fitted = (-0.5 * Vectors.Dot(residuals, process.Alpha)) - (0.5 * process.Factor.LogDeterminant());
        return fitted + (0.5 * n * (Math.Log(variance) + 1));
    }
}
