using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation.Advising;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Simulation.Advising;

/// <summary>How far a campaign has come on the scale of an advice.</summary>
public class CampaignSharesTests
{
    private static readonly double[] Places = [-4, 4, -2, 3, -0.5, 2, 0, 1];

    [Fact]
    public void With_simulated_stations_the_truth_is_the_scale_and_noise_does_not_count()
    {
        // Negated Ackley in one dimension: 0 at the optimum x = 0. Measured values are nonsense on purpose.
        var shares = CampaignShares.Of(ProgressQuestion.Of(Campaign(x => 1000 - x, function: true), simulated: true))!;
        Assert.Equal(SharesBasis.Truth, shares.Basis);
        Assert.Equal(0, shares.Best, 6);
        Assert.InRange(shares.Typical, -20, -5);
        Assert.Equal(1, shares.Reached[6].Share, 6);
        Assert.Equal(1, shares.Reached[7].Share, 6);
        Assert.True(shares.Reached[0].Share < shares.Reached[2].Share && shares.Reached[2].Share < shares.Reached[4].Share);
        Assert.Equal(Enumerable.Range(1, 8), shares.Reached.Select(r => r.Experiment.Number));
        Assert.Equal(Enumerable.Range(1, 8).Select(n => n / 60.0), shares.Reached.Select(r => r.Experiment.Hours), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void In_a_real_lab_a_model_of_the_results_is_the_scale()
    {
        var shares = CampaignShares.Of(ProgressQuestion.Of(Campaign(x => 10 - (x * x), function: true), simulated: false))!;
        Assert.Equal(SharesBasis.Model, shares.Basis);
        // The mean of 10 - x² over [-5, 5] is 10 - 25/3, its maximum 10.
        Assert.InRange(shares.Typical, 0.5, 3);
        Assert.InRange(shares.Best, 9.8, 10.5);
        Assert.InRange(shares.Reached[^1].Share, 0.9, 1.01);
        Assert.InRange(shares.R2!.Value, 0.5, 1);
    }

    [Fact]
    public void Lower_is_better_where_the_goal_says_so()
    {
        var shares = CampaignShares.Of(ProgressQuestion.Of(Campaign(x => x * x, function: false, goal: "minimize"), simulated: false))!;
        Assert.True(shares.Best < shares.Typical);
        Assert.InRange(shares.Reached[^1].Share, 0.9, 1.01);
        Assert.InRange(shares.Reached[^1].Value, -0.5, 0.5);
    }

    [Fact]
    public void Lost_experiments_count_as_ended_and_prior_results_are_where_the_curve_begins()
    {
        var campaign = Campaign(x => 10 - (x * x), function: false, prior: 0.1, lost: 2);
        var question = ProgressQuestion.Of(campaign, simulated: false);
        Assert.Equal(8, question.Ended.Count);
        Assert.Null(question.Ended[1].Observation);
        Assert.Equal(1, question.Ended[0].Observation);
        var shares = CampaignShares.Of(question)!;
        Assert.InRange(shares.Start, 0.9, 1.01);
        Assert.All(shares.Reached, r => Assert.True(r.Share >= shares.Start));
        Assert.Equal(8, shares.Reached.Count);
    }

    [Fact]
    public void Too_few_results_say_nothing()
    {
        Assert.Null(CampaignShares.Of(ProgressQuestion.Of(Campaign(x => x, function: false, results: 0), simulated: false)));
        Assert.Null(CampaignShares.Of(ProgressQuestion.Of(Campaign(x => x, function: false, results: 3), simulated: false)));
    }

    private static Campaign Campaign(Func<double, double> measure, bool function, string goal = "maximize", double? prior = null, int? lost = null, int results = 8)
    {
        var draft = Drafts.Small(20);
        (draft.Parameters[0].Low, draft.Parameters[0].High, draft.Objectives[0].Goal) = (-5, 5, goal);
        draft.GroundTruth = function ? new GroundTruthDraft { Kind = "function", Name = "ackley" } : null;
        var campaign = new Campaign(Guid.Empty);
        void Tell(double minutes, CampaignEvent item) =>
            campaign.Apply(new RecordedEvent(Guid.Empty, campaign.Sequence + 1, item, CampaignStory.Start.AddMinutes(minutes), "portal", ""));
        Tell(0, new CampaignCreated(CampaignDefinition.From(draft)));
        if (prior is { } x0)
            Tell(0, new PriorResultsAdded("old.csv", [new Observation(Recipe(x0), [measure(x0)])]));
        Tell(0, new CampaignStarted(1));
        for (var n = 1; n <= results; n++)
        {
            var x = Places[n - 1];
            Tell(n - 1, new ExperimentSuggested(n, SuggestionSource.Strategy, Recipe(x), new Rationale { Strategy = "random", Observed = n - 1, Pending = 0 }));
            Tell(n - 1, new StageStarted(n, 0, 1, $"c{n}", new Domain.Stations.Place("mixer", 0), 10, null));
            Tell(n, n == lost ? new ExperimentFailed(n, "broken") : new ExperimentCompleted(n, [measure(x)]));
        }

        return campaign;
    }

    private static Configuration Recipe(double x) => new([KeyValuePair.Create("x", ParameterValue.Of(x))]);
}
