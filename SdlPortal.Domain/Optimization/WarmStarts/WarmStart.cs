using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.WarmStarts;

/// <summary>
/// What a campaign knows before its first result, from other tasks: points to begin with, a belief about where the best lies, and runs of related tasks. All of it fades as the campaign's own results arrive, and none of it is
/// ever an observation of the campaign. In the campaign's own parameters and units. Immutable.
/// </summary>
public sealed record WarmStart
{
    public required WarmStartOrigin Origin { get; init; }

    /// <summary>The campaign's first experiments, in this order, before its initial design (which counts them: index i takes point i).</summary>
    public EquatableList<Configuration> InitialPoints { get; init; } = [];

    /// <summary>Where the best is believed to lie; empty for no belief. The probabilities add up to less than 1: what is left is spread evenly over the whole space.</summary>
    public EquatableList<PriorRegion> Regions { get; init; } = [];

    /// <summary>Runs of related tasks, for a ranking-weighted ensemble; those that mislead lose their weight.</summary>
    public EquatableList<Donor> Donors { get; init; } = [];
}

/// <summary>Why a campaign has its warm start.</summary>
public enum WarmStartPurpose
{
    /// <summary>It makes use of a recommendation.</summary>
    Follow,

    /// <summary>It tries a recommendation with fresh experiments inside and outside of its region.</summary>
    Validate,
}

/// <summary>Where a warm start comes from.</summary>
/// <param name="Title">As people call it: a recommendation's title, or the name of a file.</param>
/// <param name="Recommendation">The recommendation in this portal; null where it came as a file.</param>
/// <param name="Version">Of its document.</param>
public sealed record WarmStartOrigin(string Title, WarmStartPurpose Purpose = WarmStartPurpose.Follow, Guid? Recommendation = null, int? Version = null);

/// <summary>A box of the space and the probability that the best configurations lie in it; parameters that no side names are free.</summary>
/// <param name="Probability">Above 0, below 1.</param>
public sealed record PriorRegion(EquatableList<PriorSide> Sides, double Probability);

/// <summary>What a box says of one parameter: low ≤ value ≤ high in the parameter's unit (null where an end is open) for numbers, one of the choices for categories.</summary>
public sealed record PriorSide(string Parameter, double? Low, double? High, EquatableList<string> Choices);

/// <summary>Runs of another task in the campaign's parameters.</summary>
/// <param name="Weight">What the task counts before the campaign has results of its own to judge it by; ≥ 0, relative to the other donors.</param>
public sealed record Donor(string Task, double Weight, EquatableList<DonorRun> Runs);

/// <param name="Value">Of the campaign's first objective, oriented: larger is better. Only differences within one donor matter, never its unit.</param>
public sealed record DonorRun(Configuration Configuration, double Value);
