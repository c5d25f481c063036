using System.Text.Json.Serialization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation.Advising;

/// <summary>What the simulated campaigns of an advice measured on.</summary>
public enum AdviceBasis
{
    /// <summary>Functions drawn from a Gaussian process fitted to the campaign's prior results.</summary>
    PriorResults,

    /// <summary>Functions drawn from a Gaussian-process prior over the space: nothing is known about this material.</summary>
    PriorFunctions,
}

public enum AdviceSureness
{
    /// <summary>The recommendation is better than every other choice beyond chance.</summary>
    Clear,

    /// <summary>Other choices do about as well; of those with most experiments the recommended one has fewest in flight.</summary>
    Close,

    /// <summary>What the advice rests on is too poor to rely on; the remarks say why.</summary>
    Unreliable,
}

/// <summary>
/// How the best result found is expected to improve. Values are the true value (without noise) of the best configuration so far as a share of the way from a
/// typical first result (0) to the optimum (1), averaged over the simulated campaigns.
/// </summary>
/// <param name="At">Lab hours, or numbers of experiments; rising.</param>
public sealed record AdviceCurve(EquatableList<double> At, EquatableList<Estimate> Reached);

/// <summary>One choice the operator has, simulated.</summary>
public sealed record AdviceChoice(int InFlight, string Strategy)
{
    /// <summary>Experiments with a result per lab hour.</summary>
    public required double ThroughputPerHour { get; init; }

    /// <summary>Lab hours until the budget is spent.</summary>
    public required double MakespanHours { get; init; }

    /// <summary>Experiments pending when one is chosen, on average.</summary>
    public required double MeanPending { get; init; }

    /// <summary>Experiments with a result when the budget is spent.</summary>
    public required double Results { get; init; }

    public required string Bottleneck { get; init; }

    /// <summary>Share of the time the bottleneck works.</summary>
    public required double BottleneckShare { get; init; }

    /// <summary>What is reached when the budget is spent.</summary>
    public required Estimate AtEnd { get; init; }

    /// <summary>Probability, by the simulations so far, that no other choice reaches more within the same budget on average.</summary>
    public required double ProbabilityBest { get; init; }

    /// <summary>The same number of experiments one at a time would reach this much more: what not knowing the pending results costs. In shares, like <see cref="AtEnd"/>.</summary>
    public required Estimate CostOfDelay { get; init; }

    public required AdviceCurve ByHours { get; init; }

    public required AdviceCurve ByExperiments { get; init; }

    /// <summary>Simulated campaigns behind it: fewer than <see cref="Advice.Repetitions"/> where it was given up as clearly worse.</summary>
    public int Repetitions { get; init; }
}

/// <summary>What one more station of the bottleneck's kind would change at the recommended choice (with as many more in flight as then is best).</summary>
public sealed record ExtraStation(string Kind, int InFlight, double ThroughputPerHour, Estimate Gain, double HoursSaved);

/// <summary>
/// The answer to "how parallel should this campaign run, and with which strategy": every choice simulated on the lab's stations, and the recommended one.
/// The same question and seed give the same advice. Immutable; kept in the campaign's log.
/// </summary>
public sealed record Advice
{
    public required AdviceBasis Basis { get; init; }

    /// <summary>Cross-validated r² of the model of the prior results; null without any.</summary>
    public double? R2 { get; init; }

    public required int RecommendedInFlight { get; init; }

    public required string RecommendedStrategy { get; init; }

    public required AdviceSureness Sureness { get; init; }

    /// <summary>The answer in plain words, one or two sentences.</summary>
    public required string Sentence { get; init; }

    /// <summary>What else the reader should know, one sentence each: assumptions, weaknesses of the basis.</summary>
    public EquatableList<string> Remarks { get; init; } = [];

    /// <summary>By number in flight, then by strategy.</summary>
    public required EquatableList<AdviceChoice> Choices { get; init; }

    public ExtraStation? Extra { get; init; }

    /// <summary>Simulated campaigns behind each choice that was not given up.</summary>
    public required int Repetitions { get; init; }

    public required long Seed { get; init; }

    /// <summary>The recommended choice.</summary>
    [JsonIgnore]
    public AdviceChoice Recommended => Choices.First(c => c.InFlight == RecommendedInFlight && c.Strategy == RecommendedStrategy);
}
