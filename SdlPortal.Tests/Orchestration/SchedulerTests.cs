using FsCheck;
using FsCheck.Fluent;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Orchestration;

public sealed class SchedulerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Kinds = ["mix", "coat", "heat", "test"];

    [Fact]
    public void The_fast_scheduler_says_what_the_plain_one_says_at_every_moment_of_any_campaign() =>
        Check.One(Cases.Drawn(60), Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed => PlayAndCompare(seed)));

    /// <summary>A random workflow (often with loops) on random stations, some of them down at times, with failures: both are asked at every step.</summary>
    private static void PlayAndCompare(int seed)
    {
        var random = new SeededRandom(seed);
        var stations = Stations(random);
        var campaign = new Campaign(Guid.Empty);
        Apply(new CampaignCreated(Definition(random)));
        Apply(new CampaignStarted(1));
        for (var move = 0; move < 120; move++)
        {
            if (campaign.InFlight.Count < campaign.Definition.MaxInFlight)
                Apply(new ExperimentSuggested(campaign.Experiments.Count + 1, SuggestionSource.Strategy, new Configuration([]), new Rationale { Strategy = "test", Observed = 0, Pending = 0 }));
            if (random.NextInt(10) == 0)
                stations = [.. stations.Select(s => s with { State = random.NextInt(6) == 0 ? new StationState(StationCondition.Faulted, "lamp") : StationState.Ready })];
            var waits = new List<Wait>();
            var expected = PlainScheduler.Startable(campaign, stations, waits);
            var schedule = Scheduler.Assign(campaign, stations, Noon);
            Assert.Equal(expected, schedule.Start);
            Assert.Equal(expected, Scheduler.Startable(campaign, stations, Noon).Start);
            Assert.Equal(waits, schedule.Waits);
            foreach (var a in expected)
                Apply(new StageStarted(a.Experiment, a.Step.Index, a.Attempt, "", a.Place, a.Step.Seconds, a.Destination));
            var atWork = campaign.InFlight.Where(e => e.Current is not null).ToList();
            if (atWork.Count == 0)
                continue;
            End(atWork[(int)random.NextInt(atWork.Count)], random.NextInt(8));
        }

        void Apply(CampaignEvent item) => campaign.Apply(new RecordedEvent(Guid.Empty, 0, item, Noon, "test", ""));

        void End(Experiment experiment, long luck)
        {
            var run = experiment.Current!;
            Apply(luck < 2 ? new StageFailed(run.Experiment, run.Step, run.Attempt, StageFault.Instrument, "lamp", luck == 0) : new StageFinished(run.Experiment, run.Step, run.Attempt, []));
            if (luck == 1)
                Apply(new ExperimentFailed(run.Experiment, "lamp"));
            else if (experiment.NextStep == campaign.Route.Count)
                Apply(new ExperimentCompleted(run.Experiment, [0]));
        }
    }

    private static List<StationView> Stations(SeededRandom random) => [.. Kinds.SelectMany(kind => Enumerable.Range(1, 1 + (int)random.NextInt(2))
        .Select(i => new StationView(new StationDescription($"{kind}-{i}", kind, kind, 1 + (int)random.NextInt(2), 1, Simulated: true), StationState.Ready)))
        .Append(new StationView(new StationDescription("robot", "robot", "robot", 1, 1, Simulated: true), StationState.Ready))];

    private static CampaignDefinition Definition(SeededRandom random) => CampaignDefinition.From(new CampaignDraft
    {
        Name = "Line",
        Parameters = [new ParameterDraft { Name = "x", Kind = "continuous", Low = 0, High = 1 }],
        Objectives = [new ObjectiveDraft { Name = "y", Goal = "maximize" }],
        Stages = [.. Enumerable.Range(1, 2 + (int)random.NextInt(5)).Select(i => new StageDraft { Name = $"stage {i}", StationKind = Kinds[random.NextInt(Kinds.Length)], Seconds = 60 })],
        Transfer = random.NextInt(2) == 0 ? new TransferDraft { StationKind = "robot", Seconds = 15 } : null,
        Strategy = "random",
        InitialKind = "random",
        InitialCount = 0,
        BudgetExperiments = 1000,
        MaxInFlight = 1 + (int)random.NextInt(7),
        Seed = 1,
    });
}
