using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Optimization;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis.Import;

public class CampaignRunsTests
{
    [Fact]
    public void Every_experiment_of_a_campaign_is_a_run_and_prior_results_are_not()
    {
        var story = Story();
        story.Tell(5000, new PriorResultsAdded("old.csv", [new Observation(CampaignStory.Recipe(), [1])]));
        var campaign = story.Campaign;
        var read = new ReadRuns(CampaignRuns.Of(campaign));
        Assert.Equal([RunStatus.Completed, RunStatus.Failed, RunStatus.Abandoned, RunStatus.Abandoned, RunStatus.Running, RunStatus.Waiting], read.Runs.Select(r => r.Status));
        Assert.Equal(Enumerable.Range(1, 6).Select(i => $"{CampaignStory.Id:N}/{i}"), read.Runs.Select(r => r.Key));
        Assert.All(read.Runs, r => Assert.Equal(("Coatings", "1"), (r.Task, r.Seed)));
        Assert.All(campaign.Experiments.Zip(read.Runs), p => Assert.Equal(p.First.Configuration.Select(c => new NamedValue(c.Key, c.Value)), p.Second.Parameters));
        Assert.Equal(7.5, ReadRuns.Metric(read.Runs[0], "conductivity"));
        Assert.All(read.Runs.Skip(1), r => Assert.Empty(r.Metrics));
        Assert.Equal("broken", ReadRuns.Note(read.Runs[1], "reason"));
        Assert.Equal(("by hand", "a person", "2", "1"), (ReadRuns.Note(read.Runs[5], "strategy"), ReadRuns.Note(read.Runs[5], "suggested by"), ReadRuns.Note(read.Runs[5], "results known when suggested"), ReadRuns.Note(read.Runs[5], "pending when suggested")));
    }

    [Fact]
    public void Parameters_and_objectives_are_declared_as_the_campaign_defines_them()
    {
        var read = new ReadRuns(CampaignRuns.Of(Story().Campaign));
        Assert.Equal(new MetricShape("conductivity", MetricGoal.Maximize, "S/m"), read.Metrics["conductivity"]);
        Assert.Equal(new ParameterShape("temperature", ParameterKind.Number, Unit: "°C", Low: 100, High: 300), read.Parameters["temperature"].Single());
        Assert.Equal(new ParameterShape("cycles", ParameterKind.Integer, Low: 1, High: 9), read.Parameters["cycles"].Single());
        Assert.Equal(["ethanol", "water"], read.Parameters["solvent"].Single().Levels);
    }

    [Fact]
    public void A_run_lasts_as_long_as_it_does_in_the_lab_whatever_the_clock()
    {
        var run = new ReadRuns(CampaignRuns.Of(new CampaignStory(timeScale: 60).Whole(10, 1, 7.5).Campaign)).Runs[0];
        Assert.Equal(CampaignStory.At(10), run.Start);
        Assert.Equal(410 * 60, run.DurationSeconds!.Value, 6);
    }

    [Fact]
    public void A_target_is_a_distance_to_minimize()
    {
        var story = new CampaignStory(d => d.Objectives = [new ObjectiveDraft { Name = "conductivity", Unit = "S/m", Goal = "target", Target = 10 }]).Whole(0, 1, 7.5);
        var read = new ReadRuns(CampaignRuns.Of(story.Campaign));
        Assert.Null(read.Metrics["conductivity"].Goal);
        Assert.Equal(MetricGoal.Minimize, read.Metrics["|conductivity − 10|"].Goal);
        Assert.Equal(2.5, ReadRuns.Metric(read.Runs[0], "|conductivity − 10|"));
    }

    [Fact]
    public void A_campaign_that_goes_on_keeps_its_keys_and_gives_ended_experiments_alone_when_asked()
    {
        var story = Story();
        var before = new ReadRuns(CampaignRuns.Of(story.Campaign, "films", onlyEnded: true)).Runs;
        Assert.Equal(4, before.Count);
        Assert.All(before, r => Assert.Equal("films", r.Task));
        story.Tell(6000, new ExperimentRetried(2)).Tell(6001, new ExperimentAbandoned(2, "given up")).Tell(6002, new ExperimentAbandoned(6, "enough"));
        var after = new ReadRuns(CampaignRuns.Of(story.Campaign, "films", onlyEnded: true)).Runs;
        Assert.Equal(["2/again 1", "6"], after.Select(r => r.Key).Except(before.Select(r => r.Key), StringComparer.Ordinal).Select(k => k[33..]));
    }

    private static CampaignStory Story() => new CampaignStory()
        .Whole(0, 1, 7.5)
        .Suggest(500, 2, observed: 1).Begin(510, 2, 0, "dispenser-1").Fail(520, 2, 0, "broken", retry: false).Tell(521, new ExperimentFailed(2, "broken"))
        .Suggest(600, 3).Tell(610, new ExperimentAbandoned(3, "spilled"))
        .Suggest(700, 4).Tell(710, new ExperimentRejected(4, "too hot"))
        .Suggest(800, 5).Begin(810, 5, 0, "dispenser-1")
        .Suggest(900, 6, observed: 2, pending: 1, SuggestionSource.Manual);
}
