using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.MetaAnalysis.Plans;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.MetaAnalysis.Analysis;
using SdlPortal.Tests.MetaAnalysis.Projects;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.Campaigns.HandingOver;
using SdlPortal.Web.MetaAnalysis.Plans;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Tests.MetaAnalysis.Plans;

/// <summary>The Plan tab over a stored answer, as people use it.</summary>
public sealed class PlanPanelTests : PriorRunsBench
{
    [Fact]
    public async Task A_plan_is_made_seen_by_everybody_and_handed_to_the_designer()
    {
        var (project, key) = Stored();
        var (ada, ben) = (await ShowAsync(project, key), await ShowAsync(project, key));
        Assert.Equal("No plan yet", ada.Find(".empty h2").TextContent);
        await ada.InvokeAsync(() => ada.Find("#plan-experiments").ChangeAsync("12"));
        await ada.InvokeAsync(() => Button(ada, "Make the plan").Click());
        foreach (var page in new[] { ada, ben })
            await page.WaitForAssertionAsync(() => Assert.Equal(12, page.FindAll("[aria-labelledby=plan-points] tbody tr").Count), Patience);
        Assert.Contains("12 experiments, as asked.", ada.Find(".plan-verdict").TextContent, StringComparison.Ordinal);
        Assert.Contains("&plan=", Services.GetRequiredService<BunitNavigationManager>().Uri, StringComparison.Ordinal);
        Assert.All(ada.FindAll(".plan-findings li"), l => Assert.NotNull(l.QuerySelector(".badge svg")));
        await ada.WaitForAssertionAsync(() => Assert.Equal(["Where the experiments lie", "What the plan promises"], ada.FindAll(".figure-panel h2").Select(h => h.TextContent)), Patience);

        await ada.InvokeAsync(() => Button(ada, "Hand over to the designer").Click());
        var navigation = Services.GetRequiredService<BunitNavigationManager>();
        await ada.WaitForAssertionAsync(() => Assert.Contains("/campaigns/new?plan=", navigation.Uri, StringComparison.Ordinal), Patience);
        var handed = Services.GetRequiredService<Handovers>().Find(Guid.Parse(navigation.Uri[(navigation.Uri.IndexOf("plan=", StringComparison.Ordinal) + 5)..]));
        Assert.Equal(12, handed!.Draft.BudgetExperiments);
        Assert.Equal(["depth", "rate", "solvent"], handed.Draft.Parameters.Select(p => p.Name));
        Assert.InRange(handed.Draft.WarmStart!.InitialPoints.Count, 2, 12);
        Assert.NotEmpty(handed.Draft.WarmStart.Donors);
    }

    [Fact]
    public async Task What_cannot_be_read_is_said_all_at_once_and_nothing_is_made()
    {
        var (project, key) = Stored();
        var page = await ShowAsync(project, key);
        await page.InvokeAsync(() => page.Find("#plan-experiments").ChangeAsync("a dozen"));
        await page.InvokeAsync(() => page.Find("#plan-hours").ChangeAsync("2,5"));
        await page.InvokeAsync(() => Button(page, "Make the plan").Click());
        await page.WaitForAssertionAsync(() => Assert.Equal(2, page.FindAll(".plan-question .notice-error li").Count), Patience);
        await page.InvokeAsync(() => page.Find("#plan-experiments").ChangeAsync(""));
        await page.InvokeAsync(() => page.Find("#plan-hours").ChangeAsync("5"));
        await page.InvokeAsync(() => Button(page, "Make the plan").Click());
        await page.WaitForAssertionAsync(() => Assert.Contains("How long an experiment takes is not known", page.Find(".plan-question .notice-error").TextContent, StringComparison.Ordinal), Patience);
        Assert.Null(new PlanStore(project.Folder).Latest(key));
    }

    [Fact]
    public async Task A_plan_for_another_space_says_why_it_does_not_fit()
    {
        var (project, key) = Stored();
        var page = await ShowAsync(project, key);
        await page.InvokeAsync(() => page.Find("#plan-target").ChangeAsync("template:coating"));
        await page.InvokeAsync(() => Button(page, "Make the plan").Click());
        await page.WaitForAssertionAsync(() => Assert.Contains("the campaign has no such parameter", page.Find(".plan-question .notice-error").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task A_viewer_reads_plans_and_makes_none()
    {
        var (project, key) = Stored();
        Services.GetRequiredService<SignedIn>().Become(People.Cleo);
        var page = await ShowAsync(project, key);
        Assert.Contains("Cleo is viewer", Button(page, "Make the plan").GetAttribute("title"), StringComparison.Ordinal);
    }

    [Fact]
    public void Points_are_a_table_that_says_what_is_simulated()
    {
        var plan = SearchPlanner.Make(PlannedLab.Request(3) with { Stations = [], WithSurrogate = true, Recommendation = PlannedLab.Recommendation(withDonors: false) });
        var lines = PlanFilesEndpoint.Points(plan).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.StartsWith("experiment,phase,simulated,region,rate,depth,solvent,", lines[0], StringComparison.Ordinal);
        Assert.Equal(4, lines.Length);
        Assert.All(lines.Skip(1), l => Assert.Contains("\"simulated, not a result\"", l, StringComparison.Ordinal));
    }

    private (RunProject Project, string Key) Stored()
    {
        var project = Project();
        return (project, new AnalysisStore(project.Folder).Keep(TinyAnalysis.Outcome, People.Ada, DateTimeOffset.UnixEpoch, _ => { }).Key);
    }

    private async Task<IRenderedComponent<ProjectPage>> ShowAsync(RunProject project, string key)
    {
        var page = Open(project, "plan", $"?analysis={key}");
        await page.WaitForElementAsync(".plan-question", Patience);
        return page;
    }
}
