using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.Simulation.Line;
using SdlPortal.Tests.Fakes;
using static SdlPortal.Tests.Simulation.Line.Lines;

namespace SdlPortal.Tests.Simulation.Line;

public sealed class LongestWaitTests
{
    [Fact]
    public void A_sample_is_held_back_just_so_long_that_it_arrives_in_time()
    {
        var campaign = Campaign([("coat", 10), ("heat", 100)], experiments: 20, inFlight: 3, maxWaits: [null, 5]);

        var run = LineSimulation.Run(campaign, Lab("coat", "heat"), 1, 0, keepRuns: 20);

        Assert.Equal(0, run.Spoiled);
        Assert.Equal((10 + (20 * 100)) / 3600.0, run.MakespanHours, 9);
        Assert.Equal([5, 105, 205], run.Runs.Where(r => r.Step == 0).Skip(1).Take(3).Select(r => Math.Round((r.Start * 3600) - 90)));
    }

    [Fact]
    public void A_row_of_limited_waits_is_entered_only_when_all_of_it_can_be_passed()
    {
        var campaign = Campaign([("coat", 10), ("dry", 20), ("heat", 200), ("test", 30)], experiments: 20, inFlight: 4, maxWaits: [null, 1, 1, null]);

        var run = LineSimulation.Run(campaign, Lab("coat", "dry", "heat", "test"), 1, 0);

        Assert.Equal(0, run.Spoiled);
        Assert.Equal((10 + 20 + (20 * 200) + 30) / 3600.0, run.MakespanHours, 9);
    }

    [Fact]
    public void Lines_that_keep_to_their_durations_spoil_nothing()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new SeededRandom(seed);
            string[] kinds = ["a", "b", "c", "d", "e"];
            double? robot = random.NextInt(2) == 0 ? 5 + random.NextInt(30) : null;
            var stages = kinds.Select(k => (k, 20.0 + random.NextInt(300))).ToArray();
            double?[] waits = [null, .. Enumerable.Range(1, 4).Select(_ => random.NextInt(2) == 0 ? (robot ?? 1) + random.NextInt(60) : (double?)null)];
            var lab = Lab([.. kinds.Select(k => Station(k, 1 + (int)random.NextInt(2)) with { CleaningSeconds = random.NextInt(2) * 30 }), Station("robot")]);

            var run = LineSimulation.Run(Campaign(stages, 25, 1 + (int)random.NextInt(7), robot, maxWaits: waits), lab, seed, 0);

            Assert.Null(run.Stuck);
            Assert.Equal(0, run.Spoiled);
            Assert.Equal(25, run.Timeline.Entries.Count(e => e.HasResult));
        }
    }

    [Fact]
    public void A_line_that_does_not_keep_to_its_durations_spoils_some_and_counts_them()
    {
        var campaign = Campaign([("coat", 60), ("heat", 100)], experiments: 200, inFlight: 3, maxWaits: [null, 5]);

        var run = LineSimulation.Run(campaign, Lab(Station("coat"), Station("heat") with { Durations = new DurationModel(DurationShape.LogNormal, 0.3) }), 1, 0);

        Assert.InRange(run.Spoiled, 5, 195);
        Assert.Equal(run.Spoiled, run.Timeline.Entries.Count(e => !e.HasResult));
        Assert.Equal(0, run.Failed);
    }

    [Fact]
    public void The_reason_says_why_a_sample_is_held_back_and_the_schedule_when_to_look_again()
    {
        // The first sample is on the hotplate from 70 s to 370 s; the second would be ready for it at 150 s.
        var campaign = new CampaignStory(d => (d.Transfer, d.Stages[1].MaxWaitSeconds) = (null, 5)).Suggest(0, 1).Suggest(0, 2)
            .Begin(0, 1, 0, "dispenser-1").End(60, 1, 0).Begin(70, 1, 1, "hotplate-1").Campaign;
        StationView[] stations = [.. CampaignStory.Stations.Select(s => s with { Description = s.Description with { Capacity = 1 } })];

        var schedule = Scheduler.Assign(campaign, stations, CampaignStory.At(90));

        Assert.Equal("anneal has to start within 5 s after dispense, and if that began now it would be 215 s late", Assert.Single(schedule.Waits).Reason);
        Assert.Equal(CampaignStory.At(305), schedule.LookAgainAt);
    }
}
