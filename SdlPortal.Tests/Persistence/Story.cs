using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation.Advising;
using SdlPortal.Domain.Stations;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Persistence;

/// <summary>Events as a lab would write them, one minute apart.</summary>
internal static class Story
{
    public static readonly DateTimeOffset Begin = new(2026, 3, 14, 9, 26, 53, 589, TimeSpan.FromHours(2));

    public static CampaignDefinition Definition(string name = "Coatings", string? approval = "required", GroundTruthDraft? truth = null) => CampaignDefinition.From(new CampaignDraft
    {
        Name = name,
        Description = "Grüße – \"quoted\" <b>",
        Parameters =
        [
            new() { Name = "temperature", Kind = "continuous", Low = 20, High = 300, Unit = "°C" },
            new() { Name = "solvent", Kind = "categorical", Choices = ["water", "ethanol"] },
        ],
        Objectives = [new() { Name = "conductivity", Unit = "S/m", Goal = "maximize" }, new() { Name = "cost", Goal = "minimize" }],
        Stages = [new() { Name = "mix", StationKind = "mixer", Seconds = 60 }, new() { Name = "probe", StationKind = "probe", Seconds = 30, Measures = ["conductivity", "cost"] }],
        Strategy = "random",
        InitialKind = "sobol",
        InitialCount = 2,
        BudgetExperiments = 20,
        BudgetHours = 12.5,
        MaxInFlight = 4,
        Seed = 7,
        Approval = approval,
        GroundTruth = truth,
    });

    public static Configuration Recipe(double temperature) => new([KeyValuePair.Create<string, ParameterValue>("temperature", temperature), KeyValuePair.Create<string, ParameterValue>("solvent", "water")]);

    public static ExperimentSuggested Suggested(int experiment, SuggestionSource source = SuggestionSource.Strategy) => new(experiment, source, Recipe(20 + experiment + 1d / 3), new Rationale
    {
        Strategy = "ei",
        Observed = 3,
        Pending = 2,
        Predicted = [new Prediction("conductivity", 1.5, 0.25), new Prediction("cost", 2, 0.5)],
        Acquisition = "log-EI",
        AcquisitionValue = -3.25,
        Incumbent = 1.25,
        LengthScales = [new LengthScale("temperature", 0.3)],
        NoiseSd = 0.01,
        Remarks = ["The model fell back to a longer length scale."],
    });

    public static StageStarted Started(int experiment, int step, int attempt = 1) =>
        new(experiment, step, attempt, $"c-{experiment}-{step}-{attempt}", new Place(step == 0 ? "mixer" : "probe", 0), step == 0 ? 60 : 30, null);

    public static StageFinished Finished(int experiment, int step, int attempt = 1, double value = 0) =>
        new(experiment, step, attempt, step == 0 ? [] : [new MeasuredValue("conductivity", value), new MeasuredValue("cost", 1)]);

    /// <summary>An experiment that needs nobody.</summary>
    public static IEnumerable<CampaignEvent> Smooth(int experiment, double value) =>
    [
        Suggested(experiment), new ExperimentApproved(experiment),
        Started(experiment, 0), Finished(experiment, 0), Started(experiment, 1), Finished(experiment, 1, 1, value),
        new ExperimentCompleted(experiment, [value, 1]),
    ];

    /// <summary>A campaign to which everything happens that can happen to one.</summary>
    public static IReadOnlyList<CampaignEvent> Eventful { get; } =
    [
        new CampaignCreated(Definition("Draft")),
        new DefinitionChanged(Definition()),
        new PriorResultsAdded("older.csv", [new Observation(Recipe(25), [0.5, 3]), new Observation(Recipe(26), [0.1, 4])]),
        new AdviceRecorded(Advices.Of().ForRecord()),
        new CampaignStarted(60),
        .. Smooth(1, 2.5),
        .. Smooth(2, 1.5),
        Suggested(3),
        new SuggestionEdited(3, Recipe(99), "rounder"),
        new ExperimentApproved(3),
        Suggested(4),
        new ExperimentRejected(4, "boils"),
        Started(3, 0),
        new StageFailed(3, 0, 1, StageFault.Timeout, "no answer", true),
        Started(3, 0, 2),
        new StageFailed(3, 0, 2, StageFault.Instrument, "motor", false),
        new ExperimentFailed(3, "motor"),
        Suggested(5, SuggestionSource.Manual),
        Started(5, 0),
        new CampaignPaused("The mixer's motor."),
        new StageOutcomeUnknown(5, 0, 1, "the portal was off"),
        new UnknownOutcomeDecided(5, 0, 1, UnknownDecision.ItFinished, "seen on the camera"),
        new ExperimentRetried(3),
        new CampaignResumed(),
        Started(3, 0, 3), Finished(3, 0, 3), Started(3, 1), Finished(3, 1, 1, 3.5), new ExperimentCompleted(3, [3.5, 1]),
        Started(5, 1),
        new AbandonRequested(5, "nobody knows"),
        new StageOutcomeUnknown(5, 1, 1, "the portal was off again"),
        new UnknownOutcomeDecided(5, 1, 1, UnknownDecision.Abandon, null),
        new ExperimentAbandoned(5, "nobody knows"),
        Suggested(6), new ExperimentApproved(6), Started(6, 0), new StageFailed(6, 0, 1, StageFault.Nonsense, "garbled", false), new ExperimentFailed(6, "garbled"),
        new SuggestionFailed("The space is empty."),
        new CampaignPaused("No suggestion."),
        new ExperimentAbandoned(6, "worn sample"),
        Suggested(7),
        new CampaignStopping(StopMode.FinishRunning, "enough"),
        new ExperimentRejected(7, "stopped"),
        new CampaignFinished(FinishReason.Stopped),
    ];

    public static NewEvent[] At(int minute, params IEnumerable<CampaignEvent> events) =>
        [.. events.Select((e, i) => new NewEvent(e, Begin.AddMinutes(minute + i).AddTicks(1234567), i % 2 == 0 ? "Ada" : "portal"))];

    /// <summary>Appends one event at a time and returns what was recorded.</summary>
    public static async Task<List<RecordedEvent>> TellAsync(this ICampaignLog log, Guid campaign, IEnumerable<CampaignEvent> events, long after = 0)
    {
        var told = new List<RecordedEvent>();
        foreach (var item in At((int)after, events))
            told.AddRange(await log.AppendAsync(campaign, after + told.Count, [item]));
        return told;
    }
}
