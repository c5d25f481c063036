using SdlPortal.Domain.Optimization;

namespace SdlPortal.Domain.Simulation.Advising;

/// <summary>Whether a question can be answered at all. Pure.</summary>
public static class AdviceCheck
{
    /// <summary>Every reason why not, each with its remedy; empty when it can.</summary>
    public static IReadOnlyList<string> Reasons(AdviceQuestion question)
    {
        var reasons = new List<string>();
        var definition = question.Definition;
        foreach (var kind in definition.Workflow.Route.Select(s => s.StationKind).Distinct(StringComparer.Ordinal).Where(kind => question.Lab.Stations.All(s => s.Station.Kind != kind)))
            reasons.Add($"This lab has no station of the kind {kind}. Add one, or change the workflow.");
        foreach (var name in question.Strategies.Where(s => Optimization.Strategies.Find(s) is null))
            reasons.Add($"There is no strategy '{name}'. Choose among {string.Join(", ", Optimization.Strategies.Names)}.");
        foreach (var number in question.InFlight.Where(k => k is < 1 or > 1000))
            reasons.Add($"{number} in flight is not possible. Give whole numbers from 1 to 1000.");
        if (!definition.Objectives.Any(o => o.IsSought))
            reasons.Add("No objective is sought, so nothing can be advised. Choose a goal for at least one.");
        return reasons;
    }
}
