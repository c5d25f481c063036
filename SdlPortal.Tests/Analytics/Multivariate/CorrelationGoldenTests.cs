using System.Text.Json;
using SdlPortal.Domain.Analytics.Multivariate;
using SdlPortal.Tests.Golden;

namespace SdlPortal.Tests.Analytics.Multivariate;

public sealed class CorrelationGoldenTests
{
    private static readonly JsonElement Golden = GoldenFile.Read("d_stats").GetProperty("rank_correlation");

    public static TheoryData<string> Cases => [.. Golden.EnumerateObject().Where(p => p.Value.TryGetProperty("kendall_tau_b", out _)).Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Both_correlations_and_their_p_values_are_those_of_scipy(string name)
    {
        var golden = Golden.GetProperty(name);
        var result = CorrelationAnalysis.Run(Rows.Table(golden.GetProperty("x").Vector(), golden.GetProperty("y").Vector()), new CorrelationSettings(), Rows.On(1));
        Close("pearson_r", result.Pearson.Value[1, 0]);
        Close("pearson_p", result.Pearson.P[0, 1]);
        Close("spearman_rho", result.Spearman.Value[1, 0]);
        Close("spearman_p_t", result.Spearman.P[0, 1]);
        void Close(string what, double actual)
        {
            var expected = golden.GetProperty(what).GetDouble();
            // A perfect correlation has a p-value of 0 up to the rounding of 1.
            Assert.True(Math.Abs(expected - actual) <= 1e-10 * Math.Abs(expected) + (expected == 0 ? 1e-25 : 0), $"{what}: expected {expected:R}, got {actual:R}");
        }
    }

    [Fact]
    public void A_constant_column_has_no_correlation_and_says_why()
    {
        var golden = Golden.GetProperty("constant_input");
        var result = CorrelationAnalysis.Run(Rows.Table(golden.GetProperty("x").Vector(), golden.GetProperty("y").Vector()), new CorrelationSettings(), Rows.On(1));
        Assert.True(double.IsNaN(result.Spearman.Value[0, 1]));
        Assert.True(double.IsNaN(result.Pearson.Adjusted[0, 1]));
        Assert.Equal(("a", "all 4 values are 1"), (result.Columns[1].Name, result.Columns[1].WhyNot));
        Assert.Contains(result.Remarks, r => r.StartsWith("a: all 4 values are 1", StringComparison.Ordinal));
    }
}
