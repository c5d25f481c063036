using System.Runtime.Intrinsics;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Acquisition;
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
    private readonly ConditionedPosterior posterior = new(model, []);
    private readonly double standardized = (bound - model.Data.Mean) / model.Data.Deviation;

    /// <summary>The log-probability at x, and unless empty its d derivatives.</summary>
    public double LogProbability(ReadOnlySpan<double> x, Span<double> gradient)
    {
        posterior.Place(x, !gradient.IsEmpty);
        var sd = posterior.Deviation[0];
        var z = sign * (posterior.Mean[0] - standardized) / sd;
        var log = Normal.LogCdf(z);
        if (gradient.IsEmpty)
            return log;
        var slope = Normal.HazardBelow(z, log);
        posterior.Gradients(Vector512.Create(slope * sign / sd), Vector512.Create(-slope * z / sd), gradient);
        return log;
    }
}
