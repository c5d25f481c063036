using SdlPortal.Domain.Analytics.Series;

namespace SdlPortal.Tests.Analytics.Series;

public sealed class EvenGridTests
{
    private static readonly double[] Places = [2, 4, 11, 13, 35, 61];
    private static readonly double[] Values = [1, 3, 10, double.NaN, 20, 5];

    [Fact]
    public void Means_and_last_values_are_those_of_each_step_and_longer_gaps_stay_open()
    {
        var (places, means) = EvenGrid.Of(Places, Values, new Resampling(10, GridValue.Mean, 20));
        Assert.Equal([0, 10, 20, 30, 40, 50, 60], places);
        Assert.Equal([2, 10, 15, 20, double.NaN, double.NaN, 5], means);

        Assert.Equal([3, 10, 10, 20, double.NaN, double.NaN, 5], EvenGrid.Of(Places, Values, new Resampling(10, GridValue.Last, 20)).Values);
    }

    [Fact]
    public void Lines_between_neighbors_pass_through_the_values()
    {
        var (places, values) = EvenGrid.Of(Places, Values, new Resampling(4, GridValue.Linear, 25));

        Assert.Equal(16, places.Length);
        // Before the first value there is nothing; at 4 the value itself; at 8 four sevenths of the way from 3 to 10.
        Assert.Equal([double.NaN, 3, 7, 10 + (10 * 1 / 24.0)], values[..4].Select(v => Math.Round(v, 12)), (a, b) => a.Equals(b) || Math.Abs(a - b) < 1e-11);
        // 26 lie between 35 and 61.
        Assert.All(values[9..], v => Assert.True(double.IsNaN(v)));
    }
}
