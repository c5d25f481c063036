using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.Acquisition;

/// <summary>
/// An acquisition function lowered around pending points: times Πⱼ Φ((L rⱼ - M + μⱼ) / σⱼ), the probability that x lies outside the ball around pending
/// point j in which the maximum cannot be if f rises by at most L per unit of distance (local penalization: González et al. 2016, arXiv 1505.08052,
/// equations 11 and 12). Distances are measured in length scales, so that one L serves all directions; M is the best value known. Scores are logarithms; a
/// function that can be negative is first made positive by a soft plus of its distance from the model's mean in units of the outputs' deviation, as there.
/// </summary>
public sealed class LocalPenalty : AcquisitionFunction
{
    /// <summary>Points over the box, and as many results, at which the slope of the posterior mean is looked for.</summary>
    private const int Probes = 64;

    private const double LogSqrtTwoPi = 0.91893853320467274;

    private readonly AcquisitionFunction inner;
    private readonly IReadOnlyList<double[]> pending;
    private readonly bool[] categorical;
    private readonly double[] inverseScales;
    private readonly double[] offsets;
    private readonly double[] deviations;
    private readonly double slope;
    private readonly double middle;
    private readonly double width;
    private readonly double[] direction;

    /// <param name="inner">What an experiment is worth as if nothing were pending.</param>
    /// <param name="model">Fitted to the results alone.</param>
    /// <param name="pending">Points whose results are not yet known, d numbers each.</param>
    /// <param name="best">The best value known, in the outputs' units.</param>
    /// <param name="seed">Decides where slopes are looked for.</param>
    public LocalPenalty(AcquisitionFunction inner, GaussianProcess model, IReadOnlyList<double[]> pending, double best, long seed)
    {
        this.inner = inner;
        this.pending = pending;
        categorical = model.Data.Categorical;
        inverseScales = [.. model.Hyper.LengthScales.Select(l => 1 / l)];
        slope = SteepestSlope(model, seed);
        (middle, width) = (model.OverallMean, model.Data.Deviation);
        direction = new double[inverseScales.Length];
        offsets = new double[pending.Count];
        deviations = new double[pending.Count];
        for (var j = 0; j < pending.Count; j++)
        {
            var (mean, variance) = model.Posterior(pending[j]);
            offsets[j] = mean - best;
            deviations[j] = Math.Max(Math.Sqrt(variance), 1e-6 * Math.Sqrt(model.Hyper.OutputScale) * width);
        }
    }

    public override string Name => inner.Name;

    public override bool IsLogarithmic => true;

    public override double Value(double score) => Math.Exp(score);

    public override double Score(ReadOnlySpan<double> x, Span<double> gradient) => Lowered(inner.Score(x, gradient), x, gradient);

    public override void Scores(ReadOnlySpan<double> points, Span<double> scores, Span<double> gradients)
    {
        inner.Scores(points, scores, gradients);
        var d = direction.Length;
        for (var i = 0; i < scores.Length; i++)
            scores[i] = Lowered(scores[i], points.Slice(i * d, d), gradients.IsEmpty ? default : gradients.Slice(i * d, d));
    }

    /// <summary>What becomes of the inner score at x, and of its gradient unless that is empty.</summary>
    private double Lowered(double score, ReadOnlySpan<double> x, Span<double> gradient)
    {
        if (!inner.IsLogarithmic)
        {
            // log log(1 + eᵗ) and its derivative; for very negative t both are those of eᵗ.
            var t = (score - middle) / width;
            var soft = t > 30 ? t : Math.Log(1 + Math.Exp(t));
            score = t < -30 ? t : Math.Log(soft);
            var by = t < -30 ? 1 : 1 / (1 + Math.Exp(-t)) / soft;
            for (var k = 0; k < gradient.Length; k++)
                gradient[k] *= by / width;
        }

        for (var j = 0; j < pending.Count; j++)
        {
            var distance = Distance(x, pending[j]);
            var z = ((slope * distance) + offsets[j]) / deviations[j];
            var logCdf = Normal.LogCdf(z);
            score += logCdf;
            if (gradient.IsEmpty || distance <= 0)
                continue;
            var byDistance = Math.Exp((-0.5 * z * z) - LogSqrtTwoPi - logCdf) * slope / deviations[j] / distance;
            for (var k = 0; k < gradient.Length; k++)
                gradient[k] += byDistance * direction[k];
        }

        return score;
    }

    /// <summary>The largest slope of the posterior mean, per length scale, among points spread over the box and the best results; at least a tenth of what the prior expects.</summary>
    private static double SteepestSlope(GaussianProcess model, long seed)
    {
        var d = model.Data.Dimension;
        var largest = 0.1 * Math.Sqrt(5.0 / 3 * model.Hyper.OutputScale) * model.Data.Deviation;
        var sequence = Sobol.Wide(d, seed);
        var means = model.FittedMeans();
        var best = Enumerable.Range(0, means.Length).OrderByDescending(i => means[i]).Take(Probes).Select(i => model.Data.Input(i).ToArray());
        foreach (var x in Enumerable.Range(0, Probes).Select(i => sequence(i)).Concat(best))
        {
            var sum = 0.0;
            for (var k = 0; k < d; k++)
            {
                if (model.Data.Categorical[k])
                    continue;
                var (at, step) = (x[k], 0.01 * model.Hyper.LengthScales[k]);
                x[k] = at + step;
                var ahead = model.Mean(x);
                x[k] = at - step;
                var change = (ahead - model.Mean(x)) / 0.02;
                x[k] = at;
                sum += change * change;
            }

            largest = Math.Max(largest, Math.Sqrt(sum));
        }

        return largest;
    }

    /// <summary>Distance in length scales; leaves (x - point) / l² of each ordered column in <see cref="direction"/>.</summary>
    private double Distance(ReadOnlySpan<double> x, double[] point)
    {
        var sum = 0.0;
        for (var k = 0; k < direction.Length; k++)
        {
            var scaled = categorical[k] ? (x[k] == point[k] ? 0 : inverseScales[k]) : (x[k] - point[k]) * inverseScales[k];
            direction[k] = categorical[k] ? 0 : scaled * inverseScales[k];
            sum += scaled * scaled;
        }

        return Math.Sqrt(sum);
    }
}
