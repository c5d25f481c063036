using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.MetaAnalysis.Plans;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.MetaAnalysis;
using SdlPortal.Tests.MetaAnalysis.Analysis;
using SdlPortal.Tests.MetaAnalysis.Plans;
using SdlPortal.Tests.MetaAnalysis.Projects;
using SdlPortal.Web.MetaAnalysis.Plans;
using SdlPortal.Web.MetaAnalysis.Projects;
using SdlPortal.Web.Persistence;
using SdlPortal.Web.Reviews;

namespace SdlPortal.Tests.Reviews;

/// <summary>The Recommendations tab of a project of prior runs.</summary>
public sealed class RecommendationsPanelTests : PriorRunsBench
{
    [Fact]
    public async Task A_recommendation_is_drafted_from_a_stored_answer_and_stands_in_the_project_s_list()
    {
        var (desk, project) = (AddDesk(), Project());
        var key = Store(project, TinyAnalysis.Outcome);
        var page = Open(project, ProjectTabs.Recommendations, $"?analysis={key}");
        await page.WaitForAssertionAsync(() => Assert.NotEmpty(page.FindAll(".draft-from .region-claim")), Patience);
        Assert.Contains("None yet.", page.Find("[aria-labelledby=recommendations-title]").TextContent, StringComparison.Ordinal);
        await Button(page, "Draft a recommendation").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Single(page.FindAll(".review-table tbody tr")), Patience);
        var drafted = (await desk.FindAsync((await desk.ListAsync())[0].Id))!;
        Assert.Equal((project.Id, project.State.Sequence, key), (drafted.Document.ProjectId, drafted.Document.ProjectSequence, drafted.Document.Evidence.Basis.Analysis));
        Assert.Equal(People.Ada.Id, drafted.Author.Id);
        Assert.EndsWith($"{RecommendationLook.Address(drafted.Id)}?act=edit", Services.GetRequiredService<BunitNavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_says_what_the_search_plan_of_its_answer_found_in_the_way()
    {
        var (desk, project) = (AddDesk(), Project());
        var key = Store(project, TinyAnalysis.Outcome);
        var request = PlannedLab.Request();
        var plan = SearchPlanner.Make(request) with { Feasibility = [new(FeasibilityCheck.Duration, FeasibilityEffect.None, "Time is no limit."), new(FeasibilityCheck.Stock, FeasibilityEffect.Shrunk, "The stock of ethanol allows 9 experiments.", 9)] };
        new PlanStore(project.Folder).Keep(new StoredPlan(request.Key(), key, "Spray line", new PlanChoice(), plan, null, DateTimeOffset.UnixEpoch, People.Ben.Name));
        var page = Open(project, ProjectTabs.Recommendations, $"?analysis={key}");
        await page.WaitForAssertionAsync(() => Assert.NotEmpty(page.FindAll(".draft-from .region-claim")), Patience);
        await Button(page, "Draft a recommendation").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Single(page.FindAll(".review-table tbody tr")), Patience);
        var feasibility = (await desk.FindAsync((await desk.ListAsync())[0].Id))!.Document.Feasibility;
        Assert.Contains("Spray line: The stock of ethanol allows 9 experiments.", feasibility);
        Assert.DoesNotContain(feasibility, f => f.Contains("Time is no limit", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_variant_can_be_recommended_and_an_own_recommendation_made_anew()
    {
        var (desk, project) = (AddDesk(), Project());
        var key = Store(project, TinyAnalysis.Outcome);
        var old = await desk.DraftAsync(Recommended.Document("Mine") with { ProjectId = project.Id }, People.Ada);
        var page = Open(project, ProjectTabs.Recommendations, $"?analysis={key}");
        await page.WaitForAssertionAsync(() => Assert.Equal(2, page.FindAll(".draft-from select").Count), Patience);
        await page.FindAll(".draft-from select")[0].ChangeAsync("flow");
        await page.FindAll(".draft-from select")[1].ChangeAsync(old.Id.ToString());
        await Button(page, "Write the new version").ClickAsync(new());

        await page.WaitForAssertionAsync(async () => Assert.Equal(2, (await desk.FindAsync(old.Id))!.Versions.Length), Patience);
        var renewed = (await desk.FindAsync(old.Id))!;
        Assert.Equal(("Mine", old.Document.Rationale, RecommendationSubject.Variant, "flow"), (renewed.Title, renewed.Document.Rationale, renewed.Document.Subject, renewed.Document.Variant));
    }

    [Fact]
    public async Task An_answer_that_is_outdated_or_not_enough_says_why_nothing_is_drafted_from_it()
    {
        var (desk, project) = (AddDesk(), Project());
        var old = Store(project, new AnalysisOutcome(TinyAnalysis.Report with { Version = "1" }, TinyAnalysis.Outcome.Quality));
        var page = Open(project, ProjectTabs.Recommendations, $"?analysis={old}");
        await page.WaitForAssertionAsync(() => Assert.Contains("This answer is outdated", page.Find(".draft-from .why-not").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal("true", Button(page, "Draft a recommendation").GetAttribute("aria-disabled"));

        var few = TinyAnalysis.Run(TinyAnalysis.Runs(tasks: 1).Rows([.. Enumerable.Range(0, 8)]));
        var other = Open(project, ProjectTabs.Recommendations, $"?analysis={Store(project, new AnalysisOutcome(few.Report with { DataHash = "few" }, few.Quality))}");
        await other.WaitForAssertionAsync(() => Assert.Contains("not enough data", other.Find(".not-enough").TextContent, StringComparison.Ordinal), Patience);
        Assert.Empty(await desk.ListAsync());
    }

    private ReviewDesk AddDesk()
    {
        var database = new ServiceCollection().AddPortalPersistence(new ConfigurationBuilder().AddInMemoryCollection([new("Data:Folder", Folder)]).Build()).BuildServiceProvider();
        var feed = new RecommendationFeed();
        var desk = new ReviewDesk(database.GetRequiredService<RecommendationLog>(), database.GetRequiredService<ICampaignLog>(), feed, TimeProvider.System);
        Services.AddSingleton(feed).AddSingleton(desk);
        return desk;
    }

    private static string Store(RunProject project, AnalysisOutcome outcome) => new AnalysisStore(project.Folder).Keep(outcome, People.Ada, DateTimeOffset.UnixEpoch, _ => { }).Key;
}
