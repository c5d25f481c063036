using System.Text.Json;
using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.Analytics.Profiles;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.Numerics;
using SdlPortal.Tests.Golden;
using static SdlPortal.Tests.Analytics.Profiles.MadeTables;

namespace SdlPortal.Tests.Analytics.Profiles;

public sealed class ColumnProfileTests
{
    [Fact]
    public void Robust_numbers_of_a_column_are_those_of_scipy()
    {
        var golden = GoldenFile.Read("d_stats").GetProperty("robust");
        var column = Profile(Of(("y", golden.GetProperty("data").Vector()))).Columns[0];

        GoldenFile.Close(golden.GetProperty("median").GetDouble(), column.Numbers!.Median, 1e-12);
        GoldenFile.Close(golden.GetProperty("mad_raw").GetDouble(), column.Numbers.Mad, 1e-12);
        var quartiles = golden.GetProperty("quartiles_type7").Vector();
        GoldenFile.Close(quartiles[0], column.Box!.Q1, 1e-12);
        GoldenFile.Close(quartiles[2], column.Box.Q3, 1e-12);
        var fences = golden.GetProperty("tukey_fences_1.5").Vector();
        GoldenFile.Close(fences[0], column.Box.LowFence, 1e-12);
        GoldenFile.Close(fences[1], column.Box.HighFence, 1e-12);
        GoldenFile.Close(golden.GetProperty("trim_mean_0.1").GetDouble(), column.Shape!.TrimmedMean, 1e-12);
        GoldenFile.Close(golden.GetProperty("winsorized_mean_0.1").GetDouble(), column.Shape.WinsorizedMean, 1e-12);
        Assert.Equal(golden.GetProperty("modified_z_0.6745").Vector().Count(z => Math.Abs(z) > 3.5), column.Shape.FarByModifiedZ);
    }

    /// <summary>Of 1, 2, 3, 4, 10: m₂ = 10, m₃ = 36, m₄ = 278.8 by hand.</summary>
    [Fact]
    public void Skewness_and_kurtosis_are_the_moments_by_hand()
    {
        var shape = Profile(Of(("x", [1, 2, 3, 4, 10]))).Columns[0].Shape!;

        Assert.Equal(36 / Math.Pow(10, 1.5), shape.Skewness, 12);
        Assert.Equal((278.8 / 100) - 3, shape.Kurtosis, 12);
    }

    [Fact]
    public void A_histogram_holds_every_value_once_and_a_density_has_the_area_one()
    {
        var column = Profile(Of(("x", [.. Normal(2000, 1), .. Normal(500, 2, 8)]))).Columns[0];

        Assert.Equal(2500, column.Histogram!.Counts.Sum());
        Assert.InRange(column.Histogram.Counts.Count, 20, 61);
        Assert.Equal(1, column.Density!.Values.Sum() * column.Density.Step, 3);
        // Two hills with a valley between, where nothing lies.
        var at4 = column.Density.Values[(int)((4.5 - column.Density.Low) / column.Density.Step)];
        Assert.True(at4 < 0.1 * column.Density.Values.Max());
    }

    [Fact]
    public void Bars_over_whole_numbers_hold_equally_many_of_them()
    {
        var histogram = Profile(Of(("n", [.. Enumerable.Range(0, 3000).Select(i => (double)(i % 30))]))).Columns[0].Histogram!;

        Assert.Equal(Math.Round(histogram.Width), histogram.Width);
        Assert.All(histogram.Counts, c => Assert.Equal(100 * histogram.Width, c));
    }

