using System.Globalization;
using SdlPortal.Domain.Optimization.MultiObjective;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization;

/// <summary>How several objectives become one question.</summary>
public enum Combination
{
    /// <summary>They are not weighed against each other: what counts is the Pareto front.</summary>
    TradeOff,

    /// <summary>Each becomes a desirability between 0 and 1, and their weighted geometric mean is maximized.</summary>
    Desirability,
}

/// <summary>A measured outcome has to stay on one side of a value, in the outcome's unit. A result that does not is known but never the best.</summary>
/// <param name="Outcome">The name of an objective.</param>
/// <param name="Relation">At most or at least.</param>
public sealed record OutcomeConstraint(string Outcome, Relation Relation, double Value)
{
    public bool Keeps(double value) => Relation == Relation.AtMost ? value <= Value : value >= Value;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Outcome} {Relation.Symbol()} {Value}");
}

/// <summary>What a campaign is after: its objectives, how several are combined, and what outcomes have to keep. Decides which of two results is better. Immutable.</summary>
public sealed record Aims(EquatableList<Objective> Objectives, EquatableList<OutcomeConstraint> Constraints, Combination Combination)
{
    /// <summary>The one number that tells how good a result is: the overall desirability, or the first objective.</summary>
    public Objective Headline => Combination == Combination.Desirability ? DesirabilityHeadline : Objectives[0];

    private static readonly Objective DesirabilityHeadline = new("desirability", Goal.Maximize);

    /// <summary>Indices of the objectives that are sought, not only measured.</summary>
    public IReadOnlyList<int> Sought => [.. Enumerable.Range(0, Objectives.Count).Where(o => Objectives[o].IsSought)];

    /// <summary>The headline's value for a result: one number per objective, in their units and signs.</summary>
    public double HeadlineValue(IReadOnlyList<double> values) =>
        Combination == Combination.Desirability ? Math.Max(0, Desirability.Score(Objectives, values)) : values[0];

    /// <summary>True when the result keeps every outcome constraint.</summary>
    public bool AreKept(IReadOnlyList<double> values)
    {
        foreach (var constraint in Constraints)
        {
            var outcome = IndexOf(constraint.Outcome);
            if (outcome >= 0 && !constraint.Keeps(values[outcome]))
                return false;
        }

        return true;
    }

    /// <summary>True when the first result is better than the second; both keep the constraints.</summary>
    public bool IsBetter(IReadOnlyList<double> candidate, IReadOnlyList<double> incumbent) => Headline.IsBetter(HeadlineValue(candidate), HeadlineValue(incumbent));

    /// <summary>The place of an outcome among the objectives; -1 for none.</summary>
    public int IndexOf(string outcome)
    {
        for (var o = 0; o < Objectives.Count; o++)
        {
            if (Objectives[o].Name == outcome)
                return o;
        }

        return -1;
    }
}
