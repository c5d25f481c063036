using SdlPortal.Domain.MetaAnalysis.Quality;

namespace SdlPortal.Tests.MetaAnalysis.Quality;

public sealed class ColumnProfilesTests
{
    [Fact]
    public void A_column_is_described_by_its_finite_values()
    {
        var table = CleanRuns.Of(1, 100, failures: false);
        double[] values = [.. Enumerable.Range(0, 100).Select(i => (double)(i % 11))];
        values.CopyTo(table.Parameters[0].Values, 0);
        (table.Parameters[0].Values[0], table.Parameters[0].Values[1]) = (double.NaN, double.PositiveInfinity);

        var profile = ColumnProfiles.Of(table, [.. Enumerable.Range(0, 100)], 2, default).First(p => p.Name == "temperature0");

        Assert.Equal((100, 98, 1, 1, 11), (profile.Rows, profile.Present, profile.Infinite, profile.Missing, profile.Distinct));
        Assert.Equal((0.0, 10.0, 5.0, true), (profile.Numbers!.Min, profile.Numbers.Max, profile.Numbers.Median, profile.Numbers.Whole));
        Assert.Equal((0.0, 9), (profile.Numbers.Mode, profile.Numbers.ModeCount));
    }

    [Fact]
    public void Levels_are_counted_the_most_frequent_first()
    {
        var table = CleanRuns.Of(1, 300, failures: false);
        var profile = ColumnProfiles.Of(table, [.. Enumerable.Range(0, 300)], 1, default).First(p => p.Name == "kind3");

        Assert.Equal(300, profile.Levels.Sum(l => l.Count));
        Assert.Equal(profile.Levels.OrderByDescending(l => l.Count).Select(l => l.Level), profile.Levels.Select(l => l.Level));
        Assert.Null(profile.Numbers);
    }
}
