using SdlPortal.Domain.MetaAnalysis.Effects;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.MetaAnalysis.Effects;

public sealed class ThresholdTests
{
    [Fact]
    public void A_jump_is_found_where_it_is_while_another_parameter_does_more()
    {
        var effects = Study(1, (x, z) => (x > 0.63 ? -1 : 0) + (4 * z));
        var threshold = effects.Thresholds[0].Value;
        Assert.Equal("x", threshold.Parameter);
        Assert.InRange(threshold.At, 0.58, 0.68);
        Assert.InRange(0.63, threshold.Low - 0.02, threshold.High + 0.02);
        Assert.True(threshold.High - threshold.Low < 0.15);
        Assert.InRange(threshold.Jump, -1.3, -0.7);
        Assert.True(threshold.P <= 0.01);
    }

    [Fact]
    public void Along_a_straight_line_there_is_mostly_none()
    {
        var found = Enumerable.Range(0, 6).Count(seed => Study(seed, (x, z) => (2 * x) + z).Thresholds[0] is { HasValue: true, Value.P: <= 0.05 });
        Assert.InRange(found, 0, 2);
    }

    [Fact]
    public void A_trend_is_seen_with_its_direction_and_none_where_none_is()
    {
        var trends = Study(3, (x, _) => -Math.Exp(x)).Trends;
        Assert.InRange(trends[0].Value.Spearman, -1, -0.7);
        Assert.InRange(trends[0].Value.Kendall, trends[0].Value.Spearman, -0.5);
        Assert.True(trends[0].Value.P < 1e-6);
        Assert.InRange(0, trends[1].Value.Low, trends[1].Value.High);
        Assert.True(trends[1].Value.P > 0.01);
    }

    private static EffectsOfTask Study(int seed, Func<double, double, double> f)
    {
        var random = SeededRandom.Derive(seed, 8);
        double[] x = [.. Enumerable.Range(0, 300).Select(_ => random.NextDouble())];
        double[] z = [.. x.Select(_ => random.NextDouble())];
        double[] y = [.. x.Select((v, i) => f(v, z[i]) + (0.3 * random.NextNormal()))];
        ParameterColumn[] columns = [new(new ParameterShape("x", ParameterKind.Number), x), new(new ParameterShape("z", ParameterKind.Number), z)];
        return TaskStudy.Of("task", columns, y, y.Length, new EffectsOptions { Gaussian = false, Threads = 2 }, 1, null, default);
    }
}
