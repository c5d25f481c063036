using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization;

/// <summary>Which strategy chooses, by its registered name, and how. What is left unset is the strategy's own way.</summary>
public sealed record StrategyChoice(string Name)
{
    /// <summary>How pending experiments enter the choice; null leaves it to the strategy.</summary>
    public PendingPolicy? Pending { get; init; }

    /// <summary>Other strategies from a later experiment on, in rising order.</summary>
    public EquatableList<StrategyPhase> Phases { get; init; } = [];

    /// <summary>Share of suggestions, 0 to 1, that fill the space instead of following the model.</summary>
    public double ExplorationShare { get; init; }

    public DuplicatePolicy Duplicates { get; init; } = DuplicatePolicy.WhenNoisy;

    /// <summary>The name of the strategy that chooses experiment number <paramref name="index"/>, from 0.</summary>
    public string At(int index) => Phases.LastOrDefault(p => p.From <= index)?.Strategy ?? Name;
}

/// <summary>From this experiment on (counted from 0, initial design included) another strategy chooses.</summary>
public sealed record StrategyPhase(int From, string Strategy);

/// <summary>How experiments whose results are not yet known enter the choice of the next one.</summary>
public enum PendingPolicy
{
    /// <summary>Their unknown results are part of the model's joint prediction, and the choice is averaged over them.</summary>
    Joint,

    /// <summary>They are taken to come out as predicted (kriging believer).</summary>
    Believer,

    /// <summary>They are taken to equal the worst result so far (constant liar).</summary>
    LiarWorst,

    /// <summary>They are taken to equal the mean result so far (constant liar).</summary>
    LiarMean,

    /// <summary>They are taken to equal the best result so far (constant liar).</summary>
    LiarBest,

    /// <summary>They are taken to come out well below their prediction (mean less one standard deviation).</summary>
    Pessimistic,

    /// <summary>The acquisition is lowered around them as far as they could still reach (local penalization).</summary>
    Penalized,

    /// <summary>They are not looked at, except that none is proposed twice.</summary>
    Ignored,
}

/// <summary>Whether a configuration may be measured again.</summary>
public enum DuplicatePolicy
{
    /// <summary>Never while any other configuration is left.</summary>
    Forbid,

    /// <summary>Whenever the strategy wants to.</summary>
    AsReplicates,

    /// <summary>Only while the model finds that results scatter enough for a repeat to tell something.</summary>
    WhenNoisy,
}
