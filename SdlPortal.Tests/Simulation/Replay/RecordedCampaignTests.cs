using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Simulation.Replay;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Simulation.Replay;

public class RecordedCampaignTests
{
    [Fact]
    public async Task The_timeline_knows_at_each_choice_exactly_what_the_campaign_knew_and_what_was_pending()
    {
        var portal = new VirtualPortal(("mixer", 1), ("oven", 2), ("meter", 1));
        portal.Run(Drafts.Small(experiments: 30, inFlight: 4));
        var requests = portal.Requests.Take(30).ToList();

        var record = RecordedCampaign.Of(await portal.Log.ReadAsync(portal.Campaign));

        Assert.Equal(30, record.Timeline.Entries.Count);
        var campaign = Campaign.Fold(portal.Campaign, await portal.Log.ReadAsync(portal.Campaign));
        for (var k = 0; k < 30; k++)
        {
            var (known, pending) = record.Timeline.Before(k);
            Assert.Equal(requests[k].Observations.Select(o => o.Configuration), known.Select(i => campaign.Experiments[i].Configuration));
            Assert.Equal(requests[k].Pending, pending.Select(i => campaign.Experiments[i].Configuration));
        }

        Assert.Equal(3, requests.Max(r => r.Pending.Count));
    }

    [Fact]
    public void A_result_that_arrived_while_the_strategy_was_thinking_was_not_known_to_it()
    {
        var story = new CampaignStory();
        story.Suggest(0, 1).Suggest(0, 2, pending: 1);
        story.Tell(100, new ExperimentCompleted(1, [5]));
        story.Tell(101, new ExperimentCompleted(2, [6]));
        // Asked at 100 s, when only the first result was there; answered at 105 s.
        story.Suggest(105, 3, observed: 1, pending: 1);

        var record = RecordedCampaign.Of(story.Events);

        var (known, pending) = record.Timeline.Before(2);
        Assert.Equal([0], known);
        Assert.Equal([1], pending);
        Assert.Equal(100 / 3600.0, record.Timeline.Entries[2].ChosenAt, 6);
    }

    [Fact]
    public void Lab_hours_leave_pauses_out_and_follow_the_lab_s_pace()
    {
        var story = new CampaignStory(timeScale: 60);
        story.Suggest(0, 1);
        story.Tell(60, new CampaignPaused("lunch"));
        story.Tell(1000, new CampaignResumed());
        story.Tell(1060, new ExperimentCompleted(1, [5]));

        var record = RecordedCampaign.Of(story.Events);

        Assert.Equal(2, record.Results[0].Hours, 6);
        Assert.Equal(record.Results[0].Hours, record.Timeline.Entries[0].EndedAt);
    }

    [Fact]
    public void Failed_and_unfinished_experiments_were_pending_and_taught_nothing()
    {
        var story = new CampaignStory();
        story.Suggest(0, 1).Suggest(0, 2, pending: 1).Suggest(0, 3, pending: 2);
        story.Tell(100, new ExperimentFailed(1, "broken"));
        story.Tell(200, new ExperimentCompleted(2, [6]));

        var record = RecordedCampaign.Of(story.Events);

        Assert.Equal([false, true, false], record.Timeline.Entries.Select(e => e.HasResult));
        Assert.Equal(100 / 3600.0, record.Timeline.Entries[0].EndedAt, 6);
        Assert.Equal(double.PositiveInfinity, record.Timeline.Entries[2].EndedAt);
        Assert.Equal(1, record.Lost);
        Assert.Equal(1, Assert.Single(record.Results).Entry);
    }

    [Fact]
    public void An_experiment_put_back_by_a_person_ends_when_it_has_really_ended()
    {
        var story = new CampaignStory();
        story.Suggest(0, 1);
        story.Tell(100, new ExperimentFailed(1, "broken"));
        story.Tell(300, new ExperimentRetried(1));
        story.Tell(400, new ExperimentCompleted(1, [6]));

        var entry = Assert.Single(RecordedCampaign.Of(story.Events).Timeline.Entries);

        Assert.True(entry.HasResult);
        Assert.Equal(400 / 3600.0, entry.EndedAt, 6);
    }

    [Fact]
    public void Initial_and_inserted_experiments_are_given_and_keep_their_results()
    {
        var story = new CampaignStory();
        story.Suggest(0, 1, source: SuggestionSource.Initial).Suggest(1, 2, pending: 1).Suggest(2, 3, pending: 2, source: SuggestionSource.Manual);
        story.Tell(100, new ExperimentCompleted(1, [5]));
        story.Tell(100, new ExperimentCompleted(2, [6]));
        story.Tell(100, new ExperimentFailed(3, "broken"));

        var record = RecordedCampaign.Of(story.Events);

        Assert.Equal([0, 2], record.Given.Keys.Order());
        Assert.Equal([5.0], record.Given[0].Values);
        Assert.Empty(record.Given[2].Values);
        Assert.Equal(1, record.Chosen);
    }

    [Fact]
    public async Task A_log_written_to_a_file_is_read_back_as_it_was()
    {
        var portal = new VirtualPortal(("mixer", 1), ("oven", 1), ("meter", 1));
        portal.Run(Drafts.Small(experiments: 6, inFlight: 2));
        var events = await portal.Log.ReadAsync(portal.Campaign);
        var file = new StringWriter();
        CampaignExport.WriteEvents(events, file);

        var read = CampaignExport.ReadEvents(new StringReader(file.ToString()));

        Assert.Equal(events.Select(e => e with { CampaignId = Guid.Empty }).Select(Line), read.Select(Line));

        static string Line(RecordedEvent item)
        {
            var text = new StringWriter();
            CampaignExport.WriteEvents([item], text);
            return text.ToString();
        }
    }

    [Theory]
    [InlineData("nonsense", "Line 1 is not an entry")]
    [InlineData("{\"sequence\":1}", "it has no 'type'")]
    [InlineData("", "begins with its creation")]
    public void A_file_that_is_no_log_is_refused_with_the_line(string text, string why) =>
        Assert.Contains(why, Assert.Throws<InvalidDataException>(() => CampaignExport.ReadEvents(new StringReader(text))).Message, StringComparison.Ordinal);
}
