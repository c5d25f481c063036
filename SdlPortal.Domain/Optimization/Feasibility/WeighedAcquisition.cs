using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Acquisition;

namespace SdlPortal.Domain.Optimization.Feasibility;

/// <summary>One reason why an experiment may be of no use: the log-probability that it does not come true, and what that adds to the logarithm of an acquisition.</summary>
internal sealed record Chance(Differentiable LogProbability, Differentiable LogWeight);

/// <summary>
/// An acquisition function times the probability that an experiment comes out usable: not given up for its recipe, and with outcomes that keep their bounds
/// (constrained expected improvement: Gardner et al. 2014, ICML); and times what a digital twin thinks of it. Scores are logarithms; a function that can be negative (an upper bound, say) is first made positive by a soft
/// plus of its distance from a middle value. One object per thread.
/// </summary>
internal sealed class WeighedAcquisition : AcquisitionFunction
{
    private readonly AcquisitionFunction? inner;
    private readonly IReadOnlyList<Differentiable> chances;
    private readonly string reasons;
    private readonly double middle;
    private readonly double width;
    private readonly double[] slopes;

    /// <param name="inner">What an experiment is worth if it is usable; null where that alone is the question.</param>
    /// <param name="chances">Log-weights, as functions of x.</param>
    /// <param name="dimension">d, the length of points.</param>
    /// <param name="reasons">What the weights are, as it is said after "times".</param>
    /// <param name="middle">Where a function that can be negative counts as average.</param>
    /// <param name="width">The distance from there that matters.</param>
    public WeighedAcquisition(AcquisitionFunction? inner, IReadOnlyList<Differentiable> chances, int dimension, string reasons, double middle = 0, double width = 1)
    {
        this.inner = inner;
        this.chances = chances;
        this.reasons = reasons;
        this.middle = middle;
        this.width = width;
        slopes = new double[dimension];
    }

    public override string Name => inner is null ? reasons : $"{inner.Name} times {reasons}";

    public override bool IsLogarithmic => true;

    public override double Value(double score) => Math.Exp(score);

    public override double Score(ReadOnlySpan<double> x, Span<double> gradient)
    {
        gradient.Clear();
        var score = inner is null ? 0 : Logarithm(inner.Score(x, gradient), gradient);
        return score + LogWeight(x, gradient);
    }

    public override void Scores(ReadOnlySpan<double> points, Span<double> scores, Span<double> gradients)
    {
        gradients.Clear();
        if (inner is null)
            scores.Clear();
        else
            inner.Scores(points, scores, gradients);
        var d = slopes.Length;
        for (var i = 0; i < scores.Length; i++)
        {
            var gradient = gradients.IsEmpty ? default : gradients.Slice(i * d, d);
            scores[i] = (inner is null ? 0 : Logarithm(scores[i], gradient)) + LogWeight(points.Slice(i * d, d), gradient);
        }
    }

    /// <summary>The sum of the log-weights at x; adds its derivatives to the gradient unless that is empty.</summary>
    private double LogWeight(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var sum = 0.0;
        foreach (var chance in chances)
        {
            sum += chance(x, gradient.IsEmpty ? default : slopes);
            for (var j = 0; j < gradient.Length; j++)
                gradient[j] += slopes[j];
        }

        return sum;
    }

    /// <summary>log log(1 + eᵗ), t = (score - middle) / width, and its derivative; for very negative t both are those of eᵗ.</summary>
    private double Logarithm(double score, Span<double> gradient)
    {
        if (inner!.IsLogarithmic)
            return score;
        var t = (score - middle) / width;
        var soft = t > 30 ? t : Math.Log(1 + Math.Exp(t));
        var by = (t < -30 ? 1 : 1 / (1 + Math.Exp(-t)) / soft) / width;
        for (var j = 0; j < gradient.Length; j++)
            gradient[j] *= by;
        return t < -30 ? t : Math.Log(soft);
    }
}
