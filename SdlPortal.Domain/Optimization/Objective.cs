using SdlPortal.Domain.Optimization.MultiObjective;

namespace SdlPortal.Domain.Optimization;

public enum Goal
{
    Maximize,
    Minimize,

    /// <summary>The nearest to <see cref="Objective.Target"/> wins.</summary>
    Target,

    /// <summary>Measured for its own sake: nothing is sought, but an <see cref="OutcomeConstraint"/> may bound it.</summary>
    Measure,
}

/// <summary>A measured quantity that a campaign drives up, down or to a target, or only keeps an eye on.</summary>
public sealed record Objective(string Name, Goal Goal, string? Unit = null)
{
    /// <summary>The value sought by <see cref="Goal.Target"/>, in the objective's unit; null for other goals.</summary>
    public double? Target { get; init; }

    /// <summary>From where to where a value becomes desirable; null where nobody has said.</summary>
    public Desirability? Desirability { get; init; }

    /// <summary>The name with its unit, as plots and tables label it.</summary>
    public string Label => string.IsNullOrEmpty(Unit) ? Name : $"{Name} ({Unit})";

    /// <summary>False for what is only measured.</summary>
    public bool IsSought => Goal != Goal.Measure;

    /// <summary>
    /// The value as models see it; its own inverse. Where something is to be as large or as small as possible, it has the sign that makes larger better.
    /// </summary>
    public double Oriented(double value) => Goal == Goal.Minimize ? -value : value;

    /// <summary>How good an oriented value is.</summary>
    public Merit Merit => new(Goal == Goal.Target ? Target : null);

    /// <summary>True when the candidate comes closer to the goal; never for what is only measured.</summary>
    public bool IsBetter(double candidate, double incumbent) => IsSought && Merit.Of(Oriented(candidate)) > Merit.Of(Oriented(incumbent));
}
