using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Web.Campaigns;

/// <summary>Goals and bounds in words. Pure.</summary>
internal static class GoalWords
{
    /// <summary>What the best value of a goal is called.</summary>
    public static string Superlative(Goal goal) => goal switch
    {
        Goal.Maximize => "highest",
        Goal.Minimize => "lowest",
        Goal.Target => "closest",
        _ => "latest",
    };

    /// <summary>The goal and what it is about, for a list of facts.</summary>
    public static (string Name, string Text) Fact(Objective objective) => objective.Goal switch
    {
        Goal.Maximize => ("Maximize", objective.Label),
        Goal.Minimize => ("Minimize", objective.Label),
        Goal.Target => ("Bring to a target", $"{objective.Name} to {Quantity.Text(objective.Target ?? 0, objective.Unit)}"),
        _ => ("Measure", objective.Label),
    };

    /// <summary>What outcomes have to keep and how several objectives are combined.</summary>
    public static IEnumerable<(string Name, string Text)> Facts(Aims aims)
    {
        foreach (var bound in aims.Constraints)
            yield return ("Keep", $"{bound.Outcome} {(bound.Relation == Relation.AtMost ? "≤" : "≥")} {Quantity.Text(bound.Value, aims.Objectives.FirstOrDefault(o => o.Name == bound.Outcome)?.Unit)}");
        if (aims.Combination == Combination.Desirability)
            yield return ("Combined by", $"desirability: {string.Join(", ", aims.Objectives.Where(o => o.IsSought && o.Desirability is not null).Select(o => $"{o.Name} from {Quantity.Text(o.Desirability!.Low)} to {Quantity.Text(o.Desirability.High, o.Unit)}, weight {Quantity.Text(o.Desirability.Weight)}"))}");
    }
}
