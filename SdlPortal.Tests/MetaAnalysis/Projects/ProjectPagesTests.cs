using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Jobs;
using SdlPortal.Web.Layout;
using SdlPortal.Web.MetaAnalysis.Projects;
using SdlPortal.Web.MetaAnalysis.Sources;

namespace SdlPortal.Tests.MetaAnalysis.Projects;

/// <summary>From the empty list to excluded runs, as people go through it.</summary>
public sealed class ProjectPagesTests : PriorRunsBench
{
    [Fact]
    public async Task An_empty_list_says_what_projects_are_for_and_a_new_one_leads_to_its_sources()
    {
        var list = Render<ProjectListPage>();
        await list.WaitForAssertionAsync(() => Assert.Equal("No project yet", list.Find(".empty h2").TextContent), Patience);
        list.Find(".empty button").Click();
        await list.Find("#project-name").InputAsync("Classifiers");
        await list.Find("form").SubmitAsync();

        var project = Assert.Single(Runs.All()).Project;
        Assert.Equal("Classifiers", project.Name);
        Assert.EndsWith($"/prior-runs/{project.Id}/sources", Services.GetRequiredService<BunitNavigationManager>().Uri, StringComparison.Ordinal);
        await list.WaitForAssertionAsync(() => Assert.Contains("Classifiers", list.Find("tbody").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task A_table_is_mapped_previewed_and_imported_and_the_same_file_again_adds_nothing()
    {
        var project = Project();
        var draft = Drafts.Bring(project.Id, Write("runs.csv", Table()), People.Ada);
        var page = Open(project, "sources", $"?draft={draft.Id}");
        await page.WaitForAssertionAsync(() => Assert.Contains("First runs", page.Markup, StringComparison.Ordinal), Patience);
        Assert.Equal("Task", Chosen(page, "Role of task"));
        Assert.Equal("of:acc", Chosen(page, "Role of acc_seed1"));
        Assert.Equal("Log", Chosen(page, "Scale of learning_rate"));
        Assert.Contains("33: 33 completed", page.Find(".manifest dd").TextContent, StringComparison.Ordinal);

        // A mistake is said where it is, and keeps the import away.
        await page.InvokeAsync(() => Labelled(page, "Role of seed").ChangeAsync("Task"));
        await page.WaitForAssertionAsync(() => Assert.Contains("'task' is the task already", page.Markup, StringComparison.Ordinal), Patience);
        await page.InvokeAsync(() => Button(page, "Import").Click());
        await page.WaitForAssertionAsync(() => Assert.Contains("1\u00a0problem to solve", page.Markup, StringComparison.Ordinal), Patience);
        Assert.Empty(Jobs.Of(project.Id));
        await page.InvokeAsync(() => Labelled(page, "Role of seed").ChangeAsync("Seed"));
        await page.InvokeAsync(() => Button(page, "Import").Click());
        var survey = await SurveyedAsync(project);
        Assert.Equal((33, 2), (survey.Runs, survey.Tasks.Count));

        var sources = Open(project, "sources");
        await sources.WaitForAssertionAsync(() => Assert.Contains("33", sources.Find(".source-table tbody tr").TextContent, StringComparison.Ordinal), Patience);
        await ImportAsync(project, "again.csv", Table());
        Assert.Single(project.State.Sources);
        await sources.WaitForAssertionAsync(() => Assert.Contains(sources.FindAll(".job-words"), w => w.TextContent.Contains("othing", StringComparison.Ordinal)), Patience);
        Assert.Empty(Drafts.Of(project.Id));
    }

    [Fact]
    public async Task Findings_lead_to_their_runs_and_excluding_them_is_seen_by_others_and_undone()
    {
        var project = Project();
        await ImportAsync(project, "runs.csv", Table());
        var (ada, ben) = (Open(project, "quality"), Open(project, "quality"));
        await ada.WaitForAssertionAsync(() => Assert.NotEmpty(ada.FindAll(".quality-findings li")), Patience);
        Assert.NotNull(Duplicates(ada).QuerySelector(".badge svg"));
        await ada.InvokeAsync(() => Duplicates(ada).QuerySelectorAll("button").First(b => b.TextContent == "Show the runs").Click());
        await ada.WaitForAssertionAsync(() => Assert.Contains("line 32", ada.Find(".evidence").TextContent, StringComparison.Ordinal), Patience);

        await ada.InvokeAsync(() => Duplicates(ada).QuerySelectorAll("button").First(b => b.TextContent.StartsWith("Exclude these", StringComparison.Ordinal)).Click());
        Await(ada, ".exclude-form input");
        await ada.InvokeAsync(() => ada.Find(".exclude-form input").InputAsync("measured once, written twice"));
        await ada.InvokeAsync(() => ada.Find(".exclude-form").SubmitAsync());
        await ben.WaitForAssertionAsync(() => Assert.Contains("measured once, written twice", ben.Find(".exclusions li").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal(3, (await SurveyedAsync(project)).Excluded);
        await ben.WaitForAssertionAsync(() => Assert.DoesNotContain(ben.FindAll(".quality-findings h3"), h => h.TextContent == "Duplicates"), Patience);

        await ben.InvokeAsync(() => ben.FindAll(".exclusions button").Single().ClickAsync(new()));
        await ada.WaitForAssertionAsync(() => Assert.Equal("undone", ada.Find(".exclusions .badge").TextContent), Patience);
        Assert.Equal(0, (await SurveyedAsync(project)).Excluded);
        await ada.WaitForAssertionAsync(() => Assert.Contains(ada.FindAll(".quality-findings h3"), h => h.TextContent == "Duplicates"), Patience);
        Assert.NotEmpty(ada.FindAll(".check-list li .badge svg"));
    }

    [Fact]
    public async Task Tasks_show_what_there_is_of_each_and_follow_the_choice_of_scale_in_every_browser()
    {
        var project = Project();
        await ImportAsync(project, "runs.csv", Table(0));
        var (ada, ben) = (Open(project, "tasks"), Open(project, "tasks"));
        await ada.WaitForAssertionAsync(() => Assert.Equal(2, ada.FindAll(".task-table tbody tr").Count), Patience);
        var row = ada.Find(".task-table tbody tr");
        Assert.Contains("iris", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("15 completed", row.TextContent, StringComparison.Ordinal);
        await ada.WaitForAssertionAsync(() => Assert.Equal(2, ada.FindAll(".scale-plots .plot-place").Count), Patience);

        await ada.InvokeAsync(() => ada.Find(".panel-head select").ChangeAsync("Standardized"));
        await ben.WaitForAssertionAsync(() => Assert.Contains("standard deviations", ben.Find("#scale-title").ParentElement!.ParentElement!.TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal(Domain.MetaAnalysis.Analysis.OutcomeScale.Standardized, Runs.Choice(project).Scale);
        await SurveyedAsync(project);
    }

    [Fact]
    public async Task Rules_are_tried_while_they_are_written_saved_with_a_reason_and_put_back()
    {
        var project = Project();
        await ImportAsync(project, "runs.csv", Table(0));
        var page = Open(project, "tasks");
        await page.WaitForAssertionAsync(() => Assert.Contains("Parameter rule", page.Markup, StringComparison.Ordinal), Patience);
        await page.InvokeAsync(() => page.FindAll(".rules button").First(b => b.TextContent == "Parameter rule").Click());
        await page.InvokeAsync(() => Field(page, "Afterwards").ChangeAsync("lr"));
        await page.InvokeAsync(() => Field(page, "takes").ChangeAsync("learning_rat"));
        await page.WaitForAssertionAsync(() => Assert.NotEmpty(page.FindAll(".rules-problems li")), Patience);
        await page.InvokeAsync(() => Field(page, "takes").ChangeAsync("learning_rate"));
        await page.InvokeAsync(() => Field(page, "times").ChangeAsync("0,5"));
        await page.WaitForAssertionAsync(() => Assert.Contains("decimal comma", page.Find(".rules").TextContent, StringComparison.Ordinal), Patience);
        await page.InvokeAsync(() => Field(page, "times").ChangeAsync(""));
        await page.WaitForAssertionAsync(() => Assert.Contains("30\u00a0runs", page.Find(".rule").TextContent, StringComparison.Ordinal), Patience);
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(".rules-problems")), Patience);

        await page.InvokeAsync(() => page.Find("#rules-comment").InputAsync("one name"));
        await page.InvokeAsync(() => page.Find(".save-rules").SubmitAsync());
        Assert.Contains("lr", (await SurveyedAsync(project)).Parameters.Select(p => p.Name));
        await page.WaitForAssertionAsync(() => Assert.Contains("Version 1: one name", page.Find(".rule-versions").TextContent, StringComparison.Ordinal), Patience);
        await page.InvokeAsync(() => page.FindAll("button").Single(b => b.GetAttribute("aria-label") == "Restore no rules").ClickAsync(new()));
        Assert.Contains("learning_rate", (await SurveyedAsync(project)).Parameters.Select(p => p.Name));
        Assert.Equal(2, project.State.RulesVersion);
    }

    [Fact]
    public async Task A_removed_source_counts_no_longer_and_comes_back()
    {
        var project = Project();
        await ImportAsync(project, "runs.csv", Table(0));
        var page = Open(project, "sources");
        await page.WaitForAssertionAsync(() => Labelled(page, "Remove runs.csv"), Patience);
        await page.InvokeAsync(() => Labelled(page, "Remove runs.csv").Click());
        Await(page, "#remove-reason");
        await page.InvokeAsync(() => page.Find("#remove-reason").InputAsync("wrong month"));
        await page.InvokeAsync(() => page.Find(".detail-row form").SubmitAsync());
        await page.WaitForAssertionAsync(() => Assert.Contains("wrong month", page.Find(".source-table").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal(0, (await SurveyedAsync(project)).Runs);
        await page.InvokeAsync(() => Labelled(page, "Restore runs.csv").ClickAsync(new()));
        await page.WaitForAssertionAsync(() => Assert.Contains("30\u00a0runs of 2\u00a0tasks from 1\u00a0source", page.Find(".sentence").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task An_import_that_a_portal_did_not_finish_goes_on_with_a_click()
    {
        var project = Project();
        var draft = Drafts.Bring(project.Id, Write("runs.csv", Table(0)), People.Ada);
        var map = Domain.MetaAnalysis.Import.RunMapFile.Write(Domain.MetaAnalysis.Import.Proposals.MapProposal.For(draft.Path).Map);
        Drafts.Change(draft.Id, People.Ada, d => d with { Map = map, AskedBy = "Ada" });
        var page = Open(project, "sources");
        await page.WaitForAssertionAsync(() => Assert.Equal("interrupted", page.Find(".plain-list .badge").TextContent), Patience);
        await page.InvokeAsync(() => Labelled(page, "Resume the import of runs.csv").ClickAsync(new()));
        Assert.Equal(30, (await SurveyedAsync(project)).Runs);
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll("#waiting-title")), Patience);
    }

    [Fact]
    public async Task A_file_of_no_known_format_asks_for_one_and_a_damaged_one_says_what_is_wrong()
    {
        var project = Project();
        var draft = Drafts.Bring(project.Id, Write("runs.bin", "\u0001\u0002\u0003"), People.Ada);
        var page = Open(project, "sources", $"?draft={draft.Id}");
        await page.WaitForAssertionAsync(() => Assert.Contains("looks like none of the formats", page.Markup, StringComparison.Ordinal), Patience);
        Assert.Equal("true", Button(page, "Import").GetAttribute("aria-disabled"));
        await page.InvokeAsync(() => page.Find(".draft-tools select").ChangeAsync("optuna"));
        await page.WaitForAssertionAsync(() => Assert.Contains("is no SQLite database", page.Find(".notice-error").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task A_project_that_is_gone_says_so()
    {
        var page = Render<ProjectPage>(p => p.Add(x => x.Id, "nowhere"));
        await page.WaitForAssertionAsync(() => Assert.Equal("There is no project with this address", page.Find(".empty h2").TextContent), Patience);
    }

    [Fact]
    public void Every_state_of_work_is_said_with_icon_and_word()
    {
        foreach (var condition in Enum.GetValues<JobCondition>())
        {
            var job = new JobState(Guid.NewGuid(), "p", "k", "Import of runs.csv", "Ada", DateTimeOffset.UnixEpoch, condition, 0.5, "importing 120,000 runs, 3 refused", 1, null);
            var strip = Render<JobStrip>(p => p.Add(s => s.Jobs, [job]));
            Assert.Equal(JobTone.Of(condition).Word, strip.Find(".badge").TextContent);
            Assert.NotNull(strip.Find(".badge svg"));
            Assert.Equal(condition.IsActive() ? "50" : null, strip.FindAll("[role=progressbar]").FirstOrDefault()?.GetAttribute("aria-valuenow"));
        }
    }

    private static AngleSharp.Dom.IElement Duplicates(IRenderedComponent<ProjectPage> page) => page.FindAll(".quality-findings > li").First(f => f.QuerySelector("h3")?.TextContent == "Duplicates");

    private static string? Chosen(IRenderedComponent<ProjectPage> page, string label) => Labelled(page, label).QuerySelector("option[selected]")?.GetAttribute("value");

    private static AngleSharp.Dom.IElement Field(IRenderedComponent<ProjectPage> page, string label) => page.FindAll(".rule .field").First(f => f.QuerySelector("span")!.TextContent == label).QuerySelector("input")!;
}
