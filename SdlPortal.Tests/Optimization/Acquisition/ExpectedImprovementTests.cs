using System.Text.Json;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Acquisition;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Tests.Golden;
using SdlPortal.Tests.Optimization.Surrogates;

namespace SdlPortal.Tests.Optimization.Acquisition;

public class ExpectedImprovementTests
{
    [Fact]
    public void Without_pending_points_its_logarithm_and_gradient_agree_with_botorch()
    {
        var golden = GoldenFile.Read("acq_analytic").GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("standardized").GetBoolean());
        var model = Model(golden);
        var points = golden.GetProperty("points").Matrix();
        foreach (var level in golden.GetProperty("by_best_f").EnumerateArray())
        {
            var acquisition = new ExpectedImprovement(model, [], level.GetProperty("best_f").GetDouble(), 0);
            var (expected, gradients) = (level.GetProperty("LogEI_mpmath").Vector(), level.GetProperty("grad_x_LogEI").Matrix());
            for (var i = 0; i < points.Length; i++)
            {
                var gradient = new double[3];
                GoldenFile.Close(expected[i], acquisition.Score(points[i], gradient), 1e-9, $"point {i}");
                for (var j = 0; j < 3; j++)
                    GoldenFile.Close(gradients[i][j], gradient[j], 1e-6, $"point {i} by {j}");
            }
        }
    }

    [Fact]
    public void With_pending_points_it_adds_up_to_the_reference_qEI()
    {
        foreach (var golden in GoldenFile.Read("acq_mc").GetProperty("cases").EnumerateArray().Where(c => c.GetProperty("standardized").GetBoolean()))
        {
            var model = Model(golden);
            var pending = golden.GetProperty("pending").Matrix();
            var qei = golden.GetProperty("qEI");
            var repeats = Enumerable.Range(0, 8).Select(seed => new ExpectedImprovement(model, pending, golden.GetProperty("best_f").GetDouble(), seed, samples: 4096)).ToArray();
            var candidates = golden.GetProperty("candidates").Matrix();
            for (var i = 0; i < candidates.Length; i++)
            {
                var values = repeats.Select(a => a.PendingImprovement + a.Value(a.Score(candidates[i], default))).ToArray();
                var own = Math.Sqrt(values.Sum(v => (v - values.Average()) * (v - values.Average())) / (values.Length * (values.Length - 1)));
                var error = Math.Sqrt((own * own) + Math.Pow(qei.GetProperty("stderr")[i].GetDouble(), 2));
                var expected = qei.GetProperty("value")[i].GetDouble();
                Assert.True(Math.Abs(values.Average() - expected) <= (4 * error) + 1e-9, $"{pending.Length} pending, candidate {i}: expected {expected} ± {error}, got {values.Average()}");
            }
        }
    }

    [Fact]
    public void Gradient_with_pending_points_is_the_derivative_of_the_score()
    {
        var golden = GoldenFile.Read("acq_mc").GetProperty("cases").EnumerateArray().Last();
        var acquisition = new ExpectedImprovement(Model(golden), golden.GetProperty("pending").Matrix(), golden.GetProperty("best_f").GetDouble(), 3);
        foreach (var x in golden.GetProperty("candidates").Matrix().Take(5))
        {
            var gradient = new double[3];
            acquisition.Score(x, gradient);
            for (var j = 0; j < 3; j++)
            {
                double At(double step) => acquisition.Score([.. x.Select((v, k) => k == j ? v + step : v)], default);
                GoldenFile.Close((At(1e-6) - At(-1e-6)) / 2e-6, gradient[j], 1e-5, $"by {j}");
            }
        }
    }

    [Fact]
    public void Pending_point_leaves_little_to_gain_at_its_own_place()
    {
        var golden = GoldenFile.Read("acq_mc").GetProperty("cases").EnumerateArray().First(c => c.GetProperty("standardized").GetBoolean());
        var model = Model(golden);
        var candidate = golden.GetProperty("candidates")[0].Vector();
        var best = golden.GetProperty("best_f").GetDouble();
        var free = new ExpectedImprovement(model, [], best, 0);
        var pending = new ExpectedImprovement(model, [candidate], best, 0);
        Assert.True(pending.Value(pending.Score(candidate, default)) < 0.01 * free.Value(free.Score(candidate, default)));
    }

    [Fact]
    public void Score_is_finite_and_climbs_where_the_value_itself_underflows()
    {
        var model = Model(GoldenFile.Read("acq_analytic").GetProperty("cases")[1]);
        var acquisition = new ExpectedImprovement(model, [[0.2, 0.2, 0.2]], 1e5, 0);
        var gradient = new double[3];
        Assert.True(double.IsFinite(acquisition.Score([0.5, 0.5, 0.5], gradient)));
        Assert.True(Vectors.Dot(gradient, gradient) > 0);
    }

    private static GaussianProcess Model(JsonElement golden)
    {
        var set = GoldenFile.Read("gp_posterior").GetProperty("datasets").GetProperty("d3n20");
        return new GaussianProcess(new TrainingSet(set.GetProperty("X").Matrix(), set.GetProperty("y").Vector(), new bool[3]), GaussianProcessTests.Hyper(golden.GetProperty("hyper")));
    }
}
