using MathNet.Numerics;

namespace SdlPortal.Domain.Optimization.Surrogates;

/// <summary>A density over a positive number.</summary>
public interface IPositivePrior
{
    /// <summary>Log density at exp(logValue), and its derivative by logValue (no Jacobian: the density is in the value itself).</summary>
    double LogDensity(double logValue, out double slope);
}

/// <summary>A Gamma(concentration, rate) density.</summary>
public sealed class GammaPrior(double concentration, double rate) : IPositivePrior
{
    private readonly double logNorm = (concentration * Math.Log(rate)) - SpecialFunctions.GammaLn(concentration);

    public double LogDensity(double logValue, out double slope)
    {
        var value = Math.Exp(logValue);
        slope = concentration - 1 - (rate * value);
        return logNorm + ((concentration - 1) * logValue) - (rate * value);
    }
}

/// <summary>The density of a number whose logarithm is normal with this mean and standard deviation.</summary>
public sealed class LogNormalPrior(double location, double scale) : IPositivePrior
{
    private readonly double logNorm = -Math.Log(scale) - (0.5 * Math.Log(2 * Math.PI));

    public double LogDensity(double logValue, out double slope)
    {
        var z = (logValue - location) / scale;
        slope = -1 - (z / scale);
        return logNorm - logValue - (0.5 * z * z);
    }
}
