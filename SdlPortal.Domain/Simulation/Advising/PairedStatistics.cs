using MathNet.Numerics.Distributions;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Simulation.Advising;

/// <summary>
/// Means and intervals over repetitions in which all choices met the same luck. A choice that was given up early has only the first r of R repetitions;
/// what it lacks is told from how a choice that has all did in them. Pure.
/// </summary>
internal static class PairedStatistics
{
    /// <summary>Mean with its 95 % interval (Student).</summary>
    public static Estimate Mean(IReadOnlyList<double> values)
    {
        var (mean, variance) = Moments(values);
        return Interval(mean, variance / values.Count, values.Count);
    }

    /// <summary>
    /// The mean over all R repetitions of a choice that has the first r: mean(reference) + mean over r of (own - reference). Its variance is
    /// Var(reference)/R + Var(own - reference)/r + 2 Cov(own - reference, reference)/R; for r = R this is the plain mean.
    /// </summary>
    public static Estimate Mean(IReadOnlyList<double> own, IReadOnlyList<double> reference)
    {
        var (r, all) = (own.Count, reference.Count);
        if (r >= all)
            return Mean(own);
        var differences = Differences(own, reference);
        var (offset, spread) = Moments(differences);
        var (mean, variance) = Moments(reference);
        var shared = Enumerable.Range(0, r).Average(i => reference[i]);
        var covariance = r > 1 ? Enumerable.Range(0, r).Sum(i => (differences[i] - offset) * (reference[i] - shared)) / (r - 1) : 0;
        return Interval(mean + offset, Math.Max(0, (variance / all) + (spread / r) + (2 * covariance / all)), r);
    }

    /// <summary>Mean of (own - other) over the repetitions that both have, with its 95 % interval.</summary>
    public static Estimate Difference(IReadOnlyList<double> own, IReadOnlyList<double> other) => Mean(Differences(own, other));

    /// <summary>The lower bound of the mean of (own - other) at a one-sided confidence.</summary>
    public static double LeastDifference(IReadOnlyList<double> own, IReadOnlyList<double> other, double confidence)
    {
        var differences = Differences(own, other);
        if (differences.Length < 2)
            return double.NegativeInfinity;
        var (mean, variance) = Moments(differences);
        return mean - (StudentT.InvCDF(0, 1, differences.Length - 1, confidence) * Math.Sqrt(variance / differences.Length));
    }

    /// <summary>
    /// Probability of each choice that its mean is the largest, by the Bayesian bootstrap (Rubin 1981, Ann. Statist. 9, 130): repetitions are weighted by exponential
    /// random numbers, the same for all choices, and each choice is compared with the reference over the repetitions it has. Equal means share.
    /// </summary>
    /// <param name="values">Per choice, its first r values.</param>
    /// <param name="reference">The values of a choice that has all R.</param>
    public static double[] ProbabilityLargest(IReadOnlyList<IReadOnlyList<double>> values, IReadOnlyList<double> reference, long seed)
    {
        const int draws = 1000;
        const double equal = 1e-12;
        var random = SeededRandom.Derive(seed, 0xB007);
        var weights = new double[reference.Count];
        var scores = new double[values.Count];
        var won = new double[values.Count];
        for (var draw = 0; draw < draws; draw++)
        {
            for (var i = 0; i < weights.Length; i++)
                weights[i] = -Math.Log(1 - random.NextDouble());
            for (var c = 0; c < scores.Length; c++)
            {
                var (sum, total) = (0.0, 0.0);
                for (var i = 0; i < values[c].Count; i++)
                {
                    sum += weights[i] * (values[c][i] - reference[i]);
                    total += weights[i];
                }

                scores[c] = total > 0 ? sum / total : double.NegativeInfinity;
            }

            var most = scores.Max();
            var winners = scores.Count(s => s >= most - equal);
            for (var c = 0; c < scores.Length; c++)
                won[c] += scores[c] >= most - equal ? 1.0 / winners / draws : 0;
        }

        return won;
    }

    private static double[] Differences(IReadOnlyList<double> own, IReadOnlyList<double> other)
    {
        var differences = new double[Math.Min(own.Count, other.Count)];
        for (var i = 0; i < differences.Length; i++)
            differences[i] = own[i] - other[i];
        return differences;
    }

    private static (double Mean, double Variance) Moments(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return (mean, values.Count > 1 ? values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1) : 0);
    }

    private static Estimate Interval(double mean, double variance, int count)
    {
        var half = count > 1 ? MeanEstimate.HalfWidth(Math.Sqrt(variance), count) : 0;
        return new Estimate(mean, mean - half, mean + half);
    }
}
