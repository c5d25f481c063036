using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Optimization.Surrogates;

/// <summary>
/// Finds the hyperparameters with the largest posterior density: log marginal likelihood plus the Gamma priors of BoTorch 0.11
/// (length scales Gamma(3, 6), output scale Gamma(2, 0.15), noise Gamma(1.1, 0.05) and at least 1e-4; flat on the mean, which is profiled out).
/// Searches in logarithms with analytic gradients from several starts. Pure.
/// </summary>
public static class HyperparameterFit
{
    private static readonly GammaPrior LengthScalePrior = new(3, 6);
    private static readonly GammaPrior OutputScalePrior = new(2, 0.15);
    private static readonly GammaPrior NoisePrior = new(1.1, 0.05);
    private static readonly (double Low, double High) LengthScaleRange = (Math.Log(5e-3), Math.Log(50));
    private static readonly (double Low, double High) OutputScaleRange = (Math.Log(1e-3), Math.Log(1e3));
    private static readonly (double Low, double High) NoiseRange = (Math.Log(1e-4), Math.Log(10));

    /// <summary>Log posterior density (up to the priors' evidence): what the fit maximizes.</summary>
    public static double Objective(MarginalLikelihood likelihood, Hyperparameters hyper) =>
        likelihood.Evaluate(hyper) + LogPrior(ToLogs(hyper), default);

    /// <param name="seed">Decides the further starts.</param>
    /// <param name="starts">How many starts are followed to their optimum; besides the default ones they are the best of a few drawn from the priors.</param>
    /// <exception cref="CholeskyException">No start has a covariance that can be factored.</exception>
    public static Hyperparameters Find(TrainingSet data, long seed, int starts = 3)
    {
        var likelihood = new MarginalLikelihood(data);
        var d = data.Dimension;
        var (low, high) = Bounds(d);
        Minimum? best = null;
        foreach (var start in Starts(likelihood, d, seed, starts, low, high))
        {
            var found = Lbfgsb.Minimize((x, g) => Negative(likelihood, x, g), start, low, high, maxIterations: 60, tolerance: 1e-4, relativeDecrease: 1e-7);
            if (double.IsFinite(found.Value) && (best is null || found.Value < best.Value))
                best = found;
        }

        if (best is null)
            throw new CholeskyException(data.Count, 1e-3);
        var hyper = FromLogs(best.X, 0);
        likelihood.EvaluateProfiled(hyper, default, out var mean);
        return hyper with { Mean = mean };
    }

    private static IEnumerable<double[]> Starts(MarginalLikelihood likelihood, int d, long seed, int count, double[] low, double[] high)
    {
        yield return ToLogs(Hyperparameters.Default(d));
        if (count < 2)
            yield break;
        var random = SeededRandom.Derive(seed, 0xF17);
        var draws = new List<(double Value, double[] X)>();
        for (var k = 0; k < 4 * (count - 1); k++)
        {
            var x = new double[d + 2];
            for (var j = 0; j < d; j++)
                x[j] = Math.Log(0.35) + (0.7 * random.NextNormal());
            x[d] = Math.Log(1.5) + (0.8 * random.NextNormal());
            x[d + 1] = Math.Log(0.03) + (1.5 * random.NextNormal());
            for (var j = 0; j < x.Length; j++)
                x[j] = Math.Clamp(x[j], low[j], high[j]);
            draws.Add((Negative(likelihood, x, default), x));
        }

        foreach (var (_, x) in draws.OrderBy(s => double.IsNaN(s.Value) ? double.PositiveInfinity : s.Value).Take(count - 1))
            yield return x;
    }

    private static double Negative(MarginalLikelihood likelihood, ReadOnlySpan<double> x, Span<double> gradient)
    {
        var d = x.Length - 2;
        Span<double> slopes = stackalloc double[x.Length + 1];
        var wanted = !gradient.IsEmpty;
        try
        {
            var value = likelihood.EvaluateProfiled(FromLogs(x, 0), wanted ? slopes : default, out _) + LogPrior(x, gradient);
            for (var j = 0; j < d + 2 && wanted; j++)
                gradient[j] = -gradient[j] - slopes[j];
            return -value;
        }
        catch (CholeskyException)
        {
            // The line search steps back from hyperparameters whose covariance cannot be factored.
            return double.PositiveInfinity;
        }
    }

    private static double LogPrior(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var d = x.Length - 2;
        var sum = 0.0;
        for (var j = 0; j < d + 2; j++)
        {
            var prior = j < d ? LengthScalePrior : j == d ? OutputScalePrior : NoisePrior;
            sum += prior.LogDensity(x[j], out var slope);
            if (!gradient.IsEmpty)
                gradient[j] = slope;
        }

        return sum;
    }

    private static double[] ToLogs(Hyperparameters hyper) =>
        [.. hyper.LengthScales.Select(l => Math.Log(l)), Math.Log(hyper.OutputScale), Math.Log(hyper.Noise)];

    private static Hyperparameters FromLogs(ReadOnlySpan<double> x, double mean)
    {
        var d = x.Length - 2;
        var scales = new double[d];
        for (var j = 0; j < d; j++)
            scales[j] = Math.Exp(x[j]);
        return new Hyperparameters(scales, Math.Exp(x[d]), Math.Exp(x[d + 1]), mean);
    }

    private static (double[] Low, double[] High) Bounds(int d)
    {
        var low = new double[d + 2];
        var high = new double[d + 2];
        for (var j = 0; j < d + 2; j++)
            (low[j], high[j]) = j < d ? LengthScaleRange : j == d ? OutputScaleRange : NoiseRange;
        return (low, high);
    }
}
