using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization;

/// <summary>A configuration with its measured objectives, one value per objective in the request's order, in the objective's own units and sign.</summary>
public sealed record Observation(Configuration Configuration, EquatableList<double> Values);

public enum InitialDesignKind { Random, Sobol }

/// <summary>The experiments chosen before the strategy takes over.</summary>
public sealed record InitialDesign(InitialDesignKind Kind, int Count);

/// <summary>Which strategy chooses, by its registered name, and its settings (all optional; a strategy names the ones it knows).</summary>
public sealed record StrategyChoice(string Name);

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
    /// <summary>Suggestions that a person rejected: not to be proposed again, but not pending either.</summary>
    public IReadOnlyList<Configuration> Refused { get; init; } = [];
}

/// <summary>A proposed configuration with the reason for it.</summary>
public sealed record Suggestion(Configuration Configuration, Rationale Rationale);

/// <summary>Why a configuration was proposed, as the record keeps it. Predicted values are in the objective's own units and sign.</summary>
public sealed record Rationale
{
    /// <summary>The strategy that chose: "ei", "sobol", "initial random", "by hand".</summary>
    public required string Strategy { get; init; }

    /// <summary>How many results the model had seen (prior results included).</summary>
    public required int Observed { get; init; }

    /// <summary>How many experiments were pending when the suggestion was made.</summary>
    public required int Pending { get; init; }

    /// <summary>The model's prediction for each objective, in order; empty where the strategy has no model.</summary>
    public EquatableList<Prediction> Predicted { get; init; } = [];

    /// <summary>The acquisition function and its value at the proposed point; null where there is none.</summary>
    public string? Acquisition { get; init; }

    public double? AcquisitionValue { get; init; }

    /// <summary>The best result the acquisition was measured against, in the objective's units and sign.</summary>
    public double? Incumbent { get; init; }

    /// <summary>Fitted length scale of each parameter in the unit cube, by name: short means that the parameter matters.</summary>
    public EquatableList<LengthScale> LengthScales { get; init; } = [];

    /// <summary>Standard deviation of the noise the model inferred, in the objective's units.</summary>
    public double? NoiseSd { get; init; }

    /// <summary>What a reader should know besides: a fallback that was taken and why. One sentence each.</summary>
    public EquatableList<string> Remarks { get; init; } = [];
}

/// <summary>Mean and standard deviation of the latent objective (noise not included), in its own units.</summary>
public sealed record Prediction(string Objective, double Mean, double Sd);

public sealed record LengthScale(string Parameter, double Value);

/// <summary>A strategy. Pure: no clock, no state, no shared random numbers; safe to call from any thread.</summary>
public interface ISuggester
{
    /// <summary>The name that campaign files use.</summary>
    string Name { get; }

    /// <summary>One sentence for the person who chooses a strategy.</summary>
    string Description { get; }

    /// <summary>
    /// Proposes one configuration inside the space.
    /// </summary>
    /// <exception cref="SuggestionException">No configuration can be proposed, with the reason and the remedy.</exception>
    Suggestion Suggest(SuggestionRequest request, CancellationToken cancellationToken = default);
}

/// <summary>A strategy could not propose anything; the message says why and what to change.</summary>
public sealed class SuggestionException(string message, Exception? inner = null) : Exception(message, inner);
