using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Optimization.Surrogates;

/// <summary>
/// Finds the hyperparameters with the largest posterior density: log marginal likelihood plus log priors, flat on the mean, which is profiled out.
/// Searches in logarithms with analytic gradients. Every start has one length scale for all columns, so that the order of rows or columns changes nothing.
/// Pure.
/// </summary>
public static class HyperparameterFit
{
    private const int MaxIterations = 60;

    /// <summary>Starts besides the default one: length scale, output scale, noise.</summary>
    private static readonly (double LengthScale, double OutputScale, double Noise)[] OtherStarts =
        [(0.2, 1, 0.01), (0.2, 1, 0.3), (0.5, 2, 1e-3), (1, 2, 0.01), (1, 0.5, 0.5), (2, 4, 1e-3), (0.1, 1, 1e-3), (0.35, 1, 0.03)];

    /// <summary>Log posterior density (up to the priors' evidence): what the fit maximizes.</summary>
    public static double Objective(MarginalLikelihood likelihood, Hyperparameters hyper, HyperPriors priors) =>
        likelihood.Evaluate(hyper) + NegativeLogPosterior.LogPrior(priors, NegativeLogPosterior.ToLogs(hyper), default);

    /// <param name="progress">Told the share of starts that are done.</param>
    /// <exception cref="CholeskyException">No start has a covariance that can be factored.</exception>
    public static Hyperparameters Find(TrainingSet data, FitOptions options, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        using var likelihood = new MarginalLikelihood(data, options.Kernel);
        var objective = new NegativeLogPosterior(likelihood, options.PriorsFor(data.Dimension), data.Dimension, cancellationToken);
        Minimum? best = null;
        var done = 0;
        foreach (var start in options.WarmStart is { } warm ? [objective.Within(warm)] : ColdStarts(objective, data.Dimension, options.Starts))
        {
            best = Better(best, Descend(objective, start));
            progress?.Report(++done / (options.Starts + 1.0));
        }

        // After a warm start the default one is followed only where it begins better than the other ended.
        var usual = objective.Within(Hyperparameters.Default(data.Dimension));
        if (options.WarmStart is not null && !(objective.Evaluate(usual, default) >= (best?.Value ?? double.PositiveInfinity)))
            best = Better(best, Descend(objective, usual));
        progress?.Report(1);
        return best is null ? throw new CholeskyException(data.Count, Cholesky.JitterShares[^1]) : objective.ToHyperparameters(best.X, options.Kernel);
    }

    private static List<double[]> ColdStarts(NegativeLogPosterior objective, int d, int count)
    {
        var starts = new List<double[]> { objective.Within(Hyperparameters.Default(d)) };
        if (count > 1)
        {
            var others = OtherStarts.Select(s => objective.Within(new Hyperparameters([.. Enumerable.Repeat(s.LengthScale, d)], s.OutputScale, s.Noise, 0)));
            starts.AddRange(others.Select(x => (X: x, Value: objective.Evaluate(x, default))).OrderBy(s => s.Value).Take(count - 1).Select(s => s.X));
        }

        return starts;
    }

    private static Minimum Descend(NegativeLogPosterior objective, double[] start) =>
        Lbfgsb.Minimize(objective.Evaluate, start, objective.Low, objective.High, MaxIterations, tolerance: 1e-4, relativeDecrease: 1e-7);

    private static Minimum? Better(Minimum? best, Minimum found) =>
        double.IsFinite(found.Value) && (best is null || found.Value < best.Value) ? found : best;
}
