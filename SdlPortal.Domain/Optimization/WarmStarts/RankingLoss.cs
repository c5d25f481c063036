using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.WarmStarts;

/// <summary>
/// Posterior samples of how a model orders the target's runs: for each sample and each pair of runs with different outcomes, whether it is in the wrong order (Feurer, Letham and Bakshy 2018, "Scalable meta-learning for Bayesian optimization using
/// ranking-weighted Gaussian process ensembles", equation 4). Immutable.
/// </summary>
internal sealed class RankingLoss
{
    private readonly bool[][] wrong;
    private readonly (int J, int K)[] pairs;

    private RankingLoss((int, int)[] pairs, bool[][] wrong) => (this.pairs, this.wrong) = (pairs, wrong);

    public int Samples => wrong.Length;

    /// <summary>The pairs that can be judged: those with different outcomes.</summary>
    public static (int J, int K)[] Pairs(TaskRuns target) =>
        [.. from j in Enumerable.Range(0, target.Count) from k in Enumerable.Range(0, target.Count) where j != k && target.Outputs[j] < target.Outputs[k] select (j, k)];

    /// <summary>Of a donor's model: joint samples of its latent function at the target's inputs.</summary>
    public static RankingLoss OfDonor(GaussianProcess model, TaskRuns target, (int J, int K)[] pairs, int samples, SeededRandom random)
    {
        var draws = Draws(model, target.Inputs, samples, random);
        return new RankingLoss(pairs, [.. draws.Select(f => pairs.Select(p => !(f[p.J] < f[p.K])).ToArray())]);
    }

    /// <summary>Of the target's own model, by leave-one-out: the pair (j, k) is judged by a model that has not seen j, and by one that has not seen k, half each by turns over samples.</summary>
    public static RankingLoss OfTarget(GaussianProcess model, TaskRuns target, (int J, int K)[] pairs, int samples, SeededRandom random)
    {
        var n = target.Count;
        var without = new double[n][][];
        for (var j = 0; j < n; j++)
        {
            var held = j;
            var part = new GaussianProcess(model.Data.Rows([.. Enumerable.Range(0, n).Where(i => i != held)]), model.Hyper);
            without[j] = Draws(part, target.Inputs, samples, random);
        }

        var wrong = new bool[samples][];
        for (var s = 0; s < samples; s++)
        {
            wrong[s] = new bool[pairs.Length];
            for (var p = 0; p < pairs.Length; p++)
            {
                var f = without[(s + p) % 2 == 0 ? pairs[p].J : pairs[p].K][s];
                wrong[s][p] = !(f[pairs[p].J] < f[pairs[p].K]);
            }
        }

        return new RankingLoss(pairs, wrong);
    }

    /// <summary>The share of pairs in the wrong order in each sample.</summary>
    /// <param name="times">How often each run counts; null for once.</param>
    public double[] Shares(int[]? times = null)
    {
        var shares = new double[Samples];
        for (var s = 0; s < shares.Length; s++)
        {
            var (sum, all) = (0.0, 0.0);
            for (var p = 0; p < pairs.Length; p++)
            {
                var weight = times is null ? 1 : times[pairs[p].J] * times[pairs[p].K];
                sum += wrong[s][p] ? weight : 0;
                all += weight;
            }

            shares[s] = all > 0 ? sum / all : 0.5;
        }

        return shares;
    }

    private static double[][] Draws(GaussianProcess model, IReadOnlyList<double[]> points, int samples, SeededRandom random)
    {
        var (mean, covariance) = model.Joint(points);
        var n = mean.Length;
        var largest = 0.0;
        for (var i = 0; i < n; i++)
            largest = Math.Max(largest, covariance[(i * n) + i]);
        for (var i = 0; i < n; i++)
            covariance[(i * n) + i] += (1e-8 * largest) + double.Epsilon;
        var factor = largest > 0 ? Cholesky.Factor(covariance, n) : null;
        var draws = new double[samples][];
        var normal = new double[n];
        for (var s = 0; s < samples; s++)
        {
            var draw = draws[s] = new double[n];
            for (var i = 0; i < n; i++)
                normal[i] = random.NextNormal();
            for (var i = 0; i < n; i++)
                draw[i] = mean[i] + (factor is null ? 0 : Vectors.Dot(factor.Row(i)[..(i + 1)], normal.AsSpan(0, i + 1)));
        }

        return draws;
    }
}
