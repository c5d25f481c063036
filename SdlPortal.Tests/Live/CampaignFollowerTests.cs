using SdlPortal.Domain.Campaigns;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Live;

namespace SdlPortal.Tests.Live;

public class CampaignFollowerTests
{
    private readonly VirtualPortal portal = new();
    private readonly List<(TimeSpan At, IReadOnlyList<RecordedEvent> Events)> batches = [];

    [Fact]
    public void A_follower_ends_with_the_same_state_as_the_log() => portal.Time.Run(async () =>
    {
        await using var follower = new CampaignFollower(portal.Feed, portal.Time);
        Campaign? real = null;
        real = await portal.RunAsync(Drafts.Small(5, 2, robotSeconds: 5), async () => Assert.True(await StartAsync(follower)));
        await portal.AfterAsync(1);

        Assert.Equal(real.Sequence, follower.Campaign!.Sequence);
        Assert.Equal(CampaignStatus.Finished, follower.Campaign.Status);
        Assert.Equal(real.Best!.Number, follower.Campaign.Best!.Number);
    });

    [Fact]
    public void Events_arrive_in_order_without_gap_or_repetition() => portal.Time.Run(async () =>
    {
        await using var follower = new CampaignFollower(portal.Feed, portal.Time);
        var past = 0L;
        await portal.RunAsync(Drafts.Small(5, 3), async () =>
        {
            await portal.AfterAsync(25);
            await StartAsync(follower);
            past = follower.Campaign!.Sequence;
        });
        await portal.AfterAsync(1);

        var sequences = batches.SelectMany(b => b.Events).Select(e => e.Sequence).ToList();
        Assert.True(past > 1);
        Assert.Equal(Enumerable.Range((int)past + 1, sequences.Count).Select(i => (long)i), sequences);
        Assert.Equal(follower.Campaign!.Sequence, sequences[^1]);
    });

    [Fact]
    public void Batches_come_at_most_every_100_ms_and_hold_all_that_came_meanwhile() => portal.Time.Run(async () =>
    {
        await using var follower = new CampaignFollower(portal.Feed, portal.Time);
        var id = await portal.Orchestrator.CreateAsync(CampaignDefinition.From(Drafts.Small()), People.Ada);
        await StartAsync(follower, id);
        for (var i = 0; i < 30; i++)
        {
            await portal.Orchestrator.ChangeAsync(id, CampaignDefinition.From(Drafts.Small(5 + i)), People.Ada);
            await portal.AfterAsync(0.01);
        }

        await portal.AfterAsync(1);
        Assert.Single(batches[0].Events);
        Assert.Equal(30, batches.Sum(b => b.Events.Count));
        Assert.InRange(batches.Count, 3, 4);
        Assert.All(batches.Zip(batches.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At >= CampaignFollower.BatchEvery));
    });

    [Fact]
    public void A_page_that_was_left_hears_nothing_more() => portal.Time.Run(async () =>
    {
        var follower = new CampaignFollower(portal.Feed, portal.Time);
        var id = await portal.Orchestrator.CreateAsync(CampaignDefinition.From(Drafts.Small()), People.Ada);
        await StartAsync(follower, id);
        await follower.DisposeAsync();

        await portal.Orchestrator.ChangeAsync(id, CampaignDefinition.From(Drafts.Small(9)), People.Ada);
        await portal.AfterAsync(1);
        Assert.Empty(batches);
    });

    [Fact]
    public void An_unknown_campaign_is_not_followed() => portal.Time.Run(async () =>
    {
        await using var follower = new CampaignFollower(portal.Feed, portal.Time);
        Assert.False(await StartAsync(follower, Guid.NewGuid()));
        Assert.Null(follower.Campaign);
    });

    private Task<bool> StartAsync(CampaignFollower follower, Guid? id = null) => follower.StartAsync(id ?? portal.Campaign, work => work(), events =>
    {
        batches.Add((portal.Time.GetUtcNow() - VirtualPortal.Start, events));
        return Task.CompletedTask;
    });
}
