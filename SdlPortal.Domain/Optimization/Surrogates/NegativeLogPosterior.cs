using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Optimization.Surrogates;

/// <summary>
/// What the fit minimizes, as a function of the logarithms of d length scales, output scale and noise, with the box it is minimized in. Holds scratch space: one object per thread.
/// </summary>
internal sealed class NegativeLogPosterior
{
    private readonly MarginalLikelihood likelihood;
    private readonly HyperPriors priors;
    private readonly CancellationToken cancellationToken;
    private readonly double[] scales;
    private readonly double[] slopes;

    public NegativeLogPosterior(MarginalLikelihood likelihood, HyperPriors priors, int dimension, CancellationToken cancellationToken)
    {
        (this.likelihood, this.priors, this.cancellationToken) = (likelihood, priors, cancellationToken);
        scales = new double[dimension];
        slopes = new double[dimension + 3];
        Low = new double[dimension + 2];
        High = new double[dimension + 2];
        for (var j = 0; j < Low.Length; j++)
        {
            var (low, high) = j < dimension ? priors.LengthScaleRange : j == dimension ? priors.OutputScaleRange : priors.NoiseRange;
            (Low[j], High[j]) = (Math.Log(low), Math.Log(high));
        }
    }

    public double[] Low { get; }

    public double[] High { get; }

    /// <summary>Positive infinity where the covariance cannot be factored: the line search steps back from there.</summary>
    public double Evaluate(ReadOnlySpan<double> x, Span<double> gradient)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var d = scales.Length;
        for (var j = 0; j < d; j++)
            scales[j] = Math.Exp(x[j]);
        var wanted = !gradient.IsEmpty;
        try
        {
            var mean = 0.0;
            var value = likelihood.Evaluate(scales, Math.Exp(x[d]), Math.Exp(x[d + 1]), isProfiled: true, ref mean, wanted ? slopes : default) + LogPrior(priors, x, gradient);
            for (var j = 0; j < d + 2 && wanted; j++)
                gradient[j] = -gradient[j] - slopes[j];
            return double.IsNaN(value) ? double.PositiveInfinity : -value;
        }
        catch (CholeskyException)
        {
            return double.PositiveInfinity;
        }
    }

    public static double LogPrior(HyperPriors priors, ReadOnlySpan<double> x, Span<double> gradient)
    {
        var d = x.Length - 2;
        var sum = 0.0;
        var first = 0;
        if (priors.LengthScaleSpread is { } spread)
        {
            sum = LogHierarchy(priors.LengthScale, spread, x[..d], gradient);
            first = d;
        }

        for (var j = first; j < d + 2; j++)
        {
            var prior = j < d ? priors.LengthScale : j == d ? priors.OutputScale : priors.Noise;
            var slope = 0.0;
            sum += prior?.LogDensity(x[j], out slope) ?? 0;
            if (!gradient.IsEmpty)
                gradient[j] = slope;
        }

        return sum;
    }

    /// <summary>Prior of the mean logarithm and of the distances from it, -½ Σ ((xⱼ - x̄)/spread)²; those sum to zero, so each derivative has two parts only.</summary>
    private static double LogHierarchy(IPositivePrior prior, double spread, ReadOnlySpan<double> x, Span<double> gradient)
    {
        var mean = 0.0;
        foreach (var value in x)
            mean += value / x.Length;
        var sum = prior.LogDensity(mean, out var slope) - (x.Length * Math.Log(spread * Math.Sqrt(2 * Math.PI)));
        for (var j = 0; j < x.Length; j++)
        {
            var z = (x[j] - mean) / spread;
            sum -= 0.5 * z * z;
            if (!gradient.IsEmpty)
                gradient[j] = (slope / x.Length) - (z / spread);
        }

        return sum;
    }

    public static double[] ToLogs(Hyperparameters hyper) =>
        [.. hyper.LengthScales.Select(l => Math.Log(l)), Math.Log(hyper.OutputScale), Math.Log(hyper.Noise)];

    /// <summary>The nearest point of the box.</summary>
    public double[] Within(Hyperparameters hyper)
    {
        var x = ToLogs(hyper);
        for (var j = 0; j < x.Length; j++)
            x[j] = double.IsNaN(x[j]) ? Low[j] : Math.Clamp(x[j], Low[j], High[j]);
        return x;
    }

    public Hyperparameters ToHyperparameters(double[] x, KernelKind kernel)
    {
        var d = scales.Length;
        var hyper = new Hyperparameters([.. x.Take(d).Select(v => Math.Exp(v))], Math.Exp(x[d]), Math.Exp(x[d + 1]), 0) { Kernel = kernel };
        likelihood.EvaluateProfiled(hyper, default, out var mean);
        return hyper with { Mean = mean };
    }
}
