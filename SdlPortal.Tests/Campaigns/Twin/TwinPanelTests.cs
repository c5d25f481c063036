using Bunit;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.Screening;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Campaigns.Live;
using SdlPortal.Web.Campaigns.Twin;

namespace SdlPortal.Tests.Campaigns.Twin;

public class TwinPanelTests : BunitContext
{
    public TwinPanelTests() => JSInterop.SetupModule("./Charts/PlotlyChart.razor.js").Mode = JSRuntimeMode.Loose;

    [Fact]
    public void A_twin_in_force_stands_with_its_rank_correlation_and_what_it_said_beside_what_was_measured()
    {
        var campaign = Measured(10, n => n, n => 10 * n);
        var comparison = TwinComparison.Of(campaign);

        Assert.Equal(1, comparison.Standing.Correlation!.Value, 12);
        Assert.Equal(["Measured = simulated", "Screened", "Chosen without the twin"], comparison.Plot!.Traces.Select(t => t.Name));
        Assert.Equal([1, 2, 3, 4, 6, 7, 8, 9], comparison.Plot.Traces[1].X);
        Assert.Equal([50, 100], comparison.Plot.Traces[2].Y);
        Assert.Equal(["experiment", "simulated_by_twin conductivity (S/m)", "measured conductivity (S/m)", "screened"], comparison.Plot.Table.Columns);
        var panel = Render<TwinPanel>(p => p.Add(t => t.Campaign, campaign));
        Assert.Equal("in force", panel.Find(".badge").TextContent);
        Assert.Contains("It ranks 10 measured experiments with a correlation of 1", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_twin_set_aside_says_why()
    {
        var panel = Render<TwinPanel>(p => p.Add(t => t.Campaign, Measured(10, n => n, n => -n, "it contradicts the measurements: rank correlation −1 over 9 results, less than 0.3")));

        Assert.Equal("set aside", panel.Find(".badge").TextContent);
        Assert.Contains("It is set aside: it contradicts the measurements", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Before_enough_was_measured_it_says_how_much_is_missing()
    {
        var panel = Render<TwinPanel>(p => p.Add(t => t.Campaign, Measured(3, n => n, n => n)));

        Assert.Contains("3 of the 8 measurements that it takes to judge it have arrived", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_suggestion_is_not_compared_since_the_twin_spoke_of_another()
    {
        var story = new CampaignStory(Twin);
        story.Tell(1, Suggested(1, 5));
        story.Tell(2, new SuggestionEdited(1, CampaignStory.Recipe(150), null));
        story.Tell(3, new ExperimentCompleted(1, [7]));

        Assert.Null(TwinComparison.Of(story.Campaign).Plot);
    }

    [Theory]
    [InlineData(true, null, "The choice was kept to what the twin lets through (rank correlation with 12 measurements: 0.6).")]
    [InlineData(false, null, "Every 5th experiment is chosen without the twin, and this was one (rank correlation with 12 measurements: 0.6).")]
    [InlineData(false, "it says the same over most of the space", "The twin was set aside: it says the same over most of the space.")]
    public void Why_this_point_names_the_twin_s_value_as_simulated(bool screened, string? setAside, string end)
    {
        var note = new TwinNote { Twin = "the table earlier.csv", R2 = 0.62, Simulated = 2000, Rank = 12, Simulation = 2.1e6, Screened = screened, SetAside = setAside, Correlation = 0.6, Compared = 12 };

        Assert.Equal($"Simulated, not measured: the digital twin (the table earlier.csv, r² 0.62) gives it 2.1×10⁶\u00a0S/m, rank 12 among 2000 simulated experiments. {end}", TwinWords.Sentence(note, new Objective("conductivity", Goal.Maximize, "S/m")));
        var story = new CampaignStory(Twin);
        story.Tell(1, new ExperimentSuggested(1, SuggestionSource.Strategy, CampaignStory.Recipe(), new Rationale { Strategy = "ei", Observed = 0, Pending = 0, Twin = note }));
        Assert.Contains(RationaleSentences.Of(story.Campaign, story.Campaign.Experiment(1)), s => s[0].Text.StartsWith("Simulated, not measured", StringComparison.Ordinal));
    }

    private static void Twin(CampaignDraft draft) => draft.Prescreen = new PrescreenDraft { Kind = "table", Path = "earlier.csv" };

    private static ExperimentSuggested Suggested(int number, double simulation, string? setAside = null) => new(number, SuggestionSource.Strategy, CampaignStory.Recipe(100 + number),
        new Rationale { Strategy = "ei", Observed = number - 1, Pending = 0, Twin = new TwinNote { Twin = "the table earlier.csv", Simulated = 2000, Rank = 1, Simulation = simulation, Screened = setAside is null && number % 5 != 0, SetAside = setAside } });

    private static Campaign Measured(int count, Func<int, double> simulated, Func<int, double> measured, string? setAside = null)
    {
        var story = new CampaignStory(Twin);
        for (var n = 1; n <= count; n++)
        {
            story.Tell(n, Suggested(n, simulated(n), n == count ? setAside : null));
            story.Tell(n, new ExperimentCompleted(n, [measured(n)]));
        }

        return story.Campaign;
    }
}
