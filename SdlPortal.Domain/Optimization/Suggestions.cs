using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Screening;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization;

/// <summary>A configuration with its measured objectives, one value per objective in the request's order, in the objective's own units and sign.</summary>
public sealed record Observation(Configuration Configuration, EquatableList<double> Values)
{
    /// <summary>Standard error of each value in the same order and units, where it is known (replicates, an instrument's own estimate); empty where the model has to infer the noise.</summary>
    public EquatableList<double> StandardErrors { get; init; } = [];
}

public enum InitialDesignKind { Random, Sobol }

/// <summary>The experiments chosen before the strategy takes over.</summary>
public sealed record InitialDesign(InitialDesignKind Kind, int Count);


/// <summary>
/// Everything a suggestion depends on: the same request gives the same suggestion on any machine. The request carries all
/// measured and all pending experiments; a suggester keeps nothing between calls.
/// </summary>
/// <param name="Index">Which experiment of the campaign this is, from 0; with the seed it decides every random draw.</param>
public sealed record SuggestionRequest(
    SearchSpace Space,
    EquatableList<Objective> Objectives,
    IReadOnlyList<Observation> Observations,
    IReadOnlyList<Configuration> Pending,
    InitialDesign InitialDesign,
    StrategyChoice Strategy,
    long Seed,
    int Index)
{
    /// <summary>What measured outcomes have to keep; incumbents are results that do.</summary>
    public EquatableList<OutcomeConstraint> OutcomeConstraints { get; init; } = [];

    /// <summary>How several objectives become one question.</summary>
    public Combination Combination { get; init; }

    /// <summary>Objectives, their combination and the outcome constraints together.</summary>
    public Aims Aims => new(Objectives, OutcomeConstraints, Combination);

    /// <summary>Suggestions that a person rejected: not to be proposed again, but not pending either.</summary>
    public IReadOnlyList<Configuration> Refused { get; init; } = [];

    /// <summary>Experiments given up because of their recipe, in the order in which that happened. They teach where recipes fail; experiments lost to a machine's fault do not belong here.</summary>
    public IReadOnlyList<Configuration> Abandoned { get; init; } = [];

    /// <summary>How many of the observations, the first ones, are results from before the campaign.</summary>
    public int PriorResults { get; init; }

    /// <summary>What a digital twin has to say before an experiment goes to the real stations; null for most campaigns. Strategies do not look at it: see <see cref="Screen"/>.</summary>
    public Prescreen? Prescreen { get; init; }

    /// <summary>What is known from other tasks; null for most campaigns.</summary>
    public WarmStart? WarmStart { get; init; }

    /// <summary>How many experiments, the first ones, are not the strategy's own choice: the initial design, which counts the given points.</summary>
    public int InitialCount => Math.Max(InitialDesign.Count, WarmStart?.InitialPoints.Count ?? 0);

    /// <summary>The logarithm of a weight over the unit cube that strategies with a model multiply their acquisition by, and its derivatives; null for none. It knows no measurement.</summary>
    internal Differentiable? Screen { get; init; }

    /// <summary>What the models were fitted with when the last suggestion was made; the next fit starts there. Empty at first.</summary>
    public EquatableList<FittedModel> LastFit { get; init; } = [];
}

/// <summary>A strategy. Pure: no clock, no state, no shared random numbers; safe to call from any thread.</summary>
public interface ISuggester
{
    /// <summary>The name that campaign files use.</summary>
    string Name { get; }

    /// <summary>The name as people say it, in the middle of a sentence: "expected improvement".</summary>
    string Title { get; }

    /// <summary>One sentence for the person who chooses a strategy.</summary>
    string Description { get; }

    /// <summary>The ways it can let pending experiments enter its choice, its own way first.</summary>
    IReadOnlyList<PendingPolicy> PendingPolicies { get; }

    /// <summary>
    /// Proposes one configuration inside the space.
    /// </summary>
    /// <exception cref="SuggestionException">No configuration can be proposed, with the reason and the remedy.</exception>
    Suggestion Suggest(SuggestionRequest request, CancellationToken cancellationToken = default);
}

/// <summary>A strategy could not propose anything; the message says why and what to change.</summary>
public sealed class SuggestionException(string message, Exception? inner = null) : Exception(message, inner);
