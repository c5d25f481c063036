using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Optimization.Surrogates;

/// <summary>
/// How well a Gaussian process predicts results it has not seen: the rows are dealt into folds, and each fold is predicted by a process whose hyperparameters were
/// found without it (leave-one-out with hyperparameters from all rows has seen every row once). Rows with equal inputs share a fold, since a repeat predicts its twin without
/// any model. Pure.
/// </summary>
public static class CrossValidation
{
    /// <summary>The central 95 % of a normal distribution reaches so many standard deviations.</summary>
    private static readonly double Reach = Normal.Quantile(0.975);

    /// <summary>1 - Σ (y - prediction)² / Σ (y - mean)² over all rows: 1 is perfect, 0 no better than the mean of all, below 0 worse.</summary>
    /// <param name="inputs">n points of d numbers.</param>
    /// <param name="outputs">n finite numbers.</param>
    /// <param name="categorical">Which of the d columns hold a choice.</param>
    /// <param name="folds">How many; fewer where there are fewer different inputs.</param>
    /// <param name="options">How each fold's hyperparameters are looked for; a warm start only says where the search begins.</param>
    /// <param name="seed">Decides which rows share a fold.</param>
    /// <exception cref="CholeskyException">The covariance of a fold's rows cannot be factored.</exception>
    public static double RSquared(IReadOnlyList<double[]> inputs, IReadOnlyList<double> outputs, bool[] categorical, int folds, FitOptions options, long seed,
        CancellationToken cancellationToken = default)
    {
        var square = 0.0;
        foreach (var (held, model) in Folds(inputs, outputs, categorical, folds, options, seed, cancellationToken))
            square += held.Sum(i => (outputs[i] - model.Mean(inputs[i])) * (outputs[i] - model.Mean(inputs[i])));
        return Explained(square, inputs, outputs);
    }

    /// <summary>The same, and the share of the rows that lie within their central 95 % predictive interval, noise included: near 0.95 where the process knows what it does not know.</summary>
    /// <inheritdoc cref="RSquared"/>
    public static (double R2, double Coverage) Quality(IReadOnlyList<double[]> inputs, IReadOnlyList<double> outputs, bool[] categorical, int folds, FitOptions options, long seed,
        CancellationToken cancellationToken = default)
    {
        var (square, inside) = (0.0, 0);
        foreach (var (held, model) in Folds(inputs, outputs, categorical, folds, options, seed, cancellationToken))
        {
            foreach (var i in held)
            {
                var (mean, sd) = model.Predict(inputs[i]);
                square += (outputs[i] - mean) * (outputs[i] - mean);
                inside += Math.Abs(outputs[i] - mean) <= Reach * Math.Sqrt((sd * sd) + (model.NoiseSd * model.NoiseSd)) ? 1 : 0;
            }
        }

        return (Explained(square, inputs, outputs), (double)inside / outputs.Count);
    }

    /// <summary>The rows of each fold with the process that has not seen them; none where all inputs are equal.</summary>
    private static IEnumerable<(int[] Held, GaussianProcess Model)> Folds(IReadOnlyList<double[]> inputs, IReadOnlyList<double> outputs, bool[] categorical, int folds, FitOptions options, long seed,
        CancellationToken cancellationToken)
    {
        var groups = Enumerable.Range(0, inputs.Count).GroupBy(i => string.Join(' ', inputs[i]), StringComparer.Ordinal).Select(g => g.ToArray()).ToArray();
        folds = Math.Min(folds, groups.Length);
        if (folds < 2)
            yield break;
        SeededRandom.Derive(seed, 0xCF).Shuffle<int[]>(groups);
        for (var fold = 0; fold < folds; fold++)
        {
            var held = groups.Where((_, g) => g % folds == fold).SelectMany(g => g).ToArray();
            var kept = groups.Where((_, g) => g % folds != fold).SelectMany(g => g).Order().ToArray();
            yield return (held, GaussianProcess.Fit(new TrainingSet([.. kept.Select(i => inputs[i])], [.. kept.Select(i => outputs[i])], categorical), options, null, cancellationToken));
        }
    }

    private static double Explained(double square, IReadOnlyList<double[]> inputs, IReadOnlyList<double> outputs)
    {
        var mean = outputs.Average();
        var total = outputs.Sum(y => (y - mean) * (y - mean));
        return total > 0 && inputs.Any(x => !x.AsSpan().SequenceEqual(inputs[0])) ? 1 - (square / total) : 0;
    }
}
