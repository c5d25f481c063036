using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.Stations;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Campaigns;
using SdlPortal.Web.Campaigns.Live;
using SdlPortal.Web.Live;

namespace SdlPortal.Tests.Campaigns.Live;

public class CampaignViewsTests
{
    private static readonly ViewerZone Utc = new(null!);

    private static Schedule Schedule(Campaign campaign) => Scheduler.Assign(campaign, CampaignStory.Stations, CampaignStory.At(0));

    private static CampaignStory Mixed() => new CampaignStory().Whole(0, 1, 5).Whole(410, 2, 9).Suggest(900, 3).Begin(900, 3, 0, "dispenser-1").Fail(930, 3, 0, "the nozzle is blocked", retry: false)
        .Tell(930, new ExperimentFailed(3, "the nozzle is blocked")).Suggest(940, 4).Begin(940, 4, 0, "dispenser-1").Suggest(940, 5);

    [Fact]
    public void The_headline_counts_and_foresees_the_end()
    {
        var campaign = Mixed().Campaign;
        var forecast = new Forecast { FinishesAt = CampaignStory.At(9600), Uncertainty = TimeSpan.FromMinutes(12) };
        Assert.Equal("2/100 done · 2 in flight · 1 failed · ends about 16:40 (±12\u00a0min)", CampaignHeadline.Progress(campaign, forecast, CampaignStory.At(950), Utc));
    }

    [Fact]
    public void A_campaign_that_ended_says_why_and_when()
    {
        var campaign = Mixed().Tell(1000, new CampaignFinished(FinishReason.Stopped)).Campaign;
        Assert.EndsWith("stopped 14:16 after 16\u00a0min 40\u00a0s", CampaignHeadline.Progress(campaign, null, CampaignStory.At(2000), Utc), StringComparison.Ordinal);
    }

    [Fact]
    public void Experiments_are_sorted_by_value_with_empty_cells_last_in_both_directions()
    {
        var campaign = Mixed().Campaign;
        int[] Numbers(bool descending) => [.. ExperimentRows.Build(campaign, Schedule(campaign), Utc, null, "", "objective-0", descending).Select(r => r.Number)];
        Assert.Equal([1, 2], Numbers(false)[..2]);
        Assert.Equal([2, 1], Numbers(true)[..2]);
    }

    [Fact]
    public void Experiments_are_filtered_by_status_and_by_words()
    {
        var campaign = Mixed().Campaign;
        Assert.Equal([3], ExperimentRows.Build(campaign, Schedule(campaign), Utc, ExperimentStatus.Failed, "", "number", false).Select(r => r.Number));
        Assert.Equal([3], ExperimentRows.Build(campaign, Schedule(campaign), Utc, null, "NOZZLE", "number", false).Select(r => r.Number));
        Assert.Equal([5], ExperimentRows.Build(campaign, Schedule(campaign), Utc, null, "taken by experiment 4", "number", false).Select(r => r.Number));
    }

    [Fact]
    public void A_row_has_a_cell_for_each_column_and_the_unit_stands_in_the_title()
    {
        var campaign = Mixed().Campaign;
        var columns = ExperimentRows.Columns(campaign.Definition);
        Assert.All(ExperimentRows.Build(campaign, Schedule(campaign), Utc, null, "", "number", false), r => Assert.Equal(columns.Count, r.Cells.Count));
        Assert.Contains(columns, c => c.Title == "conductivity (S/m)");
        Assert.Contains(columns, c => c.Title == "temperature (°C)");
    }

    [Fact]
    public void Each_experiment_in_flight_says_what_it_does_or_waits_for()
    {
        var campaign = Mixed().Campaign;
        var rows = InFlight.Of(campaign, CampaignStory.Stations, Schedule(campaign), CampaignStory.At(955));
        Assert.Equal([("on Dispenser, 0:15 of about 1:00 lab time", (double?)0.25), ("waits: dispenser is taken by experiment 4", null)], rows.Select(r => (r.Doing, r.Progress)));
    }

