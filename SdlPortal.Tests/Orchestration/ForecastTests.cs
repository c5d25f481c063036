using System.Diagnostics;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;

namespace SdlPortal.Tests.Orchestration;

public sealed class ForecastTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly IReadOnlyList<StationView> ThreeStations = [Station("a", "mix"), Station("b", "coat"), Station("c", "test")];

    [Fact]
    public void One_in_flight_needs_the_sum_of_all_stages() =>
        Assert.Equal(Noon.AddMinutes(27), Of(ThreeEqual(experiments: 9, inFlight: 1)).FinishesAt);

    [Fact]
    public void A_conveyor_belt_of_three_stations_finishes_nine_experiments_in_eleven_units()
    {
        var forecast = Of(ThreeEqual(experiments: 9, inFlight: 3));

        Assert.Equal(Noon.AddMinutes(11), forecast.FinishesAt);
        Assert.Equal([0, 1, 2, 2, 2, 2, 2, 2, 2], forecast.PendingAtSuggestion);
        Assert.All(forecast.Utilization, u => Assert.Equal(9.0 / 11, u.Share, 12));
        Assert.Equal(27, forecast.Runs.Count);
        Assert.Equal(Enumerable.Range(1, 9), forecast.Runs.Where(r => r.Station == "c").Select(r => r.Experiment));
    }

    [Fact]
    public void Lab_seconds_are_divided_by_the_time_scale() =>
        Assert.Equal(Noon.AddSeconds(11), Forecast.Of(ThreeEqual(9, 3), ThreeStations, Noon, timeScale: 60).FinishesAt);

    [Fact]
    public void A_second_slot_halves_what_the_bottleneck_takes()
    {
        var definition = Definition([("mix", 60), ("anneal", 600)], experiments: 40, inFlight: 4);

        var one = Forecast.Of(definition, [Station("a", "mix"), Station("h", "anneal")], Noon, 1);
        var two = Forecast.Of(definition, [Station("a", "mix"), Station("h", "anneal", capacity: 2)], Noon, 1);

        Assert.Equal("anneal", one.Bottleneck);
        Assert.Equal(Noon.AddSeconds(60 + 40 * 600), one.FinishesAt);
        Assert.Equal(Noon.AddSeconds(120 + 20 * 600), two.FinishesAt);
        Assert.Equal([0, 1], two.Runs.Where(r => r.Station == "h").Select(r => r.Slot).Distinct().Order());
    }

    [Fact]
    public void The_robot_carries_one_sample_at_a_time()
    {
        var definition = Definition([("mix", 10), ("coat", 10), ("test", 10)], experiments: 30, inFlight: 4, robotSeconds: 30);

        var forecast = Forecast.Of(definition, [.. ThreeStations, Station("r", "robot")], Noon, 1);

        Assert.Equal("robot", forecast.Bottleneck);
        var moves = forecast.Runs.Where(r => r.Station == "r").ToList();
        Assert.Equal(60, moves.Count);
        Assert.All(moves.Zip(moves.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void A_workflow_that_comes_back_to_a_station_does_not_block_itself(int inFlight)
    {
        var definition = Definition([("mix", 60), ("coat", 60), ("mix", 60), ("test", 60)], experiments: 20, inFlight);

        var forecast = Of(definition);

        Assert.Null(forecast.WhyNot);
        Assert.Equal(80, forecast.Runs.Count);
        Assert.True(forecast.FinishesAt >= Noon.AddMinutes(40), "the mixer alone works forty minutes");
    }

    [Fact]
    public void No_slot_is_ever_taken_twice()
    {
        var definition = Definition([("mix", 61), ("coat", 119), ("mix", 7), ("test", 300)], experiments: 60, inFlight: 5, robotSeconds: 15);

        var forecast = Forecast.Of(definition, [.. ThreeStations, Station("c2", "test", capacity: 2), Station("r", "robot")], Noon, 1);

        Assert.Equal(60, forecast.Runs.Select(r => r.Experiment).Distinct().Count());
        foreach (var slot in forecast.Runs.GroupBy(r => (r.Station, r.Slot)))
        {
            var inOrder = slot.OrderBy(r => r.Start).ToList();
            Assert.All(inOrder.Zip(inOrder.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start));
        }
    }

    [Fact]
    public void A_missing_station_means_no_forecast_and_says_which()
    {
        var forecast = Forecast.Of(Definition([("mix", 60), ("laser", 60)], 5, 1), ThreeStations, Noon, 1);

        Assert.Null(forecast.FinishesAt);
        Assert.Equal("This lab has no station of the kind laser.", forecast.WhyNot);
    }

    [Fact]
    public void A_faulted_station_that_nothing_replaces_is_named()
    {
        StationView broken = new(Station("c", "test").Description, new StationState(StationCondition.Faulted, "lamp is dark"));

        var forecast = Forecast.Of(ThreeEqual(5, 2), [.. ThreeStations.Take(2), broken], Noon, 1);

        Assert.Equal("The line stands still: c is faulted: lamp is dark.", forecast.WhyNot);
    }

    [Fact]
    public void A_budget_of_hours_ends_the_suggestions_and_lets_the_rest_finish()
    {
        var forecast = Of(Definition([("mix", 600)], experiments: null, inFlight: 1, hours: 1.25));

        Assert.Equal(FinishReason.BudgetOfHours, forecast.EndsBy);
        Assert.Equal(8, forecast.Experiments);
        Assert.Equal(Noon.AddMinutes(80), forecast.FinishesAt);
    }

    [Fact]
    public void Skipped_periods_change_nothing_but_the_cost()
    {
        var definition = Definition([("mix", 61), ("coat", 119), ("test", 300)], experiments: 200, inFlight: 4, robotSeconds: 15);
        IReadOnlyList<StationView> stations = [.. ThreeStations, Station("c2", "test"), Station("r", "robot")];
        var whole = Forecast.Of(definition, stations, Noon, 1);

        var inSteps = StepByStep(definition, stations);

        Assert.Equal(inSteps, whole.Runs.Select(r => (r.Experiment, r.Step, r.Station, r.Slot, r.Start, r.End)).Order());
    }

    [Fact]
    public void Only_the_runs_asked_for_are_kept()
    {
        var forecast = Forecast.Of(ThreeEqual(100, 3), ThreeStations, Noon, 1, keepRuns: 7);

        Assert.Equal(21, forecast.Runs.Count);
        Assert.Equal(100, forecast.PendingAtSuggestion.Count);
        Assert.Equal(Noon.AddMinutes(102), forecast.FinishesAt);
    }

    [Fact]
    public void The_same_question_has_the_same_answer()
    {
        var definition = Definition([("mix", 61), ("coat", 119), ("test", 300)], experiments: 50, inFlight: 4, robotSeconds: 15);
        IReadOnlyList<StationView> stations = [.. ThreeStations, Station("r", "robot")];

        Assert.Equal(Forecast.Of(definition, stations, Noon, 1).Runs, Forecast.Of(definition, stations, Noon, 1).Runs);
    }

    [Fact]
    public void Ten_thousand_experiments_are_forecast_in_well_under_a_second()
    {
        var definition = Definition([("mix", 61), ("coat", 119), ("test", 300), ("mix", 20)], experiments: 10_000, inFlight: 4, robotSeconds: 15);
        var clock = Stopwatch.StartNew();

        var forecast = Forecast.Of(definition, [.. ThreeStations, Station("r", "robot")], Noon, 1, keepRuns: 100);

        Assert.Equal(10_000, forecast.PendingAtSuggestion.Count);
        Assert.True(clock.ElapsedMilliseconds < 1000, $"took {clock.ElapsedMilliseconds} ms");
    }

    [Fact]
    public void A_running_campaign_goes_on_from_where_it_stands()
    {
        // The moment after four minutes: 1 and 2 are done, 3 is at the last station, 4 and 5 follow.
        var campaign = Started(ThreeEqual(experiments: 9, inFlight: 3));
        Play(campaign, ThreeStations, until: Noon.AddMinutes(4.5));

        var forecast = Forecast.Of(campaign, ThreeStations, Noon.AddMinutes(4.5));

        Assert.Equal(Noon.AddMinutes(11), forecast.FinishesAt);
        Assert.Equal([3, 4, 5, 6, 7, 8, 9], forecast.Runs.Select(r => r.Experiment).Distinct().Order());
        Assert.Contains(forecast.Runs, r => r is { Experiment: 3, Station: "c" } && r.Start == Noon.AddMinutes(4));
        Assert.Equal([2, 2, 2, 2], forecast.PendingAtSuggestion);
    }

    [Fact]
    public void A_stage_that_is_late_is_expected_to_end_now()
    {
        var campaign = Started(ThreeEqual(experiments: 1, inFlight: 1));
        Play(campaign, ThreeStations, until: Noon.AddSeconds(30));

        Assert.Equal(Noon.AddMinutes(10), Forecast.Of(campaign, ThreeStations, Noon.AddMinutes(8)).FinishesAt);
    }

    [Fact]
    public void Actual_durations_replace_the_expected_ones()
    {
        var campaign = Started(ThreeEqual(experiments: 9, inFlight: 1));
        Play(campaign, ThreeStations, until: Noon.AddMinutes(5.9), factor: 2);

        var forecast = Forecast.Of(campaign, ThreeStations, Noon.AddMinutes(5.9));

        // One stage of each kind took two minutes: the last of the first experiment still counts one.
        Assert.Equal(Noon.AddMinutes(5.9) + TimeSpan.FromMinutes(8 * 5), forecast.FinishesAt);
        Assert.Null(forecast.Uncertainty);
    }

    [Fact]
    public void Spread_of_the_durations_becomes_uncertainty_of_the_end()
    {
        var steady = Started(ThreeEqual(experiments: 20, inFlight: 1));
        var restless = Started(ThreeEqual(experiments: 20, inFlight: 1));
        Play(steady, ThreeStations, until: Noon.AddMinutes(20));
        Play(restless, ThreeStations, until: Noon.AddMinutes(20), factorOf: n => n % 2 == 0 ? 1.2 : 0.8);

        Assert.Equal(TimeSpan.Zero, Forecast.Of(steady, ThreeStations, Noon.AddMinutes(20)).Uncertainty);
        var uncertainty = Forecast.Of(restless, ThreeStations, Noon.AddMinutes(20)).Uncertainty!.Value;
        Assert.InRange(uncertainty, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(20));
    }

    [Fact]
    public void A_stopping_campaign_only_finishes_what_runs()
    {
        var campaign = Started(ThreeEqual(experiments: 9, inFlight: 3));
        Play(campaign, ThreeStations, until: Noon.AddMinutes(4.5));
        campaign.Apply(Recorded(new CampaignStopping(StopMode.FinishRunning, null), Noon.AddMinutes(4.5)));

        var forecast = Forecast.Of(campaign, ThreeStations, Noon.AddMinutes(4.5));

        Assert.Equal(Noon.AddMinutes(7), forecast.FinishesAt);
        Assert.Equal(FinishReason.Stopped, forecast.EndsBy);
        Assert.Empty(forecast.PendingAtSuggestion);
    }

    private static Forecast Of(CampaignDefinition definition) => Forecast.Of(definition, ThreeStations, Noon, 1);

    private static CampaignDefinition ThreeEqual(int experiments, int inFlight) => Definition([("mix", 60), ("coat", 60), ("test", 60)], experiments, inFlight);

    private static StationView Station(string id, string kind, int capacity = 1) => new(new StationDescription(id, kind, id, capacity, 1, Simulated: true), StationState.Ready);

    private static CampaignDefinition Definition((string Kind, double Seconds)[] stages, int? experiments, int inFlight, double? robotSeconds = null, double? hours = null) => CampaignDefinition.From(new CampaignDraft
    {
        Name = "Line",
        Parameters = [new ParameterDraft { Name = "x", Kind = "continuous", Low = 0, High = 1 }],
        Objectives = [new ObjectiveDraft { Name = "y", Goal = "maximize" }],
        Stages = [.. stages.Select((s, i) => new StageDraft { Name = $"stage {i + 1}", StationKind = s.Kind, Seconds = s.Seconds })],
        Transfer = robotSeconds is { } seconds ? new TransferDraft { StationKind = "robot", Seconds = seconds } : null,
        Strategy = "random",
        InitialKind = "random",
        InitialCount = 0,
        BudgetExperiments = experiments,
        BudgetHours = hours,
        MaxInFlight = inFlight,
        Seed = 1,
    });

    private static RecordedEvent Recorded(CampaignEvent item, DateTimeOffset at) => new(Guid.Empty, 0, item, at, "test", "");

    private static Campaign Started(CampaignDefinition definition)
    {
        var campaign = new Campaign(Guid.Empty);
        campaign.Apply(Recorded(new CampaignCreated(definition), Noon));
        campaign.Apply(Recorded(new CampaignStarted(1), Noon));
        return campaign;
    }

    private static IEnumerable<(int, int, string, int, DateTimeOffset, DateTimeOffset)> StepByStep(CampaignDefinition definition, IReadOnlyList<StationView> stations)
    {
        var campaign = Started(definition);
        Play(campaign, stations, DateTimeOffset.MaxValue);
        return campaign.Experiments.SelectMany(e => e.Runs).Select(r => (r.Experiment, r.Step, r.Place.Station, r.Place.Slot, r.StartedAt, r.EndedAt!.Value)).Order();
    }

    /// <summary>An orchestrator in a few lines: what happens to the campaign when every step takes its expected time by a factor.</summary>
    private static void Play(Campaign campaign, IReadOnlyList<StationView> stations, DateTimeOffset until, double factor = 1, Func<int, double>? factorOf = null)
    {
        var now = Noon;
        while (true)
        {
            while (campaign.Spent < campaign.Definition.Budget.Experiments && campaign.InFlight.Count < campaign.Definition.MaxInFlight)
                campaign.Apply(Recorded(new ExperimentSuggested(campaign.Experiments.Count + 1, SuggestionSource.Strategy, new Configuration([]), new Rationale { Strategy = "test", Observed = 0, Pending = 0 }), now));
            while (Scheduler.Assign(campaign, stations, now).Start is { Count: > 0 } start)
            {
                foreach (var a in start)
                    campaign.Apply(Recorded(new StageStarted(a.Experiment, a.Step.Index, a.Attempt, "", a.Place, a.Step.Seconds, a.Destination), now));
            }

            var atWork = campaign.InFlight.Where(e => e.Current is not null).ToList();
            if (atWork.Count == 0)
                return;
            var next = atWork.Min(End);
            if (next > until)
                return;
            now = next;
            foreach (var experiment in atWork.Where(e => End(e) == now))
            {
                var run = experiment.Current!;
                campaign.Apply(Recorded(new StageFinished(run.Experiment, run.Step, run.Attempt, []), now));
                if (experiment.NextStep == campaign.Route.Count)
                    campaign.Apply(Recorded(new ExperimentCompleted(run.Experiment, [0]), now));
            }
        }

        DateTimeOffset End(Experiment e) => e.Current!.StartedAt.AddSeconds(e.Current.ExpectedLabSeconds * (factorOf?.Invoke(e.Number) ?? factor));
    }
}
