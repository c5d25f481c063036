using System.Text.Json;
using MathNet.Numerics.Distributions;
using SdlPortal.Domain.Numerics;
using SdlPortal.Tests.Golden;

namespace SdlPortal.Tests.Numerics;

public sealed class RobustTests
{
    [Fact]
    public void Robust_statistics_give_the_numbers_of_scipy()
    {
        var golden = GoldenFile.Read("d_stats").GetProperty("robust");
        var data = golden.GetProperty("data").Vector();
        double[] sorted = [.. data.Order()];

        GoldenFile.Close(golden.GetProperty("median").GetDouble(), Robust.Median(sorted), 1e-14);
        var mad = Robust.Mad(sorted);
        GoldenFile.Close(golden.GetProperty("mad_raw").GetDouble(), mad, 1e-14);
        GoldenFile.Close(golden.GetProperty("mad_normal").GetDouble(), mad * Robust.NormalMad, 1e-14);
        AllClose(golden.GetProperty("modified_z_0.6745").Vector(), [.. data.Select(v => Robust.ModifiedZ(v, Robust.Median(sorted), mad))], 1e-12);
        AllClose(golden.GetProperty("quartiles_type7").Vector(), [Robust.Quantile(sorted, 0.25), Robust.Median(sorted), Robust.Quantile(sorted, 0.75)], 1e-14);
        var (low, high) = Robust.TukeyFences(sorted);
        AllClose(golden.GetProperty("tukey_fences_1.5").Vector(), [low, high], 1e-13);
        var line = Robust.TheilSen([.. Enumerable.Range(0, data.Length).Select(i => (double)i)], data);
        AllClose(golden.GetProperty("theilslopes").Vector(), [line.Slope, line.Intercept, line.Low, line.High], 1e-12);
    }

    [Fact]
    public void Outliers_of_real_reactions_are_those_of_the_reference()
    {
        var golden = GoldenFile.Read("e_ml_snar").GetProperty("outliers");
        var values = golden.GetProperty("y_plus_planted").Vector();
        double[] sorted = [.. values.Order()];
        var (median, mad) = (Robust.Median(sorted), Robust.Mad(sorted));

        GoldenFile.Close(golden.GetProperty("median").GetDouble(), median, 1e-14);
        GoldenFile.Close(golden.GetProperty("mad_raw").GetDouble(), mad, 1e-14);
        AllClose(golden.GetProperty("modified_z").Vector(), [.. values.Select(v => Robust.ModifiedZ(v, median, mad))], 1e-12);
        Assert.Equal(golden.GetProperty("flag_abs_gt_3.5").EnumerateArray().Select(f => f.GetBoolean()), values.Select(v => Math.Abs(Robust.ModifiedZ(v, median, mad)) > 3.5));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(8)]
    public void The_median_deviation_by_merging_is_the_one_by_sorting(int n)
    {
        var random = new SeededRandom(n);
        double[] sorted = [.. Enumerable.Range(0, n).Select(_ => Math.Round(random.NextNormal(), 1)).Order()];
        var median = Robust.Median(sorted);

        Assert.Equal(Robust.Median([.. sorted.Select(v => Math.Abs(v - median)).Order()]), Robust.Mad(sorted));
    }

    /// <summary>Where nothing is cut away, the distances are the classical ones.</summary>
    [Fact]
    public void Distances_of_real_reactions_agree_in_order_with_the_classical_ones_and_are_larger_for_the_wild()
    {
        var golden = GoldenFile.Read("e_ml_snar");
        var x = golden.GetProperty("data").GetProperty("X").Matrix();
        var (mean, sd) = (golden.GetProperty("data").GetProperty("mean").Vector(), golden.GetProperty("data").GetProperty("std_ddof0").Vector());
        var y = golden.GetProperty("data").GetProperty("y").Vector();
        var classical = golden.GetProperty("outliers").GetProperty("mahalanobis_sq_cov_ddof1").Vector();
        double[] points = [.. Enumerable.Range(0, y.Length).SelectMany(i => x[i].Select((v, j) => (v - mean[j]) / sd[j]).Append(y[i]))];

        var scatter = RobustScatter.Of(points, 5, seed: 1)!;
        double[] robust = [.. Enumerable.Range(0, y.Length).Select(i => scatter.SquaredDistance(points.AsSpan(i * 5, 5)))];

        Assert.True(Ranks.Spearman(classical, robust) > 0.8);
        Assert.True(robust.Count(d => d > 12.832501994030027) >= golden.GetProperty("outliers").GetProperty("n_flagged_ddof1").GetInt32());
    }

    [Fact]
    public void A_fifth_of_wild_points_does_not_move_the_robust_scatter()
    {
        var random = new SeededRandom(3);
        const int n = 500;
        var points = new double[n * 2];
        for (var i = 0; i < n; i++)
        {
            var (u, v) = (random.NextNormal(), random.NextNormal());
            (points[2 * i], points[(2 * i) + 1]) = i % 5 == 0 ? (8 + (0.1 * u), -8 + (0.1 * v)) : (u, (0.9 * u) + (Math.Sqrt(1 - 0.81) * v));
        }

        var scatter = RobustScatter.Of(points, 2, seed: 1)!;

        // At the true center the distance is nearly 0, and two units along the long axis it is 4 · 2/1.9.
        Assert.InRange(scatter.SquaredDistance([0, 0]), 0, 0.05);
        Assert.InRange(scatter.SquaredDistance([Math.Sqrt(2), Math.Sqrt(2)]), 4 / 1.9 * 0.75, 4 / 1.9 * 1.33);
        Assert.All(Enumerable.Range(0, n / 5), i => Assert.True(scatter.SquaredDistance(points.AsSpan(10 * i, 2)) > scatter.Cut(1e-6)));
    }

    [Fact]
    public void Distances_of_normal_points_follow_the_chi_squared_distribution()
    {
        var random = new SeededRandom(5);
        const int n = 20000;
        double[] points = [.. Enumerable.Range(0, n * 4).Select(_ => random.NextNormal())];

        var scatter = RobustScatter.Of(points.AsSpan(0, 4 * 1500), 4, seed: 1)!;
        var beyond = Enumerable.Range(0, n).Count(i => scatter.SquaredDistance(points.AsSpan(4 * i, 4)) > ChiSquared.InvCDF(4, 0.975));

        Assert.InRange((double)beyond / n, 0.018, 0.033);
    }

    [Fact]
    public void Points_on_a_plane_have_no_scatter() =>
        Assert.Null(RobustScatter.Of([.. Enumerable.Range(0, 50).SelectMany(i => new double[] { i, 2 * i })], 2, seed: 1));

    private static void AllClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            GoldenFile.Close(expected[i], actual[i], tolerance, $"number {i}");
    }
}
