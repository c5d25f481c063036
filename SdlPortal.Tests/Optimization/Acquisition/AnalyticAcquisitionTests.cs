using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Acquisition;
using SdlPortal.Tests.Golden;

namespace SdlPortal.Tests.Optimization.Acquisition;

public class AnalyticAcquisitionTests
{
    [Fact]
    public void Expected_improvement_and_its_logarithm_agree_with_botorch_and_mpmath()
    {
        foreach (var golden in GoldenModel.Cases("acq_analytic"))
        {
            var model = GoldenModel.Of(golden);
            var points = golden.GetProperty("points").Matrix();
            foreach (var level in golden.GetProperty("by_best_f").EnumerateArray())
            {
                var best = level.GetProperty("best_f").GetDouble();
                var (log, value) = (new ExpectedImprovement(model, [], best, 0), new ExpectedImprovement(model, [], best, 0, logarithm: false));
                var (logs, values) = (level.GetProperty("LogEI_mpmath").Vector(), level.GetProperty("EI_mpmath").Vector());
                var (logSlopes, slopes) = (level.GetProperty("grad_x_LogEI").Matrix(), level.GetProperty("grad_x_EI").Matrix());
                for (var i = 0; i < points.Length; i++)
                {
                    GoldenModel.Agrees(log, points[i], logs[i], logSlopes[i], $"logarithm at point {i} over {best}");
                    GoldenModel.Agrees(value, points[i], values[i], slopes[i], $"value at point {i} over {best}");
                    Assert.Equal(values[i], log.Value(logs[i]), 1e-9 * values[i]);
                }
            }
        }
    }

    [Fact]
    public void Probability_of_improvement_and_its_logarithm_agree_with_botorch_and_mpmath()
    {
        foreach (var golden in GoldenModel.Cases("acq_analytic"))
        {
            var model = GoldenModel.Of(golden);
            var points = golden.GetProperty("points").Matrix();
            foreach (var level in golden.GetProperty("by_best_f").EnumerateArray())
            {
                var best = level.GetProperty("best_f").GetDouble();
                var (log, value) = (new ProbabilityOfImprovement(model, [], best, 0), new ProbabilityOfImprovement(model, [], best, 0, logarithm: false));
                for (var i = 0; i < points.Length; i++)
                {
                    GoldenFile.Close(level.GetProperty("LogPI_mpmath")[i].GetDouble(), log.Score(points[i], default), 1e-9, $"logarithm at point {i} over {best}");
                    GoldenModel.Agrees(value, points[i], level.GetProperty("PI_mpmath")[i].GetDouble(), level.GetProperty("grad_x_PI")[i].Vector(), $"value at point {i} over {best}");
                }
            }
        }
    }

    [Fact]
    public void Upper_confidence_bound_agrees_with_botorch()
    {
        foreach (var golden in GoldenModel.Cases("acq_analytic"))
        {
            var points = golden.GetProperty("points").Matrix();
            foreach (var bound in golden.GetProperty("UCB").EnumerateObject())
            {
                var acquisition = new UpperConfidenceBound(GoldenModel.Of(golden), [], double.Parse(bound.Name, System.Globalization.CultureInfo.InvariantCulture));
                for (var i = 0; i < points.Length; i++)
                    GoldenModel.Agrees(acquisition, points[i], bound.Value.GetProperty("value")[i].GetDouble(), bound.Value.GetProperty("grad_x")[i].Vector(), $"beta {bound.Name} at point {i}");
            }
        }
    }

    [Fact]
    public void Posterior_deviation_agrees_with_botorch()
    {
        foreach (var golden in GoldenModel.Cases("acq_analytic"))
        {
            var (points, sigma) = (golden.GetProperty("points").Matrix(), golden.GetProperty("sigma").Vector());
            var acquisition = new PosteriorDeviation(GoldenModel.Of(golden), []);
            for (var i = 0; i < points.Length; i++)
            {
                GoldenFile.Close(sigma[i], acquisition.Score(points[i], default), 1e-9, $"point {i}");
                GoldenModel.IsDerivative(acquisition, points[i]);
            }
        }
    }

    [Fact]
    public void Points_scored_together_score_as_they_do_alone()
    {
        var golden = GoldenModel.Cases("acq_analytic").Last();
        var points = golden.GetProperty("points").Matrix();
        var acquisition = new ExpectedImprovement(GoldenModel.Of(golden), [points[1]], 14, 5);
        points = [.. points, .. points, .. points[..3]];
        var (scores, gradients) = (new double[points.Length], new double[3 * points.Length]);
        acquisition.Scores([.. points.SelectMany(p => p)], scores, gradients);
        for (var i = 0; i < points.Length; i++)
        {
            var gradient = new double[3];
            Assert.Equal(acquisition.Score(points[i], gradient), scores[i]);
            Assert.Equal(gradient, gradients[(3 * i)..(3 * i + 3)]);
        }
    }

    [Fact]
    public void Pending_point_leaves_nothing_to_learn_or_gain_at_its_own_place()
    {
        var golden = GoldenModel.Cases("acq_mc").First();
        var (model, x) = (GoldenModel.Of(golden), golden.GetProperty("candidates")[0].Vector());
        var best = golden.GetProperty("best_f").GetDouble();
        double Share(Func<IReadOnlyList<double[]>, AcquisitionFunction> build)
        {
            var (free, pending) = (build([]), build([x]));
            return pending.Value(pending.Score(x, default)) / free.Value(free.Score(x, default));
        }

        Assert.True(Share(pending => new ExpectedImprovement(model, pending, best, 0)) < 0.01);
        Assert.True(Share(pending => new PosteriorDeviation(model, pending)) < 0.001);
    }

    [Fact]
    public void Score_is_finite_and_climbs_where_the_value_itself_underflows()
    {
        var model = GoldenModel.Of(GoldenModel.Cases("acq_analytic").Last());
        foreach (ImprovementAcquisition acquisition in new ImprovementAcquisition[] { new ExpectedImprovement(model, [[0.2, 0.2, 0.2]], 1e5, 0), new ProbabilityOfImprovement(model, [[0.2, 0.2, 0.2]], 1e5, 0) })
        {
            var gradient = new double[3];
            var score = acquisition.Score([0.5, 0.5, 0.5], gradient);
            Assert.True(double.IsFinite(score));
            Assert.True(Vectors.Dot(gradient, gradient) > 0);
            Assert.True(acquisition.Vanishes(score));
        }
    }
}
