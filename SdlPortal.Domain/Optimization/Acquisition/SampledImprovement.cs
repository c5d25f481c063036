using System.Runtime.Intrinsics;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.Acquisition;

/// <summary>
/// qEI by plain Monte Carlo over given normals, the average of max(maxⱼ fⱼ - incumbent, 0) over pending points and candidate (Wilson et al. 2018, arXiv 1805.10196, equation 4):
/// what others compute, to compare with. Not smooth, and flat where no sample improves.
/// </summary>
/// <param name="model">Fitted to outputs of which larger is better.</param>
/// <param name="pending">q points, d numbers each.</param>
/// <param name="incumbent">The value to improve on, in the outputs' units.</param>
/// <param name="normals">S rows of q + 1 standard normals, the candidate's last; sample = means + lower factor of the joint covariance times row.</param>
public sealed class SampledImprovement(GaussianProcess model, IReadOnlyList<double[]> pending, double incumbent, IReadOnlyList<double[]> normals) : PosteriorAcquisition(model, pending)
{
    private readonly double best = (incumbent - model.Data.Mean) / model.Data.Deviation;

    public override string Name => "sampled expected improvement";

    public override double Value(double score) => score;

    public override bool Vanishes(double score) => !(score > 1e-300);

    private protected override Vector512<double> Evaluate(bool wantsGradient, out Vector512<double> byMean, out Vector512<double> byDeviation)
    {
        var e = Posterior.Latent.Count;
        var total = Vector512<double>.Zero;
        (byMean, byDeviation) = (Vector512<double>.Zero, Vector512<double>.Zero);
        Posterior.ShiftSlopes.Clear();
        var weight = Model.Data.Deviation / normals.Count;
        foreach (var row in normals)
        {
            var pendingBest = best;
            var f = Vector512.FusedMultiplyAdd(Posterior.Deviation, Vector512.Create(row[e]), Posterior.Mean);
            for (var i = 0; i < e; i++)
            {
                pendingBest = Math.Max(pendingBest, LatentSamples.Value(Posterior, row.AsSpan(0, e), i));
                f = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref Posterior.Shifts[i * ConditionedPosterior.Lanes]), Vector512.Create(row[i]), f);
            }

            total += Vector512.Max(f, Vector512.Create(pendingBest)) - Vector512.Create(best);
            if (!wantsGradient)
                continue;
            var counts = Vector512.ConditionalSelect(Vector512.GreaterThan(f, Vector512.Create(pendingBest)), Vector512.Create(weight), Vector512<double>.Zero);
            byMean += counts;
            byDeviation += counts * row[e];
            for (var i = 0; i < e; i++)
            {
                ref var slope = ref Posterior.ShiftSlopes[i * ConditionedPosterior.Lanes];
                (Vector512.LoadUnsafe(ref slope) + (counts * row[i])).StoreUnsafe(ref slope);
            }
        }

        return total * weight;
    }
}
