using System.Runtime.Intrinsics;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.Acquisition;

/// <summary>The standard deviation of the latent function once the pending results are known (it does not depend on what they are): where least is known.</summary>
public sealed class PosteriorDeviation(GaussianProcess model, IReadOnlyList<double[]> pending) : PosteriorAcquisition(model, pending)
{
    public override string Name => "posterior deviation";

    public override double Value(double score) => score;

    private protected override Vector512<double> Evaluate(bool wantsGradient, out Vector512<double> byMean, out Vector512<double> byDeviation)
    {
        Posterior.ShiftSlopes.Clear();
        byMean = Vector512<double>.Zero;
        byDeviation = Vector512.Create(Model.Data.Deviation);
        return byDeviation * Posterior.Deviation;
    }
}
