using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Persistence;
using SdlPortal.Web.Persistence;
using SdlPortal.Web.Reviews;

namespace SdlPortal.Tests.Reviews;

public sealed class ValidationWatchTests : IAsyncLifetime
{
    private TemporaryPortal portal = null!;
    private ReviewedPortal lab = null!;

    public async Task InitializeAsync()
    {
        portal = await TemporaryPortal.CreateAsync();
        lab = new ReviewedPortal(portal.Services.GetRequiredService<RecommendationLog>(), portal.Log, new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    }

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task The_end_of_the_campaign_is_counted_once_however_often_it_is_looked_at()
    {
        var id = await MeasuredAsync();
        using var watch = Watch();

        for (var look = 0; look < 3; look++)
            await watch.LookAsync();
        using var afterRestart = Watch();
        await afterRestart.LookAsync();

        var scored = (await lab.Desk.FindAsync(id))!;
        var score = Assert.Single(scored.Scores);
        Assert.Equal((RecommendationStatus.Validating, false, "portal"), (scored.Status, scored.IsMeasuring, scored.UpdatedBy.Name));
        Assert.Equal((8, 8, true), (score.Score.Realized.Inside, score.Score.Realized.Outside, score.EndsValidation));
        Assert.Contains(await lab.Desk.InboxAsync(People.Ada), i => i.Recommendation.Id == id && i.Reason == InboxReason.ValidationEnded);
    }

    [Fact]
    public async Task Two_watches_at_once_count_once()
    {
        var id = await MeasuredAsync();
        using var first = Watch();
        using var second = Watch(portal.Open());

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => (i % 2 == 0 ? first : second).LookAsync())));

        Assert.Single((await lab.Desk.FindAsync(id))!.Scores);
    }

    [Fact]
    public async Task Killed_at_any_point_it_does_the_rest_after_the_next_start_and_nothing_twice()
    {
        var id = await MeasuredAsync();
        var killed = 0;
        for (var after = 0; ; after++)
        {
            var contexts = new ContextsThatEnd(portal.Services.GetRequiredService<IDbContextFactory<PortalContext>>(), after);
            using var watch = Watch(contexts);
            try
            {
                await watch.LookAsync();
                break;
            }
            catch (IOException)
            {
                killed++;
                Assert.True((await lab.Desk.FindAsync(id))!.Scores.Length <= 1);
            }
        }

        Assert.True(killed > 3, $"{killed} points.");
        Assert.Single((await lab.Desk.FindAsync(id))!.Scores);
        Assert.Empty((await portal.Services.GetRequiredService<LogVerification>().VerifyAsync()).Problems);
    }

    [Fact]
    public async Task A_campaign_that_is_deleted_while_validating_gives_the_recommendation_back_with_the_reason()
    {
        var validating = await lab.ValidatingAsync("Anneal hot");
        await portal.Log.RemoveNeverStartedAsync(validating.Validation!.Campaign);
        using var watch = Watch();

        await watch.LookAsync();

        var lost = (await lab.Desk.FindAsync(validating.Id))!;
        Assert.Equal(RecommendationStatus.ApprovedForValidation, lost.Status);
        Assert.Equal("The campaign was deleted before it had measured anything.", lost.Validations[0].Lost);
        Assert.Contains(await lab.Desk.InboxAsync(People.Ben), i => i.Recommendation.Id == validating.Id && i.Reason == InboxReason.StartValidation);
    }

    [Fact]
    public async Task A_campaign_at_work_is_left_alone_until_it_has_ended()
    {
        var validating = await lab.ValidatingAsync("Anneal hot");
        var campaign = validating.Validation!.Campaign;
        var events = TriedCampaign.At(TriedCampaign.Measured(TriedCampaign.Definition(validating), validating, (inside, i) => (inside ? 1 : 0) + (i % 2)));
        using var watch = Watch();
        await watch.LookAsync();
        await portal.Log.AppendAsync(campaign, 1, [.. events.Skip(1).SkipLast(1)]);
        await watch.LookAsync();
        Assert.True((await lab.Desk.FindAsync(validating.Id))!.IsMeasuring);

        await portal.Log.AppendAsync(campaign, events.Count - 1, [events[^1]]);
        await watch.LookAsync();

        Assert.False((await lab.Desk.FindAsync(validating.Id))!.IsMeasuring);
    }

    [Fact]
    public async Task Followers_of_what_is_official_are_scored_and_raise_its_alarm()
    {
        var official = await lab.OfficialAsync("Anneal hot");
        for (var i = 0; i < 2; i++)
        {
            // As if it had begun after the recommendation was drafted.
            var events = TriedCampaign.Designed(TriedCampaign.Following(official), official, (inside, n) => (inside ? 2 : 3) + (0.1 * (n % 3)));
            await portal.Log.AppendAsync(Guid.NewGuid(), 0, [.. TriedCampaign.At(events)]);
        }

        using var watch = Watch();
        await watch.LookAsync();
        await watch.LookAsync();

        var stale = (await lab.Desk.FindAsync(official.Id))!;
        Assert.Equal(RecommendationStatus.Stale, stale.Status);
        Assert.Contains("contradicts it", stale.Alarm!.Reason, StringComparison.Ordinal);
        Assert.Equal(2, Assert.Single(stale.Scores, s => !s.EndsValidation).Campaigns.Count);
        Assert.Contains(await lab.Desk.InboxAsync(People.Ada), i => i.Recommendation.Id == official.Id && i.Reason == InboxReason.Stale);
        Assert.Contains(await lab.Desk.InboxAsync(People.Ben), i => i.Recommendation.Id == official.Id && i.Reason == InboxReason.Stale);
    }

    private async Task<Guid> MeasuredAsync()
    {
        var validating = await lab.ValidatingAsync("Anneal hot");
        var events = TriedCampaign.Measured(TriedCampaign.Definition(validating), validating, (inside, i) => (inside ? 1 : 0) + (0.7 * (i % 3)));
        await portal.Log.AppendAsync(validating.Validation!.Campaign, 1, [.. TriedCampaign.At(events).Skip(1)]);
        return validating.Id;
    }

    private ValidationWatch Watch(IServiceProvider? services = null) => Watch((services ?? portal.Services).GetRequiredService<IDbContextFactory<PortalContext>>());

    private ValidationWatch Watch(IDbContextFactory<PortalContext> contexts)
    {
        var log = new EfCampaignLog(contexts);
        var feed = new RecommendationFeed();
        return new ValidationWatch(new ReviewDesk(new RecommendationLog(contexts), log, feed, TimeProvider.System), new CampaignIndex(contexts), log, new LabFeed(log), feed, TimeProvider.System, NullLogger<ValidationWatch>.Instance);
    }

    /// <summary>A database that is gone after so many operations, as for a process that is killed.</summary>
    private sealed class ContextsThatEnd(IDbContextFactory<PortalContext> inner, int after) : IDbContextFactory<PortalContext>
    {
        private int left = after;

        public PortalContext CreateDbContext() => Interlocked.Decrement(ref left) < 0 ? throw new IOException("killed") : inner.CreateDbContext();
    }
}
