using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Models.Margins;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.Analytics.Models.Margins;

public sealed class MarginEstimatorTests
{
    [Fact]
    public void Two_points_have_the_margin_between_them()
    {
        // w = 1, ρ = 0 and a = ½ each, worked out by hand: f(±1) = ±1.
        var solution = MinimalOptimization.Solve(new KernelMatrix([-1, 1], 1, 2, new MarginKernel(0)), [-1, 1], [-1, -1], 10, CancellationToken.None);
        Assert.Equal([0.5, 0.5], solution.Variables);
        Assert.Equal(0, solution.Offset, 1e-12);
        Assert.True(solution.IsDone);
    }

    [Fact]
    public void Rows_at_their_bounds_and_between_keep_the_conditions_of_the_least()
    {
        var random = new SeededRandom(2);
        var (n, d, c) = (120, 3, 2.0);
        double[] x = [.. Enumerable.Range(0, n * d).Select(_ => random.NextNormal())];
        int[] signs = [.. Enumerable.Range(0, n).Select(i => x[i * d] + (0.7 * random.NextNormal()) > 0 ? 1 : -1)];
        var kernel = new MarginKernel(0.4);
        var linear = new double[n];
        Array.Fill(linear, -1);
        var solution = MinimalOptimization.Solve(new KernelMatrix(x, d, n, kernel), signs, linear, c, CancellationToken.None);
        Assert.Equal(0, solution.Variables.Select((a, i) => a * signs[i]).Sum(), 1e-9);
        var (atZero, atC, between) = (0, 0, 0);
        for (var i = 0; i < n; i++)
        {
            var f = -solution.Offset + Enumerable.Range(0, n).Sum(k => solution.Variables[k] * signs[k] * kernel.Of(x.AsSpan(i * d, d), x.AsSpan(k * d, d)));
            var margin = signs[i] * f;
            var a = solution.Variables[i];
            Assert.InRange(a, 0, c);
            if (a == 0)
            {
                atZero++;
                Assert.True(margin >= 1 - 2e-3);
            }
            else if (a == c)
            {
                atC++;
                Assert.True(margin <= 1 + 2e-3);
            }
            else
            {
                between++;
                Assert.Equal(1, margin, 2e-3);
            }
        }

        Assert.True(atZero > 5 && atC > 5 && between > 5);
    }

    [Fact]
    public void A_tube_around_a_line_is_the_line_whatever_its_unit()
    {
        double[] x = [.. Enumerable.Range(0, 41).Select(i => (i - 20) / 10.0)];
        foreach (var unit in new[] { 1e-6, 1, 1e6 })
        {
            double[] y = [.. x.Select(v => unit * ((3 * v) + 7))];
            var model = (MarginModel)new MarginEstimator(100, 0, Epsilon: 0.01).Fit(x, 1, y, 0, 1, AnalysisStep.Quiet);
            var predicted = model.Predict(x, 1);

            // The tube is 0.01 standard deviations wide, 0.036 here.
            Assert.All(predicted.Zip(y), pair => Assert.Equal(pair.Second / unit, pair.First / unit, 0.045));
            Assert.InRange(model.SupportCount, 1, 10);
            Assert.Empty(model.Remarks);
        }
    }

    [Fact]
    public void Rings_are_told_apart_by_a_curved_border_with_probabilities_that_hold()
    {
        var random = new SeededRandom(6);
        var (x, y) = Rings(400);
        var (news, truth) = Rings(1000);
        var p = new MarginEstimator(10, 1).Fit(x, 2, y, 2, 1, AnalysisStep.Quiet).Predict(news, 2).Chunk(2).Select(r => r[1]).ToArray();
        Assert.True(p.Zip(truth, (q, t) => q > 0.5 == (t == 1) ? 1.0 : 0.0).Average() > 0.9);

        // Of rows with about the same probability about that share belongs to the class.
        foreach (var bin in p.Zip(truth).GroupBy(r => (int)(r.First * 4)).Where(g => g.Count() >= 60))
            Assert.Equal(bin.Average(r => r.First), bin.Average(r => r.Second), 0.15);

        (double[] X, double[] Y) Rings(int n)
        {
            double[] points = [.. Enumerable.Range(0, 2 * n).Select(_ => random.NextNormal())];
            return (points, [.. points.Chunk(2).Select(r => Math.Sqrt((r[0] * r[0]) + (r[1] * r[1])) + (0.2 * random.NextNormal()) > 1.2 ? 1.0 : 0.0)]);
        }
    }

    [Fact]
    public void Scaling_of_decisions_finds_the_slope_they_were_drawn_with()
    {
        var random = new SeededRandom(9);
        double[] decisions = [.. Enumerable.Range(0, 20_000).Select(_ => 2 * random.NextNormal())];
        var scaling = PlattScaling.Fit(decisions, [.. decisions.Select(f => random.NextDouble() < 1 / (1 + Math.Exp((-1.5 * f) + 0.5)))]);
        Assert.Equal(-1.5, scaling.A, 0.08);
        Assert.Equal(0.5, scaling.B, 0.08);
    }
}
