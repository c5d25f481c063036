using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Simulation.Advising;
using SdlPortal.Domain.Simulation.Line;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Campaigns.Advising;
using SdlPortal.Web.Campaigns.Designer;

namespace SdlPortal.Tests.Campaigns.Advising;

/// <summary>"Advise me" in the designer, with an advisor that answers what the test says.</summary>
public sealed class AdviceAskingTests : BunitContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ScriptedAdvisor advisor = new();
    private readonly DesignerForm form = new(CampaignStory.Draft());
    private readonly List<Campaign> past = [];
    private string? wentTo;

    public AdviceAskingTests()
    {
        this.AddSignedIn();
        JSInterop.SetupModule("./Charts/PlotlyChart.razor.js").Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(TimeProvider.System).AddSingleton<AdvisorGate>().AddSingleton<Advise>(advisor.Advise)
            .AddSingleton<LabExperience>((stations, _) => Task.FromResult(LabModel.Learned(stations, past)));
    }

    [Fact]
    public async Task The_question_is_the_draft_on_the_labs_stations_with_its_prior_results()
    {
        form.AddPrior("old.csv", [new Observation(CampaignStory.Recipe(), [2e6])]);
        var asking = await AskAsync();
        Assert.True(SpinWait.SpinUntil(() => !advisor.Questions.IsEmpty, Patience));
        var question = advisor.Questions.Single();
        Assert.Equal(form.Draft.Name, question.Definition.Name);
        Assert.Equal(CampaignStory.Stations.Select(s => s.Description), question.Lab.Stations.Select(s => s.Station));
        Assert.Equal([2e6], Assert.Single(question.Prior).Values);
    }

    [Fact]
    public async Task Progress_is_shown_until_the_first_answer_and_the_answer_grows()
    {
        var asking = await AskAsync();
        advisor.Report(new AdviceProgress(1, 30, 120));
        Wait(asking, () => Assert.Equal("25", asking.Find("[role=progressbar]").GetAttribute("aria-valuenow")));
        Assert.Contains("30 campaigns simulated", asking.Markup, StringComparison.Ordinal);

        advisor.Answer(Advices.Of(repetitions: 10));
        Wait(asking, () => Assert.Contains("Run 4 in flight with auto", asking.Find(".advice-sentence").TextContent, StringComparison.Ordinal));
        Assert.Contains("Useful after", asking.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Up to 10 simulated campaigns", asking.Markup, StringComparison.Ordinal);

        advisor.Answer(Advices.Of(repetitions: 60, inFlight: 2));
        advisor.Finish();
        Wait(asking, () => Assert.Contains("From 60 simulated campaigns of each choice", asking.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.Contains("Run 2 in flight", asking.Find(".advice-sentence").TextContent, StringComparison.Ordinal);
        Assert.Empty(asking.FindAll("[role=progressbar]"));
    }

    [Fact]
    public async Task An_answer_says_how_sure_it_is_what_else_to_know_and_compares_the_choices()
    {
        var asking = await AnsweredAsync(Advices.Of());
        Assert.Equal("close", asking.Find(".advice-sentence .badge").TextContent);
        Assert.NotNull(asking.Find(".advice-sentence .badge svg"));
        Assert.Contains("Durations are taken as the workflow expects them.", asking.Markup, StringComparison.Ordinal);
        Assert.Contains("One more hotplate, with 6 in flight: 15 results per hour instead of 10", asking.Markup, StringComparison.Ordinal);
        Assert.Equal(["1", "2", "4recommended", "8"], asking.FindAll(".advice-choices tbody tr td:first-child").Select(c => c.TextContent));
        Assert.Equal("82 ± 3\u00a0%", asking.FindAll(".advice-choices tbody tr.recommended td")[1].TextContent);
        Assert.Equal(2, asking.FindAll("figure.plot").Count);

        await asking.Find("select[aria-label='Strategy of the choices shown']").ChangeAsync("random");
        Assert.Empty(asking.FindAll("tr.recommended"));
        Assert.Equal("50 ± 3\u00a0%", asking.FindAll(".advice-choices tbody tr td")[1].TextContent);
    }

    [Fact]
    public async Task One_click_puts_the_recommendation_into_the_draft_and_can_be_changed_like_any_edit()
    {
        form.Draft.ExplorationShare = 0.1;
        form.Type("maxInFlight", "2");
        var asking = await AnsweredAsync(Advices.Of());
        Assert.DoesNotContain("in use", asking.Markup, StringComparison.Ordinal);

        await Button(asking, "Use 4 in flight with automatic choice").ClickAsync();

        Assert.Equal((4, "auto", 0.0), (form.Draft.MaxInFlight, form.Draft.Strategy, form.Draft.ExplorationShare ?? 0));
        Assert.Equal("4", form.Text("maxInFlight"));
        Assert.Contains("The draft has 4 in flight with automatic choice.", asking.Markup, StringComparison.Ordinal);
        Assert.Empty(asking.FindAll(".advice-stale"));

        await asking.InvokeAsync(() => form.Type("maxInFlight", "8"));
        Assert.NotNull(Button(asking, "Use 4 in flight with automatic choice"));
        Assert.Empty(asking.FindAll(".advice-stale"));
    }

    [Fact]
    public async Task Another_choice_is_one_click_away_too_and_the_drafts_own_strategy_keeps_its_settings()
    {
        form.Draft.Duplicates = "forbid";
        var asking = await AnsweredAsync(Advices.Of());
        await asking.Find("select[aria-label='Strategy of the choices shown']").ChangeAsync("random");
        await asking.Find("button[aria-label^='Use 2 in flight']").ClickAsync();
        Assert.Equal((2, "random", "forbid"), (form.Draft.MaxInFlight, form.Draft.Strategy, form.Draft.Duplicates));
    }

    [Fact]
    public async Task A_draft_that_changed_in_a_way_that_matters_makes_the_advice_out_of_date_until_it_is_changed_back()
    {
        var asking = await AnsweredAsync(Advices.Of());

        await asking.InvokeAsync(() => form.Change(d => d.Name = "Another name"));
        Assert.Empty(asking.FindAll(".advice-stale"));

        await asking.InvokeAsync(() => form.Type("budget.experiments", "50"));
        Assert.Contains("The draft has changed since: ask again.", asking.Find(".advice-stale").TextContent, StringComparison.Ordinal);
        Assert.True(Button(asking, "Use 4 in flight with automatic choice").HasAttribute("disabled"));

        await asking.InvokeAsync(() => form.Type("budget.experiments", "100"));
        Assert.Empty(asking.FindAll(".advice-stale"));

        await asking.InvokeAsync(() => form.AddPrior("old.csv", [new Observation(CampaignStory.Recipe(), [2e6])]));
        Assert.NotNull(asking.Find(".advice-stale"));
    }

    [Fact]
    public async Task A_draft_with_problems_is_not_simulated_and_each_problem_leads_to_its_field()
    {
        form.Type("budget.experiments", "many");
        var asking = Open();

        await asking.Find("#advise-me").ClickAsync();

        Assert.Empty(advisor.Questions);
        Assert.Contains("This problem keeps it from that:", asking.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        await asking.Find(".problem-list button").ClickAsync();
        Assert.Equal("budget.experiments", wentTo);

        await asking.InvokeAsync(() => form.Type("budget.experiments", "40"));
        Assert.Empty(asking.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task A_refusal_lists_every_reason()
    {
        advisor.Refuses = ["This lab has no station of the kind oven. Add one, or change the workflow.", "No objective is sought."];
        var asking = await AskAsync();
        Wait(asking, () => Assert.Equal(advisor.Refuses, asking.FindAll("[role=alert] li").Select(l => l.TextContent)));
        Assert.False(asking.Find("#advise-me").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Cancelling_keeps_what_was_known()
    {
        var asking = await AskAsync();
        advisor.Answer(Advices.Of(repetitions: 10));
        Wait(asking, () => asking.Find(".advice-sentence"));

        await Button(asking, "Cancel").ClickAsync();

        Assert.Contains("Stopped. From 10 simulated campaigns", asking.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.NotNull(asking.Find(".advice-sentence"));
        Assert.True(SpinWait.SpinUntil(() => advisor.Working == 0, Patience));
        Assert.Empty(asking.FindAll("[role=progressbar]"));
    }

    [Fact]
    public async Task Two_who_ask_at_once_wait_for_each_other_and_one_with_an_answer_gives_way()
    {
        var ada = await AskAsync();
        Assert.True(SpinWait.SpinUntil(() => advisor.Working == 1, Patience));
        var ben = await AskAsync();
        Assert.Contains("The advisor simulates for somebody else", ben.Find("[role=status]").TextContent, StringComparison.Ordinal);

        advisor.Answer(Advices.Of(repetitions: 10));
        Wait(ada, () => Assert.Contains("somebody else's turn came", ada.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Wait(ben, () => Assert.Contains("Simulating this campaign", ben.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.True(SpinWait.SpinUntil(() => advisor.Questions.Count == 2 && advisor.Working == 1, Patience));
    }

    [Fact]
    public async Task The_work_dies_with_the_page()
    {
        var asking = await AskAsync();
        Assert.True(SpinWait.SpinUntil(() => advisor.Working == 1, Patience));
        await DisposeComponentsAsync();
        Assert.Equal(0, advisor.Working);
        Assert.True(Services.GetRequiredService<AdvisorGate>().IsFree);
    }

    [Fact]
    public async Task Stations_are_simulated_as_they_behaved_in_past_campaigns()
    {
        var story = new CampaignStory();
        for (var i = 0; i < 25; i++)
            story.Whole(500 * i, i + 1, 1e6);
        past.Add(story.Campaign);
        await AskAsync();
        Assert.True(SpinWait.SpinUntil(() => !advisor.Questions.IsEmpty, Patience));
        var question = advisor.Questions.Single();
        Assert.Contains(question.Lab.Stations, s => s.Durations.Shape == DurationShape.Recorded);
        Assert.Contains("past campaign", Assert.Single(question.LabRemarks), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asking_again_drops_the_old_answer()
    {
        var asking = await AnsweredAsync(Advices.Of());
        await asking.Find("#advise-me").ClickAsync();
        Assert.Empty(asking.FindAll(".advice-sentence"));
        Assert.True(SpinWait.SpinUntil(() => advisor.Questions.Count == 2, Patience));
    }

    private IRenderedComponent<AdviceAsking> Open() => Render<AdviceAsking>(p => p
        .AddCascadingValue(form)
        .Add(a => a.Stations, CampaignStory.Stations)
        .Add(a => a.GoTo, EventCallback.Factory.Create<string>(this, path => wentTo = path)));

    private async Task<IRenderedComponent<AdviceAsking>> AskAsync()
    {
        var asking = Open();
        await asking.Find("#advise-me").ClickAsync();
        return asking;
    }

    private async Task<IRenderedComponent<AdviceAsking>> AnsweredAsync(Advice advice)
    {
        var asking = await AskAsync();
        advisor.Answer(advice);
        advisor.Finish();
        Wait(asking, () => Assert.Contains("From ", asking.Find("[role=status]").TextContent, StringComparison.Ordinal));
        return asking;
    }

    private static void Wait(IRenderedComponent<AdviceAsking> asking, Action assertion) => asking.WaitForAssertion(assertion, Patience);

    private static IElement Button(IRenderedComponent<AdviceAsking> asking, string words) => asking.FindAll("button").First(b => b.TextContent.Trim() == words);
}
