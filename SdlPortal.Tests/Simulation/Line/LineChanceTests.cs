using SdlPortal.Domain.Simulation.Line;
using static SdlPortal.Tests.Simulation.Line.Lines;

namespace SdlPortal.Tests.Simulation.Line;

public sealed class LineChanceTests
{
    [Fact]
    public void Cleaning_takes_exactly_its_time_from_a_single_slot()
    {
        var campaign = Campaign([("mix", 600)], experiments: 50, inFlight: 3);

        var run = LineSimulation.Run(campaign, Lab(Station("mix") with { CleaningSeconds = 300 }), 1, 0);

        Assert.Equal(((50 * 600) + (49 * 300)) / 3600.0, run.MakespanHours, 9);
        Assert.Equal(50 * 600 / 3600.0 / run.MakespanHours, run.Utilization[0].Share, 9);
    }

    [Fact]
    public void Of_two_slots_one_is_cleaned_while_the_other_works()
    {
        var campaign = Campaign([("mix", 600)], experiments: 51, inFlight: 5);

        var run = LineSimulation.Run(campaign, Lab(Station("mix", capacity: 2) with { CleaningSeconds = 300 }), 1, 0);

        Assert.Equal(((26 * 600) + (25 * 300)) / 3600.0, run.MakespanHours, 9);
    }

    [Fact]
    public void A_slot_is_cleaned_after_a_direct_hand_over_too()
    {
        var campaign = Campaign([("mix", 600), ("test", 600)], experiments: 20, inFlight: 3);

        var run = LineSimulation.Run(campaign, Lab(Station("mix") with { CleaningSeconds = 60 }, Station("test")), 1, 0);

        Assert.Equal(((20 * 600) + (19 * 60) + 600) / 3600.0, run.MakespanHours, 9);
    }

    [Fact]
    public void A_robot_that_has_to_return_is_a_robot_that_is_cleaned()
    {
        var campaign = Campaign([("mix", 60), ("test", 60)], experiments: 20, inFlight: 4, robotSeconds: 100);

        var run = LineSimulation.Run(campaign, Lab(Station("mix"), Station("test"), Station("robot") with { CleaningSeconds = 50 }), 1, 0);

        // The move holds the test's slot, so the test waits for the sample and the next move for the test: 100 + 60 s each, more than the robot's 150 s.
        Assert.Equal((60 + (20 * 160)) / 3600.0, run.MakespanHours, 9);
    }

    [Theory]
    [InlineData(0, 0.2)]
    [InlineData(1, 0.04)]
    [InlineData(2, 0.008)]
    public void A_stage_is_lost_when_it_and_all_its_retries_fail(int retries, double share)
    {
        var campaign = Campaign([("mix", 60)], experiments: 5000, inFlight: 1, retries: retries);

        var run = LineSimulation.Run(campaign, Lab(Station("mix") with { FailureShare = 0.2 }), 1, 0);

        Assert.InRange(run.Failed / 5000.0, share - (4 * Math.Sqrt(share / 5000)), share + (4 * Math.Sqrt(share / 5000)));
        Assert.Equal(run.Failed, run.Timeline.Entries.Count(e => !e.HasResult));
        Assert.Equal((5000 - run.Failed) / run.MakespanHours, run.ThroughputPerHour, 9);
    }

    [Fact]
    public void A_station_that_breaks_down_works_as_large_a_share_of_the_time_as_it_is_up()
    {
        var campaign = Campaign([("mix", 60)], experiments: 20_000, inFlight: 2, retries: 100);

        var run = LineSimulation.Run(campaign, Lab(Station("mix") with { Breakdowns = new Breakdowns(2, 0.5) }), 1, 0);

        Assert.InRange(run.Utilization[0].Share, 0.8 - 0.05, 0.8 + 0.05);
        Assert.Equal(0, run.Failed);
    }

    [Fact]
    public void A_breakdown_costs_the_sample_when_nothing_is_tried_again()
    {
        var campaign = Campaign([("mix", 3600)], experiments: 4000, inFlight: 1);

        var run = LineSimulation.Run(campaign, Lab(Station("mix") with { Breakdowns = new Breakdowns(5, 0.5) }), 1, 0);

        // An hour without a breakdown when they come every five hours.
        Assert.InRange(1 - (run.Failed / 4000.0), Math.Exp(-0.2) - 0.03, Math.Exp(-0.2) + 0.03);
    }

    [Fact]
    public void Two_exponential_stations_without_room_between_them_reach_two_thirds_of_their_rate()
    {
        // Hunt 1956: a saturated line of two such stations; each cycle lasts the longer of two exponential times.
        var exponential = new DurationModel(DurationShape.Recorded, Ratios: [.. Enumerable.Range(0, 2000).Select(i => -Math.Log(1 - ((i + 0.5) / 2000)))]);
        var campaign = Campaign([("mix", 3600), ("test", 3600)], experiments: 20_000, inFlight: 2);

        var run = LineSimulation.Run(campaign, Lab(Station("mix") with { Durations = exponential }, Station("test") with { Durations = exponential }), 1, 0);

        Assert.InRange(run.ThroughputPerHour, (2.0 / 3) - 0.015, (2.0 / 3) + 0.015);
    }

    [Theory]
    [InlineData(DurationShape.Normal, 0.1)]
    [InlineData(DurationShape.LogNormal, 0.5)]
    public void Durations_have_the_expected_mean_and_spread(DurationShape shape, double spread)
    {
        var campaign = Campaign([("mix", 3600)], experiments: 10_000, inFlight: 1);

        var run = LineSimulation.Run(campaign, Lab(Station("mix") with { Durations = new DurationModel(shape, spread) }), 1, 0, keepRuns: 10_000);

        var hours = run.Runs.Select(r => r.End - r.Start).ToList();
        var mean = hours.Average();
        Assert.InRange(mean, 1 - (4 * spread / 100), 1 + (4 * spread / 100));
        Assert.InRange(Math.Sqrt(hours.Average(h => (h - mean) * (h - mean))) / spread, 0.92, 1.08);
    }

    [Fact]
    public void An_experiment_meets_the_same_luck_whatever_the_number_in_flight()
    {
        var lab = Lab(Station("mix") with { Durations = new DurationModel(DurationShape.LogNormal, 0.4), FailureShare = 0.1 }, Station("test") with { Durations = new DurationModel(DurationShape.Normal, 0.2) });

        var (alone, together) = (Lasting(1), Lasting(3));

        Assert.Equal(alone, together);

        List<(int, int, long)> Lasting(int inFlight) => [.. LineSimulation.Run(Campaign([("mix", 600), ("test", 300)], 40, inFlight, retries: 3), lab, 7, 2, keepRuns: 40).Runs
            .Select(r => (r.Experiment, r.Step, (long)Math.Round((r.End - r.Start) * 1e6))).Order()];
    }

    [Fact]
    public void Repetitions_differ_and_the_same_one_is_the_same()
    {
        var lab = Lab(Station("mix") with { Durations = new DurationModel(DurationShape.LogNormal, 0.4), Breakdowns = new Breakdowns(3, 1) });
        var campaign = Campaign([("mix", 600)], 100, 2, retries: 1);

        var first = LineSimulation.Run(campaign, lab, 7, 0);

        Assert.Equal(first.Timeline.Entries, LineSimulation.Run(campaign, lab, 7, 0).Timeline.Entries);
        Assert.NotEqual(first.MakespanHours, LineSimulation.Run(campaign, lab, 7, 1).MakespanHours);
        Assert.NotEqual(first.MakespanHours, LineSimulation.Run(campaign, lab, 8, 0).MakespanHours);
    }
}
