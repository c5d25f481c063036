using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Domain.MetaAnalysis.Plans;

/// <summary>What became of a request for a plan.</summary>
public enum PlanVerdict
{
    /// <summary>As asked.</summary>
    Feasible,

    /// <summary>With narrower bounds or fewer experiments than asked.</summary>
    Reshaped,

    /// <summary>Some or all of it is answered by a surrogate instead of the lab.</summary>
    OnSurrogate,

    /// <summary>Nothing of it can be done.</summary>
    Refused,
}

/// <summary>What a part of a plan is for.</summary>
public enum PhaseKind
{
    /// <summary>The whole space evenly.</summary>
    Broad,

    /// <summary>Inside the promising regions.</summary>
    Dense,

    /// <summary>Outside of every region.</summary>
    Sparse,

    /// <summary>Where the prior runs disagree or say least.</summary>
    Unsure,

    /// <summary>Not for the lab: a surrogate of the prior runs answers.</summary>
    Simulated,
}

/// <summary>Which experiments to do where, in which order and why, what they promise, and what the lab had to say. The request decides every byte of it. Immutable.</summary>
public sealed record SearchPlan
{
    /// <summary>Changes whenever a number in a plan may change.</summary>
    public const int Form = 1;

    public required string Title { get; init; }

    public required PlanVerdict Verdict { get; init; }

    /// <summary>What became of it, in a sentence; of a refused plan the reason.</summary>
    public required string Sentence { get; init; }

    /// <summary>What was asked for, in experiments; null where hours or cost alone say.</summary>
    public required int? Asked { get; init; }

    /// <summary>For the lab; what a surrogate answers is not among them.</summary>
    public required int Experiments { get; init; }

    /// <summary>Until the last result, waiting for access included; null where durations are not known.</summary>
    public required double? Hours { get; init; }

    public required double? Cost { get; init; }

    /// <summary>What is left of the asked space.</summary>
    public required SearchSpace Space { get; init; }

    public required IReadOnlyList<PlanArm> Arms { get; init; }

    public required IReadOnlyList<PlanPhase> Phases { get; init; }

    /// <summary>In the order of the experiments; simulated ones last.</summary>
    public required IReadOnlyList<PlannedPoint> Points { get; init; }

    /// <summary>After each of the lab's experiments.</summary>
    public required IReadOnlyList<PlanPromise> Promise { get; init; }

    public required IReadOnlyList<FeasibilityFinding> Feasibility { get; init; }

    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>What a campaign gets that starts from this; null for a refused plan.</summary>
    public required WarmStart? Start { get; init; }
}

/// <summary>One region of the plan's bandit, or everything outside of the regions.</summary>
/// <param name="Name">"box 1", "further region 1", "elsewhere".</param>
/// <param name="Box">Null for elsewhere.</param>
/// <param name="TopDecile">The probability that an even draw from it is in the target's top decile.</param>
/// <param name="IsBest">The probability that no other arm has a larger one.</param>
/// <param name="Share">Of the experiments after the broad ones, by top-two Thompson sampling.</param>
/// <param name="Why">In a sentence.</param>
public sealed record PlanArm(string Name, PriorRegion? Box, string Sentence, Estimate TopDecile, double IsBest, double Share, int Experiments, string Why);

/// <param name="For">What it is for, in a sentence.</param>
public sealed record PlanPhase(PhaseKind Kind, int Experiments, string For);

/// <summary>One experiment of a plan.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Arm">The name of the arm it lies in.</param>
/// <param name="TopDecile">The probability that it is in the target's top decile, with the interval for tasks like the donors.</param>
/// <param name="Percentile">Where its outcome is expected among the space's configurations: 100 is the best.</param>
public sealed record PlannedPoint(int Number, PhaseKind Phase, string Arm, Configuration Configuration, Estimate TopDecile, Estimate Percentile, string Why)
{
    /// <summary>True where a surrogate answers instead of the lab: its percentile is then all there will be, and never a result.</summary>
    public bool IsSimulated => Phase == PhaseKind.Simulated;
}

/// <summary>The probability that at least one of the first experiments is in the target's top decile, and in its top 5 %.</summary>
/// <param name="ByChance">The same for as many even draws from the whole space, top decile.</param>
public sealed record PlanPromise(int Experiments, Estimate TopDecile, Estimate TopTwentieth, double ByChance);
