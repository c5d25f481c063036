using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.Numerics;

public class YeoJohnsonTests
{
    [Theory]
    [InlineData(0, 2, 1.0986122886681098)]
    [InlineData(0.5, 3, 2)]
    [InlineData(2, -3, -1.3862943611198906)]
    [InlineData(3, -1, -0.5)]
    [InlineData(0, -1, -1.5)]
    public void Transform_has_the_values_of_the_formula(double power, double z, double expected) =>
        Assert.Equal(expected, new YeoJohnson(power).Apply(z), 14);

    [Fact]
    public void Transform_rises_has_the_stated_slope_and_is_undone_by_its_inverse()
    {
        for (var power = -1.0; power <= 4; power += 0.5)
        {
            var transform = new YeoJohnson(power);
            for (var z = -5.0; z <= 5; z += 0.37)
            {
                Assert.Equal(z, transform.Invert(transform.Apply(z)), 1e-9);
                Assert.Equal((transform.Apply(z + 1e-6) - transform.Apply(z - 1e-6)) / 2e-6, transform.Slope(z), 1e-5 * (1 + transform.Slope(z)));
                Assert.True(transform.Slope(z) > 0);
            }
        }
    }

    [Fact]
    public void Fit_leaves_normal_values_and_draws_in_a_long_lower_tail()
    {
        var random = new SeededRandom(4);
        var normal = Enumerable.Range(0, 200).Select(_ => random.NextNormal()).ToArray();
        Assert.InRange(YeoJohnson.Fit(normal).Power, 0.7, 1.3);
        var tailed = Standard([.. normal.Select(z => -Math.Exp(z))]);
        var transform = YeoJohnson.Fit(tailed);
        Assert.InRange(transform.Power, 1.7, 4);
        Assert.True(Skewness([.. tailed.Select(transform.Apply)]) > 0.3 * Skewness(tailed));
    }

    private static double[] Standard(double[] values)
    {
        var mean = values.Average();
        var sd = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        return [.. values.Select(v => (v - mean) / sd)];
    }

    private static double Skewness(double[] values) => Standard(values).Average(v => v * v * v);
}
