using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Tests.Persistence;

public sealed class CampaignLogTests
{
    private readonly Guid campaign = new("0195a3c0-0000-7000-8000-000000000001");

    [Fact]
    public void The_eventful_campaign_holds_every_type_of_event() =>
        Assert.Equal(
            typeof(CampaignEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(CampaignEvent))).Select(t => t.Name).Order(),
            Story.Eventful.Select(e => e.GetType().Name).Distinct().Order());

    [Fact]
    public async Task Every_event_is_read_back_as_it_was_appended()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        var appended = Story.At(0, Story.Eventful);

        var recorded = await portal.Log.AppendAsync(campaign, 0, appended);
        var read = await portal.Log.ReadAsync(campaign);

        Assert.Equal(appended.Length, read.Count);
        for (var i = 0; i < appended.Length; i++)
        {
            Assert.Equal(appended[i].Event, read[i].Event);
            Assert.Equal(appended[i].At, read[i].At);
            Assert.Equal(appended[i].Actor, read[i].Actor);
            Assert.Equal(recorded[i], read[i]);
        }
    }

    [Fact]
    public async Task The_database_gives_the_same_hashes_as_the_log_in_memory()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        var events = Story.At(0, Story.Eventful);

        var inDatabase = await portal.Log.AppendAsync(campaign, 0, events);
        var inMemory = await new MemoryCampaignLog().AppendAsync(campaign, 0, events);

        Assert.Equal(inMemory.Select(e => e.Hash), inDatabase.Select(e => e.Hash));
    }

    [Fact]
    public async Task Reading_after_an_event_gives_the_rest()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        var recorded = await portal.Log.TellAsync(campaign, Story.Eventful.Take(9));

        Assert.Equal(recorded.Skip(4), await portal.Log.ReadAsync(campaign, 4));
        Assert.Empty(await portal.Log.ReadAsync(campaign, 9));
        Assert.Empty(await portal.Log.ReadAsync(Guid.NewGuid()));
    }

    [Fact]
    public async Task Second_of_two_writers_is_refused_and_can_go_on_after_reading()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        var first = portal.Log;
        var second = portal.Open().GetRequiredService<ICampaignLog>();
        await first.TellAsync(campaign, Story.Eventful.Take(3));
        await second.AppendAsync(campaign, 3, Story.At(3, Story.Eventful[3]));

        await Assert.ThrowsAsync<LogConflictException>(() => first.AppendAsync(campaign, 3, Story.At(3, new DefinitionChanged(Story.Definition("Mine")))));

        Assert.Equal(4, (await first.ReadAsync(campaign)).Count);
        await first.TellAsync(campaign, Story.Eventful.Skip(4), after: 4);
        Assert.Equal(Story.Eventful, (await first.ReadAsync(campaign)).Select(e => e.Event));
    }

    [Fact]
    public async Task Stale_and_future_sequences_are_refused()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        await portal.Log.TellAsync(campaign, Story.Eventful.Take(3));

        await Assert.ThrowsAsync<LogConflictException>(() => portal.Log.AppendAsync(campaign, 2, Story.At(3, Story.Eventful[3])));
        await Assert.ThrowsAsync<LogConflictException>(() => portal.Log.AppendAsync(campaign, 5, Story.At(3, Story.Eventful[3])));
        await portal.Log.AppendAsync(campaign, 3, Story.At(3, Story.Eventful[3]));
    }

    [Fact]
    public async Task Nothing_remains_of_an_append_that_fails_and_the_next_one_succeeds()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        await portal.Log.TellAsync(campaign, Story.Eventful.Take(4));
        await portal.SqlAsync("CREATE TRIGGER Full BEFORE INSERT ON Events WHEN NEW.Sequence = 6 BEGIN SELECT RAISE(ABORT, 'disk full'); END");

        await Assert.ThrowsAsync<DbUpdateException>(() => portal.Log.AppendAsync(campaign, 4, Story.At(4, Story.Eventful.Skip(4).Take(3))));
        Assert.Equal(4, (await portal.Log.ReadAsync(campaign)).Count);
        Assert.Empty(await portal.Index.ExperimentsAsync(campaign));

        await portal.SqlAsync("DROP TRIGGER Full");
        await portal.Log.AppendAsync(campaign, 4, Story.At(4, Story.Eventful.Skip(4)));
        Assert.Equal(Story.Eventful, (await portal.Log.ReadAsync(campaign)).Select(e => e.Event));
        Assert.Equal(3, (await portal.Index.FindAsync(campaign))!.Completed);
    }

    [Theory]
    [InlineData("UPDATE Events SET Json = replace(Json, 'older.csv', 'newer.csv') WHERE Sequence = 3", 3)]
    [InlineData("UPDATE Events SET Actor = 'Eve' WHERE Sequence = 2", 2)]
    [InlineData("UPDATE Events SET At = '2026-03-14T07:26:53.0000000Z' WHERE Sequence = 5", 5)]
    [InlineData("UPDATE Events SET Hash = upper(hex(randomblob(32))) WHERE Sequence = 4", 4)]
    [InlineData("DELETE FROM Events WHERE Sequence = 4", 4)]
    public async Task Changed_record_is_refused_with_the_campaign_and_the_event(string change, int at)
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        await portal.Log.TellAsync(campaign, Story.Eventful.Take(6));
        Assert.Equal(1, await portal.SqlAsync(change));

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => portal.Log.ReadAsync(campaign));

        Assert.Contains(campaign.ToString(), error.Message);
        Assert.Contains($"event {at}:", error.Message);
    }

    [Fact]
    public async Task Event_of_a_newer_program_is_refused_with_the_campaign_and_the_event()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        var last = (await portal.Log.TellAsync(campaign, Story.Eventful.Take(2)))[^1];
        var hash = EventSerializer.Hash(last.Hash, campaign, 3, "CampaignDreamed", 1, "{}", last.At, "Ada");
        await portal.SqlAsync($"INSERT INTO Events SELECT CampaignId, 3, 'CampaignDreamed', 1, '{{{{}}}}', At, 'Ada', '{hash}' FROM Events WHERE Sequence = 2");

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => portal.Log.ReadAsync(campaign));

        Assert.StartsWith($"Event 3 of campaign {campaign}:", error.Message);
        Assert.Contains("newer version", error.Message);
    }

    [Fact]
    public async Task Unfinished_are_those_that_started_and_did_not_finish()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        var (draft, running, finished) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await portal.Log.TellAsync(draft, Story.Eventful.Take(3));
        await portal.Log.TellAsync(running, Story.Eventful.Take(12));
        await portal.Log.AppendAsync(finished, 0, Story.At(0, Story.Eventful));

        Assert.Equal([running], await portal.Log.UnfinishedAsync());
    }

    [Fact]
    public async Task Campaign_that_never_started_can_be_removed_and_a_started_one_cannot()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        var started = Guid.NewGuid();
        await portal.Log.TellAsync(campaign, Story.Eventful.Take(3));
        await portal.Log.TellAsync(started, Story.Eventful.Take(6));

        await portal.Log.RemoveNeverStartedAsync(campaign);
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => portal.Log.RemoveNeverStartedAsync(started));

        Assert.Contains("record stays", refusal.Message);
        Assert.Empty(await portal.Log.ReadAsync(campaign));
        Assert.Equal([started], (await portal.Index.ListAsync()).Select(c => c.Id));
        Assert.Equal(6, (await portal.Log.ReadAsync(started)).Count);
    }

    [Fact]
    public async Task Removed_campaign_does_not_come_back_when_another_program_still_writes_to_it()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        await portal.Log.TellAsync(campaign, Story.Eventful.Take(3));
        await portal.Open().GetRequiredService<ICampaignLog>().RemoveNeverStartedAsync(campaign);

        await Assert.ThrowsAsync<LogConflictException>(() => portal.Log.AppendAsync(campaign, 3, Story.At(3, Story.Eventful[3])));

        Assert.Empty(await portal.Log.ReadAsync(campaign));
        Assert.Empty(await portal.Index.ListAsync());
    }

    [Fact]
    public async Task Parallel_appends_to_many_campaigns_all_arrive()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        var campaigns = Enumerable.Range(0, 6).Select(_ => Guid.NewGuid()).ToList();

        await Task.WhenAll(campaigns.Select(c => Task.Run(() => portal.Log.TellAsync(c, Story.Eventful.Take(12)))));

        foreach (var c in campaigns)
            Assert.Equal(12, (await portal.Log.ReadAsync(c)).Count);
        Assert.Equal(6, (await portal.Index.ListAsync()).Count);
    }
}
