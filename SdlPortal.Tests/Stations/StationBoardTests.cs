using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Stations;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Stations;

namespace SdlPortal.Tests.Stations;

public class StationBoardTests
{
    private readonly VirtualPortal portal = new();

    [Fact]
    public void A_station_at_work_shows_experiment_stage_and_elapsed_of_expected()
    {
        var oven = CardAfter(25, "oven");
        var work = oven.Slots[0]!;

        Assert.Equal((1, "bake", TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30)), (work.Experiment, work.Stage, work.Elapsed, work.Expected));
        Assert.Equal(0.5, work.Progress!.Value, 3);
        Assert.Equal(1, oven.Working);
    }

    [Fact]
    public void A_station_without_a_sample_is_free() => Assert.Null(CardAfter(25, "meter").Slots[0]);

    [Fact]
    public void A_sample_that_has_to_wait_keeps_its_slot_and_says_for_what()
    {
        var mixer = CardAfter(25, "mixer", inFlight: 2);
        Assert.Equal("waits for bake", mixer.Slots[0]!.Stage);
        Assert.False(mixer.Slots[0]!.Working);
        Assert.Equal(0, mixer.Working);
    }

    [Fact]
    public void Utilization_is_the_share_of_the_time_since_the_start() => Assert.Equal(0.4, CardAfter(25, "mixer").BusyInCampaign!.Value, 3);

    [Fact]
    public void A_slot_shares_the_utilization_of_its_station()
    {
        var portal = new VirtualPortal(("mixer", 1), ("oven", 2), ("meter", 1));
        Assert.Equal(0.3, CardAfter(portal, 25, "oven").BusyInCampaign!.Value, 3);
    }

    [Fact]
    public void Progress_is_what_the_station_reports()
    {
        var reading = new StationReading("oven", "", 0.8, [new MeasuredValue("temperature", 280)], VirtualPortal.Start);
        var work = CardAfter(portal, 25, "oven", readings: run => new() { [run] = reading }).Slots[0]!;
        Assert.Equal(0.8, work.Progress);
        Assert.Equal("temperature", Assert.Single(work.Values).Name);
    }

    [Fact]
    public void The_last_error_stays_with_its_time_and_reason()
    {
        portal.Lab["oven"].Script = c => c.Sample.Experiment == 1 ? new StageOutcome.Failed(StageFault.Instrument, "heater off") : null;
        var error = CardAfter(60, "oven").LastError!;
        Assert.Equal((1, "bake", "heater off", VirtualPortal.Start.AddSeconds(40)), (error.Experiment, error.Stage, error.Reason, error.At));
    }

    [Fact]
    public void A_station_that_is_down_says_why()
    {
        using var context = new BunitContext();
        context.Services.AddSingleton<TimeProvider>(portal.Time);
        context.AddViewerInUtc();
        portal.Lab["oven"].State = new StationState(StationCondition.Disconnected, "no answer on port 5001", VirtualPortal.Start);
        var card = StationBoard.Of(portal.Orchestrator.Stations, [], new Dictionary<string, StationReading>(), VirtualPortal.Start).Single(c => c.Description.Id == "oven");

        var panel = context.Render<StationPanel>(p => p.Add(s => s.Card, card));

        Assert.Equal("disconnected", panel.Find(".badge").TextContent);
        Assert.Contains("no answer on port 5001", panel.Find(".notice").TextContent);
        Assert.Contains("simulated", panel.Markup);
    }

    private StationCard CardAfter(double seconds, string station, int inFlight = 1) => CardAfter(portal, seconds, station, inFlight);

    private static StationCard CardAfter(VirtualPortal portal, double seconds, string station, int inFlight = 1, Func<string, Dictionary<string, StationReading>>? readings = null)
    {
        StationCard? card = null;
        portal.Run(Drafts.Small(2, inFlight), async () =>
        {
            await portal.AfterAsync(seconds);
            var campaign = await portal.FoldAsync();
            var command = campaign.InFlight.FirstOrDefault()?.Current?.Command ?? "";
            card = StationBoard.Of(portal.Orchestrator.Stations, [campaign], readings?.Invoke(command) ?? [], portal.Time.GetUtcNow()).Single(c => c.Description.Id == station);
        });
        return card!;
    }
}
