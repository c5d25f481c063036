using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Reviews;
using SdlPortal.Web.Reviews.Quarters;

namespace SdlPortal.Tests.Reviews;

public sealed class ReviewListsTests : ReviewBench
{
    [Fact]
    public void An_inbox_without_any_recommendation_says_what_it_is_for_and_where_to_begin()
    {
        var page = Render<ReviewsPage>();
        page.WaitForAssertion(() => Assert.Equal("No recommendation yet", page.Find(".empty h2").TextContent), Patience);
        Assert.Equal("/prior-runs", page.Find(".empty a").GetAttribute("href"));
    }

    [Fact]
    public async Task What_waits_for_somebody_comes_first_with_why_and_disappears_when_it_is_done()
    {
        var submitted = await Portal.InReviewAsync("Anneal hot");
        await Portal.DraftAsync("Spray slowly");
        var (page, rail, bell) = (Render<ReviewsPage>(), Render<InboxLink>(), Render<InboxLink>(p => p.Add(x => x.IsBell, true)));

        await page.WaitForAssertionAsync(() => Assert.Equal("Anneal hot", page.Find(".inbox a").TextContent), Patience);
        Assert.Contains("Ben asks for your review.", page.Find(".inbox").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll(".review-table tbody tr").Count);
        await rail.WaitForAssertionAsync(() => Assert.StartsWith("1", rail.Find(".count-badge").TextContent, StringComparison.Ordinal), Patience);
        await bell.Find("button").ClickAsync(new());
        Assert.Equal(RecommendationLook.Address(submitted.Id), bell.Find(".bell-list li a").GetAttribute("href"));

        await Desk.ApproveAsync(submitted.Id, submitted.Seen, null, "", ReviewedPortal.Pia);
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(".inbox")), Patience);
        await rail.WaitForAssertionAsync(() => Assert.Empty(rail.FindAll(".count-badge")), Patience);
        Assert.Contains("Nothing waits for you", bell.Find(".bell-list").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_badge_counts_for_whoever_is_signed_in()
    {
        await Portal.InReviewAsync("Anneal hot");
        var rail = Render<InboxLink>();
        await rail.WaitForAssertionAsync(() => Assert.NotEmpty(rail.FindAll(".count-badge")), Patience);
        await rail.InvokeAsync(() => SignedIn.Become(People.Cleo));
        await rail.WaitForAssertionAsync(() => Assert.Empty(rail.FindAll(".count-badge")), Patience);
    }

    [Fact]
    public async Task The_list_shows_what_its_address_asks_for()
    {
        await Portal.InReviewAsync("Anneal hot");
        await Portal.DraftAsync("Spray slowly");
        Navigation.NavigateTo("/reviews?status=Draft");
        var page = Render<ReviewsPage>();

        await page.WaitForAssertionAsync(() => Assert.Equal(["Spray slowly"], page.FindAll(".review-table .campaign-name a").Select(a => a.TextContent)), Patience);
        Assert.Contains("1 of 2 shown", page.Find(".review-filters").TextContent, StringComparison.Ordinal);
        await page.Find("input[type=search]").InputAsync("anneal");
        Assert.EndsWith("/reviews?q=anneal&status=Draft", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retrospective_shows_predicted_and_realized_of_all_and_of_a_quarter()
    {
        await Portal.OfficialAsync("Anneal hot", Recommended.Score(0.78));
        await Portal.ScoredAsync("More air", Recommended.Score(0.46, GainVerdict.NotShown));
        var page = Render<RetrospectivePage>();

        await page.WaitForAssertionAsync(() => Assert.Equal("Predicted and realized gain", page.Find(".figure-panel h2").TextContent), Patience);
        Assert.Equal(2, page.FindAll("[aria-labelledby=lines-title] tbody tr").Count);
        Assert.Contains("1 of 2\u00a0intervals held", page.Find("[aria-labelledby=lessons-title]").TextContent, StringComparison.Ordinal);
        var quarter = page.FindAll(".tabs a")[^1];
        Navigation.NavigateTo(quarter.GetAttribute("href")!);
        Assert.Contains(quarter.TextContent, Render<RetrospectivePage>().WaitForElement("#numbers-title", Patience).TextContent, StringComparison.Ordinal);
        Navigation.NavigateTo("/reviews/retrospective?quarter=1999-Q1");
        Assert.Contains("Nothing happened in 1999-Q1", Render<RetrospectivePage>().WaitForElement(".empty", Patience).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_retrospective_of_nothing_says_what_will_stand_there()
    {
        var page = Render<RetrospectivePage>();
        page.WaitForAssertion(() => Assert.Equal("Nothing to look back on yet", page.Find(".empty h2").TextContent), Patience);
    }
}