    [Fact]
    public void What_needs_a_person_is_listed_with_the_actions_that_are_possible()
    {
        var story = new CampaignStory(d => d.Approval = "required").Suggest(0, 1).Suggest(0, 2).Tell(10, new ExperimentApproved(1), "Ada")
            .Begin(10, 1, 4, "probe-1").Tell(40, new StageOutcomeUnknown(1, 4, 1, "no answer after the restart")).Tell(50, new CampaignPaused("lunch"), "Ada");
        var campaign = story.Campaign;
        StationView[] stations = [CampaignStory.Stations[0] with { State = new StationState(StationCondition.Faulted, "the door is open") }, .. CampaignStory.Stations.Skip(1)];
        var items = Waiting.InCampaign(campaign, stations, null);
        Assert.Equal(["The campaign is paused", "Dispenser is faulted", "Experiment 1: did measure finish?", "Experiment 2 waits for approval"], items.Select(i => i.What));
        Assert.Equal(["Approve", "Edit", "Reject"], ExperimentChoice.Of(campaign, campaign.Experiment(2)).Select(c => c.Verb));
        Assert.All(ExperimentChoice.Of(campaign, campaign.Experiment(2)), c => Assert.Null(c.WhyNot));
        var decide = ExperimentChoice.Of(campaign, campaign.Experiment(1));
        Assert.Equal(["It finished", "Run it again", "Abandon"], decide.Select(c => c.Verb));
        Assert.DoesNotContain(decide.Skip(1), c => c.WhyNot is not null);
    }

    [Fact]
    public void A_failed_experiment_can_be_retried_until_the_campaign_ends()
    {
        var story = Mixed();
        Assert.All(ExperimentChoice.Of(story.Campaign, story.Campaign.Experiment(3)), c => Assert.Null(c.WhyNot));
        story.Tell(1000, new CampaignFinished(FinishReason.Stopped));
        Assert.All(ExperimentChoice.Of(story.Campaign, story.Campaign.Experiment(3)), c => Assert.NotNull(c.WhyNot));
    }

    [Fact]
    public void The_timeline_has_waits_attempts_and_what_is_to_come()
    {
        var story = new CampaignStory(timeScale: 10).Suggest(0, 1).Begin(2, 1, 0, "dispenser-1").Fail(5, 1, 0, "the nozzle is blocked").Begin(6, 1, 0, "dispenser-1", attempt: 2).End(12, 1, 0);
        var campaign = story.Campaign;
        var entries = StageTimeline.Of(campaign, campaign.Experiment(1), CampaignStory.Stations, Schedule(campaign), CampaignStory.At(15));
        Assert.Equal([("dispense", (int?)1), ("dispense", 2), ("to anneal", null), ("anneal", null), ("to measure", null), ("measure", null)], entries.Select(e => (e.Step.Name, e.Attempt)));
        Assert.Equal([20, 10, 30, null, null, null], entries.Select(e => e.WaitSeconds));
        Assert.Equal([30, 60, null, null, null, null], entries.Select(e => e.TookSeconds));
        Assert.Equal("failed", entries[0].Tone.Word);
    }

    [Fact]
    public void The_rationale_is_told_in_sentences_with_units_and_what_came_of_it()
    {
        var rationale = new Rationale
        {
            Strategy = "ei",
            Observed = 27,
            Pending = 1,
            Predicted = [new Prediction("conductivity", 3e6, 2e5)],
            Acquisition = "Log expected improvement",
            AcquisitionValue = -1.25,
            Incumbent = 3.1e6,
            LengthScales = [new LengthScale("cycles", 2), new LengthScale("temperature", 0.3)],
            Remarks = ["the fit was repeated with more noise"],
        };
        var story = new CampaignStory().Tell(0, new ExperimentSuggested(1, SuggestionSource.Strategy, CampaignStory.Recipe(), rationale)).Tell(400, new ExperimentCompleted(1, [3.4e6]));
        var campaign = story.Campaign;
        Assert.Equal(
            [
                "The strategy expected improvement chose it.",
                "27 results were known, and 1 experiment was pending.",
                "The model predicted conductivity of 3×10⁶ ± 2×10⁵\u00a0S/m; measured was 3.4×10⁶\u00a0S/m, 2 standard deviations above.",
                "Log expected improvement is −1.25 here, the highest found, measured against the best result of 3.1×10⁶\u00a0S/m.",
                "What matters to the model, strongest first (length scale in units of the range): temperature 0.3, cycles 2.",
                "The fit was repeated with more noise.",
            ],
            Texts(campaign, 1));
    }

