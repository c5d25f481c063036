using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.People;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.MetaAnalysis.Recommendations;
using SdlPortal.Tests.Persistence;
using SdlPortal.Web.Persistence;
using SdlPortal.Web.Reviews;

namespace SdlPortal.Tests.Reviews;

public sealed class ReviewDeskTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_researcher_drafts_the_PI_approves_with_an_edit_and_after_its_validation_it_becomes_official()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        var (lab, desk) = Open(portal);
        var submitted = await lab.InReviewAsync("Anneal hot, spray slowly");

        var approved = await desk.ApproveAsync(submitted.Id, submitted.Seen, submitted.Document with { Title = "Anneal at 262 to 288 °C, spray slowly" }, "Named the temperatures.", People.Ada);
        Assert.Equal((RecommendationStatus.ApprovedForValidation, 2, "Ada", true), (approved.Status, approved.Current.Number, approved.Current.By.Name, approved.Current.ByReview));
        var validating = await desk.StartValidationAsync(approved.Id, await CampaignAsync(portal, approved), People.Ben);
        Assert.True(validating.IsMeasuring);
        var scored = (await desk.NoteAsync(validating.Id, r => new Scored([r.Validation!.Campaign], Recommended.Score(), EndsValidation: true)))!;
        var official = await desk.MakeOfficialAsync(scored.Id, scored.Seen, "It held.", People.Ada);

        Assert.Equal((RecommendationStatus.Official, 2), (official.Status, official.OfficialVersion!.Value));
        Assert.Equal(["Ben", "Ben", "Ada", "Ben", "portal", "Ada"], official.History.Select(e => e.ActorName));
        // What they saw when they decided stands in the record.
        Assert.Equal([(2L, 1), (5L, 2)], official.Decisions.Select(d => (d.Seen.Sequence, d.Seen.Version)));
        // Another program reads the same.
        var read = await Open(portal, portal.Open()).Desk.FindAsync(official.Id);
        Assert.Equal(official.History.Select(e => e.Hash), read!.History.Select(e => e.Hash));
        Assert.Equal(official.Seen, read.Seen);
    }

    [Fact]
    public async Task Of_two_PIs_at_once_the_second_is_refused_with_what_the_first_decided()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        var (lab, desk) = Open(portal);
        var other = Open(portal, portal.Open()).Desk;
        for (var round = 0; round < 10; round++)
        {
            var shown = await lab.InReviewAsync($"Round {round}");
            var acts = await Task.WhenAll(
                TryAsync(() => desk.ApproveAsync(shown.Id, shown.Seen, null, "", People.Ada)),
                TryAsync(() => other.RejectAsync(shown.Id, shown.Seen, "Too few batches.", ReviewedPortal.Pia)));

            var refused = Assert.Single(acts, a => a is not null)!;
            Assert.Matches("^Something happened after what you saw: (Ada approved it for validation|Pia rejected it) on ", refused);
            var after = (await desk.FindAsync(shown.Id))!;
            Assert.Equal((3, 1), (after.Sequence, after.Decisions.Length));
            Assert.Equal(after.Seen, (await other.FindAsync(shown.Id))!.Seen);
        }
    }

    [Fact]
    public async Task Comments_of_many_at_once_all_arrive_in_one_order()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        var (lab, desk) = Open(portal);
        var other = Open(portal, portal.Open()).Desk;
        var drafted = await lab.DraftAsync("Anneal hot");

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => (i % 2 == 0 ? desk : other).CommentAsync(drafted.Id, $"Comment {i}", i % 3 == 0 ? People.Ada : People.Ben))));

        var after = (await desk.FindAsync(drafted.Id))!;
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"Comment {i}").Order(StringComparer.Ordinal), after.Comments.Select(c => c.Text).Order(StringComparer.Ordinal));
        Assert.Equal(13, after.Sequence);
    }

    [Fact]
    public async Task Who_may_not_is_refused_before_anything_is_looked_at()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        var (lab, desk) = Open(portal);
        var shown = await lab.InReviewAsync("Anneal hot");
        var document = Recommended.Document();

        foreach (var (actor, acts) in new (Actor, Func<Actor, Task>[])[]
        {
            (People.Cleo, [a => desk.DraftAsync(document, a), a => desk.ReviseAsync(shown.Id, 1, document, "", a), a => desk.SubmitAsync(shown.Id, "", a), a => desk.WithdrawAsync(shown.Id, "", a), a => desk.CommentAsync(shown.Id, "Hm.", a), a => desk.StartValidationAsync(shown.Id, Guid.NewGuid(), a)]),
            (People.Ben, [a => desk.ApproveAsync(shown.Id, shown.Seen, null, "", a), a => desk.RejectAsync(shown.Id, shown.Seen, "No.", a), a => desk.MakeOfficialAsync(shown.Id, shown.Seen, "", a), a => desk.ReplaceAsync(shown.Id, Guid.NewGuid(), shown.Seen, "Old.", a)]),
        })
        {
            foreach (var act in acts)
                await Assert.ThrowsAsync<ForbiddenException>(() => act(actor));
        }

        Assert.Equal(2, (await desk.FindAsync(shown.Id))!.Sequence);
    }

    [Fact]
    public async Task A_document_with_mistakes_is_refused_with_all_of_them_and_nothing_is_kept()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        var (_, desk) = Open(portal);

        var refused = await Assert.ThrowsAsync<DefinitionException>(() => desk.DraftAsync(Recommended.Document() with { Title = " ", Claim = "", Validation = new ValidationDesign(1, 2000, 1), WhatWouldChangeIt = ["Yes.", ""] }, People.Ben));

        Assert.Equal(["title", "claim", "whatWouldChangeIt[1]", "validation.inside", "validation.outside"], refused.Problems.Select(p => p.Path));
        Assert.Empty(await desk.ListAsync());
    }

    [Fact]
    public async Task The_PI_edits_words_and_numbers_but_not_the_evidence()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        var (lab, desk) = Open(portal);
        var shown = await lab.InReviewAsync("Anneal hot");
        var region = shown.Document.Evidence.Region with { Boxes = [] };

        await Assert.ThrowsAsync<DefinitionException>(() => desk.ApproveAsync(shown.Id, shown.Seen, shown.Document with { Evidence = shown.Document.Evidence with { Region = region } }, "", People.Ada));
        var refused = await Assert.ThrowsAsync<RefusedException>(() => desk.ApproveAsync(shown.Id, shown.Seen, shown.Document with { Forecast = Recommended.Forecast(1.4) }, "", People.Ada));
        var unedited = await desk.ApproveAsync(shown.Id, shown.Seen, shown.Document with { }, "", People.Ada);

        Assert.Contains("not edited by hand", refused.Message, StringComparison.Ordinal);
        Assert.Equal((1, DecisionKind.Approved), (unedited.Current.Number, unedited.Decisions[^1].Kind));
    }

    [Fact]
    public async Task Sides_that_the_PI_moves_are_said_to_be_moved_whatever_was_handed_in()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        var (lab, desk) = Open(portal);
        var shown = await lab.InReviewAsync("Anneal hot");
        var evidence = shown.Document.Evidence;
        var box = new ConfigurationBox([new NumberSide("temperature", 265, 285, "°C", false), .. Recommended.Box.Sides.Skip(1)]);

        var approved = await desk.ApproveAsync(shown.Id, shown.Seen, shown.Document with { Evidence = evidence with { Region = evidence.Region with { Boxes = [box], Sentence = "everywhere" } } }, "", People.Ada);

        Assert.Equal(box, Assert.Single(approved.Document.Evidence.Region.Boxes));
        Assert.Contains("temperature 265 to 285", approved.Document.Evidence.Region.Sentence, StringComparison.Ordinal);
        Assert.Contains(EditedRegion.Remark, approved.Document.Evidence.Remarks);
        Assert.Equal(["Region: temperature"], DocumentDiff.Of(shown.Document, approved.Document).Select(c => c.Field));
    }

    [Fact]
    public async Task A_validation_starts_only_with_a_campaign_that_tries_exactly_this_version_and_has_no_result()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        var (lab, desk) = Open(portal);
        var approved = await lab.ApprovedAsync("Anneal hot");
        var other = await lab.ApprovedAsync("Spray slowly");

        Assert.Contains("no such campaign", await TryAsync(() => desk.StartValidationAsync(approved.Id, Guid.NewGuid(), People.Ben)), StringComparison.Ordinal);
        var wrong = await CampaignAsync(portal, other);
        Assert.Contains("does not validate version 1 of this recommendation", await TryAsync(() => desk.StartValidationAsync(approved.Id, wrong, People.Ben)), StringComparison.Ordinal);
        Assert.Equal(RecommendationStatus.ApprovedForValidation, (await desk.FindAsync(approved.Id))!.Status);
        Assert.Equal(wrong, (await desk.StartValidationAsync(other.Id, wrong, People.Ben)).Validation!.Campaign);
    }

    [Fact]
    public async Task Everybody_who_has_it_open_is_told()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        var (lab, desk) = Open(portal);
        var (changes, stop) = lab.Feed.Watch();
        var drafted = await lab.DraftAsync("Anneal hot");
        await desk.CommentAsync(drafted.Id, "Nice.", People.Ada);
        await TryAsync(() => desk.SubmitAsync(drafted.Id, "", People.Ada));
        stop();

        var told = new List<Guid>();
        await foreach (var id in changes.ReadAllAsync())
            told.Add(id);
        Assert.Equal([drafted.Id, drafted.Id], told);
    }

    [Fact]
    public async Task The_inbox_holds_what_waits_for_each()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        var (lab, desk) = Open(portal);
        var all = await lab.FillAsync();
        async Task<IEnumerable<(string, InboxReason)>> WaitsAsync(Actor actor) => (await desk.InboxAsync(actor)).Select(i => (i.Recommendation.Title, i.Reason));

        Assert.Equal([(all["stale"].Title, InboxReason.Stale), (all["missed"].Title, InboxReason.ValidationEnded), (all["ended"].Title, InboxReason.ValidationEnded), (all["review"].Title, InboxReason.InReview)], await WaitsAsync(People.Ada));
        Assert.Equal([(all["stale"].Title, InboxReason.Stale), (all["missed"].Title, InboxReason.ValidationEnded), (all["approved"].Title, InboxReason.StartValidation), (all["rejected"].Title, InboxReason.Rejected)], await WaitsAsync(People.Ben));
        Assert.Contains((all["changed"].Title, InboxReason.EvidenceChanged), await WaitsAsync(ReviewedPortal.Pia));
        Assert.Empty(await WaitsAsync(People.Cleo));
        Assert.Equal(4, await desk.WaitingAsync(People.Ada));

        await desk.CommentAsync(all["rejected"].Id, "Agreed, I leave it.", People.Ben);
        Assert.DoesNotContain((all["rejected"].Title, InboxReason.Rejected), await WaitsAsync(People.Ben));
    }

    private static (ReviewedPortal Lab, ReviewDesk Desk) Open(TemporaryPortal portal, IServiceProvider? services = null)
    {
        services ??= portal.Services;
        var lab = new ReviewedPortal(services.GetRequiredService<RecommendationLog>(), services.GetRequiredService<ICampaignLog>(), Now);
        return (lab, lab.Desk);
    }

    private static async Task<Guid> CampaignAsync(TemporaryPortal portal, Recommendation approved)
    {
        var definition = ValidationCampaign.Of(approved.Document, approved.Id, approved.Current.Number, CampaignDefinition.From(Recommended.Campaign()));
        Assert.Equal(WarmStartPurpose.Validate, definition.WarmStart!.Origin.Purpose);
        var id = Guid.NewGuid();
        await portal.Log.AppendAsync(id, 0, [new NewEvent(new CampaignCreated(definition), Now, "Ben")]);
        return id;
    }

    /// <summary>The refusal; null where it went through.</summary>
    private static async Task<string?> TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (RefusedException e)
        {
            return e.Message;
        }
    }
}
