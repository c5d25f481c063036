using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Radzen;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Simulation.Studies;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Persistence;
using SdlPortal.Web.Layout;
using SdlPortal.Web.Live;
using SdlPortal.Web.Persistence;
using SdlPortal.Web.Studies;
using SdlPortal.Web.Studies.Design;
using SdlPortal.Web.Studies.Jobs;

namespace SdlPortal.Tests.Studies;

/// <summary>List, form and page of studies over real jobs in a folder of their own.</summary>
public sealed class StudyPagesTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly StudyFeed feed = new();
    private TemporaryPortal stored = null!;
    private StudyJobs jobs = null!;

    public async Task InitializeAsync()
    {
        stored = await TemporaryPortal.CreateAsync();
        jobs = new StudyJobs(Path.Combine(stored.Folder, "studies"), feed, TimeProvider.System, NullLogger<StudyJobs>.Instance);
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./js/memory.js").Mode = JSRuntimeMode.Loose;
        this.AddViewerInUtc();
        this.AddSignedIn();
        Services.AddSingleton(TimeProvider.System).AddSingleton(feed).AddSingleton(jobs).AddSingleton(stored.Services.GetRequiredService<ResultTables>());
        Services.AddScoped<BrowserMemory>().AddScoped<DialogService>();
        Services.AddSingleton(new StudyTableDescriptions(stored.Index, stored.Services.GetRequiredService<Templates>(), stored.Log));
    }

    public new async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await jobs.DisposeAsync();
        await stored.DisposeAsync();
    }

    [Fact]
    public void An_empty_list_says_what_studies_are_for_and_where_to_begin()
    {
        var list = Render<StudyListPage>();
        Assert.Equal("No study yet", list.Find(".empty h2").TextContent);
        Assert.Contains("/studies/new?preset=taste", list.FindAll(".empty a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task The_list_follows_its_studies_to_the_end()
    {
        var list = Render<StudyListPage>();
        jobs.Start("Short", Short, People.Ada);
        await list.WaitForAssertionAsync(() => Assert.Contains("finished", list.Find("tbody tr").TextContent, StringComparison.Ordinal), Patience);
        var row = list.Find("tbody tr").TextContent;
        Assert.Contains("100\u00a0%", row, StringComparison.Ordinal);
        Assert.Contains("by Ada", row, StringComparison.Ordinal);
        Assert.Contains("1 problem, 1 delay, 2 strategies, 2 repetitions", row, StringComparison.Ordinal);
        Assert.NotEmpty(list.Find("td[data-label=Result]").TextContent);
        Assert.NotNull(list.Find("button[aria-label='Delete Short']"));
    }

    [Fact]
    public void Every_state_of_a_study_is_said_with_icon_and_word()
    {
        foreach (var condition in Enum.GetValues<StudyCondition>())
        {
            var state = State(condition) with { Trouble = condition == StudyCondition.Failed ? "No room on the disk; make some." : null };
            var row = Render<StudyListTable>(p => p.Add(t => t.Studies, [state])).Find("tbody tr");
            Assert.Equal(StudyTone.Of(condition).Word, row.QuerySelector(".badge")!.TextContent);
            Assert.NotNull(row.QuerySelector(".badge svg"));
            Assert.Equal(condition.IsActive(), row.QuerySelector("button") is null);
            Assert.Equal(condition == StudyCondition.Failed, row.TextContent.Contains("No room on the disk", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_running_study_says_its_share_and_the_time_left() =>
        Assert.Equal("50\u00a0%, 2 of 4 campaigns, about 2\u00a0min left", StudyProgressText.Of(State(StudyCondition.Running) with { Left = TimeSpan.FromMinutes(2) }));

    [Fact]
    public async Task The_form_starts_a_study_in_the_name_of_the_person_and_leads_to_it()
    {
        var form = New("?preset=taste");
        await form.Find("#name").InputAsync("A first one");
        await form.Find("#repetitions").InputAsync("2");
        Assert.Equal("Start: 8 campaigns", form.Find(".study-size .btn-primary").TextContent);
        form.Find(".study-size .btn-primary").Click();

        var study = Assert.Single(jobs.All);
        Assert.Equal(("A first one", "Ada", 2), (study.Name, study.Record.StartedBy, study.Plan!.Repetitions));
        Assert.EndsWith($"/studies/{study.Id}", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_starts_before_every_problem_is_solved_and_each_stands_at_its_field()
    {
        var form = New("");
        await form.Find("#delays").InputAsync("0, two");
        await form.Find("#problem-0-noise").InputAsync("0,5");
        form.Find(".study-size .btn-primary").Click();

        Assert.Empty(jobs.All);
        Assert.Equal(3, form.FindAll("input[aria-invalid=true]").Count);
        foreach (var (field, text) in new[] { ("name", "The study has no name."), ("delays", "'two' is not a whole number"), ("problem-0-noise", "decimal comma") })
            Assert.Contains(text, form.Find($"#{form.Find($"#{field}").GetAttribute("aria-describedby")}").TextContent, StringComparison.Ordinal);
        Assert.Contains("3 problems to solve", form.Find(".study-size [role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_of_the_portal_with_a_template_becomes_a_problem_and_its_worth_is_shown()
    {
        var rows = Enumerable.Range(0, 12).Select(i => FormattableString.Invariant($"{i * 5},{4 - ((i - 6) * (i - 6) / 9.0)}"));
        await Services.GetRequiredService<ResultTables>().SaveAsync("plates", "t,yield\n" + string.Join('\n', rows) + "\n", 12, ["t", "yield"], People.Ada);
        await stored.Services.GetRequiredService<Templates>().SaveAsync("Annealing", CampaignFile.Read("""{ "parameters": [ { "name": "t", "kind": "continuous", "low": 0, "high": 60 } ], "objectives": [ { "name": "yield", "goal": "maximize" } ] }""").Draft, People.Ada);
        var form = New("?preset=taste");
        await form.WaitForAssertionAsync(() => Assert.Contains("plates", Choose(form, "table"), StringComparison.Ordinal), Patience);
        Assert.Contains("There is no table.", form.Find("#problem-0-path-notes").TextContent, StringComparison.Ordinal);

        await form.Find("#problem-0-path").ChangeAsync("plates");
        await form.Find("#problem-0-campaign").ChangeAsync("template Annealing");
        Assert.Equal("Start: 20 campaigns", form.Find(".study-size .btn-primary").TextContent);
        await form.WaitForAssertionAsync(() => Assert.Contains("r² ", form.Find(".table-quality").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task A_study_file_is_read_into_the_form_or_refused_with_all_of_its_problems()
    {
        var form = New("");
        form.Find("button[aria-expanded]").Click();
        await form.Find("#study-text").InputAsync("""{ "problems": [ { "name": "rosenbrock", "dimensions": 3 } ], "delays": [-1], "strategies": ["ei"] }""");
        form.FindAll(".btn-primary").First(b => b.TextContent == "Load it into the form").Click();
        Assert.Equal(["problems[0].name", "delays[0]"], form.FindAll(".file-problems code").Select(c => c.TextContent));

        await form.Find("#study-text").InputAsync("""{ "problems": [ { "name": "ackley", "dimensions": [3, 5] } ], "delays": [4], "strategies": ["ei"] }""");
        form.FindAll(".btn-primary").First(b => b.TextContent == "Load it into the form").Click();
        Assert.Equal("4", form.Find("#delays").GetAttribute("value"));
        Assert.Equal("3, 5", form.Find("#problem-0-dimensions").GetAttribute("value"));
        Assert.Empty(form.FindAll("#study-text"));
    }

    [Fact]
    public async Task The_page_shows_the_matrix_while_the_study_runs_and_every_tab_at_its_end()
    {
        var id = jobs.Start("Short", StudyPresets.Taste with { Strategies = ["random", "sobol"], Repetitions = 6, Observations = 15 }, People.Ada);
        var page = Render<StudyPage>(p => p.Add(x => x.Id, id));
        await page.WaitForAssertionAsync(() => Assert.Equal("finished", page.Find("h1 .badge").TextContent), Patience);
        await page.WaitForAssertionAsync(() => Assert.Equal(4, page.FindAll(".matrix-cell .matrix-number").Count(n => n.TextContent.EndsWith('%'))), Patience);
        Assert.Equal("100", page.Find("[role=progressbar]").GetAttribute("aria-valuenow"));
        Assert.Contains("24 of 24 campaigns", page.Find(".study-progress-text").TextContent, StringComparison.Ordinal);

        Open(page, id, "curves&problem=levy:3&delay=3");
        await page.WaitForAssertionAsync(() => Assert.Equal("Levy d=3 at delay 3", page.Find(".panel h2").TextContent), Patience);
        Assert.NotEmpty(page.FindAll(".plot-place"));
        Open(page, id, "findings");
        await page.WaitForAssertionAsync(() => Assert.Equal(10, page.FindAll(".findings > li .badge svg").Count), Patience);
        Open(page, id, "paired");
        await page.WaitForAssertionAsync(() => Assert.Equal(2, page.FindAll(".paired tbody tr").Count), Patience);
        Open(page, id, "files");
        await page.WaitForAssertionAsync(() => Assert.Equal(4, page.FindAll(".study-files a[download]").Count), Patience);
    }

    [Fact]
    public async Task Two_people_see_the_same_study_canceled_and_resumed()
    {
        var id = jobs.Start("Long", Short with { Strategies = ["random", "ei"], Repetitions = 5000, Observations = 40 }, People.Ada);
        var (ada, ben) = (Render<StudyPage>(p => p.Add(x => x.Id, id)), Render<StudyPage>(p => p.Add(x => x.Id, id)));
        Button(ada, "Cancel").Click();
        await ben.WaitForAssertionAsync(() => Assert.Equal("canceled", ben.Find("h1 .badge").TextContent), Patience);
        Button(ben, "Resume").Click();
        await ada.WaitForAssertionAsync(() => Assert.Equal("running", ada.Find("h1 .badge").TextContent), Patience);
        Assert.Contains("cancel it first", ada.FindAll(".menu-action").Single(a => a.TextContent.Contains("Delete", StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_that_is_gone_says_so() =>
        Assert.Equal("There is no study with this address", Render<StudyPage>(p => p.Add(x => x.Id, Guid.NewGuid())).Find(".empty h2").TextContent);

    [Fact]
    public void A_table_whose_model_predicts_too_little_is_called_unreliable()
    {
        var summary = Studied.Of([("levy", 3)], [0], ["random", "ei"], 2, _ => 1);
        string Notice(double r2) => Render<StudyNotices>(p => p.Add(n => n.State, State(StudyCondition.Finished))
            .Add(n => n.Outcome, new StudyOutcome(summary with { Problems = [summary.Problems[0] with { R2 = r2 }] }, [], [], null))).Markup;
        Assert.Contains("r² 0.210 only, below 0.3", Notice(0.21), StringComparison.Ordinal);
        Assert.Contains("role=\"alert\"", Notice(0.21), StringComparison.Ordinal);
        Assert.Contains("cross-validated r² 0.871", Notice(0.871), StringComparison.Ordinal);
    }

    [Fact]
    public void Repetitions_that_failed_are_counted_with_their_reason()
    {
        var cell = Short.Cells.First();
        var notices = Render<StudyNotices>(p => p.Add(n => n.State, State(StudyCondition.Canceled))
            .Add(n => n.Outcome, new StudyOutcome(null, [], [(new StudyKey(cell, 0), "No candidate is left."), (new StudyKey(cell, 1), "No candidate is left.")], null)));
        Assert.Contains("2 repetitions could not be done; comparisons leave them out. Resume tries them again.", notices.Markup, StringComparison.Ordinal);
        Assert.Equal("Random on Levy d=3 at delay 0 and 1 more: No candidate is left.", notices.Find("li").TextContent);
    }

    private static StudyPlan Short { get; } = StudyPresets.Taste with { Strategies = ["random", "sobol"], Delays = [0], Repetitions = 2, Observations = 12 };

    private static StudyState State(StudyCondition condition) => new(Guid.NewGuid(), StudyRecord.Begun("Any", "Ada", DateTimeOffset.UnixEpoch), condition, Short,
        [.. Short.Cells.Select(c => new CellProgress(c, 1, 0, 1))], 0, null, null);

    private IRenderedComponent<NewStudyPage> New(string query)
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/studies/new" + query);
        var page = Render<NewStudyPage>();
        page.WaitForElement("#name", Patience);
        return page;
    }

    private static string Choose(IRenderedComponent<NewStudyPage> form, string source)
    {
        form.Find("#problem-0-name").Change(source);
        return form.Find("#problem-0-path").TextContent;
    }

    private void Open(IRenderedComponent<StudyPage> page, Guid id, string tab)
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo($"/studies/{id}?tab={tab}");
        page.Render();
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<StudyPage> page, string verb) => page.FindAll("button").Single(b => b.TextContent.Trim() == verb);
}