    [Theory]
    [InlineData("normal", false, Scaling.Standard)]
    [InlineData("lognormal", true, Scaling.Standard)]
    [InlineData("constant", false, Scaling.None)]
    [InlineData("tails", false, Scaling.Robust)]
    public void The_scaling_advised_fits_the_shape(string shape, bool logarithm, Scaling scaling)
    {
        var normal = Normal(1000, 4);
        double[] values = shape switch
        {
            "lognormal" => [.. normal.Select(v => Math.Exp(1.5 * v))],
            "constant" => [.. normal.Select(_ => 3.0)],
            "tails" => [.. normal.Select(v => v * v * v)],
            _ => [.. normal.Select(v => Math.Clamp(v, -3, 3))],
        };
        var column = Profile(Of(("x", values))).Columns[0];

        Assert.Equal((logarithm, scaling), (column.Scaling!.Logarithm, column.Scaling.Scaling));
        Assert.Equal(logarithm, column.LogHistogram is not null);
        if (logarithm)
            Assert.Equal(1, column.LogDensity!.Values.Sum() * column.LogDensity.Step, 3);
    }

    [Fact]
    public void Every_kind_of_column_is_described_and_so_is_a_table_without_rows()
    {
        var columns = new TableColumn[] { Number("x", "mg/mL"), Category("solvent", "DMF", "MeCN"), new() { Name = "at", Kind = ColumnKind.Time }, new() { Name = "nothing", Kind = ColumnKind.Empty } };
        double[][] values = [[1, 2, double.NaN, double.PositiveInfinity, 4], [0, 0, 1, double.NaN, 0], [0, 60, 120, 180, 240], [.. Enumerable.Repeat(double.NaN, 5)]];
        var profile = Profile(new MemoryTable("mixed", columns, values));

        Assert.Equal([(3, 1, 1), (4, 0, 1), (5, 0, 0), (0, 0, 5)], profile.Columns.Select(c => (c.Present, c.Infinite, c.Missing)));
        Assert.Equal([("DMF", 3), ("MeCN", 1)], profile.Columns[1].Levels.Select(l => (l.Level, l.Count)));
        Assert.Equal("DMF", profile.Columns[1].Imputed!.MostFrequent);
        Assert.Equal((7 / 3.0, 2), (profile.Columns[0].Imputed!.Mean, profile.Columns[0].Imputed!.Median));
        Assert.Equal(0, profile.CompleteRows);
        Assert.Equal(["nothing"], profile.Missing[0].Columns);
        Assert.Equal(3, profile.Missing[0].Rows);
        foreach (var rows in new[] { 0, 1, 2 })
            Assert.Equal(rows, Profile(new MemoryTable("few", columns, [.. values.Select(v => v[..rows])])).Rows);
        Assert.Empty(Profile(new MemoryTable("none", [], [])).Findings);
    }

    [Fact]
    public void A_profile_is_the_same_for_any_number_of_threads_and_after_being_kept()
    {
        var table = Clean(5);
        string Json(int threads) => JsonSerializer.Serialize(ProfileAnalysis.Definition.Do(table, new ProfileSettings(), new AnalysisStep(threads, (_, _) => { }, CancellationToken.None)), AnalysisJson.Options);
        var one = Json(1);

        Assert.Equal(one, Json(4));
        Assert.Equal(one, JsonSerializer.Serialize(JsonSerializer.Deserialize<TableProfile>(one, AnalysisJson.Options), AnalysisJson.Options));
    }

    [Fact]
    public void Thousands_of_columns_are_described_and_what_was_not_compared_is_said()
    {
        var random = new SeededRandom(1);
        var profile = Profile(new MemoryTable("wide", [.. Enumerable.Range(0, 2000).Select(c => Number($"x{c}"))], [.. Enumerable.Range(0, 2000).Select(_ => (double[])[.. Enumerable.Range(0, 20).Select(_ => random.NextDouble())])]));

        Assert.Equal(2000, profile.Columns.Count);
        Assert.Contains(profile.Remarks, r => r.Contains("first 120 of 2,000 columns", StringComparison.Ordinal));
    }

    [Fact]
    public void A_profile_stops_when_it_shall()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => ProfileAnalysis.Definition.Do(Clean(1), new ProfileSettings(), AnalysisStep.Quiet with { Cancellation = stop.Token }));
    }
}
