using System.Runtime.Intrinsics;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.Acquisition;

/// <summary>
/// Expected improvement over a known incumbent (Jones et al. 1998), larger is better; with pending experiments the expected further improvement once their results are known
/// (qEI less what the pending ones gain by themselves). Climbed by its logarithm unless told otherwise.
/// </summary>
public sealed class ExpectedImprovement : ImprovementAcquisition
{
    /// <param name="model">Fitted to outputs of which larger is better.</param>
    /// <param name="pending">Points whose results are not yet known, d numbers each; empty to ignore them, or when the model is already conditioned on believed values.</param>
    /// <param name="incumbent">The value to improve on, in the outputs' units.</param>
    /// <param name="seed">Decides the normals of the pending points.</param>
    /// <param name="logarithm">Whether scores are logarithms.</param>
    public ExpectedImprovement(GaussianProcess model, IReadOnlyList<double[]> pending, double incumbent, long seed, int samples = 128, bool logarithm = true)
        : base(model, Ordered(model, pending), incumbent, seed, samples, logarithm) => Incumbent = incumbent;

    public override string Name => "expected improvement";

    public double Incumbent { get; }

    /// <summary>Expected improvement of the pending experiments alone over the incumbent, from the same samples (outputs' units).</summary>
    public double PendingImprovement => Model.Data.Mean + (Model.Data.Deviation * Samples.Incumbents.Average()) - Incumbent;

    private protected override Vector512<double> Evaluate(bool wantsGradient, out Vector512<double> byMean, out Vector512<double> byDeviation) =>
        Average<GainTerm>(wantsGradient, out byMean, out byDeviation);
}
