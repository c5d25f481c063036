using System.Text;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.Simulation.Advising;
using SdlPortal.Domain.Simulation.Line;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Persistence;
using SdlPortal.Web.Campaigns.Advising;
using SdlPortal.Web.Campaigns.Designer;
using SdlPortal.Web.Layout;
using SdlPortal.Web.Live;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Tests.Campaigns.Designer;

public sealed class DesignerPageTests : BunitContext, IAsyncLifetime
{
    private readonly VirtualPortal portal = new(("dispenser", 1), ("sprayer", 1), ("hotplate", 1), ("probe", 1), ("robot", 1));
    private readonly StillTime time = new();
    private TemporaryPortal stored = null!;
    private Advice? advice;

    public async Task InitializeAsync()
    {
        stored = await TemporaryPortal.CreateAsync();
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./js/designer.js").Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./js/memory.js").Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./js/viewer-zone.js").Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(time);
        Services.AddSingleton<ICampaignLog>(portal.Log);
        Services.AddSingleton(portal.Orchestrator);
        Services.AddSingleton(stored.Services.GetRequiredService<Templates>());
        Services.AddSingleton(stored.Services.GetRequiredService<ResultTables>());
        Services.AddSingleton<AdvisorGate>();
        Services.AddSingleton<LabExperience>((stations, _) => Task.FromResult(LabModel.Learned(stations, [])));
        Services.AddSingleton<Advise>((_, _, _) => advice is null ? [] : [advice]);
        Services.AddScoped<BrowserMemory>();
        this.AddSignedIn();
        Services.AddScoped<ViewerZone>();
    }

    public new async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await stored.DisposeAsync();
    }

    [Fact]
    public async Task Every_problem_stands_next_to_its_field_while_typing()
    {
        var page = Open("?template=coating");

        await page.Find("#f-parameters-0-high").InputAsync("1,5");
        await page.Find("#f-name").InputAsync(" ");

        var field = page.Find("#f-parameters-0-high");
        Assert.Equal("true", field.GetAttribute("aria-invalid"));
        Assert.Equal("1,5", field.GetAttribute("value"));
        Assert.Contains("'1,5' has a decimal comma. Write it with a point: 1.5.", page.Find($"#{field.GetAttribute("aria-describedby")}").TextContent, StringComparison.Ordinal);
        Assert.Contains("The campaign has no name.", page.Find("#f-name-problem").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll(".problem-list li").Count);
    }

    [Fact]
    public void A_new_form_lists_what_is_missing_without_marking_fields()
    {
        var page = Open("");

        Assert.NotEmpty(page.FindAll(".problem-list li"));
        Assert.Empty(page.FindAll("[aria-invalid]"));
        Assert.Empty(page.FindAll(".field-error"));
    }

    [Fact]
    public async Task A_parameter_shows_the_fields_of_its_kind()
    {
        var page = Open("?template=coating");

        await page.Find("#f-parameters-0-kind").ChangeAsync("discrete");
        Assert.Empty(page.FindAll("#f-parameters-0-low"));
        await page.Find("#f-parameters-0-levels").InputAsync("0.1, 0.2");
        Assert.Empty(page.FindAll(".problem-list li"));

        await page.Find("#f-parameters-0-kind").ChangeAsync("categorical");
        await page.Find("#f-parameters-0-choices").InputAsync("water, ethanol,");
        Assert.Equal("water, ethanol,", page.Find("#f-parameters-0-choices").GetAttribute("value"));
        Assert.Empty(page.FindAll("#f-parameters-0-unit"));
    }

    [Fact]
    public async Task A_target_a_bound_and_desirability_ask_for_what_they_need()
    {
        var page = Open("?template=coating");
        Assert.Empty(page.FindAll("#f-objectives-0-target, #f-combine"));

        await page.Find("#f-objectives-0-goal").ChangeAsync("target");
        Assert.Contains("The target is missing.", page.Find("#f-objectives-0-target-problem").TextContent, StringComparison.Ordinal);
        await page.Find("#f-objectives-0-target").InputAsync("3e6");
        Assert.Empty(page.FindAll(".problem-list li"));

        await Button(page, "Add an objective").ClickAsync();
        await page.Find("#f-objectives-1-name").InputAsync("haze");
        await page.Find("#f-objectives-1-goal").ChangeAsync("measure");
        await Button(page, "Add a bound on an outcome").ClickAsync();
        Assert.Equal("haze", page.Find("#f-outcomeConstraints-0-outcome option[selected]").TextContent);
        await page.Find("#f-outcomeConstraints-0-value").InputAsync("0.2");
        await page.Find("#f-objectives-1-name").InputAsync("turbidity");
        Assert.Equal("turbidity", page.Find("#f-outcomeConstraints-0-outcome option[selected]").TextContent);
        Assert.Empty(Marked());

        await page.Find("#f-objectives-1-goal").ChangeAsync("minimize");
        await page.Find("#f-combine").ChangeAsync("desirability");
        Assert.Equal(4, Marked().Count());
        foreach (var (field, text) in new[] { ("0-low", "1e6"), ("0-high", "4e6"), ("1-low", "0"), ("1-high", "1") })
            await page.Find($"#f-objectives-{field}").InputAsync(text);
        Assert.Empty(Marked());

        // The stages say what they measure, so that a new objective is a problem of theirs as well.
        IEnumerable<string> Marked() => page.FindAll("p.field-error").Select(e => e.Id!).Where(id => id.StartsWith("f-outcome", StringComparison.Ordinal) || id.EndsWith("low-problem", StringComparison.Ordinal) || id.EndsWith("high-problem", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fractions_add_up_to_one_with_one_button()
    {
        var page = Open("");
        await Button(page, "Paste rows").ClickAsync();
        await page.Find("#paste-rows").InputAsync("a\t0\t1\nb\t0\t1\ntemperature\t20\t80");
        await Button(page, "Add these rows").ClickAsync();

        await Button(page, "Sum to one").ClickAsync();

        Assert.Equal(2, page.FindAll(".constraint .term").Count);
        Assert.Equal("1", page.Find("#f-constraints-0-value").GetAttribute("value"));
        Assert.DoesNotContain(page.FindAll(".problem-list li"), p => p.TextContent.StartsWith("Constraints", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stages_and_objectives_are_edited_together()
    {
        var page = Open("?template=coating");

        await page.Find("#f-objectives-0-name").InputAsync("resistance");
        Assert.Empty(page.FindAll(".problem-list li"));

        await Button(page, "Add a stage").ClickAsync();
        Assert.Equal(3, page.FindAll(".problem-list li").Count);
        await page.Find("button[aria-label='Remove stage 5']").ClickAsync();
        Assert.Empty(page.FindAll(".problem-list li"));

        await page.Find("button[aria-label='Move stage 2 up']").ClickAsync();
        Assert.Equal("spray", page.Find("#f-workflow-stages-0-name").GetAttribute("value"));
    }

    [Fact]
    public async Task Start_says_what_will_happen_and_does_it()
    {
        var page = Open("?template=coating");
        await page.Find("#f-budget-experiments").InputAsync("20");
        time.LetGo();
        page.WaitForAssertion(() => Assert.StartsWith("Start: 20 experiments, ends about ", page.Find(".start-bar .btn-primary").TextContent, StringComparison.Ordinal));
        Assert.Contains("0, 1, 2, 3, then 3 pending at every suggestion.", page.Markup, StringComparison.Ordinal);

        await page.Find(".start-bar .btn-primary").ClickAsync();

        var address = "";
        page.WaitForAssertion(() => Assert.Matches("/campaigns/[0-9a-f-]{36}$", address = Services.GetRequiredService<NavigationManager>().Uri));
        var campaign = Fold(Guid.Parse(address[^36..]));
        Assert.Equal(CampaignStatus.Running, campaign.Status);
        Assert.Equal(20, campaign.Definition.Budget.Experiments);
    }

    [Fact]
    public async Task A_start_with_problems_creates_nothing()
    {
        var page = Open("");

        await page.Find(".start-bar .btn-primary").ClickAsync();

        Assert.NotEmpty(page.FindAll("[aria-invalid]"));
        Assert.EndsWith("/campaigns/new", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_started_campaign_is_not_edited_but_duplicated()
    {
        var id = await portal.Orchestrator.CreateAsync(Coating(), People.Ada);
        await portal.Orchestrator.StartAsync(id, People.Ada);

        var page = Open(id);

        Assert.Contains("The campaign was started; its definition is part of the record.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal($"/campaigns/new?from={id}", page.Find("[role=alert] a").GetAttribute("href"));
        Assert.Empty(page.FindAll("#f-name"));
    }

    [Fact]
    public async Task Two_people_editing_one_campaign_do_not_overwrite_each_other()
    {
        var id = await portal.Orchestrator.CreateAsync(Coating(), People.Ada);
        var page = Open(id);
        await portal.Orchestrator.ChangeAsync(id, Coating("Theirs"), People.Ben);

        await page.Find("#f-name").InputAsync("Mine");
        await Button(page, "Save without starting").ClickAsync();

        page.WaitForAssertion(() => Assert.Contains("Somebody else has changed this campaign", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("Theirs", Fold(id).Definition.Name);
        await Button(page, "Save mine as a new campaign").ClickAsync();
        page.WaitForAssertion(() => Assert.Matches("/campaigns/[0-9a-f-]{36}$", Services.GetRequiredService<NavigationManager>().Uri));
        Assert.Equal("Mine", Fold(Guid.Parse(Services.GetRequiredService<NavigationManager>().Uri[^36..])).Definition.Name);
    }

    [Fact]
    public async Task A_lab_that_refuses_the_start_leaves_the_campaign_saved_and_says_so()
    {
        portal.Lab.Problems.Add(new Problem("workflow.stages[2]", "The hotplate is cold.", "Warm it up."));
        var page = Open("?template=coating");

        await page.Find(".start-bar .btn-primary").ClickAsync();

        page.WaitForAssertion(() => Assert.Contains("The campaign is saved but was not started.", page.Find(".notice-error").TextContent, StringComparison.Ordinal));
        Assert.Contains("The hotplate is cold. Warm it up.", page.Find(".notice-error").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_mistakes_is_not_loaded_and_lists_them_all()
    {
        var page = Open("?template=coating&import=1");

        page.FindComponents<InputFile>().Single(f => f.Find("input").Id == "campaign-file").UploadFiles(
            InputFileContent.CreateFromText("""{ "name": 5, "parameters": [{ "name": "a", "kind": "continuous", "low": "x", "color": 1 }], "maxInFlight": 2.5 }""", "mine.json"));

        var problems = string.Join('\n', page.FindAll(".file-problems li").Select(l => l.TextContent));
        foreach (var path in new[] { "name", "parameters[0].low", "parameters[0].color", "maxInFlight", "parameters[0].high", "objectives", "workflow.stages", "seed", "budget" })
            Assert.Contains(path + " ", problems, StringComparison.Ordinal);
        Assert.Equal("Spray coating (demo)", page.Find("#f-name").GetAttribute("value"));
    }

    [Fact]
    public void A_good_file_replaces_the_form()
    {
        var page = Open("?import=1");

        page.FindComponents<InputFile>().Single(f => f.Find("input").Id == "campaign-file").UploadFiles(
            InputFileContent.CreateFromText(CampaignFile.Write(Coating("From a file")), "mine.json"));

        Assert.Equal("From a file", page.Find("#f-name").GetAttribute("value"));
        Assert.Empty(page.FindAll(".problem-list li"));
    }

    [Fact]
    public async Task Good_rows_of_prior_results_are_added_when_the_campaign_is_saved()
    {
        var page = Open("?template=coating");
        page.FindComponents<InputFile>().Single(f => f.Find("input").Id == "prior-file").UploadFiles(InputFileContent.CreateFromText("""
            DMSO content,precursor concentration,spray flow rate,air flow rate,passes,spray height,hotplate temperature,conductivity
            0.1,15,5,80,3,15,250,2e6
            0.9,15,5,80,3,15,250,2e6
            """, "old.csv"));
        page.WaitForAssertion(() => Assert.Contains("line 3, DMSO content: 0.9 is not between 0 and 0.3 v/v", page.Markup, StringComparison.Ordinal));

        await Button(page, "Import 1 of 2 rows").ClickAsync();
        await Button(page, "Save without starting").ClickAsync();

        page.WaitForAssertion(() => Assert.Matches("/campaigns/[0-9a-f-]{36}$", Services.GetRequiredService<NavigationManager>().Uri));
        Assert.Equal([2e6], Assert.Single(Fold(Guid.Parse(Services.GetRequiredService<NavigationManager>().Uri[^36..])).PriorResults).Values);
    }

    [Fact]
    public async Task A_draft_is_kept_as_a_template_and_opened_again()
    {
        var page = Open("?template=coating");
        await Button(page, "Save as template").ClickAsync();
        await page.Find("#template-name").InputAsync("Our coating");
        await page.FindAll("button").Single(b => b.TextContent == "Save").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains("Saved as the template 'Our coating'.", page.Markup, StringComparison.Ordinal));

        var again = Open("");

        again.WaitForAssertion(() => Assert.Contains("Our coating", again.Find(".templates").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_strategy_does_besides_choosing_stands_under_more_which_opens_where_something_is_set_or_wrong()
    {
        var page = Open("?template=coating");
        Assert.False(page.Find("details.more").HasAttribute("open"));

        await page.Find("#f-strategy-name").ChangeAsync("qnei");
        Assert.Contains("Expected improvement that knows", page.Find("#f-strategy-name-hint").TextContent, StringComparison.Ordinal);
        await page.Find("#f-strategy-pending").ChangeAsync("liar-worst");
        await page.Find("#f-strategy-explorationShare").InputAsync("2");
        await Button(page, "Add a phase").ClickAsync();
        await page.Find("#f-strategy-phases-0-from").InputAsync("50");
        await page.Find("#f-strategy-phases-0-name").ChangeAsync("trust-region");

        Assert.True(page.Find("details.more").HasAttribute("open"));
        Assert.Contains("An exploration share of 2 is not possible.", page.Find("#f-strategy-explorationShare-problem").TextContent, StringComparison.Ordinal);
        Assert.Equal("as the worst so far", page.Find("#f-strategy-pending option[selected]").TextContent);
        Assert.Equal("Results not known yet are taken to equal the worst result so far.", page.Find("#f-strategy-pending-hint").TextContent);
        Assert.Single(page.FindAll(".problem-list li"));
        await page.Find("button[aria-label='Remove phase 1']").ClickAsync();
        Assert.Empty(page.FindAll("#f-strategy-phases-0-from"));
    }

    [Fact]
    public async Task An_advice_is_kept_with_the_campaign_whether_it_was_followed_or_not_unless_it_is_out_of_date()
    {
        advice = Advices.Of();
        var page = Open("?template=coating");
        await page.Find("#advise-me").ClickAsync();
        page.WaitForElement(".advice-sentence", TimeSpan.FromSeconds(30));
        await page.Find("#f-maxInFlight").InputAsync("3");
        await page.Find(".start-bar .btn-primary").ClickAsync();
        page.WaitForAssertion(() => Assert.Matches("/campaigns/[0-9a-f-]{36}$", Services.GetRequiredService<NavigationManager>().Uri));

        var campaign = Fold(Guid.Parse(Services.GetRequiredService<NavigationManager>().Uri[^36..]));
        Assert.Equal((4, 3, CampaignStatus.Running), (campaign.Advice!.Advice.RecommendedInFlight, campaign.Definition.MaxInFlight, campaign.Status));
        Assert.NotEmpty(campaign.Advice.By);

        var other = Open("?template=coating");
        await other.Find("#advise-me").ClickAsync();
        other.WaitForElement(".advice-sentence", TimeSpan.FromSeconds(30));
        await other.Find("#f-budget-experiments").InputAsync("20");
        await Button(other, "Save without starting").ClickAsync();
        other.WaitForAssertion(() => Assert.DoesNotContain($"{campaign.Id}", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        other.WaitForAssertion(() => Assert.Matches("/campaigns/[0-9a-f-]{36}$", Services.GetRequiredService<NavigationManager>().Uri));
        Assert.Null(Fold(Guid.Parse(Services.GetRequiredService<NavigationManager>().Uri[^36..])).Advice);
    }

    [Fact]
    public async Task A_saved_campaign_is_edited_with_the_advice_it_has()
    {
        var id = await portal.Orchestrator.CreateAsync(Coating(), People.Ada);
        await portal.Orchestrator.RecordAdviceAsync(id, Advices.Of(), People.Ada);

        var page = Open(id);

        page.WaitForElement(".advice-sentence");
        Assert.Empty(page.FindAll(".advice-stale"));
        await Button(page, "Save without starting").ClickAsync();
        page.WaitForAssertion(() => Assert.EndsWith($"/campaigns/{id}", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        Assert.Single((await portal.Log.ReadAsync(id)).Select(e => e.Event).OfType<AdviceRecorded>());
    }

    private IRenderedComponent<DesignerPage> Open(string query)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/campaigns/new" + query);
        var page = Render<DesignerPage>();
        page.WaitForElement("#f-name");
        // From here on nothing is rendered but in answer to the test.
        page.WaitForState(() => !page.Markup.Contains("Predicting", StringComparison.Ordinal));
        return page;
    }

    private IRenderedComponent<DesignerPage> Open(Guid id)
    {
        var page = Render<DesignerPage>(p => p.Add(d => d.Id, id));
        page.WaitForElement(".designer, [role=alert]");
        return page;
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<DesignerPage> page, string words) => page.FindAll("button").First(b => b.TextContent.Trim() == words);

    private Campaign Fold(Guid id) => Campaign.Fold(id, portal.Log.ReadAsync(id).GetAwaiter().GetResult());

    /// <summary>A clock that stands still; what waits goes on when the test says so.</summary>
    private sealed class StillTime : TimeProvider
    {
        private readonly List<Action> waiting = [];

        public void LetGo()
        {
            foreach (var go in waiting.ToList())
                go();
        }

        public override DateTimeOffset GetUtcNow() => VirtualPortal.Start;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new StillTimer();
            waiting.Add(() =>
            {
                if (!timer.Stopped)
                    callback(state);
            });
            return timer;
        }

        private sealed class StillTimer : ITimer
        {
            public bool Stopped { get; private set; }

            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() => Stopped = true;

            public ValueTask DisposeAsync()
            {
                Stopped = true;
                return ValueTask.CompletedTask;
            }
        }
    }

    private static CampaignDefinition Coating(string name = "Coating")
    {
        var draft = BuiltInTemplates.All[0].Draft();
        draft.Name = name;
        return CampaignDefinition.From(draft);
    }
}
