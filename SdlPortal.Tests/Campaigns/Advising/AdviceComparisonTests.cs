using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Simulation.Advising;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Campaigns.Advising;

namespace SdlPortal.Tests.Campaigns.Advising;

/// <summary>An advice for 2 in flight with random on the story's line, beside a campaign told by hand: one clock second is 60 lab seconds.</summary>
public class AdviceComparisonTests
{
    [Fact]
    public void Before_the_start_there_is_only_what_to_expect()
    {
        var comparison = Compare(Story(start: false), 0);
        Assert.Null(comparison.Sentence);
        Assert.All(comparison.Figures, f => Assert.Null(f.Happened));
        Assert.Equal(["Results per lab hour", "Pending at a choice", "Lab time", "Hotplate at work"], comparison.Figures.Select(f => f.Name));
    }

    [Fact]
    public void A_finished_campaign_is_compared_figure_by_figure()
    {
        var story = Story();
        for (var n = 1; n <= 10; n++)
            story.Whole(30 * (n - 1), n, n, slot: (n - 1) % 2);
        // Times of the story are clock seconds: with 60 lab seconds each, the tenth experiment ends after (270 + 410) / 60 lab hours.
        story.Tell(680, new CampaignFinished(FinishReason.BudgetOfExperiments));

        var comparison = Compare(story, 5000);

        var hours = 680.0 / 60;
        Assert.Equal(10, Figure(comparison, "Results").Happened);
        Assert.Equal(10 / hours, Figure(comparison, "Results per lab hour").Happened!.Value, 9);
        Assert.Equal(hours, Figure(comparison, "Lab time").Happened!.Value, 9);
        Assert.Equal(10 * 300.0 / (680 * 2), Figure(comparison, "Hotplate at work").Happened!.Value, 9);
        Assert.Equal("as expected", Figure(comparison, "Results").Verdict!.Word);
        Assert.Equal("less than expected", Figure(comparison, "Results per lab hour").Verdict!.Word);
        Assert.Equal("Ran 0.88 results per lab hour, expected were 2; 0 were pending at a choice on average, 1 were expected.", comparison.Sentence);
    }

    [Fact]
    public void While_it_runs_rates_are_compared_with_what_the_advice_expects_by_now()
    {
        var story = Story();
        // The first result arrives when 410 lab seconds have passed; the advice expects 10 results after 5 hours, so half of them half-way between.
        var first = 410.0 / 3600;
        var now = (first + ((5 - first) / 2)) * 60;
        for (var n = 1; n <= 4; n++)
            story.Suggest(0, n, pending: n - 1).Tell(now - 1, new ExperimentCompleted(n, [n]));

        var comparison = Compare(story, now);

        Assert.Equal(5, Figure(comparison, "Results").Chosen!.Value, 6);
        Assert.Equal(4, Figure(comparison, "Results").Happened);
        Assert.Equal("less than expected", Figure(comparison, "Results").Verdict!.Word);
        Assert.StartsWith("Runs 1.6 results per lab hour so far, expected were 2", comparison.Sentence, StringComparison.Ordinal);
        Assert.Equal(2, Figure(comparison, "Pending at a choice").Happened);
        Assert.Null(Figure(comparison, "Lab time").Happened);
    }

    [Fact]
    public void A_pause_is_no_time_of_the_line()
    {
        var story = Story().Suggest(0, 1).Tell(60, new CampaignPaused("lunch")).Tell(360, new CampaignResumed()).Tell(400, new ExperimentCompleted(1, [1]));
        Assert.Equal(100 / 60.0, story.Campaign.LabHours(CampaignStory.At(400)), 9);
        Assert.Equal(1, story.Campaign.LabHours(CampaignStory.At(200)), 9);
        Assert.Equal(1, Compare(story, 400).Figures.Single(f => f.Name == "Results").Happened);
        Assert.Equal(60 / 100.0, Figure(Compare(story, 400), "Results per lab hour").Happened!.Value, 9);
    }

    [Fact]
    public void Of_a_choice_that_was_not_simulated_nothing_was_expected()
    {
        var story = Story(inFlight: 3).Suggest(0, 1).Tell(400, new ExperimentCompleted(1, [1]));
        var comparison = Compare(story, 600);
        Assert.Null(comparison.Chosen);
        Assert.All(comparison.Figures, f => Assert.Null(f.Verdict));
        Assert.Contains("the recommended 2 in flight with random points would have", comparison.Sentence, StringComparison.Ordinal);
    }

    private static CampaignStory Story(bool start = true, int inFlight = 2) => new(d => (d.MaxInFlight, d.BudgetExperiments) = (inFlight, 10), timeScale: 60, start);

    private static AdviceComparison Compare(CampaignStory story, double now)
    {
        var campaign = story.Campaign;
        return AdviceComparison.Of(campaign, new GivenAdvice(Advice, campaign.Definition, 0, CampaignStory.Start, "Ada"), CampaignStory.Stations, null, CampaignStory.At(now));
    }

    private static ComparedFigure Figure(AdviceComparison comparison, string name) => comparison.Figures.Single(f => f.Name == name);

    private static Advice Advice
    {
        get
        {
            var advice = Advices.Of(inFlight: 2, strategy: "random");
            return advice with { Choices = [.. advice.Choices.Select(c => c with { ThroughputPerHour = c.InFlight, MakespanHours = 10.0 / c.InFlight, Results = 10, MeanPending = c.InFlight - 1, BottleneckShare = 0.2 * c.InFlight })] };
        }
    }
}
