using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Campaigns.Model;

namespace SdlPortal.Tests.Campaigns.Model;

public class ModelPanelTests : BunitContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public ModelPanelTests()
    {
        JSInterop.SetupModule("./Charts/PlotlyChart.razor.js").Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(TimeProvider.System);
    }

    [Fact]
    public void Before_there_are_results_it_says_what_appears_here_and_when()
    {
        var panel = Panel(new CampaignStory(start: false).Campaign);
        Assert.Equal("A model needs results of two different configurations", panel.Find("h2").TextContent);
        Assert.Contains("Start the campaign, or give it prior results", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void One_configuration_is_not_enough()
    {
        var panel = Panel(Measured(1));
        panel.WaitForAssertion(() => Assert.Contains("So far there is one result", panel.Markup, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public void Results_bring_health_plots_and_the_time_they_stand_for()
    {
        var panel = Panel(Measured(24));
        Drawn(panel);
        Assert.Contains("As of 24 results.", panel.Markup, StringComparison.Ordinal);
        Assert.Equal(10, panel.FindAll(".health > li").Count);
        Assert.All(panel.FindAll(".health > li"), check =>
        {
            Assert.NotEmpty(check.QuerySelector(".badge")!.TextContent.Trim());
            Assert.NotNull(check.QuerySelector(".badge svg"));
            Assert.EndsWith(".", check.QuerySelector("p")!.TextContent, StringComparison.Ordinal);
        });
        Assert.Equal(["Model health", "Importances", "Cross-validation", "Contour", "Slices", "Parallel coordinates"], panel.FindAll("h2").Select(h => h.TextContent));
    }

    [Fact]
    public void The_parameters_of_the_contour_stand_in_the_address()
    {
        var panel = Panel(Measured(24));
        Drawn(panel);
        panel.FindAll(".model-tools select")[0].Change("solvent");
        var navigation = Services.GetRequiredService<NavigationManager>();
        panel.WaitForAssertion(() => Assert.Contains("x=solvent", navigation.Uri, StringComparison.Ordinal), Patience);
        Assert.Contains("tab=model", navigation.Uri, StringComparison.Ordinal);
        panel.WaitForAssertion(() => Assert.Equal("solvent", panel.FindAll(".model-tools select")[0].QuerySelector("option[selected]")!.TextContent), Patience);
        Assert.DoesNotContain(panel.FindAll(".model-tools select")[1].QuerySelectorAll("option"), o => o.TextContent == "solvent");
    }

    [Fact]
    public void Newer_results_are_announced_until_they_are_taken_in()
    {
        var panel = Panel(Measured(20));
        panel.WaitForAssertion(() => Assert.Contains("As of 20 results.", panel.Markup, StringComparison.Ordinal), Patience);
        panel.Render(p => p.Add(m => m.Campaign, Measured(22)));
        Assert.Contains("As of 20 results; 2 newer are being taken in.", panel.Markup, StringComparison.Ordinal);
        Assert.Contains("updating", panel.Markup, StringComparison.Ordinal);
        panel.WaitForAssertion(() => Assert.Contains("As of 22 results.", panel.Markup, StringComparison.Ordinal), Patience);
        Assert.DoesNotContain("updating", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_brush_narrows_the_table_of_parallel_coordinates()
    {
        var panel = Panel(Measured(24));
        Drawn(panel);
        panel.Find("input[aria-label='temperature (°C) at least']").Change("250");
        panel.WaitForAssertion(() => Assert.Matches(@"\d+ of 24 results lie inside the brushes", panel.Markup), Patience);
        panel.Find(".brushes button").Click();
        panel.WaitForAssertion(() => Assert.Contains("24 of 24 results.", panel.Markup, StringComparison.Ordinal), Patience);
    }

    /// <summary>Importances, cross-validation, contour, three slices and parallel coordinates: nothing is on its way any more.</summary>
    private static void Drawn(IRenderedComponent<ModelPanel> panel) =>
        panel.WaitForAssertion(() => Assert.Equal(7, panel.FindAll("figure.plot").Count), Patience);

    private IRenderedComponent<ModelPanel> Panel(Campaign campaign) => Render<ModelPanel>(p => p.Add(m => m.Campaign, campaign));

    /// <summary>Results of different recipes, best near 230 °C and 5 cycles.</summary>
    private static Campaign Measured(int results)
    {
        var story = new CampaignStory();
        for (var n = 1; n <= results; n++)
        {
            var (temperature, cycles, solvent) = (100 + (n * 61.8 % 200), 1 + (n % 9), n % 2 == 0 ? "water" : "ethanol");
            story.Tell(n, new ExperimentSuggested(n, SuggestionSource.Strategy, CampaignStory.Recipe(temperature, cycles, solvent), new Rationale { Strategy = "ei", Observed = n - 1, Pending = 0 }));
            story.Tell(n, new ExperimentCompleted(n, [1e6 - (40 * (temperature - 230) * (temperature - 230)) - (9000 * (cycles - 5) * (cycles - 5))]));
        }

        return story.Campaign;
    }
}
