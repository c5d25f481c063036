using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Reviews;

namespace SdlPortal.Tests.MetaAnalysis.Recommendations;

public sealed class ValidationEndTests
{
    private readonly Life life = Life.In(RecommendationStatus.Validating);

    [Fact]
    public void Fresh_experiments_of_both_kinds_are_counted_against_the_forecast()
    {
        var definition = TriedCampaign.Definition(life.Now);
        var campaign = Fold(TriedCampaign.Measured(definition, life.Now, (inside, i) => (inside ? 3.0 : 2.0) + (0.7 * (i % 3))));

        var scored = Assert.IsType<Scored>(ValidationEnd.Of(life.Now, campaign));

        Assert.True(scored.EndsValidation);
        Assert.Equal([campaign.Id], scored.Campaigns);
        Assert.Equal((8, 8), (scored.Score.Realized.Inside, scored.Score.Realized.Outside));
        Assert.True(scored.Score.Realized.Superiority.Mean > 0.8);
        Assert.Equal(life.Now.Document.Forecast!.Superiority, scored.Score.Forecast.Superiority);
        Assert.True(scored.Score.Verdict is GainVerdict.AsForecast or GainVerdict.BetterButNotAsForecast);
    }

    [Fact]
    public void A_minimized_metric_is_better_where_it_is_smaller()
    {
        var evidence = Recommended.Evidence();
        var minimized = Life.Drafted(document: Recommended.Document() with { Evidence = evidence with { Metric = evidence.Metric with { Goal = Domain.MetaAnalysis.Runs.MetricGoal.Minimize } } }).Submitted().Approved().Measuring();
        var draft = Recommended.Campaign();
        draft.Objectives[0].Goal = "minimize";
        var definition = ValidationCampaign.Of(minimized.Now.Document, minimized.Now.Id, 1, CampaignDefinition.From(draft));
        var campaign = Fold(TriedCampaign.Measured(definition, minimized.Now, (inside, _) => inside ? 1 : 2));

        Assert.Equal(1, Assert.IsType<Scored>(ValidationEnd.Of(minimized.Now, campaign)).Score.Realized.Superiority.Mean);
    }

    [Fact]
    public void A_campaign_that_still_measures_says_nothing_yet()
    {
        var events = TriedCampaign.Measured(TriedCampaign.Definition(life.Now), life.Now, (_, _) => 1);

        Assert.Null(ValidationEnd.Of(life.Now, Fold(events.SkipLast(1))));
        Assert.Null(ValidationEnd.Of(life.Now, Fold(events.Take(1))));
    }

    [Fact]
    public void A_deleted_campaign_is_a_lost_validation() =>
        Assert.Equal("The campaign was deleted before it had measured anything.", Lost(new Campaign(life.Campaign)));

    [Fact]
    public void A_campaign_that_is_stopped_early_is_lost_whatever_it_had_shown()
    {
        var definition = TriedCampaign.Definition(life.Now);

        Assert.Equal("The campaign 'Validation of Anneal hot, spray slowly' was stopped early: 4 of 8 experiments inside and 4 of 8 outside have a result. Two thirds on each side are needed for a verdict.",
            Lost(Fold(TriedCampaign.Measured(definition, life.Now, (inside, _) => inside ? 3 : 2, upTo: 8))));
    }

    [Fact]
    public void Too_many_failures_leave_no_verdict_and_a_few_do_not_matter()
    {
        var definition = TriedCampaign.Definition(life.Now);
        var (few, many) = (0, 0);

        Assert.Contains("5 of 8 experiments inside and 8 of 8 outside have a result", Lost(Fold(TriedCampaign.Measured(definition, life.Now, (inside, _) => inside && many++ < 3 ? null : 1))), StringComparison.Ordinal);
        var scored = Assert.IsType<Scored>(ValidationEnd.Of(life.Now, Fold(TriedCampaign.Measured(definition, life.Now, (inside, i) => inside && few++ < 2 ? null : i))));
        Assert.Equal((6, 8), (scored.Score.Realized.Inside, scored.Score.Realized.Outside));
    }

    [Fact]
    public void An_experiment_that_somebody_changed_by_hand_is_not_fresh()
    {
        var definition = TriedCampaign.Definition(life.Now);
        var events = TriedCampaign.Measured(definition, life.Now, (_, i) => i).ToList();
        events.Insert(3, new SuggestionEdited(1, definition.WarmStart!.InitialPoints[1], "for the clock"));

        var realized = Assert.IsType<Scored>(ValidationEnd.Of(life.Now, Fold(events))).Score.Realized;
        Assert.Equal(15, realized.Inside + realized.Outside);
    }

    [Fact]
    public void A_campaign_that_was_changed_before_its_start_validates_nothing()
    {
        var definition = TriedCampaign.Definition(life.Now);
        var without = definition.ToDraft();
        without.WarmStart = null;
        var fewer = TriedCampaign.Definition(life.Now, life.Now.Document with { Validation = new ValidationDesign(12, 6, 1) });
        var other = Life.In(RecommendationStatus.Validating);
        other.Tell(Domain.People.Actor.Portal, new ValidationLost(other.Campaign, "It was deleted.")).Tell(People.Ben, new Revised(other.Now.Document with { Claim = "More." }, "")).Submitted().Approved().Measuring();

        Assert.Contains("was changed before its start and does not validate version 1", Lost(Fold([new CampaignCreated(definition), new DefinitionChanged(CampaignDefinition.From(without)), new CampaignStarted(1)])), StringComparison.Ordinal);
        Assert.Contains("12 points inside and 6 outside, not 8 and 8 as agreed", Lost(Fold([new CampaignCreated(fewer), new CampaignStarted(1)])), StringComparison.Ordinal);
        Assert.Contains("does not validate version 2", Assert.IsType<ValidationLost>(ValidationEnd.Of(other.Now, Fold([new CampaignCreated(definition), new CampaignStarted(1)]))).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_waits_for_it_nothing_is_counted()
    {
        var campaign = Fold(TriedCampaign.Measured(TriedCampaign.Definition(life.Now), life.Now, (_, i) => i));
        life.Tell(Domain.People.Actor.Portal, ValidationEnd.Of(life.Now, campaign)!);

        Assert.Null(ValidationEnd.Of(life.Now, campaign));
    }

    private string Lost(Campaign campaign) => Assert.IsType<ValidationLost>(ValidationEnd.Of(life.Now, campaign)).Reason;

    private Campaign Fold(IEnumerable<CampaignEvent> events) => TriedCampaign.Fold(life.Campaign, events);
}