    [Fact]
    public void A_configuration_is_checked_field_by_field_while_it_is_typed()
    {
        var space = new CampaignStory().Campaign.Definition.Space;
        var form = new ConfigurationForm(space, CampaignStory.Recipe());
        Assert.True(form.Valid);
        form["temperature"] = "301";
        form["cycles"] = "2.5";
        form["solvent"] = "";
        Assert.Equal("301 is not between 100 and 300 °C.", form.Objection(space["temperature"]));
        Assert.Equal("2.5 is not a whole number between 1 and 9.", form.Objection(space["cycles"]));
        Assert.Equal("Give a value one of water, ethanol.", form.Objection(space["solvent"]));
        Assert.False(form.Valid);
        form["temperature"] = "2,5";
        Assert.Equal("'2,5' is not a number. Use a point for decimals, as in 0.25.", form.Objection(space["temperature"]));
        (form["temperature"], form["cycles"], form["solvent"]) = ("250", "2", "ethanol");
        Assert.Equal(CampaignStory.Recipe(250, 2, "ethanol"), form.Configuration);
    }

    [Fact]
    public void A_deviation_a_runner_up_and_what_shaped_the_prediction_are_told_with_links()
    {
        var story = new CampaignStory().Whole(0, 1, 5).Whole(410, 2, 9);
        story.Tell(900, new ExperimentSuggested(3, SuggestionSource.Strategy, CampaignStory.Recipe(), new Rationale
        {
            Strategy = "ei",
            Observed = 2,
            Pending = 1,
            PendingPolicy = PendingPolicy.Believer,
            Acquisition = "log expected improvement",
            AcquisitionValue = -1.5,
            AcquisitionShare = 0.72,
            Deviation = new Deviation("Every fifth suggestion explores.", CampaignStory.Recipe(250)),
            RunnerUp = new Alternative(CampaignStory.Recipe(120), 0.6),
            Influences = [new Influence(1, 3.3), new Influence(0, -1)],
            Feasibility = 0.9,
            Fit = [new FittedModel("conductivity", [0.4, 0.2, 1], 1, 0.08, 0)],
        }));
        var campaign = story.Campaign;

        Assert.Equal(
            [
                "The strategy expected improvement chose it.", "2 results were known, and 1 experiment was pending.", "The pending experiment was taken to come out as predicted.",
                "Log expected improvement is −1.5 here, 72\u00a0% of the largest found.",
                "It is not the model's optimum, which lies at temperature 250\u00a0°C, cycles 3, solvent water: every fifth suggestion explores.",
                "The next best place was temperature 120\u00a0°C, cycles 3, solvent water, with 60\u00a0% of the largest acquisition.",
                "The model gives it 90\u00a0% to work out: not to be given up, and to keep the limits on outcomes.",
                "Results that shaped the prediction most: experiment 2 (+3.3\u00a0S/m), experiment 1 (−1\u00a0S/m).",
                "What matters to the model, strongest first (length scale in units of the range): cycles 0.2, temperature 0.4, solvent 1.",
                "Of the results' variance the model took for noise: 8\u00a0%.",
            ],
            Texts(campaign, 3));
        Assert.Equal([2, 1], RationaleSentences.Of(campaign, campaign.Experiment(3)).SelectMany(s => s).Select(p => p.Experiment).OfType<int>());
    }

    private static IEnumerable<string> Texts(Campaign campaign, int experiment) =>
        RationaleSentences.Of(campaign, campaign.Experiment(experiment)).Select(s => string.Concat(s.Select(p => p.Text)));
}
