using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Orchestration;

public sealed class LabFeedTests
{
    private static readonly Guid First = Guid.NewGuid();
    private static readonly Guid Second = Guid.NewGuid();
    private readonly CountingLog log = new();
    private readonly LabFeed feed;

    public LabFeedTests() => feed = new LabFeed(log);

    [Fact]
    public async Task What_was_read_of_a_followed_campaign_is_not_read_again_and_what_came_since_is()
    {
        await log.TellAsync(First, 5);
        using var follower = await feed.FollowAsync(First);
        await log.TellAsync(First, 2);
        log.EntriesRead = 0;

        var again = await feed.ReadAsync(First);

        Assert.Equal(Enumerable.Range(1, 7).Select(i => (long)i), again.Select(e => e.Sequence));
        Assert.Equal(3, log.EntriesRead);
    }

    [Fact]
    public async Task A_log_that_is_not_what_was_read_is_read_from_its_beginning()
    {
        await log.TellAsync(First, 5);
        using var follower = await feed.FollowAsync(First);
        log.Restore(First);
        await log.TellAsync(First, 6, actor: "Ben");

        Assert.All(await feed.ReadAsync(First), e => Assert.Equal("Ben", e.Actor));
    }

    [Fact]
    public async Task A_campaign_that_was_removed_is_gone()
    {
        await log.TellAsync(First, 3);
        using var follower = await feed.FollowAsync(First);
        log.Restore(First);

        Assert.Empty(await feed.ReadAsync(First));
        Assert.Empty(await feed.ReadAsync(First));
    }

    [Fact]
    public async Task Of_campaigns_that_nobody_follows_only_the_last_one_read_is_kept()
    {
        await log.TellAsync(First, 5);
        await log.TellAsync(Second, 5);
        (await feed.FollowAsync(First)).Dispose();
        (await feed.FollowAsync(Second)).Dispose();
        log.EntriesRead = 0;

        await feed.ReadAsync(Second);
        Assert.Equal(1, log.EntriesRead);
        await feed.ReadAsync(First);
        Assert.Equal(6, log.EntriesRead);
    }

    /// <summary>A log in memory that counts the entries it hands out and can lose a campaign.</summary>
    private sealed class CountingLog : ICampaignLog
    {
        private MemoryCampaignLog inner = new();
        private readonly List<Guid> campaigns = [];

        public int EntriesRead { get; set; }

        public void Restore(Guid without)
        {
            Assert.Contains(without, campaigns);
            inner = new MemoryCampaignLog();
        }

        public async Task TellAsync(Guid campaign, int events, string actor = "Ada")
        {
            campaigns.Add(campaign);
            var known = await inner.ReadAsync(campaign);
            var told = Enumerable.Range(0, events).Select(i => new NewEvent(known.Count + i == 0 ? new CampaignCreated(CampaignDefinition.From(Drafts.Small())) : new SuggestionFailed($"{i}"), VirtualPortal.Start, actor));
            await inner.AppendAsync(campaign, known.Count, [.. told]);
        }

        public async Task<IReadOnlyList<RecordedEvent>> ReadAsync(Guid campaign, long after = 0, CancellationToken cancellationToken = default)
        {
            var events = await inner.ReadAsync(campaign, after, cancellationToken);
            EntriesRead += events.Count;
            return events;
        }

        public Task<IReadOnlyList<RecordedEvent>> AppendAsync(Guid campaign, long expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default) => inner.AppendAsync(campaign, expected, events, cancellationToken);

        public Task<IReadOnlyList<Guid>> UnfinishedAsync(CancellationToken cancellationToken = default) => inner.UnfinishedAsync(cancellationToken);

        public Task RemoveNeverStartedAsync(Guid campaign, CancellationToken cancellationToken = default) => inner.RemoveNeverStartedAsync(campaign, cancellationToken);
    }
}
