using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.MultiObjective;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.Feasibility;

/// <summary>
/// How likely the true value of an output at a point keeps on one side of a bound, under its Gaussian process: Φ((bound - mean)/sd) for at most,
/// Φ((mean - bound)/sd) for at least (Gardner et al. 2014, ICML). Holds scratch space: one object per thread.
/// </summary>
/// <param name="sign">-1 for at most, +1 for at least.</param>
/// <param name="bound">In the units of the model's outputs.</param>
internal sealed class OutcomeChance(GaussianProcess model, double sign, double bound)
{
    private readonly OutcomePosterior posterior = new(model, []);

    /// <summary>The log-probability at x, and unless empty its d derivatives.</summary>
    public double LogProbability(ReadOnlySpan<double> x, Span<double> gradient)
    {
        posterior.MoveTo(x);
        var z = sign * (posterior.Mean - bound) / posterior.Sd;
        var log = Normal.LogCdf(z);
        if (gradient.IsEmpty)
            return log;
        var slope = Normal.HazardBelow(z, log);
        gradient.Clear();
        posterior.AddGradient(x, slope * sign / posterior.Sd, -slope * z / posterior.Sd, default, gradient);
        return log;
    }
}
