using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation.Line;

namespace SdlPortal.Domain.Simulation.Advising;

/// <summary>What an advice is asked about: a campaign on a lab, and the choices to compare. Everything the answer depends on. Immutable.</summary>
/// <param name="Definition">Its own number in flight is one candidate among others.</param>
public sealed record AdviceQuestion(CampaignDefinition Definition, LabModel Lab)
{
    /// <summary>At most so many different numbers in flight are compared when the question leaves them open.</summary>
    public const int MostInFlightCandidates = 8;

    /// <summary>Results known before the start, one value per objective of the definition.</summary>
    public IReadOnlyList<Observation> Prior { get; init; } = [];

    /// <summary>Numbers in flight to compare; empty takes 1 up to one more than fills the line. One at a time is always simulated, as the reference.</summary>
    public EquatableList<int> InFlight { get; init; } = [];

    /// <summary>Names of strategies to compare; empty takes the definition's own, auto, qnei, ei and mode-cycle.</summary>
    public EquatableList<string> Strategies { get; init; } = [];

    /// <summary>What the lab model rests on, one sentence each; said along with the advice.</summary>
    public EquatableList<string> LabRemarks { get; init; } = [];

    public long Seed { get; init; } = 1;

    /// <summary>Repetitions after which the advice is final.</summary>
    public int MostRepetitions { get; init; } = 200;
}

/// <summary>How far the round at work is.</summary>
/// <param name="Round">From 1; each completed one gives an advice.</param>
/// <param name="Done">Simulated campaigns of it that have ended.</param>
public readonly record struct AdviceProgress(int Round, int Done, int Campaigns);

/// <summary>No advice can be given; holds every reason, each with its remedy.</summary>
public sealed class AdviceRefusedException(IReadOnlyList<string> reasons) : Exception(string.Join(' ', reasons))
{
    public IReadOnlyList<string> Reasons { get; } = reasons;
}
