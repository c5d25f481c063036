using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.WarmStarts;

/// <summary>
/// RGPE: Gaussian processes of donor tasks and of the target as one surrogate, each weighed by how often, over posterior samples, it orders the target's runs best (Feurer, Letham and Bakshy 2018). A donor whose median ranking loss is above the 95th
/// percentile of the target's own (by leave-one-out) is dropped, so that many poor donors cannot dilute a good model. Immutable, safe from any thread.
/// </summary>
public sealed class RankingEnsemble
{
    /// <summary>With fewer runs the target has no order to compare with.</summary>
    public const int FewestTargetRuns = 3;

    private const double DroppedAbove = 0.95;

    private readonly GaussianProcess[] models;
    private readonly RankingLoss[] losses;
    private readonly bool hasTarget;

    private RankingEnsemble(GaussianProcess[] models, RankingLoss[] losses, bool hasTarget)
    {
        (this.models, this.losses, this.hasTarget) = (models, losses, hasTarget);
        (Weights, IsDropped, MeanLosses) = Weigh(null);
    }

    /// <summary>Of the donors in their order, then of the target where it has a model; they add up to 1.</summary>
    public double[] Weights { get; }

    /// <summary>Of the donors: those worse than the target by itself.</summary>
    public bool[] IsDropped { get; }

    /// <summary>The share of the target's pairs in the wrong order, mean over samples, in the order of the weights; not numbers without a target's model.</summary>
    public double[] MeanLosses { get; }

    /// <summary>The models in the order of the weights.</summary>
    public IReadOnlyList<GaussianProcess> Models => models;

    /// <param name="donors">At least two runs each.</param>
    /// <param name="target">Null, or with fewer than <see cref="FewestTargetRuns"/> runs of different outcome: then <paramref name="otherwise"/> says what each donor counts.</param>
    /// <param name="categorical">Which of the d columns hold a choice.</param>
    /// <param name="otherwise">Weights where the target cannot judge; null for equal ones.</param>
    /// <exception cref="CholeskyException">A covariance cannot be factored.</exception>
    public static RankingEnsemble Fit(IReadOnlyList<TaskRuns> donors, TaskRuns? target, bool[] categorical, RankingOptions options, double[]? otherwise = null, IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var canJudge = target is not null && target.Count >= FewestTargetRuns && target.Outputs.Any(y => y != target.Outputs[0]);
        IReadOnlyList<TaskRuns> tasks = canJudge ? [.. donors, target!] : donors;
        var models = new GaussianProcess[tasks.Count];
        for (var i = 0; i < models.Length; i++)
        {
            models[i] = GaussianProcess.Fit(new TrainingSet(tasks[i].Inputs, tasks[i].Outputs, categorical), new FitOptions { Priors = PriorKind.Alike, Starts = 2, MaxPoints = options.MostRuns }, null, cancellationToken);
            progress?.Report((i + 1.0) / models.Length);
        }

        if (!canJudge)
            return new RankingEnsemble(models, otherwise);
        return Of(models, target!, options, cancellationToken);
    }

    /// <summary>From models that are there already.</summary>
    /// <param name="models">Of the donors, then of the target.</param>
    /// <param name="target">The runs to judge by: those that the last model was fitted to.</param>
    /// <exception cref="CholeskyException">A covariance cannot be factored.</exception>
    public static RankingEnsemble Of(IReadOnlyList<GaussianProcess> models, TaskRuns target, RankingOptions options, CancellationToken cancellationToken = default)
    {
        var pairs = RankingLoss.Pairs(target);
        var losses = new RankingLoss[models.Count];
        for (var i = 0; i < losses.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // Every model draws the same normal numbers, so its place in the list changes nothing.
            var random = SeededRandom.Derive(options.Seed, 0x26FE);
            losses[i] = i < losses.Length - 1 ? RankingLoss.OfDonor(models[i], target, pairs, options.Samples, random) : RankingLoss.OfTarget(models[i], target, pairs, options.Samples, random);
        }

        return new RankingEnsemble([.. models], losses, true);
    }

    private RankingEnsemble(GaussianProcess[] models, double[]? weights)
    {
        (this.models, losses, hasTarget) = (models, [], false);
        var sum = weights?.Sum() ?? 0;
        Weights = [.. models.Select((_, i) => sum > 0 ? weights![i] / sum : 1.0 / models.Length)];
        IsDropped = new bool[models.Length];
        MeanLosses = [.. models.Select(_ => double.NaN)];
    }

    /// <summary>
    /// Mean and variance of the weighted sum of the standardized models, brought to the target's units (to standard units where it has no model): μ = Σ wᵢ μᵢ, σ² = Σ wᵢ² σᵢ².
    /// </summary>
    public (double Mean, double Variance) Posterior(ReadOnlySpan<double> x)
    {
        var (mean, variance) = (0.0, 0.0);
        for (var i = 0; i < models.Length; i++)
        {
            if (Weights[i] == 0)
                continue;
            var (m, sd) = models[i].Predict(x);
            var data = models[i].Data;
            mean += Weights[i] * (m - data.Mean) / data.Deviation;
            variance += Weights[i] * Weights[i] * sd * sd / (data.Deviation * data.Deviation);
        }

        if (!hasTarget)
            return (mean, variance);
        var target = models[^1].Data;
        return (target.Mean + (target.Deviation * mean), target.Deviation * target.Deviation * variance);
    }

    /// <summary>The same at m points (m x d, row-major).</summary>
    public void PosteriorBatch(ReadOnlySpan<double> points, Span<double> means, Span<double> sds)
    {
        var d = models[0].Data.Dimension;
        for (var i = 0; i < means.Length; i++)
        {
            var (mean, variance) = Posterior(points.Slice(i * d, d));
            means[i] = mean;
            sds[i] = Math.Sqrt(variance);
        }
    }

    /// <summary>The weights with the target's runs drawn anew.</summary>
    internal double[] Resampled(SeededRandom random, int targetRuns)
    {
        var times = new int[targetRuns];
        for (var k = 0; k < targetRuns; k++)
            times[random.NextInt(targetRuns)]++;
        return Weigh(times).Weights;
    }

    private (double[] Weights, bool[] IsDropped, double[] MeanLosses) Weigh(int[]? times)
    {
        var shares = losses.Select(l => l.Shares(times)).ToArray();
        var own = shares[^1];
        var sorted = own.Order().ToArray();
        var limit = sorted[(int)Math.Ceiling(DroppedAbove * (sorted.Length - 1))];
        var dropped = shares[..^1].Select(s => Median(s) > limit).ToArray();
        var weights = new double[models.Length];
        for (var s = 0; s < own.Length; s++)
        {
            var least = own[s];
            for (var i = 0; i < dropped.Length; i++)
                least = dropped[i] ? least : Math.Min(least, shares[i][s]);

            // A tie with the target's own model is the target's; among donors it is shared.
            if (own[s] == least)
            {
                weights[^1] += 1.0 / own.Length;
                continue;
            }

            var best = Enumerable.Range(0, dropped.Length).Where(i => !dropped[i] && shares[i][s] == least).ToArray();
            foreach (var i in best)
                weights[i] += 1.0 / own.Length / best.Length;
        }

        return (weights, dropped, [.. shares.Select(s => s.Average())]);
    }

    private static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
