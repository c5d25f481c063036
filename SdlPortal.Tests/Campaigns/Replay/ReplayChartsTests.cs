using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Simulation;
using SdlPortal.Domain.Simulation.Replay;
using SdlPortal.Web.Campaigns.Replay;

namespace SdlPortal.Tests.Campaigns.Replay;

public class ReplayChartsTests
{
    private static readonly ReplayReport Report = new()
    {
        Headline = new Objective("yield", Goal.Maximize, "%"),
        Seeds = 20,
        Seed = 1,
        Surrogate = new SurrogateQuality(30, 0.8, 0.93),
        Hours = [1, 2.5],
        Measured = [3, 5],
        Happened = [3.5, 4.5],
        Own = new ReplayedStrategy("ei", [new(3, 2, 4), new(5, 4, 6)], 0.1, null),
        Others = [new ReplayedStrategy("random", [new(3, 2, 4), new(4, 3, 5)], 0.7, new ReplayComparison(new Estimate(-1, -1.5, -0.5), 0.1))],
        Given = 1,
        Lost = 0,
        Doubts = [],
        Reservations = [],
    };

    [Fact]
    public void The_running_best_shows_every_strategy_with_its_band_beside_what_happened()
    {
        var plot = ReplayCharts.RunningBest(Report, byHours: true);

        Assert.Equal(["Expected improvement (own), simulated", "Random points, simulated", "What happened, on the surrogate", "What was measured, with noise"],
            plot.Traces.Where(t => t.ShowLegend != false).Select(t => t.Name));
        Assert.All(plot.Traces, t => Assert.Equal([1, 2.5], t.X));
        Assert.Equal([2, 4], plot.Traces[0].Y);
        Assert.Equal(("tonexty", "rgba(0,114,178,0.16)"), (plot.Traces[1].Fill, plot.Traces[1].FillColor));
        Assert.Equal([3, 5], plot.Traces[2].Y);
        Assert.Contains("r² 0.8", plot.Note, StringComparison.Ordinal);
        Assert.Equal([1, 2], ReplayCharts.RunningBest(Report, byHours: false).Traces[0].X);
    }

    [Fact]
    public void Every_simulated_column_of_its_table_says_so()
    {
        var table = ReplayCharts.RunningBest(Report, byHours: true).Table;

        Assert.Equal(["result", "hours", "strategy", "simulated_best_mean", "simulated_best_p10", "simulated_best_p90", "real_best_measured", "real_best_on_surrogate"], table.Columns);
        Assert.Equal(["2", "2.5", "random", "4", "3", "5", "5", "4.5"], table.Rows[^1]);
    }

    [Fact]
    public void The_difference_stands_with_its_interval_left_of_zero_where_the_other_is_worse()
    {
        var plot = ReplayCharts.Differences(Report)!;

        Assert.Equal([-1], plot.Traces[0].X);
        Assert.Equal([0.5], plot.Traces[0].ErrorX!.Array);
        Assert.Equal("Better than the own by (%)", plot.Layout.XAxis.Title);
        Assert.Equal(["random", "4", "-1", "-1.5", "-0.5", "0.1", "0.7", "0.8", "0.93", "20"], plot.Table.Rows[1]);
    }
}
