using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation.Studies;

/// <summary>One simulated campaign of a study, observation by observation, in the order in which its experiments were chosen; or why it could not be done.</summary>
public sealed record StudyRepetition(StudyKey Key)
{
    /// <summary>The value of every parameter, in the space's order, per observation.</summary>
    public IReadOnlyList<IReadOnlyList<ParameterValue>> X { get; init; } = [];

    /// <summary>Measured, in the objective's unit and sign.</summary>
    public IReadOnlyList<double> Y { get; init; } = [];

    /// <summary>Without noise.</summary>
    public IReadOnlyList<double> F { get; init; } = [];

    /// <summary>Seconds in which models were fitted, per proposal: the observations after the initial ones.</summary>
    public IReadOnlyList<double> FitSeconds { get; init; } = [];

    /// <summary>Seconds for all else of each proposal: the search for the best acquisition, mostly.</summary>
    public IReadOnlyList<double> AcquireSeconds { get; init; } = [];

    /// <summary>What the whole repetition took.</summary>
    public double Seconds { get; init; }

    /// <summary>Why it has no observations; null where it has.</summary>
    public string? Failure { get; init; }
}
