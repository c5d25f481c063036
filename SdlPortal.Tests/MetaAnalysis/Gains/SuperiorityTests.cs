using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.MetaAnalysis.Gains;

/// <summary>The numbers under forecasts and scores, against hand-worked and published cases.</summary>
public sealed class SuperiorityTests
{
    [Fact]
    public void The_share_of_won_pairs_and_its_placement_variance_are_those_worked_out_by_hand()
    {
        // 3 beats {1}, 5 beats {1, 4}, 7 beats all: (1 + 2 + 3) / 9. Placements 1/3, 2/3, 1 and (of 1, 4, 6) 1, 2/3, 1/3, each of variance 1/9; divided by 3 each.
        var gain = Superiority.Of([5, 3, 7], [6, 1, 4]);

        Assert.Equal(2 / 3.0, gain.Value, 15);
        Assert.Equal(2 / 27.0, gain.PlacementVariance, 15);
        Assert.Equal(0.75, Superiority.Of([2, 2], [2, 1]).Value);
        Assert.Equal(1 - gain.Value, Superiority.Of([6, 1, 4], [5, 3, 7]).Value, 15);
    }

    [Fact]
    public void The_model_s_standard_error_is_the_published_one()
    {
        // Hanley and McNeil 1982, Radiology 143, p. 32: W = 0.893, 51 abnormal and 58 normal images, SE 0.032 (0.0325 with one more digit worked out by hand).
        Assert.Equal(0.0325, Math.Sqrt(Superiority.ModelVariance(0.893, 51, 58)), 4);
    }

    [Fact]
    public void Few_runs_that_agree_by_chance_are_no_proof_of_precision()
    {
        var perfect = Superiority.Of([8, 9, 10], [1, 2, 3, 4]);

        Assert.Equal(0, perfect.PlacementVariance);
        Assert.InRange(perfect.Bounded, 0.85, 0.95);
        Assert.True(perfect.LogitError > 1, $"{perfect.LogitError}");
        Assert.True(double.IsFinite(Superiority.Of([1], [2]).LogitError));
        Assert.Equal(-Superiority.Of([1], [2]).Logit, Superiority.Of([2], [1]).Logit, 12);
    }

    [Fact]
    public void With_many_runs_the_variance_is_that_of_the_placements()
    {
        var random = new SeededRandom(4);
        double[] Draw(int n, double mean) => [.. Enumerable.Range(0, n).Select(_ => mean + random.NextNormal())];
        var gain = Superiority.Of(Draw(400, 1), Draw(2000, 0));

        Assert.Equal(1, gain.Variance / gain.PlacementVariance, 2);
        Assert.Equal(Normal.Cdf(1 / Math.Sqrt(2)), gain.Value, 1);
    }

    [Fact]
    public void The_interval_of_few_experiments_ends_where_the_value_is_just_credible_and_mirrors()
    {
        var gain = Superiority.Of([1, 4, 6, 7, 9, 10], [2, 3, 5, 8, 0, -1]);
        var (range, mirrored) = (gain.Range(1.96), Superiority.Of([2, 3, 5, 8, 0, -1], [1, 4, 6, 7, 9, 10]).Range(1.96));

        Assert.Equal(1 - range.High, mirrored.Low, 9);
        foreach (var end in new[] { range.Low, range.High })
        {
            var spread = end * (1 - end) * (1 + (5 * (1 - end) / (2 - end)) + (5 * end / (1 + end))) / 36;
            Assert.Equal(1.96, Math.Abs(gain.Value - end) / Math.Sqrt(spread), 6);
        }

        var perfect = Superiority.Of([5, 6, 7, 8, 9], [0, 1, 2, 3, 4]).Range(1.96);
        Assert.Equal(1, perfect.High);
        Assert.InRange(perfect.Low, 0.5, 0.8);
    }

    [Theory]
    [InlineData(6, 6, 0.75)]
    [InlineData(10, 10, 0.9)]
    [InlineData(20, 8, 0.6)]
    public void The_interval_of_few_experiments_holds_at_its_level(int n, int m, double truth)
    {
        var random = SeededRandom.Derive(11, n, m);
        var shift = Math.Sqrt(2) * Normal.Quantile(truth);
        var held = 0;
        for (var r = 0; r < 2000; r++)
        {
            var range = Superiority.Of([.. Enumerable.Range(0, n).Select(_ => shift + random.NextNormal())], [.. Enumerable.Range(0, m).Select(_ => random.NextNormal())]).Range(1.96);
            held += range.Holds(truth) ? 1 : 0;
        }

        Assert.InRange(held / 2000.0, 0.935, 0.99);
    }

    [Fact]
    public void Without_a_difference_won_pairs_have_Mann_and_Whitney_s_distribution()
    {
        // Mann and Whitney 1947, table I: of 20 orders of 3 and 3; 12 of the 252 orders of 5 and 5 have U ≤ 4.
        Assert.Equal([1, 1, 2, 3, 3, 3, 3, 2, 1, 1], PairWins.Of(3, 3, 0.5).Masses.Select(m => (int)Math.Round(20 * m)));
        Assert.Equal(12 / 252.0, PairWins.Of(5, 5, 0.5).UpTo(4 / 25.0), 12);
        Assert.Equal(12 / 252.0, PairWins.Of(5, 5, 0.5).From(21 / 25.0), 12);
    }

