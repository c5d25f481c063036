using FsCheck;
using FsCheck.Fluent;
using SdlPortal.Domain.Analytics.Series;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Analytics.Series;

public sealed class SmootherTests
{
    /// <summary>The tables of Savitzky and Golay (1964), as corrected by Steinier, Termonia and Deltour (1972).</summary>
    [Theory]
    [InlineData(2, 35, new[] { -3, 12, 17, 12, -3 })]
    [InlineData(2, 21, new[] { -2, 3, 6, 7, 6, 3, -2 })]
    [InlineData(3, 21, new[] { -2, 3, 6, 7, 6, 3, -2 })]
    [InlineData(2, 231, new[] { -21, 14, 39, 54, 59, 54, 39, 14, -21 })]
    [InlineData(4, 231, new[] { 5, -30, 75, 131, 75, -30, 5 })]
    [InlineData(4, 429, new[] { 15, -55, 30, 135, 179, 135, 30, -55, 15 })]
    [InlineData(2, 429, new[] { -36, 9, 44, 69, 84, 89, 84, 69, 44, 9, -36 })]
    public void Savitzky_Golay_weights_are_those_of_the_published_tables(int degree, int norm, int[] table)
    {
        var weights = Smoothers.Coefficients(table.Length, degree, table.Length / 2);

        for (var i = 0; i < table.Length; i++)
            Assert.Equal(table[i] / (double)norm, weights[i], 1e-12);
    }

    [Fact]
    public void Savitzky_Golay_leaves_polynomials_of_its_degree_alone_also_at_the_ends_and_beside_missing_values()
    {
        double[] values = [.. Enumerable.Range(0, 40).Select(i => 2 - (0.3 * i) + (0.02 * i * i))];
        var holed = values.ToArray();
        holed[3] = holed[17] = holed[18] = double.NaN;

        var (whole, part) = (Smoothers.SavitzkyGolay(values, 9, 2), Smoothers.SavitzkyGolay(holed, 9, 2));

        for (var i = 0; i < values.Length; i++)
        {
            Assert.Equal(values[i], whole[i], 1e-10);
            if (i is 3 or 17 or 18)
                Assert.True(double.IsNaN(part[i]));
            else
                Assert.Equal(values[i], part[i], 1e-8);
        }
    }

    [Fact]
    public void The_moving_median_is_the_median_of_each_window() => Check.One(Cases.Drawn(60), Prop.ForAll<NonEmptyArray<int>, PositiveInt>((given, half) =>
    {
        double[] values = [.. given.Get.Select(v => v % 5 == 0 ? double.NaN : v)];
        var reach = half.Get % 6;

        var smooth = Smoothers.MovingMedian(values, (2 * reach) + 1);

        for (var i = 0; i < values.Length; i++)
        {
            double[] window = [.. values[Math.Max(0, i - reach)..Math.Min(values.Length, i + reach + 1)].Where(double.IsFinite).Order()];
            Assert.Equal(double.IsNaN(values[i]) ? double.NaN : (window[(window.Length - 1) / 2] + window[window.Length / 2]) / 2, smooth[i], 1e-9);
        }
    }));

    [Fact]
    public void The_exponential_curve_forgets_half_in_its_half_life()
    {
        var smooth = Smoothers.Exponential([0, double.NaN, .. Enumerable.Repeat(1.0, 10)], 4);

        Assert.True(double.IsNaN(smooth[1]));
        Assert.Equal(0.5, smooth[5], 1e-12);
        Assert.Equal(0.75, smooth[9], 1e-12);
    }

    [Fact]
    public void Loess_leaves_a_parabola_alone_at_uneven_places_and_weighs_by_tricube()
    {
        double[] places = [0, 1, 1.5, 4, 5, 7, 7, 9, 10, 13, 14, 14.5, 20];
        double[] values = [.. places.Select(x => 1 + x - (0.1 * x * x))];

        var smooth = Smoothers.Loess(places, values, 7, 2);

        Assert.All(values.Zip(smooth), p => Assert.Equal(p.First, p.Second, 1e-8));
        // By hand: places 0, 1, 2 with values 0, 3, 0, a straight line at the middle; the neighbors lie at the edge and weigh nothing.
        Assert.Equal(3, Smoothers.Loess([0, 1, 2], [0, 3, 0], 3, 1)[1], 1e-12);
    }
}
