using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.People;
using SdlPortal.Tests.Reviews;

namespace SdlPortal.Tests.MetaAnalysis.Recommendations;

public sealed class FollowUpTests
{
    private readonly Life life = Life.In(RecommendationStatus.Official);

    [Fact]
    public void Followers_are_counted_together_once_and_good_ones_raise_no_alarm()
    {
        var first = Follower((inside, i) => (inside ? 3 : 2) + (0.9 * (i % 3)));
        var scored = FollowUp.Of(life.Now, [first])!;

        Assert.False(scored.EndsValidation);
        Assert.Equal(80, scored.Score.Realized.Inside + scored.Score.Realized.Outside);
        life.Tell(Actor.Portal, scored);
        Assert.Null(FollowUp.Of(life.Now, [first]));
        Assert.Null(FollowUp.Alarm(life.Now));

        var second = Follower((inside, i) => (inside ? 3 : 2) + (0.9 * (i % 3)));
        Assert.Equal([first.Id, second.Id], FollowUp.Of(life.Now, [first, second])!.Campaigns.OrderBy(c => c == second.Id));
    }

    [Fact]
    public void Followers_in_which_the_region_is_worse_raise_the_alarm()
    {
        life.Tell(Actor.Portal, FollowUp.Of(life.Now, [Follower((inside, i) => (inside ? 2 : 3) + (0.1 * (i % 3))), Follower((inside, i) => (inside ? 2 : 3) + (0.1 * (i % 3)))])!);

        var alarm = FollowUp.Alarm(life.Now)!;
        Assert.Contains("contradicts it", alarm.Reason, StringComparison.Ordinal);
        life.Tell(Actor.Portal, alarm);
        Assert.Equal((RecommendationStatus.Stale, 1), (life.Now.Status, life.Now.OfficialVersion!.Value));
        Assert.Null(FollowUp.Alarm(life.Now));
    }

    [Fact]
    public void Campaigns_that_follow_another_version_or_still_run_do_not_count()
    {
        var definition = TriedCampaign.Following(life.Now);
        var events = TriedCampaign.Designed(definition, life.Now, (_, i) => i);

        Assert.Null(FollowUp.Of(life.Now, [TriedCampaign.Fold(Guid.NewGuid(), events.SkipLast(1))]));
        Assert.Null(FollowUp.Of(life.Now with { OfficialVersion = 2 }, [TriedCampaign.Fold(Guid.NewGuid(), events)]));
        Assert.Null(FollowUp.Of(life.Now with { Id = Guid.NewGuid() }, [TriedCampaign.Fold(Guid.NewGuid(), events)]));
    }

    [Fact]
    public void What_an_optimizer_chose_does_not_count()
    {
        var definition = TriedCampaign.Following(life.Now);
        var events = TriedCampaign.Designed(definition, life.Now, (_, i) => i).Select(e => e is ExperimentSuggested s ? s with { Source = SuggestionSource.Strategy, Rationale = s.Rationale with { Strategy = "ei" } } : e);

        Assert.Null(FollowUp.Of(life.Now, [TriedCampaign.Fold(Guid.NewGuid(), events)]));
    }

    [Fact]
    public void New_tasks_in_which_the_region_is_worse_raise_the_alarm_and_good_ones_do_not()
    {
        static TaskGain Task(string name, double shift) => TaskGain.Of(name, [.. Enumerable.Range(0, 20).Select(i => shift + (0.1 * i))], [.. Enumerable.Range(0, 20).Select(i => 0.1 * i)]);

        Assert.Null(FollowUp.Alarm(life.Now, [], 1));
        Assert.Null(FollowUp.Alarm(life.Now, [Task("batch F", 0.8), Task("batch G", 0.6)], 1));
        Assert.Contains("contradicts it", FollowUp.Alarm(life.Now, [Task("batch F", -1.5), Task("batch G", -1.6), Task("batch H", -1.4)], 1)!.Reason, StringComparison.Ordinal);
        Assert.False(FollowUp.IsNew(life.Now.Document, "batch A"));
        Assert.True(FollowUp.IsNew(life.Now.Document, "batch F"));
    }

    private Campaign Follower(Func<bool, int, double?> value) => TriedCampaign.Fold(Guid.NewGuid(), TriedCampaign.Designed(TriedCampaign.Following(life.Now), life.Now, value));
}
