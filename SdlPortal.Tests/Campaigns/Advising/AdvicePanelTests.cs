using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Simulation.Advising;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Campaigns.Advising;

namespace SdlPortal.Tests.Campaigns.Advising;

/// <summary>The Advice tab.</summary>
public sealed class AdvicePanelTests : BunitContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public AdvicePanelTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./Charts/PlotlyChart.razor.js").Mode = JSRuntimeMode.Loose;
        this.AddViewerInUtc();
        Services.AddSingleton(TimeProvider.System);
    }

    [Fact]
    public void Without_an_advice_it_says_what_it_is_for_and_leads_to_the_designer()
    {
        var story = new CampaignStory(start: false);
        var panel = Panel(story);
        Assert.Equal("No advice was taken", panel.Find("h2").TextContent);
        Assert.Equal($"/campaigns/{CampaignStory.Id}/edit", panel.Find("a.btn-primary").GetAttribute("href"));

        var started = Panel(new CampaignStory());
        Assert.Equal($"/campaigns/new?from={CampaignStory.Id}", started.Find("a.btn").GetAttribute("href"));
    }

    [Fact]
    public void Advice_choice_and_what_happened_stand_side_by_side()
    {
        var panel = Panel(Measured());
        Assert.Contains("4 in flight with automatic choice", panel.Find(".advice-facts").TextContent, StringComparison.Ordinal);
        Assert.Contains("4 in flight with random", panel.Find(".advice-facts").TextContent, StringComparison.Ordinal);
        Assert.Contains("another of the simulated choices", panel.Find(".advice-facts").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Figure", "Advised", "As chosen", "Happened"], panel.FindAll(".advice-figures th").Take(4).Select(h => h.TextContent));
        Assert.Contains(panel.FindAll(".advice-figures .badge"), b => b.QuerySelector("svg") is not null && b.TextContent.EndsWith("expected", StringComparison.Ordinal));
        panel.WaitForAssertion(() => Assert.Contains("of the way to the optimum;", panel.Markup, StringComparison.Ordinal), Patience);
        Assert.Contains("what a model of its own results believes now", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void It_follows_the_campaign()
    {
        var story = Measured();
        var panel = Panel(story);
        panel.WaitForAssertion(() => Assert.Contains("After 8 experiments", panel.Markup, StringComparison.Ordinal), Patience);
        story.Whole(4000, 9, 9e5);
        panel.Render(p => p.Add(a => a.Campaign, story.Campaign).Add(a => a.Now, CampaignStory.At(4500)));
        panel.WaitForAssertion(() => Assert.Contains("After 9 experiments", panel.Markup, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public void A_campaign_changed_after_its_advice_says_so()
    {
        var story = new CampaignStory(start: false).Tell(1, new AdviceRecorded(Advices.Of()), "Ada");
        Assert.Empty(Panel(story).FindAll(".notice"));
        var draft = CampaignStory.Draft();
        draft.BudgetExperiments = 30;
        story.Tell(2, new DefinitionChanged(CampaignDefinition.From(draft)), "Ada");
        Assert.Contains("The campaign was changed after this advice", Panel(story).Find(".notice").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Which_choices_of_the_advice_are_shown_stands_in_the_address()
    {
        var panel = Panel(Measured());
        Assert.False(panel.Find("details.advice-whole").HasAttribute("open"));
        panel.Find("select[aria-label='What the curves show']").Change("left");
        var navigation = Services.GetRequiredService<NavigationManager>();
        panel.WaitForAssertion(() => Assert.Contains("show=left", navigation.Uri, StringComparison.Ordinal));
        Assert.Contains("tab=advice", navigation.Uri, StringComparison.Ordinal);
        panel.WaitForAssertion(() => Assert.True(panel.Find("details.advice-whole").HasAttribute("open")));
    }

    private IRenderedComponent<AdvicePanel> Panel(CampaignStory story) => Render<AdvicePanel>(p => p
        .Add(a => a.Campaign, story.Campaign)
        .Add(a => a.Stations, CampaignStory.Stations)
        .Add(a => a.Now, CampaignStory.At(4000)));

    private static CampaignStory Measured()
    {
        var story = new CampaignStory(start: false).Tell(0, new AdviceRecorded(Advices.Of()), "Ada").Tell(0, new CampaignStarted(1), "Ada");
        for (var n = 1; n <= 8; n++)
        {
            var recipe = CampaignStory.Recipe(100 + (25 * n), n, n % 2 == 0 ? "water" : "ethanol");
            story.Suggest(400 * n, n, pending: 3).Tell(400 * n, new SuggestionEdited(n, recipe, null)).Begin(400 * n, n, 0, "dispenser-1");
            story.Tell((400 * n) + 300, new ExperimentCompleted(n, [1e6 - (1e4 * (n - 5) * (n - 5))]));
        }

        return story;
    }
}
