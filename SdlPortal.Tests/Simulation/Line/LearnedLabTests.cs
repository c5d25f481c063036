using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Simulation.Line;
using SdlPortal.Domain.Stations;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Simulation.Line;

public sealed class LearnedLabTests
{
    private static readonly StationDescription[] Stations = [.. CampaignStory.Stations.Select(s => s.Description)];

    [Fact]
    public void Stations_behave_as_they_did_where_there_were_enough_runs()
    {
        var past = Past(timeScale: 1);

        var learned = LabModel.Learned(Stations, [past], leastRuns: 3);

        var dispenser = learned.Lab.Stations.Single(s => s.Station.Kind == "dispenser");
        Assert.Equal(new DurationModel(DurationShape.Recorded, Ratios: [0.5, 1, 2]), dispenser.Durations);
        Assert.Equal(0.25, dispenser.FailureShare);
        Assert.Equal(new StationModel(Stations[1]), learned.Lab.Stations[1]);
        Assert.Equal("dispenser: durations and failures as in 3 runs of 1 past campaign (1.17 times the expected duration, 25 % failed)", learned.Kinds[0].Sentence);
        Assert.Equal("hotplate: as expected, no past runs", learned.Kinds[1].Sentence);
    }

    [Fact]
    public void Too_few_runs_are_not_used_and_it_is_said()
    {
        var learned = LabModel.Learned(Stations, [Past(timeScale: 1)], leastRuns: 4);

        Assert.Equal(LabModel.Of(Stations), learned.Lab);
        Assert.Equal("dispenser: as expected, only 3 past runs", learned.Kinds[0].Sentence);
    }

    [Fact]
    public void Recorded_times_are_clock_times_and_expected_ones_lab_times() =>
        Assert.Equal([5, 10, 20], LabModel.Learned(Stations, [Past(timeScale: 10)], leastRuns: 3).Lab.Stations[0].Durations.Ratios);

    /// <summary>Three attempts that dispensed (60 s were expected), one that failed, one that a person stopped.</summary>
    private static Campaign Past(double timeScale)
    {
        var story = new CampaignStory(timeScale: timeScale);
        for (var n = 1; n <= 5; n++)
            story.Suggest(0, n).Begin(n * 1000, n, 0, "dispenser-1");
        story.End(1030, 1, 0).End(2060, 2, 0).End(3120, 3, 0).Fail(4050, 4, 0, "the nozzle is blocked");
        return story.Tell(5050, new StageFailed(5, 0, 1, StageFault.Aborted, "stopped", false)).Campaign;
    }
}
