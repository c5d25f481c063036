using System.Runtime.Intrinsics;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.Acquisition;

/// <summary>
/// Expected improvement over the best latent value among the training inputs, which noise leaves uncertain (qNEI: Letham et al. 2019, arXiv 1706.07094; Balandat et al. 2020, arXiv
/// 1910.06403), and over all pending experiments: joint samples of baseline and pending points, the candidate integrated out exactly. Climbed by its logarithm unless told otherwise.
/// </summary>
public sealed class NoisyExpectedImprovement : ImprovementAcquisition
{
    private readonly int baselineCount;

    /// <param name="model">Fitted to outputs of which larger is better.</param>
    /// <param name="baseline">The training inputs to improve on, d numbers each, at least one; see <see cref="Baseline.Prune"/>.</param>
    /// <param name="pending">Points whose results are not yet known, d numbers each.</param>
    /// <param name="seed">Decides the normals.</param>
    /// <param name="logarithm">Whether scores are logarithms.</param>
    public NoisyExpectedImprovement(GaussianProcess model, IReadOnlyList<double[]> baseline, IReadOnlyList<double[]> pending, long seed, int samples = 128, bool logarithm = true)
        : base(model, [.. baseline, .. Ordered(model, pending)], double.NegativeInfinity, seed, samples, logarithm) => baselineCount = baseline.Count;

    public override string Name => "noisy expected improvement";

    /// <summary>Expected best latent value of the baseline (outputs' units).</summary>
    public double Incumbent
    {
        get
        {
            var (sum, e) = (0.0, Posterior.Latent.Count);
            for (var s = 0; s < Samples.Count; s++)
            {
                var best = double.NegativeInfinity;
                for (var i = 0; i < baselineCount; i++)
                    best = Math.Max(best, LatentSamples.Value(Posterior, Samples.Normals.AsSpan(s * e, e), i));
                sum += best;
            }

            return Model.Data.Mean + (Model.Data.Deviation * sum / Samples.Count);
        }
    }

    /// <summary>Expected improvement of the pending experiments alone over the baseline, from the same samples (outputs' units).</summary>
    public double PendingImprovement => Model.Data.Mean + (Model.Data.Deviation * Samples.Incumbents.Average()) - Incumbent;

    private protected override Vector512<double> Evaluate(bool wantsGradient, out Vector512<double> byMean, out Vector512<double> byDeviation) =>
        Average<GainTerm>(wantsGradient, out byMean, out byDeviation);
}
