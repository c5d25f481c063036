using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Models.Processes;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.Analytics.Models.Processes;

public sealed class ProcessEstimatorTests
{
    [Fact]
    public void A_smooth_surface_is_found_in_any_unit_with_an_honest_uncertainty()
    {
        var (x, y) = Surface(60, 1);
        var (news, truth) = Surface(400, 2);
        var model = (ProcessModel)new ProcessEstimator().Fit(x, 2, y, 0, 1, AnalysisStep.Quiet);
        var (means, sds) = model.PredictWithSd(news, 2);
        Assert.Equal(model.Predict(news, 2), means);
        Assert.True(Reactions.RSquared(truth, means) > 0.9);
        var inside = means.Zip(sds).Zip(truth, (m, t) => Math.Abs(t - m.First) <= 1.96 * m.Second ? 1.0 : 0.0).Average();
        Assert.InRange(inside, 0.88, 1);

        double[] inOtherUnits = [.. x.Select((v, i) => i % 2 == 0 ? (1000 * v) + 5 : 1e-4 * v)];
        var other = new ProcessEstimator().Fit(inOtherUnits, 2, y, 0, 1, AnalysisStep.Quiet).Predict(inOtherUnits, 2);
        foreach (var (expected, actual) in model.Predict(x, 2).Zip(other))
            Assert.Equal(expected, actual, 1e-4);
    }

    [Fact]
    public void Of_many_rows_a_part_is_taken_and_said()
    {
        var (x, y) = Surface(2_100, 3);
        var model = (ProcessModel)new ProcessEstimator().Fit(x, 2, y, 0, 1, AnalysisStep.Quiet);
        Assert.Contains("2000 of 2100 rows", Assert.Single(model.Remarks), StringComparison.Ordinal);
        Assert.True(Reactions.RSquared(y, model.Predict(x, 2)) > 0.9);
    }

    private static (double[] X, double[] Y) Surface(int n, long seed)
    {
        var random = new SeededRandom(seed);
        double[] x = [.. Enumerable.Range(0, 2 * n).Select(_ => random.NextDouble())];
        return (x, [.. x.Chunk(2).Select(r => Math.Sin(5 * r[0]) + (r[1] * r[1]) + (0.1 * random.NextNormal()))]);
    }
}
