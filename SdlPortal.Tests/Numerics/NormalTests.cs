using SdlPortal.Domain.Numerics;
using SdlPortal.Tests.Golden;

namespace SdlPortal.Tests.Numerics;

public class NormalTests
{
    [Fact]
    public void Log_expected_excess_and_log_cdf_agree_with_mpmath_over_the_whole_table()
    {
        foreach (var row in GoldenFile.Read("acq_analytic").GetProperty("log_h_table").EnumerateArray())
        {
            var z = row.GetProperty("z").GetDouble();
            GoldenFile.Close(row.GetProperty("log_h").GetDouble(), Normal.LogExpectedExcess(z, out _), 1e-13, $"log h({z})");
            GoldenFile.Close(row.GetProperty("log_cdf").GetDouble(), Normal.LogCdf(z), 1e-13, $"log cdf({z})");
        }
    }

    [Theory]
    [InlineData(-40)]
    [InlineData(-5.001)]
    [InlineData(-4.999)]
    [InlineData(0)]
    [InlineData(6)]
    public void Slope_of_the_log_expected_excess_is_its_derivative(double z)
    {
        Normal.LogExpectedExcess(z, out var slope);
        var step = 1e-5 * Math.Max(1, Math.Abs(z));
        var difference = (Normal.LogExpectedExcess(z + step, out _) - Normal.LogExpectedExcess(z - step, out _)) / (2 * step);
        GoldenFile.Close(difference, slope, 1e-7);
    }

    [Fact]
    public void Quantile_inverts_the_distribution()
    {
        foreach (var p in new[] { 1e-12, 1e-3, 0.2, 0.5, 0.9, 0.999 })
            GoldenFile.Close(p, Normal.Cdf(Normal.Quantile(p)), 1e-14);
    }

    [Fact]
    public void Tail_keeps_its_relative_accuracy() => Assert.Equal(1, Normal.Cdf(-20) / 2.7536241186062337e-89, 12);
}
