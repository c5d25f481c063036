using System.Text.Json;
using SdlPortal.Domain.Numerics;
using SdlPortal.Tests.Golden;

namespace SdlPortal.Tests.Numerics;

public sealed class SampleTestsTests
{
    private static readonly JsonElement Stats = GoldenFile.Read("d_stats");

    public static TheoryData<string> Pairs => [.. Stats.GetProperty("two_sample").EnumerateObject().Select(p => p.Name)];

    public static TheoryData<string> Correlations => [.. Stats.GetProperty("rank_correlation").EnumerateObject().Where(p => p.Value.TryGetProperty("kendall_tau_b", out _)).Select(p => p.Name)];

    [Theory, MemberData(nameof(Pairs))]
    public void Two_sample_tests_give_the_numbers_of_scipy(string name)
    {
        var golden = Stats.GetProperty("two_sample").GetProperty(name);
        var (a, b) = (golden.GetProperty("a").Vector(), golden.GetProperty("b").Vector());

        var u = SampleTests.MannWhitney(a, b);
        GoldenFile.Close(golden.GetProperty("mannwhitney_U_a").GetDouble(), u.Statistic, 1e-12, "U");
        GoldenFile.Close(golden.GetProperty("mannwhitney_p_continuity").GetDouble(), u.PValue, 1e-12, "p of U");
        GoldenFile.Close(golden.GetProperty("mannwhitney_p_no_continuity").GetDouble(), SampleTests.MannWhitney(a, b, continuity: false).PValue, 1e-12, "p of U without continuity");
        var (welch, freedom, difference, low, high) = SampleTests.Welch(a, b);
        GoldenFile.Close(golden.GetProperty("welch_t").GetDouble(), welch.Statistic, 1e-11, "t");
        GoldenFile.Close(golden.GetProperty("welch_p").GetDouble(), welch.PValue, 1e-11, "p of t");
        GoldenFile.Close(golden.GetProperty("welch_df").GetDouble(), freedom, 1e-11, "degrees of freedom");
        GoldenFile.Close(golden.GetProperty("mean_diff").GetDouble(), difference, 1e-12, "difference");
        var interval = golden.GetProperty("welch_ci95").Vector();
        GoldenFile.Close(interval[0], low, 1e-8, "low");
        GoldenFile.Close(interval[1], high, 1e-8, "high");
        Close(golden.GetProperty("ks"), SampleTests.KolmogorovSmirnov(a, b), 1e-9, "Kolmogorov-Smirnov");
        Close(golden.GetProperty("levene_median"), SampleTests.Levene(a, b), 1e-11, "Levene");
        Close(golden.GetProperty("brunner_munzel"), SampleTests.BrunnerMunzel(a, b), 1e-10, "Brunner-Munzel");
    }

    [Fact]
    public void Several_samples_give_the_numbers_of_scipy()
    {
        var golden = Stats.GetProperty("paired_and_k_sample");
        var groups = golden.GetProperty("kruskal").GetProperty("groups").Matrix();

        var h = SampleTests.KruskalWallis(groups);
        GoldenFile.Close(golden.GetProperty("kruskal").GetProperty("H").GetDouble(), h.Statistic, 1e-12, "H");
        GoldenFile.Close(golden.GetProperty("kruskal").GetProperty("p").GetDouble(), h.PValue, 1e-12, "p of H");
        var anova = golden.GetProperty("anova");
        var f = SampleTests.Anova(groups);
        GoldenFile.Close(anova.GetProperty("F").GetDouble(), f.Statistic, 1e-12, "F");
        GoldenFile.Close(anova.GetProperty("p").GetDouble(), f.PValue, 1e-12, "p of F");
    }

    [Theory, MemberData(nameof(Correlations))]
    public void Rank_correlations_give_the_numbers_of_scipy(string name)
    {
        var golden = Stats.GetProperty("rank_correlation").GetProperty(name);
        var (x, y) = (golden.GetProperty("x").Vector(), golden.GetProperty("y").Vector());

        Assert.Equal(golden.GetProperty("rankdata_average_x").Vector(), Ranks.Average(x));
        GoldenFile.Close(golden.GetProperty("spearman_rho").GetDouble(), Ranks.Spearman(x, y), 1e-12, "rho");
        GoldenFile.Close(golden.GetProperty("spearman_p_t").GetDouble(), Ranks.PValue(Ranks.Spearman(x, y), x.Length), 1e-10, "p of rho");
        GoldenFile.Close(golden.GetProperty("kendall_tau_b").GetDouble(), Ranks.KendallB(x, y), 1e-12, "tau b");
        GoldenFile.Close(golden.GetProperty("pearson_r").GetDouble(), Ranks.Pearson(x, y), 1e-12, "r");
    }

    [Fact]
    public void A_constant_side_has_no_correlation()
    {
        Assert.True(double.IsNaN(Ranks.Spearman([1, 1, 1, 1], [1, 2, 3, 4])));
        Assert.True(double.IsNaN(Ranks.KendallB([1, 1, 1, 1], [1, 2, 3, 4])));
        Assert.True(double.IsNaN(Ranks.Pearson([1], [2])));
    }

    [Theory]
    [InlineData(3, 1, 1, 3, 0.48571428571428565)]
    [InlineData(8, 2, 1, 5, 0.03496503496503495)]
    [InlineData(0, 10, 12, 2, 6.730380939561179e-05)]
    [InlineData(5, 0, 0, 5, 0.007936507936507929)]
    public void The_exact_test_of_two_shares_is_the_sum_over_all_less_likely_tables(int a, int b, int c, int d, double p) => GoldenFile.Close(p, CountTests.Fisher(a, b, c, d), 1e-10);

    [Fact]
    public void Shares_that_differ_by_cell_are_told_from_equal_ones()
    {
        Assert.Equal(1, CountTests.SameShare([5, 10, 20], [10, 20, 40]).PValue, 12);
        var test = CountTests.SameShare([30, 10], [100, 100]);
        GoldenFile.Close(12.5, test.Statistic, 1e-12);
        GoldenFile.Close(0.00040695201744495946, test.PValue, 1e-12);
        Assert.Equal(1, CountTests.SameShare([0, 0], [10, 10]).PValue);
    }

    private static void Close(JsonElement expected, TestResult actual, double tolerance, string what)
    {
        GoldenFile.Close(expected[0].GetDouble(), actual.Statistic, tolerance, what);
        GoldenFile.Close(expected[1].GetDouble(), actual.PValue, tolerance, $"p of {what}");
    }
}
