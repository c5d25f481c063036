using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Simulation.Line;
using SdlPortal.Tests.Fakes;
using static SdlPortal.Tests.Simulation.Line.Lines;

namespace SdlPortal.Tests.Simulation.Line;

public sealed class LineBoundsTests
{
    private static readonly string[] Kinds = ["a", "b", "c", "d"];

    [Fact]
    public void One_more_in_flight_or_one_more_slot_never_slows_a_plain_line_down() =>
        Check.One(Cases.Drawn(60), Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            var random = new SeededRandom(seed);
            var stages = Kinds.Select(k => (k, 60.0 + random.NextInt(600))).ToArray();
            var cleaning = random.NextInt(2) * 100.0;
            var inFlight = 1 + (int)random.NextInt(5);
            var restless = Lab([.. Kinds.Select(k => Station(k) with { Durations = new DurationModel(DurationShape.LogNormal, 0.5), CleaningSeconds = cleaning })]);
            var steady = Lab([.. Kinds.Select(k => Station(k) with { CleaningSeconds = cleaning })]);
            var roomier = Lab([.. Kinds.Select((k, i) => Station(k, i == seed % 4 ? 2 : 1) with { CleaningSeconds = cleaning })]);

            Assert.True(Makespan(restless, inFlight + 1) <= Makespan(restless, inFlight) + 1e-9, "one more in flight");
            Assert.True(Makespan(roomier, inFlight) <= Makespan(steady, inFlight) + 1e-9, "one more slot");

            double Makespan(LabModel lab, int inFlight) => LineSimulation.Run(Campaign(stages, 30, inFlight), lab, seed, 0).MakespanHours;
        }));

    [Fact]
    public void No_line_is_faster_than_its_bottleneck_and_its_work_adds_up() =>
        Check.One(Cases.Drawn(60), Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            var random = new SeededRandom(seed);
            (string Kind, double Seconds)[] stages = [.. Enumerable.Range(0, 5).Select(_ => (Kinds[random.NextInt(4)], 60.0 + random.NextInt(600)))];
            var stations = Kinds.Select(k => Station(k, 1 + (int)random.NextInt(3))).Append(Station("robot")).ToArray();
            var campaign = Campaign(stages, 40, 1 + (int)random.NextInt(8), robotSeconds: 5 + random.NextInt(60));

            var run = LineSimulation.Run(campaign, Lab(stations), seed, 0);

            Assert.Null(run.Stuck);
            var route = campaign.Workflow.Route;
            foreach (var station in stations)
            {
                var work = 40 * route.Where(s => s.StationKind == station.Station.Kind).Sum(s => s.Seconds) / 3600;
                var share = run.Utilization.Single(u => u.Station == station.Station.Id).Share;
                Assert.Equal(work, share * station.Station.Capacity * run.MakespanHours, 6);
                Assert.InRange(share, 0, 1 + 1e-9);
            }

            Assert.All(run.Timeline.Entries, e => Assert.True(e.EndedAt - e.ChosenAt >= campaign.Workflow.SerialSeconds / 3600 - 1e-9));
        }));

    [Theory]
    [InlineData(1, null, null)]
    [InlineData(4, null, null)]
    [InlineData(5, 15.0, null)]
    [InlineData(9, 40.0, null)]
    [InlineData(5, null, 30.0)]
    [InlineData(5, 15.0, 30.0)]
    public void The_simulated_line_does_what_the_orchestrator_does(int inFlight, double? robotSeconds, double? maxWait)
    {
        (string Kind, double Seconds)[] stages = [("dispenser", 61), ("sprayer", 119), ("hotplate", 307), ("probe", 59)];
        var definition = Campaign(stages, experiments: 40, inFlight, robotSeconds, maxWaits: [null, null, maxWait, maxWait]);
        var portal = new VirtualPortal(("dispenser", 1), ("sprayer", 1), ("hotplate", 2), ("probe", 1), ("robot", 1));

        var real = portal.Run(definition.ToDraft());
        var run = LineSimulation.Run(definition, new LabModel([.. portal.Lab.Stations.Select(s => new StationModel(s.Description))]), 1, 0, keepRuns: 40);

        Assert.Equal(
            real.Experiments.SelectMany(e => e.Runs).Select(r => (r.Experiment, r.Step, r.Place.Station, r.Place.Slot, Seconds(r.StartedAt), Seconds(r.EndedAt!.Value))).Order(),
            run.Runs.Select(r => (r.Experiment, r.Step, r.Station, r.Slot, Math.Round(r.Start * 3600, 3), Math.Round(r.End * 3600, 3))).Order());
        Assert.Equal(real.Experiments.Select(e => Seconds(e.SuggestedAt)), run.Timeline.Entries.Select(e => Math.Round(e.ChosenAt * 3600, 3)));

        static double Seconds(DateTimeOffset at) => Math.Round((at - VirtualPortal.Start).TotalSeconds, 3);
    }

    /// <summary>Undisturbed they take 0.2 s; on a machine that is busy otherwise, what is allocated tells more than the clock.</summary>
    [Fact]
    public void Ten_thousand_experiments_through_six_stations_cost_little()
    {
        (string, double)[] stages = [("a", 60), ("b", 120), ("c", 300), ("d", 200), ("e", 100), ("f", 250)];
        var lab = Lab([.. stages.Select(s => Station(s.Item1)), Station("robot")]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();

        var run = LineSimulation.Run(Campaign(stages, 10_000, 7, robotSeconds: 15), lab, 1, 0);

        Assert.Equal(10_000, run.Timeline.Entries.Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 220_000_000);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"took {clock.ElapsedMilliseconds} ms");
    }
}
