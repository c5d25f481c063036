using System.Runtime.Intrinsics;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.Acquisition;

/// <summary>
/// The probability that a point is better than a known incumbent (Kushner 1964), and better than every pending experiment too. Climbed by its logarithm unless told otherwise.
/// </summary>
/// <param name="model">Fitted to outputs of which larger is better.</param>
/// <param name="pending">Points whose results are not yet known, d numbers each.</param>
/// <param name="incumbent">The value to improve on, in the outputs' units.</param>
/// <param name="seed">Decides the normals of the pending points.</param>
/// <param name="logarithm">Whether scores are logarithms.</param>
public sealed class ProbabilityOfImprovement(GaussianProcess model, IReadOnlyList<double[]> pending, double incumbent, long seed, int samples = 128, bool logarithm = true)
    : ImprovementAcquisition(model, Ordered(model, pending), incumbent, seed, samples, logarithm)
{
    public override string Name => "probability of improvement";

    private protected override Vector512<double> Evaluate(bool wantsGradient, out Vector512<double> byMean, out Vector512<double> byDeviation) =>
        Average<ChanceTerm>(wantsGradient, out byMean, out byDeviation);
}
