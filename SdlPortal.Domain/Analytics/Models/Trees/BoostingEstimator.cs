using System.Globalization;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Models.Trees;

/// <summary>
/// Gradient boosting (Friedman 2001, Ann. Stat. 29, 1189): trees added one by one, each a step against the gradient of squared error (numbers) or log loss (classes; two share one row of trees, more have one each). From
/// <see cref="FewestForStopping"/> rows on, a part drawn by the seed is kept aside and growing ends where the loss there no longer falls.
/// </summary>
/// <param name="Leaves">Of a tree at most.</param>
/// <param name="Depth">Of a tree at most.</param>
/// <param name="Rate">What part of its step a tree takes.</param>
/// <param name="Rounds">At most; without a part aside all of them.</param>
public sealed record BoostingEstimator(int Leaves = 31, int Depth = 8, double Rate = 0.1, int Rounds = 500) : IEstimator
{
    /// <summary>Fewer rows are all needed; <see cref="RoundsWithoutStopping"/> rounds are grown then.</summary>
    public const int FewestForStopping = 200;

    private const int RoundsWithoutStopping = 100;

    private const double Aside = 0.15;

    /// <summary>Growing ends after so many rounds without a new best.</summary>
    private const int Patience = 20;

    /// <summary>Probabilities to start from are no nearer to 0 or 1.</summary>
    private const double LeastShare = 1e-9;

    public string Name => string.Create(CultureInfo.InvariantCulture, $"boosting, trees of {Leaves} leaves, rate {Rate:0.###}");

    public IFittedModel Fit(double[] x, int width, double[] y, int classes, long seed, AnalysisStep step)
    {
        var n = y.Length;
        var outputs = ForestModel.OutputsOf(classes);
        var (rows, aside) = Parted(n, seed);
        var grower = new HistogramGrower(x, width, n, step);
        var start = Start(y, rows, classes);
        var scores = new double[outputs][];
        for (var k = 0; k < outputs; k++)
        {
            scores[k] = new double[n];
            Array.Fill(scores[k], start[k]);
        }

        var trees = new List<CutTree>[outputs];
        for (var k = 0; k < outputs; k++)
            trees[k] = [];
        var (first, second, losses) = (new double[n], new double[n], new List<double>());
        var (best, bestLoss) = (1, double.PositiveInfinity);
        var rounds = aside.Length > 0 ? Rounds : Math.Min(Rounds, RoundsWithoutStopping);
        var minLeaf = Math.Clamp(rows.Length / 50, 1, 20);
        for (var round = 1; round <= rounds; round++)
        {
            // Every output's derivatives are taken before any of them moves.
            var before = outputs > 1 ? Probabilities(scores, rows) : null;
            for (var k = 0; k < outputs; k++)
            {
                Differentiate(scores[k], before?[k], y, k, classes, rows, first, second);
                var tree = grower.Grow([.. rows], first, second, this, minLeaf, scores[k]);
                trees[k].Add(tree);
                foreach (var row in aside)
                    scores[k][row] += tree.Value(x.AsSpan(row * width, width));
            }

            losses.Add(Loss(scores, y, classes, rows));
            var loss = aside.Length > 0 ? Loss(scores, y, classes, aside) : double.NegativeInfinity;
            if (loss < bestLoss || aside.Length == 0)
                (best, bestLoss) = (round, loss);
            step.Report((double)round / rounds, null);
            if (round - best >= Patience)
                break;
        }

        return new BoostingModel(start, [.. trees.SelectMany(t => t.Take(best))], width, classes) { TrainingLosses = [.. losses.Take(best)] };
    }

    private static (int[] Rows, int[] Aside) Parted(int n, long seed)
    {
        int[] order = [.. Enumerable.Range(0, n)];
        if (n < FewestForStopping)
            return (order, []);
        SeededRandom.Derive(seed, 0xB005).Shuffle<int>(order);
        var count = (int)(Aside * n);
        int[] aside = [.. order.Take(count).Order()];
        return ([.. order.Skip(count).Order()], aside);
    }

    /// <summary>The constant with the least loss.</summary>
    private static double[] Start(double[] y, int[] rows, int classes)
    {
        if (classes == 0)
        {
            // Around the first, so that a constant is itself.
            var (origin, sum) = (y[rows[0]], 0.0);
            foreach (var row in rows)
                sum += (y[row] - origin) / rows.Length;
            return [origin + sum];
        }

        var shares = new double[Math.Max(2, classes)];
        foreach (var row in rows)
            shares[(int)y[row]] += 1.0 / rows.Length;
        for (var k = 0; k < shares.Length; k++)
            shares[k] = Math.Clamp(shares[k], LeastShare, 1 - LeastShare);
        return classes <= 2 ? [Math.Log(shares[1] / shares[0])] : Array.ConvertAll(shares, Math.Log);
    }

    private static void Differentiate(double[] scores, double[]? probabilities, double[] y, int output, int classes, int[] rows, double[] first, double[] second)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            if (classes == 0)
            {
                (first[row], second[row]) = (scores[row] - y[row], 1);
                continue;
            }

            var p = probabilities is null ? 1 / (1 + Math.Exp(-scores[row])) : probabilities[row];
            (first[row], second[row]) = (p - (y[row] == (probabilities is null ? 1 : output) ? 1 : 0), p * (1 - p));
        }
    }

    private static double[][] Probabilities(double[][] scores, int[] rows)
    {
        var all = Array.ConvertAll(scores, s => new double[s.Length]);
        Span<double> one = new double[scores.Length];
        foreach (var row in rows)
        {
            for (var k = 0; k < one.Length; k++)
                one[k] = scores[k][row];
            Softmax.Of(one);
            for (var k = 0; k < one.Length; k++)
                all[k][row] = one[k];
        }

        return all;
    }

    /// <summary>Half the mean squared error, or the mean log loss.</summary>
    private static double Loss(double[][] scores, double[] y, int classes, int[] rows)
    {
        var sum = 0.0;
        Span<double> one = new double[scores.Length];
        foreach (var row in rows)
        {
            for (var k = 0; k < one.Length; k++)
                one[k] = scores[k][row];
            sum += classes == 0 ? 0.5 * (one[0] - y[row]) * (one[0] - y[row])
                : one.Length == 1 ? Softmax.Softplus(y[row] == 1 ? -one[0] : one[0])
                : Softmax.LogSum(one) - one[(int)y[row]];
        }

        return sum / rows.Length;
    }
}
