using SdlPortal.Domain.Campaigns;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Campaigns;
using SdlPortal.Web.Home;
using SdlPortal.Web.Live;

namespace SdlPortal.Tests.Live;

public class LabViewTests
{
    private readonly VirtualPortal portal = new();

    [Fact]
    public void A_campaign_is_in_view_from_its_start_to_its_end() => portal.Time.Run(async () =>
    {
        await using var lab = new LabView(portal.Log, portal.Feed, portal.Time);
        await lab.StartAsync(work => work());
        Assert.Empty(lab.Active);

        await portal.RunAsync(Drafts.Small(2), async () =>
        {
            await portal.AfterAsync(20);
            Assert.Equal(1, Assert.Single(lab.Active).InFlight[0].Number);
        });
        await portal.AfterAsync(1);

        Assert.Empty(lab.Active);
    });

    [Fact]
    public void A_view_that_begins_late_knows_what_happened_before() => portal.Time.Run(async () =>
    {
        await using var lab = new LabView(portal.Log, portal.Feed, portal.Time);
        await portal.RunAsync(Drafts.Small(2), async () =>
        {
            await portal.AfterAsync(55);
            await lab.StartAsync(work => work());
            Assert.Equal(1, Assert.Single(lab.Active).Completed);
        });
    });

    [Fact]
    public void Changes_are_told_at_most_every_250_ms() => portal.Time.Run(async () =>
    {
        await using var lab = new LabView(portal.Log, portal.Feed, portal.Time);
        await lab.StartAsync(work => work());
        var told = new List<DateTimeOffset>();
        lab.Changed += _ => told.Add(portal.Time.GetUtcNow());

        await portal.RunAsync(Drafts.Small(4, 3));
        await portal.AfterAsync(1);

        Assert.True(told.Count > 5);
        Assert.All(told.Zip(told.Skip(1)), pair => Assert.True(pair.Second - pair.First >= LabWatcher.BatchEvery));
    });

    [Fact]
    public void A_pause_waits_for_a_person_with_its_reason() => portal.Time.Run(async () =>
    {
        await using var lab = new LabView(portal.Log, portal.Feed, portal.Time);
        await lab.StartAsync(work => work());
        await portal.RunAsync(Drafts.Small(2), async () =>
        {
            await portal.AfterAsync(5);
            await portal.Orchestrator.PauseAsync(portal.Campaign, "lunch", People.Ada);
            await portal.AfterAsync(1);

            var waiting = Assert.Single(Waiting.InLab(lab.Active, portal.Orchestrator.Stations, portal.Orchestrator.Troubles));
            Assert.Equal(("The campaign is paused", "lunch"), (waiting.What, waiting.Why));
            Assert.Equal("Lab needs attention", LabCondition.Of(lab.Active, 1).Word);
            await portal.Orchestrator.ResumeAsync(portal.Campaign, People.Ada);
            await portal.AfterAsync(1);
            Assert.Equal("Lab running", LabCondition.Of(lab.Active, 0).Word);
        });
    });
}
