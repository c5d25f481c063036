using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Feasibility;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Tests.Optimization.Feasibility;

public class FeasibilityModelTests
{
    private static readonly bool[] Plane = [false, false];

    [Fact]
    public void Nothing_abandoned_means_nothing_to_learn() => Assert.Null(FeasibilityModel.Fit(Random(10, 1), [], Plane));

    [Fact]
    public void One_accident_lowers_the_chances_near_it_and_shuts_no_region()
    {
        var model = FeasibilityModel.Fit(Random(12, 1), [[0.5, 0.5]], Plane)!;
        Assert.InRange(Chance(model, 0.5, 0.5), 0.4, 0.8);
        Assert.InRange(Chance(model, 0.05, 0.95), 0.8, 1);
        Assert.True(Chance(model, 0.5, 0.5) < Chance(model, 0.05, 0.95));
    }

    [Fact]
    public void A_region_that_always_fails_becomes_unlikely_and_one_success_there_brings_it_back()
    {
        double[][] left = [.. Random(20, 1).Where(x => x[0] < 0.6)];
        double[][] right = [.. Random(20, 2).Where(x => x[0] >= 0.7)];
        Assert.True(right.Length >= 4);
        var model = FeasibilityModel.Fit(left, right, Plane)!;
        Assert.True(Chance(model, 0.9, 0.5) < 0.2);
        Assert.True(Chance(model, 0.2, 0.5) > 0.85);
        var again = FeasibilityModel.Fit([.. left, [0.9, 0.5], [0.92, 0.55]], right, Plane)!;
        Assert.True(Chance(again, 0.9, 0.5) > 2 * Chance(model, 0.9, 0.5));
    }

    [Fact]
    public void More_failures_in_a_place_mean_smaller_chances_there()
    {
        var before = 1.0;
        for (var failures = 1; failures <= 5; failures++)
        {
            var chance = Chance(FeasibilityModel.Fit(Random(10, 1), [.. Random(failures, 3).Select(x => new[] { 0.5 + (0.05 * x[0]), 0.5 + (0.05 * x[1]) })], Plane)!, 0.52, 0.52);
            Assert.True(chance < before, $"{failures}: {chance}");
            before = chance;
        }

        Assert.True(before < 0.3);
    }

    [Fact]
    public void Gradient_is_the_slope_of_the_log_probability()
    {
        var model = FeasibilityModel.Fit(Random(15, 1), Random(6, 2), Plane)!;
        foreach (var x in Random(5, 9))
        {
            var gradient = new double[2];
            model.LogProbability(x, gradient);
            for (var j = 0; j < 2; j++)
            {
                double At(double step) => model.LogProbability([.. x.Select((v, i) => i == j ? v + step : v)], default);
                Assert.Equal((At(1e-5) - At(-1e-5)) / 2e-5, gradient[j], 1e-6);
            }
        }
    }

    [Fact]
    public void The_latent_mode_is_where_prior_and_likelihood_balance()
    {
        var rows = Random(12, 4);
        var labels = rows.Select(x => x[0] + x[1] > 1 ? -1.0 : 1.0).ToArray();
        var kernel = new KernelRows(rows, Plane, new Hyperparameters([0.4, 0.4], 3, 0, 0));
        var fit = LaplaceFit.Of(kernel, rows, labels, 1, 3);
        for (var i = 0; i < rows.Length; i++)
        {
            // At the mode f = m + K ∇, and ∇ is the likelihood's slope at f (Rasmussen and Williams, equation 3.17).
            var f = 1 + Enumerable.Range(0, rows.Length).Sum(j => kernel.Covariance(rows[i], rows[j]) * fit.Slopes[j]);
            var z = labels[i] * f;
            Assert.Equal(labels[i] * Normal.Density(z) / Normal.Cdf(z), fit.Slopes[i], 1e-6);
        }
    }

    [Fact]
    public void Evidence_and_prediction_for_one_point_agree_with_quadrature_as_far_as_laplace_can()
    {
        var kernel = new KernelRows([[0.5]], [false], new Hyperparameters([0.3], 1, 0, 0));
        var fit = LaplaceFit.Of(kernel, [[0.5]], [-1], 1, 1);
        var (evidence, sum) = (0.0, 0.0);
        for (var f = -8.0; f < 10; f += 0.001)
        {
            var weight = 0.001 * Normal.Density(f - 1) * Normal.Cdf(-f);
            evidence += weight;
            sum += weight * f;
        }

        Assert.Equal(Math.Log(evidence), fit.Evidence, 0.02);
        Assert.Equal(sum / evidence, 1 + fit.Slopes[0], 0.06);
    }

    [Fact]
    public void Thousands_of_completed_experiments_and_categories_are_no_burden()
    {
        var random = SeededRandom.Derive(1);
        double[][] completed = [.. Enumerable.Range(0, 3000).Select(i => new[] { random.NextDouble(), i % 3, random.NextDouble() })];
        double[][] abandoned = [.. Enumerable.Range(0, 200).Select(_ => new[] { random.NextDouble(), 2.0, random.NextDouble() })];
        var model = FeasibilityModel.Fit([.. completed.Where(x => x[1] != 2)], abandoned, [false, true, false])!;
        Assert.True(model.LogProbability([0.5, 2, 0.5], default) < Math.Log(0.2));
        Assert.True(model.LogProbability([0.5, 0, 0.5], default) > Math.Log(0.7));
    }

    private static double Chance(FeasibilityModel model, params double[] x) => Math.Exp(model.LogProbability(x, default));

    private static double[][] Random(int count, int seed)
    {
        var random = SeededRandom.Derive(seed);
        return [.. Enumerable.Range(0, count).Select(_ => new[] { random.NextDouble(), random.NextDouble() })];
    }
}
