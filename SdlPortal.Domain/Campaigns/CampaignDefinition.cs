using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.Screening;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Workflows;

namespace SdlPortal.Domain.Campaigns;

/// <summary>What a campaign is allowed to spend: experiments, lab hours, or both (whichever ends first).</summary>
public sealed record Budget(int? Experiments, double? Hours);

public enum AfterFailure { Continue, Pause }

/// <summary>What happens when a stage fails: how often it is tried again by itself, and what the campaign does after that.</summary>
public sealed record FailurePolicy(int Retries, AfterFailure Then)
{
    /// <summary>Whatever the policy, this many experiments failed one after the other pause the campaign: something is broken.</summary>
    public const int InARowBeforePause = 3;
}

public enum GroundTruthKind { Table, Function }

/// <summary>What simulated stations measure. Real stations ignore it.</summary>
public sealed record GroundTruthSource(GroundTruthKind Kind, string NameOrPath, double? Noise);

/// <summary>
/// Everything a campaign is, as agreed before its start. Immutable, and valid by construction: the only way to one is
/// <see cref="From"/>, which refuses a draft with all of its problems at once.
/// </summary>
public sealed record CampaignDefinition
{
    internal CampaignDefinition()
    {
    }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required SearchSpace Space { get; init; }

    public required EquatableList<Objective> Objectives { get; init; }

    /// <summary>What measured outcomes have to keep; results that do not are never the best.</summary>
    public EquatableList<OutcomeConstraint> OutcomeConstraints { get; init; } = [];

    public Combination Combination { get; init; }

    /// <summary>Objectives, their combination and the outcome constraints together.</summary>
    public Aims Aims => new(Objectives, OutcomeConstraints, Combination);

    public required Workflow Workflow { get; init; }

    public required StrategyChoice Strategy { get; init; }

    public required InitialDesign InitialDesign { get; init; }

    public required Budget Budget { get; init; }

    public required int MaxInFlight { get; init; }

    public required long Seed { get; init; }

    public required FailurePolicy Failures { get; init; }

    public required bool ApprovalRequired { get; init; }

    public GroundTruthSource? GroundTruth { get; init; }

    /// <summary>The digital twin that experiments have to pass before they go to the stations; null for none.</summary>
    public Prescreen? Prescreen { get; init; }

    /// <summary>What it knows from other tasks before its first result; null for nothing.</summary>
    public WarmStart? WarmStart { get; init; }

    /// <exception cref="DefinitionException">The draft has problems; all of them are listed.</exception>
    public static CampaignDefinition From(CampaignDraft draft) => DraftCheck.Build(draft, out var problems) ?? throw new DefinitionException(problems);

    /// <summary>The question for an experiment's configuration as this definition puts it.</summary>
    /// <param name="index">Which experiment it is, from 0.</param>
    public SuggestionRequest Ask(IReadOnlyList<Observation> observations, IReadOnlyList<Configuration> pending, int index) =>
        new(Space, Objectives, observations, pending, InitialDesign, Strategy, Seed, index) { OutcomeConstraints = OutcomeConstraints, Combination = Combination, Prescreen = Prescreen, WarmStart = WarmStart };

    /// <summary>An editable copy.</summary>
    public CampaignDraft ToDraft() => DraftWriter.Write(this);
}
