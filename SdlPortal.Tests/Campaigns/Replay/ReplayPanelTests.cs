using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Simulation.Replay;
using SdlPortal.Web.Campaigns.Replay;

namespace SdlPortal.Tests.Campaigns.Replay;

public class ReplayPanelTests : BunitContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly MemoryCampaignLog log = new();

    public ReplayPanelTests()
    {
        JSInterop.SetupModule("./Charts/PlotlyChart.razor.js").Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(new LabFeed(log));
    }

    [Fact]
    public async Task A_person_chooses_strategies_and_gets_an_answer_that_says_it_is_simulated()
    {
        var panel = await PanelAsync(CounterfactualReplayTests.Story(20, (x, y, noise) => x + y + (0.1 * noise)), "with=sobol&seeds=10");
        Assert.Equal("sobol", Services.GetRequiredService<NavigationManager>().Uri.Split("with=")[1].Split('&')[0]);

        await panel.Find("button.btn-primary").ClickAsync(new());

        panel.WaitForAssertion(() => Assert.Contains("What the replays say", panel.Markup, StringComparison.Ordinal), Patience);
        Assert.Contains("With Sobol sequence the replays end at", panel.Markup, StringComparison.Ordinal);
        Assert.Contains("Simulated, not measured: 10 replays of each strategy", panel.Markup, StringComparison.Ordinal);
        Assert.Equal(3, panel.FindAll("figure.plot").Count);
        Assert.Equal(["Random points (the campaign's own)", "Sobol sequence"], panel.FindAll("table.cards tbody td:first-child").Select(c => c.TextContent));
    }

    [Fact]
    public async Task What_to_compare_stands_in_the_address()
    {
        var panel = await PanelAsync(CounterfactualReplayTests.Story(20, (x, _, _) => x), "with=ei");

        panel.FindAll("fieldset input").Single(i => i.ParentElement!.TextContent == "Sobol sequence").Change(true);

        Assert.Contains("with=ei%2Csobol", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.DoesNotContain(panel.FindAll("fieldset label"), l => l.TextContent == "random points");
    }

    [Fact]
    public async Task Without_a_strategy_to_compare_there_is_nothing_to_start()
    {
        var panel = await PanelAsync(CounterfactualReplayTests.Story(20, (x, _, _) => x), "with=");

        Assert.True(panel.Find("button.btn-primary").HasAttribute("disabled"));
        Assert.Contains("Choose at least one strategy", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_campaign_with_too_few_results_says_so()
    {
        var panel = await PanelAsync(CounterfactualReplayTests.Story(4, (x, _, _) => x), "with=ei");

        await panel.Find("button.btn-primary").ClickAsync(new());

        panel.WaitForAssertion(() => Assert.Contains("needs at least 10", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task A_replay_under_way_shows_how_far_it_is_and_can_be_canceled()
    {
        var panel = await PanelAsync(CounterfactualReplayTests.Story(60, (x, y, noise) => x + y + noise), "with=qnei,thompson,auto&seeds=100");
        await panel.Find("button.btn-primary").ClickAsync(new());
        panel.WaitForAssertion(() => Assert.Matches(@"\d+ of 400 replays", panel.Find("[role=status]").TextContent), Patience);

        await panel.FindAll("button").Single(b => b.TextContent == "Cancel").ClickAsync(new());

        panel.WaitForAssertion(() => Assert.Contains("Canceled; nothing was kept.", panel.Markup, StringComparison.Ordinal), Patience);
        Assert.NotNull(panel.Find("button.btn-primary"));
    }

    private async Task<IRenderedComponent<ReplayPanel>> PanelAsync(IReadOnlyList<RecordedEvent> events, string query)
    {
        await log.AppendAsync(CampaignStory.Id, 0, [.. events.Select(e => new NewEvent(e.Event, e.At, e.Actor))]);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/campaigns/{CampaignStory.Id}?tab=replay&{query}");
        return Render<ReplayPanel>(p => p.Add(m => m.Campaign, Campaign.Fold(CampaignStory.Id, events)));
    }
}
