using System.Runtime.Intrinsics;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.Acquisition;

/// <summary>An acquisition function of the posterior at one point: mean, deviation and what the latent values at further points would change. Eight points at a time.</summary>
public abstract class PosteriorAcquisition : AcquisitionFunction
{
    private readonly double[] one = new double[1];

    /// <param name="latent">Points whose latent values the posterior is conditioned on besides the data: pending experiments, or training inputs without their noise.</param>
    private protected PosteriorAcquisition(GaussianProcess model, IReadOnlyList<double[]> latent) => Posterior = new ConditionedPosterior(model, latent);

    internal ConditionedPosterior Posterior { get; }

    public GaussianProcess Model => Posterior.Model;

    public sealed override double Score(ReadOnlySpan<double> x, Span<double> gradient)
    {
        Scores(x, one, gradient);
        return one[0];
    }

    public sealed override void Scores(ReadOnlySpan<double> points, Span<double> scores, Span<double> gradients)
    {
        var d = Model.Data.Dimension;
        var wantsGradient = !gradients.IsEmpty;
        for (var first = 0; first < scores.Length; first += ConditionedPosterior.Lanes)
        {
            var some = Math.Min(ConditionedPosterior.Lanes, scores.Length - first);
            Posterior.Place(points.Slice(first * d, some * d), wantsGradient);
            var score = Evaluate(wantsGradient, out var byMean, out var byDeviation);
            for (var lane = 0; lane < some; lane++)
                scores[first + lane] = score[lane];
            if (wantsGradient)
                Posterior.Gradients(byMean, byDeviation, gradients.Slice(first * d, some * d));
        }
    }

    /// <summary>
    /// The scores at the points where the posterior stands; if wanted, with their derivatives by its (standardized) mean and deviation here and by
    /// its shifts in <see cref="ConditionedPosterior.ShiftSlopes"/>.
    /// </summary>
    private protected abstract Vector512<double> Evaluate(bool wantsGradient, out Vector512<double> byMean, out Vector512<double> byDeviation);
}
