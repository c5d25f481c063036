using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Harmonization;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;

namespace SdlPortal.Domain.MetaAnalysis.Plans;

/// <summary>What the lab's hardware leaves of a request. Pure.</summary>
internal static class LabLimits
{
    /// <returns>The space within what stations reach (null where nothing is left), the stations that work, and what was found.</returns>
    public static (SearchSpace? Space, IReadOnlyList<StationView>? Working, IReadOnlyList<FeasibilityFinding> Findings) Hardware(PlanRequest request)
    {
        var findings = new List<FeasibilityFinding>();
        var working = request.Stations?.Where(s => s.State.Condition == StationCondition.Ready).ToList();
        if (request.Stations is { } all && request.Workflow is { } workflow)
            Kinds(all, workflow.Route.Select(s => s.StationKind).Distinct(StringComparer.Ordinal), findings);
        else
            findings.Add(new FeasibilityFinding(FeasibilityCheck.Hardware, FeasibilityEffect.Remark, request.Workflow is null ? "No workflow was given, so whether the lab has the stations was not looked at." : "The plan is for no particular lab, so its stations were not looked at."));
        SearchSpace? space = request.Space;
        foreach (var limit in request.Limits.Parameters)
            space = space is null ? null : Reach(space, limit, findings);
        if (space is { Constraints.Count: > 0 } && space != request.Space && WhyInfeasible(space) is { } reason)
        {
            findings.Add(new FeasibilityFinding(FeasibilityCheck.Hardware, FeasibilityEffect.Blocked, $"Within what the lab reaches nothing keeps the constraints: {reason}", 0, "Widen a limit or loosen a constraint."));
            space = null;
        }

        return (space, working, findings);
    }

    /// <summary>Wrong entries of the request's limits.</summary>
    public static void Check(PlanRequest request, List<Problem> problems)
    {
        for (var i = 0; i < request.Limits.Parameters.Count; i++)
        {
            var limit = request.Limits.Parameters[i];
            var at = string.Create(CultureInfo.InvariantCulture, $"limits.parameters[{i}]");
            if (request.Space.Parameters.FirstOrDefault(p => string.Equals(p.Name, limit.Parameter, StringComparison.Ordinal)) is not { } parameter)
                problems.Add(new Problem(at, $"The space has no parameter '{limit.Parameter}'.", $"Limit one of {string.Join(", ", request.Space.Parameters.Select(p => p.Name))}."));
            else if (parameter is CategoricalParameter)
                problems.Add(new Problem(at, $"{limit.Parameter} is a choice; it has no lowest or highest value.", "Take choices that the lab does not have out of the space."));
            else if (limit.Low is null && limit.High is null)
                problems.Add(new Problem(at, $"The limit of {limit.Parameter} has neither a lowest nor a highest value.", "Give one of them."));
            else if (limit.Low > limit.High)
                problems.Add(new Problem(at, $"The lowest value of {limit.Parameter}, {limit.Low:R}, is above the highest, {limit.High:R}.", "Exchange them."));
            else if (limit.Unit is { Length: > 0 } unit && ToOwn(unit, parameter) is null)
                problems.Add(new Problem(at, $"The limit of {limit.Parameter} is in {unit}, which cannot become {parameter.Unit ?? "the parameter's unit, as it has none"}.", $"Give it in {parameter.Unit ?? "no unit"}."));
        }
    }

    private static void Kinds(IReadOnlyList<StationView> stations, IEnumerable<string> kinds, List<FeasibilityFinding> findings)
    {
        foreach (var kind in kinds)
        {
            var own = stations.Where(s => string.Equals(s.Description.Kind, kind, StringComparison.Ordinal)).ToList();
            if (own.Count == 0)
                findings.Add(new FeasibilityFinding(FeasibilityCheck.Hardware, FeasibilityEffect.Blocked, $"This lab has no station of the kind {kind}.", 0, $"Add one, change the workflow, or let a surrogate answer."));
            else if (own.All(s => s.State.Condition != StationCondition.Ready))
                findings.Add(new FeasibilityFinding(FeasibilityCheck.Hardware, FeasibilityEffect.Blocked, $"No {kind} works: {string.Join("; ", own.Select(s => $"{s.Description.Name} is {(s.State.Condition == StationCondition.Faulted ? "faulted" : "disconnected")}{(s.State.Reason is { } why ? $" ({why})" : "")}"))}.", 0, $"Get a {kind} ready, or let a surrogate answer."));
            else if (own.Any(s => s.State.Condition != StationCondition.Ready))
                findings.Add(new FeasibilityFinding(FeasibilityCheck.Hardware, FeasibilityEffect.Remark, $"{string.Join(", ", own.Where(s => s.State.Condition != StationCondition.Ready).Select(s => s.Description.Name))} does not work now; durations are counted without it."));
        }

        if (findings.Count == 0)
            findings.Add(new FeasibilityFinding(FeasibilityCheck.Hardware, FeasibilityEffect.None, "Every stage has a station that works."));
    }

    private static SearchSpace? Reach(SearchSpace space, ParameterLimit limit, List<FeasibilityFinding> findings)
    {
        var parameter = space[limit.Parameter];
        var conversion = limit.Unit is { Length: > 0 } unit ? ToOwn(unit, parameter)!.Value : Conversion.None;
        var side = new PriorSide(limit.Parameter, limit.Low is { } l ? conversion.Apply(l) : null, limit.High is { } h ? conversion.Apply(h) : null, []);
        var why = string.IsNullOrWhiteSpace(limit.Why) ? "" : $" ({limit.Why.Trim()})";
        if (NarrowedSpace.Narrow(parameter, side) is not { } narrowed)
        {
            findings.Add(new FeasibilityFinding(FeasibilityCheck.Hardware, FeasibilityEffect.Blocked, $"The lab reaches {limit.Parameter} {Words(side, parameter)}{why}, the space wants it {SearchSpace.Allowed(parameter)}: nothing is left.", 0, "Change the bounds of the space, or let a surrogate answer."));
            return null;
        }

        if (narrowed == parameter)
            return space;
        findings.Add(new FeasibilityFinding(FeasibilityCheck.Hardware, FeasibilityEffect.Reshaped, $"The lab reaches {limit.Parameter} {Words(side, parameter)}{why}: its range was cut to {SearchSpace.Allowed(narrowed)}.", null, "A station that reaches further."));
        return space with { Parameters = space.Parameters.Select(p => ReferenceEquals(p, parameter) ? narrowed : p).ToEquatableList() };
    }

    private static Conversion? ToOwn(string unit, Parameter parameter) =>
        string.Equals(unit, parameter.Unit, StringComparison.Ordinal) ? Conversion.None : parameter.Unit is { Length: > 0 } own ? Units.Between(unit, own) : null;

    private static string Words(PriorSide side, Parameter parameter)
    {
        var unit = parameter.Unit is { Length: > 0 } u ? " " + u : "";
        return (side.Low, side.High) switch
        {
            ({ } low, { } high) => $"from {ParameterValue.Of(low).ToDisplay()} to {ParameterValue.Of(high).ToDisplay()}{unit}",
            ({ } low, null) => $"from {ParameterValue.Of(low).ToDisplay()}{unit} on",
            (_, { } high) => $"up to {ParameterValue.Of(high).ToDisplay()}{unit}",
            _ => "everywhere",
        };
    }

    private static string? WhyInfeasible(SearchSpace space)
    {
        try
        {
            _ = new FeasibleSampler(space);
            return null;
        }
        catch (InfeasibleSpaceException e)
        {
            return e.Message;
        }
    }
}
