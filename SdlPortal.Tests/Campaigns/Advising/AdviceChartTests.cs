using SdlPortal.Domain.Simulation;
using SdlPortal.Domain.Simulation.Advising;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Campaigns.Advising;
using SdlPortal.Web.Charts;

namespace SdlPortal.Tests.Campaigns.Advising;

public class AdviceChartTests
{
    private static readonly Advice Advice = Advices.Of();

    [Fact]
    public void Each_number_in_flight_has_a_line_and_a_band_and_the_recommended_one_lies_on_top()
    {
        var plot = AdviceChart.ByHours(Advice, "auto", AdviceMeasure.Reached);
        var lines = plot.Traces.Where(t => t.Fill is null).ToList();
        Assert.Equal(["1", "2", "8", "4 (recommended)"], lines.Select(t => t.Name));
        Assert.Equal(4, plot.Traces.Count(t => t.Fill == "toself"));
        Assert.All(lines, line => Assert.Single(plot.Traces, t => t.Fill is not null && t.LegendGroup == line.LegendGroup));
        Assert.Equal(lines.Max(t => t.Line!.Width), lines[^1].Line!.Width);
        Assert.Equal(4, lines.Select(t => t.Line!.Color).Distinct().Count());
        Assert.Equal("Lab hours", plot.Layout.XAxis.Title);
    }

    [Fact]
    public void A_band_goes_out_along_its_upper_end_and_back_along_its_lower()
    {
        var curve = Advice.Recommended.ByExperiments;
        var band = AdviceChart.ByExperiments(Advice, "auto", AdviceMeasure.Reached).Traces.Single(t => t.Fill is not null && t.LegendGroup == "4");
        Assert.Equal(2 * curve.At.Count, band.X.Count);
        Assert.Equal(100 * curve.Reached[0].High, band.Y[0], 9);
        Assert.Equal(100 * curve.Reached[0].Low, band.Y[^1], 9);
    }

    [Fact]
    public void What_is_left_is_what_is_not_reached()
    {
        var reached = AdviceChart.ByExperiments(Advice, "auto", AdviceMeasure.Reached).Traces[^1].Y;
        var left = AdviceChart.ByExperiments(Advice, "auto", AdviceMeasure.Left).Traces[^1].Y;
        Assert.All(reached.Zip(left), pair => Assert.Equal(100, pair.First + pair.Second, 9));
        var turned = AdviceChart.Percent(new Estimate(0.7, 0.6, 0.9), AdviceMeasure.Left);
        Assert.True(turned.Low < turned.Mean && turned.Mean < turned.High);
        Assert.Equal(10, turned.Low, 9);
    }

    [Fact]
    public void The_table_holds_every_point_of_every_line()
    {
        var table = AdviceChart.ByHours(Advice, "random", AdviceMeasure.Reached).Table;
        Assert.Equal(["In flight", "Lab hours", "reached, %", "low, %", "high, %"], table.Columns);
        Assert.Equal(4 * 200, table.Rows.Count);
        Assert.Equal(["1", "2", "4", "8"], table.Rows.Select(r => r[0]).Distinct());
    }

    [Theory]
    [InlineData(0.82, 0.79, 0.85, "82 ± 3\u00a0%", "+82 ± 3\u00a0%")]
    [InlineData(-0.02, -0.05, 0.01, "−2 ± 3\u00a0%", "−2 ± 3\u00a0%")]
    [InlineData(-0.001, -0.011, 0.009, "0 ± 1\u00a0%", "+0 ± 1\u00a0%")]
    public void Shares_are_written_in_whole_percent(double mean, double low, double high, string text, string difference)
    {
        Assert.Equal(text, AdviceWords.Percent(new Estimate(mean, low, high)));
        Assert.Equal(difference, AdviceWords.Difference(new Estimate(mean, low, high)));
    }

    [Fact]
    public void Another_station_that_changes_nothing_is_said_to_change_hardly_anything()
    {
        var same = new ExtraStation("hotplate", 4, 10.4, new Estimate(0.001, -0.01, 0.01), 0.01);
        Assert.Equal("One more hotplate would change hardly anything here.", AdviceWords.Of(same, Advice.Recommended));
        Assert.Equal("One more hotplate, with 6 in flight: 15 results per hour instead of 10, 3\u00a0h 6\u00a0min sooner, and +2 ± 3\u00a0% of the way at the end.", AdviceWords.Of(Advice.Extra!, Advice.Recommended));
    }

    [Fact]
    public void Colors_stay_with_their_number_in_flight_whichever_strategy_is_shown() =>
        Assert.Equal(Palette.Sky, AdviceChart.ColorOf(Advice, 4));
}
