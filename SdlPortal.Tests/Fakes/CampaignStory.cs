using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;

namespace SdlPortal.Tests.Fakes;

/// <summary>
/// A campaign told by hand, event by event, with times in clock seconds after the start. The line has a dispenser, two hotplate
/// slots, a probe and a robot; one clock second is one lab second unless told otherwise.
/// </summary>
internal sealed class CampaignStory
{
    public static readonly DateTimeOffset Start = new(2026, 3, 4, 14, 0, 0, TimeSpan.Zero);

    public static readonly Guid Id = new("6f0c1f64-0000-4000-8000-000000000001");

    public static readonly IReadOnlyList<StationView> Stations =
    [
        Station("dispenser-1", "dispenser", "Dispenser", 1),
        Station("hotplate-1", "hotplate", "Hotplate", 2),
        Station("probe-1", "probe", "Probe", 1),
        Station("robot-1", "robot", "Robot", 1),
    ];

    private readonly List<RecordedEvent> events = [];

    public CampaignStory(Action<CampaignDraft>? change = null, double timeScale = 1, bool start = true)
    {
        TimeScale = timeScale;
        var draft = Draft();
        change?.Invoke(draft);
        Tell(0, new CampaignCreated(CampaignDefinition.From(draft)), "Ada");
        if (start)
            Tell(0, new CampaignStarted(timeScale), "Ada");
    }

    public double TimeScale { get; }

    public IReadOnlyList<RecordedEvent> Events => events;

    public Campaign Campaign => Campaign.Fold(Id, events);

    public static DateTimeOffset At(double seconds) => Start.AddSeconds(seconds);

    /// <summary>Route: 0 dispense, 1 to anneal, 2 anneal, 3 to measure, 4 measure.</summary>
    public static CampaignDraft Draft() => new()
    {
        Name = "Coatings",
        Parameters =
        [
            new ParameterDraft { Name = "temperature", Kind = "continuous", Low = 100, High = 300, Unit = "°C" },
            new ParameterDraft { Name = "cycles", Kind = "integer", Low = 1, High = 9 },
            new ParameterDraft { Name = "solvent", Kind = "categorical", Choices = ["water", "ethanol"] },
        ],
        Objectives = [new ObjectiveDraft { Name = "conductivity", Unit = "S/m", Goal = "maximize" }],
        Stages =
        [
            new StageDraft { Name = "dispense", StationKind = "dispenser", Seconds = 60 },
            new StageDraft { Name = "anneal", StationKind = "hotplate", Seconds = 300 },
            new StageDraft { Name = "measure", StationKind = "probe", Seconds = 30, Measures = ["conductivity"] },
        ],
        Transfer = new TransferDraft { StationKind = "robot", Seconds = 10 },
        Strategy = "random",
        InitialKind = "random",
        InitialCount = 5,
        BudgetExperiments = 100,
        MaxInFlight = 4,
        Seed = 1,
        Failures = new FailureDraft { Retries = 1, Then = "continue" },
        Approval = "none",
    };

    public static Configuration Recipe(double temperature = 284, int cycles = 3, string solvent = "water") =>
        new([KeyValuePair.Create("temperature", ParameterValue.Of(temperature)), KeyValuePair.Create("cycles", ParameterValue.Of(cycles)), KeyValuePair.Create("solvent", ParameterValue.Of(solvent))]);

    public CampaignStory Tell(double seconds, CampaignEvent item, string actor = "portal")
    {
        events.Add(new RecordedEvent(Id, events.Count + 1, item, At(seconds), actor, $"hash {events.Count + 1}"));
        return this;
    }

    public CampaignStory Suggest(double seconds, int experiment, int observed = 0, int pending = 0, SuggestionSource source = SuggestionSource.Strategy) =>
        Tell(seconds, new ExperimentSuggested(experiment, source, Recipe(), new Rationale { Strategy = source == SuggestionSource.Manual ? "by hand" : "ei", Observed = observed, Pending = pending }));

    public CampaignStory Begin(double seconds, int experiment, int step, string station, int slot = 0, int attempt = 1, Place? destination = null) =>
        Tell(seconds, new StageStarted(experiment, step, attempt, $"c{experiment}-{step}-{attempt}", new Place(station, slot), Campaign.Route[step].Seconds, destination));

    public CampaignStory End(double seconds, int experiment, int step, int attempt = 1) =>
        Tell(seconds, new StageFinished(experiment, step, attempt, []));

    public CampaignStory Fail(double seconds, int experiment, int step, string reason, int attempt = 1, bool retry = true) =>
        Tell(seconds, new StageFailed(experiment, step, attempt, StageFault.Instrument, reason, retry));

    /// <summary>One experiment through the whole line without waiting, in 410 seconds.</summary>
    public CampaignStory Whole(double seconds, int experiment, double value, int slot = 0)
    {
        Suggest(seconds, experiment, observed: experiment - 1);
        Begin(seconds, experiment, 0, "dispenser-1").End(seconds + 60, experiment, 0);
        Begin(seconds + 60, experiment, 1, "robot-1", destination: new Place("hotplate-1", slot)).End(seconds + 70, experiment, 1);
        Begin(seconds + 70, experiment, 2, "hotplate-1", slot).End(seconds + 370, experiment, 2);
        Begin(seconds + 370, experiment, 3, "robot-1", destination: new Place("probe-1", 0)).End(seconds + 380, experiment, 3);
        Begin(seconds + 380, experiment, 4, "probe-1");
        Tell(seconds + 410, new StageFinished(experiment, 4, 1, [new MeasuredValue("conductivity", value)]));
        return Tell(seconds + 410, new ExperimentCompleted(experiment, [value]));
    }

    private static StationView Station(string id, string kind, string name, int capacity) =>
        new(new StationDescription(id, kind, name, capacity, 1, Simulated: true), StationState.Ready);
}
