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

    /// <summary>The default start, and others from wiggly to smooth and from exact to noisy.</summary>
    private static readonly (double LengthScale, double OutputScale, double Noise)[] Starts =
        [(0.5, 1, 0.1), (0.2, 1, 0.01), (0.2, 1, 0.3), (0.5, 2, 1e-3), (1, 2, 0.01), (1, 0.5, 0.5), (2, 4, 1e-3), (0.1, 1, 1e-3), (0.35, 1, 0.03)];

    /// <summary>Log posterior density (up to the priors' evidence): what the fit maximizes.</summary>
    public static double Objective(MarginalLikelihood likelihood, Hyperparameters hyper, HyperPriors priors) =>
        likelihood.Evaluate(hyper) + NegativeLogPosterior.LogPrior(priors, NegativeLogPosterior.ToLogs(hyper), default);

    /// <param name="progress">Told the share of starts that are done.</param>
    /// <exception cref="CholeskyException">No start has a covariance that can be factored.</exception>
    public static Hyperparameters Find(TrainingSet data, FitOptions options, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        using var likelihood = new MarginalLikelihood(data, options.Kernel);
        var objective = new NegativeLogPosterior(likelihood, options.PriorsFor(data.Dimension), data.Dimension, cancellationToken);
        var fixedStarts = FixedStarts(objective, data.Dimension);
        Minimum? best = null;
        if (options.WarmStart is { } warm)
        {
            best = Better(null, Descend(objective, objective.Within(warm)));
            progress?.Report(0.5);

            // Results may have moved the optimum to another basin: where a fixed start begins better than the warm one ended, it is followed too.
            var (start, value) = fixedStarts.MinBy(s => s.Value);
            if (best is null || value < best.Value)
                best = Better(best, Descend(objective, start));
        }
        else
        {
            // The default start always, then those that begin best.
            var chosen = fixedStarts.Take(1).Concat(fixedStarts.Skip(1).OrderBy(s => s.Value).Take(options.Starts - 1)).ToList();
            for (var k = 0; k < chosen.Count; k++)
            {
                best = Better(best, Descend(objective, chosen[k].X));
                progress?.Report((k + 1.0) / chosen.Count);
            }
        }

        return best is null ? throw new CholeskyException(data.Count, Cholesky.JitterShares[^1]) : objective.ToHyperparameters(best.X, options.Kernel);
    }

    private static List<(double[] X, double Value)> FixedStarts(NegativeLogPosterior objective, int d) =>
        [.. Starts.Select(s => objective.Within(new Hyperparameters([.. Enumerable.Repeat(s.LengthScale, d)], s.OutputScale, s.Noise, 0))).Select(x => (x, objective.Evaluate(x, default)))];

    private static Minimum Descend(NegativeLogPosterior objective, double[] start) =>
        Lbfgsb.Minimize(objective.Evaluate, start, objective.Low, objective.High, MaxIterations, tolerance: 1e-3, relativeDecrease: 1e-6);

    private static Minimum? Better(Minimum? best, Minimum found) =>
        double.IsFinite(found.Value) && (best is null || found.Value < best.Value) ? found : best;
}
