using Bunit;
using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Reviews;
using SdlPortal.Web.Reviews.Deciding;

namespace SdlPortal.Tests.Reviews;

public sealed class RecommendationPageTests : ReviewBench
{
    [Fact]
    public async Task A_recommendation_reads_as_a_paper_from_its_claim_to_the_hashes_it_can_be_made_again_by()
    {
        var page = Open(await Portal.InReviewAsync("Anneal hot"));

        Assert.Equal(["Claim", "Region, for a task like these", "Why, in the author's words", "Evidence", "What would change it", "Feasibility", "Validation", "Made of"], page.FindAll(".paper > section > h2").Select(h => h.TextContent));
        Assert.Contains("0.77 (0.63 to 0.87, 95 %)", page.Find(".paper-claim").TextContent, StringComparison.Ordinal);
        Assert.Equal(["temperature 262 to 288\u00a0°C", "spray_rate at most 4.5\u00a0µL/s", "additive DMSO or EG"], page.FindAll(".region-sides dt").Select(t => t.TextContent));
        Assert.Equal(2, page.FindAll(".side-bar").Count);
        Assert.Contains("Free: passes, dmso", page.Find(".region-boxes").TextContent, StringComparison.Ordinal);
        Assert.Equal("Gain in each task", page.Find(".figure-panel h2").TextContent);
        Assert.Equal(5, page.FindAll(".donor-lines tbody tr").Count);
        Assert.Contains("8\u00a0fresh experiments inside and 8 outside", page.Find(".paper").TextContent, StringComparison.Ordinal);
        Assert.Contains(new string('7', 64), page.Find(".paper-basis").TextContent, StringComparison.Ordinal);
        Assert.Contains(page.FindAll(".paper-basis a"), a => a.GetAttribute("href")!.EndsWith("/regions?analysis=0f3c9a51d27be846", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_drafted_it_reads_why_they_cannot_sign_it()
    {
        var own = await Portal.InReviewAsync("Her own", ReviewedPortal.Pia);
        var page = Open(own, actor: ReviewedPortal.Pia);

        Assert.All(new[] { "Approve", "Approve with edits", "Reject" }, verb => Assert.Equal("Pia drafted it, and who drafts does not decide about it. Another PI does.", WhyNot(Button(page, verb))));
        Assert.Contains("who drafts does not decide", page.Find(".bar-status").TextContent, StringComparison.Ordinal);
        await Button(page, "Approve").ClickAsync(new());
        Assert.Empty(page.FindAll(".act-form"));
        await page.InvokeAsync(() => SignedIn.Become(People.Cleo));
        Assert.Contains("needs the role PI", WhyNot(Button(page, "Approve")), StringComparison.Ordinal);
        Assert.Contains("Cleo is viewer", WhyNot(Button(page, "Comment")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_PI_signs_what_stands_on_the_page()
    {
        var submitted = await Portal.InReviewAsync("Anneal hot");
        var page = Open(submitted, ReviewAct.Approve);
        Assert.Contains($"You sign version 1 ({submitted.Current.Hash[..10]})", page.Find(".act-form").TextContent, StringComparison.Ordinal);
        await page.Find("#act-note").InputAsync("Good");
        await Button(page, "Approve version 1").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Contains("approved for validation", page.Find("h1").TextContent, StringComparison.Ordinal), Patience);
        var now = (await Desk.FindAsync(submitted.Id))!;
        Assert.Equal((DecisionKind.Approved, "Good", submitted.Seen), (now.Decisions[0].Kind, now.Decisions[0].Note, now.Decisions[0].Seen));
        Assert.Contains($"Saw version 1 ({submitted.Current.Hash[..10]}) and everything up to event 2", page.Find(".history-list").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_of_two_who_decide_at_once_reads_what_happened_and_keeps_their_words()
    {
        var submitted = await Portal.InReviewAsync("Anneal hot");
        var page = Open(submitted, ReviewAct.Reject);
        await page.Find("#act-note").InputAsync("Batch C is too old.");
        await Desk.ApproveAsync(submitted.Id, submitted.Seen, null, "Let us try.", ReviewedPortal.Pia);

        await page.WaitForAssertionAsync(() => Assert.Contains("Pia approved it for validation: “Let us try.”", page.Find(".meanwhile").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal("Batch C is too old.", page.Find("#act-note").GetAttribute("value"));
        Assert.Contains("Something happened after what you saw: Pia approved it", WhyNot(Button(page, "Reject")), StringComparison.Ordinal);
        await Button(page, "I have read this; go on").ClickAsync(new());

        Assert.Empty(page.FindAll(".meanwhile"));
        Assert.Equal("Batch C is too old.", page.Find("#act-note").GetAttribute("value"));
        await Button(page, "Reject").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Contains("rejected", page.Find("h1").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal(3, (await Desk.FindAsync(submitted.Id))!.Decisions[^1].Seen.Sequence);
    }

    [Fact]
    public async Task A_decision_that_comes_too_late_for_the_live_page_is_refused_with_what_happened_and_nothing_is_lost()
    {
        var submitted = await Portal.InReviewAsync("Anneal hot");
        var page = Open(submitted, ReviewAct.Reject);
        await page.Find("#act-note").InputAsync("Batch C is too old.");
        // Another server decided: this one's feed does not say so.
        var elsewhere = Portal.Elsewhere();
        await elsewhere.ApproveAsync(submitted.Id, submitted.Seen, null, "", ReviewedPortal.Pia);
        await Button(page, "Reject").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Contains("Pia approved it for validation", page.Find(".decision-bar [role=alert]").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal("Batch C is too old.", page.Find("#act-note").GetAttribute("value"));
        Assert.Empty((await Desk.FindAsync(submitted.Id))!.Decisions.Where(d => d.Kind == DecisionKind.Rejected));
    }

    [Fact]
    public async Task What_is_typed_survives_what_others_do()
    {
        var submitted = await Portal.InReviewAsync("Anneal hot");
        var page = Open(submitted);
        await page.Find("#comment").InputAsync("Half a sent");
        await Desk.CommentAsync(submitted.Id, "I measured batch C again.", People.Ben);

        await page.WaitForAssertionAsync(() => Assert.Contains("I measured batch C again.", page.Find(".comment-list").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal("Half a sent", page.Find("#comment").GetAttribute("value"));
        await page.Find("#comment").InputAsync("Half a sentence more.");
        await Button(page, "Comment").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Contains("Half a sentence more.", page.Find(".comment-list").TextContent, StringComparison.Ordinal), Patience);
        Assert.True(string.IsNullOrEmpty(page.Find("#comment").GetAttribute("value")));
    }

    [Fact]
    public async Task One_s_own_comment_does_not_stand_in_the_way_of_one_s_decision()
    {
        var submitted = await Portal.InReviewAsync("Anneal hot");
        var page = Open(submitted, ReviewAct.Approve);
        await Desk.CommentAsync(submitted.Id, "From my other screen.", People.Ada);

        await page.WaitForAssertionAsync(() => Assert.Contains("From my other screen.", page.Find(".comment-list").TextContent, StringComparison.Ordinal), Patience);
        Assert.Empty(page.FindAll(".meanwhile"));
        Assert.Null(WhyNot(Button(page, "Approve version 1")));
    }

    [Fact]
    public async Task A_version_says_what_it_changed_of_the_one_before()
    {
        var first = await Portal.DraftAsync("Anneal hot");
        await Desk.ReviseAsync(first.Id, 1, first.Document with { Title = "Anneal hotter", Validation = new ValidationDesign(10, 8, 41) }, "More inside.", People.Ben);
        var page = Open(first);

        var rows = page.FindAll(".diff-table tbody tr").Select(r => r.TextContent).ToList();
        Assert.Equal(2, rows.Count);
        Assert.Contains(rows, r => r.Contains("Anneal hot", StringComparison.Ordinal) && r.Contains("Anneal hotter", StringComparison.Ordinal));
        Assert.NotEmpty(page.FindAll(".diff-table del"));
        Assert.NotEmpty(page.FindAll(".diff-table ins"));
        Assert.Contains("More inside.", page.Find(".history-list").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stale_recommendation_raises_its_alarm_in_words()
    {
        var stale = await Portal.StaleAsync("Dilute stock");
        var page = Open(stale);

        var alarm = page.Find(".notice-error[role=alert]").TextContent;
        Assert.Contains("New data contradict it", alarm, StringComparison.Ordinal);
        Assert.Contains("24 later experiments inside", alarm, StringComparison.Ordinal);
        Assert.Contains("stale", page.Find("h1 .badge").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changed_evidence_and_a_successor_are_said_before_anything_else()
    {
        var all = await Portal.FillAsync();
        Assert.Contains("9 runs of batch D were excluded", Open(all["changed"]).Find(".page-notice").TextContent, StringComparison.Ordinal);
        var replaced = Open(all["superseded"]);
        Assert.Equal(RecommendationLook.Address(all["superseded"].Succession!.Successor), replaced.Find(".page-notice a").GetAttribute("href"));
    }

    [Fact]
    public async Task A_score_stands_beside_the_forecast_with_its_verdict()
    {
        var scored = await Portal.ScoredAsync("Anneal hot", Recommended.Score(0.46, GainVerdict.NotShown));
        var page = Open(scored);

        Assert.Contains("not shown", page.Find(".verdict .badge").TextContent, StringComparison.Ordinal);
        Assert.Contains(page.FindAll(".figure-panel h2"), h => h.TextContent == "Predicted and realized gain");
        Assert.Contains("Its validation does not bear it out", WhyNot(Button(page, "Make official")), StringComparison.Ordinal);
        Assert.Null(WhyNot(Button(page, "Reject")));
    }

    [Fact]
    public async Task The_validating_campaign_shows_how_far_it_is()
    {
        var validating = await Portal.ValidatingAsync("Anneal hot");
        var page = Open(validating);

        await page.WaitForAssertionAsync(() => Assert.Contains("0 of 16\u00a0fresh experiments done", page.Find(".validating").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal($"/campaigns/{validating.Validation!.Campaign}", page.Find(".validating a").GetAttribute("href"));
    }

    [Fact]
    public async Task All_that_is_wrong_with_an_edit_is_said_at_once_beside_its_field_and_nothing_is_signed()
    {
        var drafted = await Portal.DraftAsync("Anneal hot");
        var page = Open(drafted, ReviewAct.Edit, People.Ben);
        await page.Find("#edit-title").InputAsync(" ");
        await page.Find("#edit-boxes-0--temperature-low").InputAsync("100");
        await page.Find("#edit-boxes-0--spray-rate-high").InputAsync("4,5");
        await page.Find("#edit-validation-inside").InputAsync("2");
        await Button(page, "Save as a new version").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Contains("4\u00a0problems", page.Find(".act-form").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal(["edit-title", "edit-boxes-0--temperature-low", "edit-boxes-0--spray-rate-high", "edit-validation-inside"], page.FindAll("[aria-invalid=true]").Select(f => f.Id));
        Assert.Equal("4,5", page.Find("#edit-boxes-0--spray-rate-high").GetAttribute("value"));
        Assert.Single((await Desk.FindAsync(drafted.Id))!.Versions);
        await page.Find("#edit-title").InputAsync("Anneal hotter");
        await page.Find("#edit-boxes-0--temperature-low").InputAsync("265");
        await page.Find("#edit-boxes-0--spray-rate-high").InputAsync("4.2");
        await page.Find("#edit-validation-inside").InputAsync("12");
        await Button(page, "Save as a new version").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Contains("Anneal hotter", page.Find("h1").TextContent, StringComparison.Ordinal), Patience);
        var saved = (await Desk.FindAsync(drafted.Id))!.Document;
        Assert.Equal("temperature 265 to 288\u00a0°C, spray_rate at most 4.2\u00a0µL/s, additive DMSO or EG", saved.Evidence.Region.Sentence);
        Assert.Equal(new ValidationDesign(12, 8, 41), saved.Validation);
        Assert.Contains("changed by hand", page.Find(".paper").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_PI_approves_with_edits_in_one_act()
    {
        var submitted = await Portal.InReviewAsync("Anneal hot");
        var page = Open(submitted, ReviewAct.ApproveWithEdits);
        await page.Find("#edit-title").InputAsync("Anneal hot, in dry air");
        await page.Find("#edit-boxes-0--temperature-low").InputAsync("270");
        await page.Find("#act-note").InputAsync("Says the humidity.");
        await Button(page, "Sign and approve my version").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Contains("Anneal hot, in dry air", page.Find("h1").TextContent, StringComparison.Ordinal), Patience);
        var now = (await Desk.FindAsync(submitted.Id))!;
        Assert.Equal((RecommendationStatus.ApprovedForValidation, 2, DecisionKind.ApprovedWithEdits), (now.Status, now.Versions.Length, now.Decisions[^1].Kind));
        Assert.Equal(270, ((NumberSide)now.Document.Evidence.Region.Boxes[0].Sides[0]).Low);
        Assert.Contains(EditedRegion.Remark, page.Find(".paper").TextContent, StringComparison.Ordinal);
        Assert.Contains("by Ben, with edits by Ada", page.Find(".sentence").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_says_so()
    {
        var page = Render<RecommendationPage>(p => p.Add(x => x.Id, Guid.NewGuid()));
        await page.WaitForAssertionAsync(() => Assert.Equal("There is no recommendation with this address", page.Find(".empty h2").TextContent), Patience);
    }
}