    [Theory]
    [InlineData(6, 9, 0.7)]
    [InlineData(12, 12, 0.93)]
    [InlineData(25, 60, 0.2)]
    public void Won_pairs_have_the_true_mean_and_the_model_s_variance(int n, int m, double truth)
    {
        var masses = PairWins.Of(n, m, truth).Masses;
        var mean = masses.Select((p, u) => p * u / (masses.Length - 1)).Sum();
        var variance = masses.Select((p, u) => p * Math.Pow(((double)u / (masses.Length - 1)) - mean, 2)).Sum();

        Assert.Equal(1, masses.Sum(), 10);
        Assert.Equal(truth, mean, 4);
        // Half of the mirror image: the mean of the model's variance at both orientations.
        var expected = (Superiority.ModelVariance(truth, n, m) + Superiority.ModelVariance(truth, m, n)) / 2;
        Assert.Equal(1, variance / expected, n * m > 900 ? 1 : 6);
    }

    [Fact]
    public void Exact_and_approximate_won_pairs_agree_where_one_takes_over_from_the_other()
    {
        var (exact, approximate) = (PairWins.Of(30, 30, 0.75), PairWins.Of(30, 31, 0.75));

        foreach (var at in new[] { 0.6, 0.7, 0.8, 0.9 })
            Assert.Equal(exact.UpTo(at), approximate.UpTo(at), 1.5e-2);
    }

    [Fact]
    public void Orders_drawn_by_the_model_s_own_definition_give_its_distribution()
    {
        var random = new SeededRandom(7);
        var (counts, k) = (new double[41], 0.8 / 0.2);
        for (var r = 0; r < 40_000; r++)
        {
            // Half of the time inside is the best of k draws, else outside the worst of k.
            var flips = r % 2 == 0;
            double[] x = [.. Enumerable.Range(0, 5).Select(_ => flips ? random.NextDouble() : Math.Pow(random.NextDouble(), 1 / k))];
            double[] y = [.. Enumerable.Range(0, 8).Select(_ => flips ? 1 - Math.Pow(random.NextDouble(), 1 / k) : random.NextDouble())];
            counts[(int)Math.Round(40 * Superiority.Of(x, y).Value)] += 1 / 40_000.0;
        }

        var masses = PairWins.Of(5, 8, 0.8).Masses;
        Assert.All(Enumerable.Range(0, 41), u => Assert.Equal(masses[u], counts[u], 6e-3));
    }

    [Fact]
    public void A_further_study_lies_where_brute_force_says()
    {
        StudyEffect[] studies = [new("a", 0.4, 0.05), new("b", 1.6, 0.2), new("c", 1.1, 0.1), new("d", 2.0, 0.02)];
        var next = NextStudy.Predict(studies);
        double Inside(double half)
        {
            var (sum, total) = (0.0, 0.0);
            for (var tau = 0.0005; tau < 8; tau += 0.001)
            {
                var weights = studies.Select(s => 1 / (s.Variance + (tau * tau))).ToArray();
                var mean = studies.Select((s, i) => weights[i] * s.Value).Sum() / weights.Sum();
                var likelihood = Math.Sqrt(weights.Aggregate(1.0, (p, w) => p * w) / weights.Sum()) * Math.Exp(-0.5 * (studies.Select((s, i) => weights[i] * Math.Pow(s.Value - mean, 2)).Sum() + (tau * tau)));
                var sd = Math.Sqrt((1 / weights.Sum()) + (tau * tau));
                total += likelihood;
                sum += likelihood * (Normal.Cdf((next.Mean + half - mean) / sd) - Normal.Cdf((next.Mean - half - mean) / sd));
            }

            return sum / total;
        }

        foreach (var level in new[] { 0.5, 0.95 })
            Assert.Equal(level, Inside((next.Range(level).High - next.Range(level).Low) / 2), 3);
        Assert.Equal(0.8, Inside((next.Range(0.8).High - next.Range(0.8).Low) / 2), 2);
    }

    [Fact]
    public void A_realized_gain_is_the_same_for_minimizing_the_negation()
    {
        double[] inside = [3, 5, 7.5, 0.1], outside = [1, 4, 6];
        var up = RealizedGain.Of(inside, outside, MetricGoal.Maximize);
        var down = RealizedGain.Of([.. inside.Select(v => -v)], [.. outside.Select(v => -v)], MetricGoal.Minimize);

        Assert.Equal(up.Superiority, down.Superiority);
        Assert.Equal((up.BestInside, up.BestOutside, up.MeanInside), (-down.BestInside, -down.BestOutside, -down.MeanInside));
        Assert.Equal(7.5, up.BestInside);
        Assert.Throws<ArgumentException>(() => RealizedGain.Of([1, double.NaN], outside, MetricGoal.Maximize));
    }
}
