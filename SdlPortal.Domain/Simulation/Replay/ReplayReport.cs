using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation.Replay;

/// <summary>A running best over the replays: its mean, and from where to where the middle 80 % of the replays lie.</summary>
public readonly record struct ReplayBand(double Mean, double Low, double High);

/// <summary>Two strategies at the end of the same replays, in pairs.</summary>
/// <param name="Advantage">How much better the other one's best is, in the objective's units; positive is better whatever the goal.</param>
/// <param name="Better">Share of the replays in which it is better, equal ones counted half.</param>
public sealed record ReplayComparison(Estimate Advantage, double Better)
{
    /// <summary>True where the interval does not hold 0.</summary>
    public bool IsClear => Advantage.Low > 0 || Advantage.High < 0;
}

/// <summary>One strategy along the campaign's timeline, many times.</summary>
/// <param name="Strategy">As campaign files name it.</param>
/// <param name="Best">After each result: the best true value (of the surrogate, without noise) so far.</param>
/// <param name="Outside">Share of its choices at which the surrogate mostly guesses: more than half of its variance far from all results is left.</param>
/// <param name="AgainstOwn">Null for the campaign's own strategy.</param>
public sealed record ReplayedStrategy(string Strategy, IReadOnlyList<ReplayBand> Best, double Outside, ReplayComparison? AgainstOwn);

/// <summary>
/// What would have happened with another strategy, on a surrogate of the campaign's data: never a fact. Both strategies ran on the same surrogate with the same noise, so what the surrogate
/// has wrong hits both. The same record, strategies and options give the same report. Immutable.
/// </summary>
public sealed record ReplayReport
{
    /// <summary>What the values are values of.</summary>
    public required Objective Headline { get; init; }

    /// <summary>Replays of each strategy.</summary>
    public required int Seeds { get; init; }

    public required long Seed { get; init; }

    /// <summary>Of several objectives, that of the one that is predicted worst.</summary>
    public required SurrogateQuality Surrogate { get; init; }

    /// <summary>When each result arrived, in lab hours; the same in every replay.</summary>
    public required IReadOnlyList<double> Hours { get; init; }

    /// <summary>The best result measured so far, noise included; NaN while there was none.</summary>
    public required IReadOnlyList<double> Measured { get; init; }

    /// <summary>What the surrogate says, without noise, about the best of the real experiments so far: to be compared with the replays.</summary>
    public required IReadOnlyList<double> Happened { get; init; }

    public required ReplayedStrategy Own { get; init; }

    public required IReadOnlyList<ReplayedStrategy> Others { get; init; }

    /// <summary>Experiments with a result that no strategy chose: the same in every replay.</summary>
    public required int Given { get; init; }

    public required int Lost { get; init; }

    /// <summary>Reasons not to rely on any of it, one sentence each; empty where the surrogate is good enough.</summary>
    public required EquatableList<string> Doubts { get; init; }

    /// <summary>Strategies whose part of the answer rests on little, one sentence each.</summary>
    public required EquatableList<string> Reservations { get; init; }

    public bool IsReliable => Doubts.Count == 0;
}
