using MathNet.Numerics;

namespace SdlPortal.Domain.Optimization.Surrogates;

/// <summary>A Gamma(concentration, rate) density over a positive number.</summary>
public readonly record struct GammaPrior(double Concentration, double Rate)
{
    /// <summary>Log density at exp(logValue), and its derivative by logValue (no Jacobian: the density is in the value itself).</summary>
    public double LogDensity(double logValue, out double slope)
    {
        var value = Math.Exp(logValue);
        slope = Concentration - 1 - (Rate * value);
        return (Concentration * Math.Log(Rate)) - SpecialFunctions.GammaLn(Concentration) + ((Concentration - 1) * logValue) - (Rate * value);
    }
}
