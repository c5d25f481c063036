using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Simulation.Line;
using static SdlPortal.Tests.Simulation.Line.Lines;

namespace SdlPortal.Tests.Simulation.Line;

public sealed class LineSimulationTests
{
    private static readonly (string, double)[] ThreeEqual = [("mix", 3600), ("coat", 3600), ("test", 3600)];

    [Fact]
    public void One_at_a_time_takes_the_sum_of_all_stages_and_knows_everything()
    {
        var run = Run(Campaign(ThreeEqual, experiments: 9, inFlight: 1));

        Assert.Equal(27, run.MakespanHours, 9);
        Assert.Equal(1.0 / 3, run.ThroughputPerHour, 9);
        Assert.Equal(0, run.MeanPending);
        Assert.Equal(Enumerable.Range(0, 9).Select(k => 3.0 * k), run.Timeline.Entries.Select(e => e.ChosenAt));
        Assert.Null(run.Stuck);
    }

    [Fact]
    public void Three_on_the_belt_finish_one_per_stage_time_with_two_pending()
    {
        var run = Run(Campaign(ThreeEqual, experiments: 9, inFlight: 3));

        Assert.Equal(11, run.MakespanHours, 9);
        Assert.Equal([0, 0, 0, 3, 4, 5, 6, 7, 8], run.Timeline.Entries.Select(e => e.ChosenAt));
        Assert.Equal(Enumerable.Range(3, 9).Select(h => (double)h), run.Timeline.Entries.Select(e => e.EndedAt));
        Assert.Equal((1 + (7 * 2)) / 8.0, run.MeanPending, 12);
        Assert.All(run.Utilization, u => Assert.Equal(9.0 / 11, u.Share, 12));
    }

    [Fact]
    public void The_slowest_station_sets_the_pace()
    {
        var run = LineSimulation.Run(Campaign([("mix", 600), ("anneal", 1800), ("test", 300)], experiments: 100, inFlight: 4), Lab("mix", "anneal", "test"), 1, 0);

        Assert.Equal("anneal", run.Bottleneck);
        Assert.Equal((600 + (100 * 1800) + 300) / 3600.0, run.MakespanHours, 9);
        Assert.Equal(100 / run.MakespanHours, run.ThroughputPerHour, 9);
    }

    [Fact]
    public void A_budget_of_hours_ends_the_choices_and_lets_the_rest_finish()
    {
        var run = LineSimulation.Run(Campaign([("mix", 600)], experiments: null, inFlight: 1, hours: 1.25), Lab("mix"), 1, 0);

        Assert.Equal(8, run.Timeline.Entries.Count);
        Assert.Equal(80 / 60.0, run.MakespanHours, 9);
    }

    [Fact]
    public void A_line_without_a_needed_station_says_so()
    {
        var run = LineSimulation.Run(Campaign([("mix", 60), ("laser", 60)], 5, 1), Lab("mix"), 1, 0);

        Assert.Equal("This lab has no station of the kind laser.", run.Stuck);
        Assert.Empty(run.Timeline.Entries);
    }

    [Fact]
    public void Only_the_runs_asked_for_are_kept()
    {
        var run = LineSimulation.Run(Campaign(ThreeEqual, 9, 3), Lab("mix", "coat", "test"), 1, 0, keepRuns: 2);

        Assert.Equal([(1, 0.0, 1.0), (1, 1, 2), (2, 1, 2), (1, 2, 3), (2, 2, 3), (2, 3, 4)], run.Runs.Select(r => (r.Experiment, r.Start, r.End)));
    }

    private static LineRun Run(CampaignDefinition definition) => LineSimulation.Run(definition, Lab("mix", "coat", "test"), 1, 0);
}
