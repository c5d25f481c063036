using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Simulation.Line;

namespace SdlPortal.Tests.Simulation.Line;

public sealed class LabFileTests
{
    [Fact]
    public void A_lab_file_says_what_is_known_and_the_rest_is_as_expected()
    {
        var lab = LabFile.Read("""
            { "stations": [
              { "kind": "mixer" },
              { "id": "hot-2", "kind": "hotplate", "capacity": 2, "durations": { "shape": "lognormal", "spread": 0.2 }, "cleaningSeconds": 120, "failureShare": 0.01, "breakdowns": { "meanHoursBetween": 200, "meanRepairHours": 3 } },
              { "kind": "probe", "durations": { "shape": "recorded", "ratios": [0.9, 1.1] } } ] }
            """);

        Assert.Equal(["mixer", "hot-2", "probe"], lab.Stations.Select(s => s.Station.Id));
        Assert.Equal(new StationModel(lab.Stations[0].Station), lab.Stations[0]);
        Assert.Equal((2, new DurationModel(DurationShape.LogNormal, 0.2), 120.0, 0.01, new Breakdowns(200, 3)), (lab.Stations[1].Station.Capacity, lab.Stations[1].Durations, lab.Stations[1].CleaningSeconds, lab.Stations[1].FailureShare, lab.Stations[1].Breakdowns));
        Assert.Equal([0.9, 1.1], lab.Stations[2].Durations.Ratios);
    }

    [Fact]
    public void All_mistakes_are_named_at_once()
    {
        var problems = Assert.Throws<DefinitionException>(() => LabFile.Read("""
            { "stations": [
              { "kind": "mixer", "capacity": 0, "speed": 3 },
              { "kind": "mixer", "durations": { "shape": "gauss" }, "failureShare": 1.5 },
              { "id": "x", "durations": { "shape": "normal" }, "cleaningSeconds": -1, "breakdowns": { "meanHoursBetween": 0 } } ] }
            """)).Problems;

        Assert.Equal(
            [
                "stations[0].capacity", "stations[0].speed", "stations[1].durations.shape", "stations[1].failureShare", "stations[1].id", "stations[2].breakdowns.meanHoursBetween",
                "stations[2].breakdowns.meanRepairHours", "stations[2].cleaningSeconds", "stations[2].durations.spread", "stations[2].kind",
            ],
            problems.Select(p => p.Path).Order(StringComparer.Ordinal));
    }
}
