using SdlPortal.Domain.Campaigns;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Campaigns;

public class AttentionTests
{
    [Fact]
    public void A_failed_experiment_is_named_while_the_campaign_goes_on_but_nothing_waits_for_it()
    {
        var campaign = Failed().Campaign;
        var item = Assert.Single(Attention.In(campaign));
        Assert.Equal((AttentionKind.Failure, "Experiment 1 failed", false), (item.Kind, item.What, item.Waits));
        Assert.Null(Attention.InOneLine(campaign));
    }

    [Fact]
    public void A_paused_campaign_waits_for_its_failed_experiments_to_be_retried_or_abandoned()
    {
        var campaign = Failed().Tell(20, new CampaignPaused("3 failures in a row.")).Campaign;
        Assert.All(Attention.In(campaign), a => Assert.True(a.Waits));
        Assert.Equal("1 failed experiment to retry or abandon; paused: 3 failures in a row", Attention.InOneLine(campaign));
    }

    [Fact]
    public void Nothing_in_a_campaign_that_is_over_needs_a_person() =>
        Assert.Empty(Attention.In(Failed().Tell(20, new CampaignFinished(FinishReason.Stopped)).Campaign));

    [Fact]
    public void A_sample_that_started_a_stage_too_late_is_named_and_goes_on()
    {
        var campaign = new CampaignStory(d => (d.Transfer, d.Stages[1].MaxWaitSeconds) = (null, 20)).Suggest(0, 1)
            .Begin(0, 1, 0, "dispenser-1").End(60, 1, 0).Begin(95, 1, 1, "hotplate-1").Campaign;

        var item = Assert.Single(Attention.In(campaign));

        Assert.Equal((AttentionKind.WaitedTooLong, "Experiment 1 waited too long before anneal", "35 s instead of at most 20 s; abandon it if the sample is spoiled", false), (item.Kind, item.What, item.Why, item.Waits));
        Assert.Null(Attention.InOneLine(campaign));
    }

    private static CampaignStory Failed() => new CampaignStory().Suggest(0, 1).Begin(2, 1, 0, "dispenser-1").Fail(5, 1, 0, "the nozzle is blocked").Tell(5, new ExperimentFailed(1, "the nozzle is blocked"));
}
