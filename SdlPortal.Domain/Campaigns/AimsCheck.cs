using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.MultiObjective;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Campaigns;

/// <summary>Finds the problems of a draft's objectives, of how several are combined and of the bounds on outcomes, and builds what the campaign is after.</summary>
internal static class AimsCheck
{
    private static readonly string[] Goals = ["maximize", "minimize", "target", "measure"];

    public static Aims Build(CampaignDraft draft, ProblemList found)
    {
        if (draft.Objectives.Count == 0)
            found.Add("objectives", "There is no objective.", "Add the measured quantity that the campaign is to maximize, minimize or bring to a target.");
        var combination = found.Word("combine", draft.Combine ?? "trade-off", ["trade-off", "desirability"]) == "desirability" ? Combination.Desirability : Combination.TradeOff;
        var objectives = new List<Objective>();
        for (var i = 0; i < draft.Objectives.Count; i++)
        {
            if (Objective(draft, i, combination, found) is { } objective)
                objectives.Add(objective);
        }

        if (draft.Objectives.Count > 0 && draft.Objectives[0].Goal == "measure")
            found.Add("objectives[0].goal", "The first objective is only measured, but pages and plots follow the first.", "Move one that is sought to the top, or give this one another goal.");
        if (combination == Combination.Desirability && objectives.Count > 0 && objectives.Where(o => o.IsSought).All(o => o.Desirability is { Weight: 0 }))
            found.Add("objectives[0].weight", "Every weight is 0, so nothing is desirable.", "Give at least one objective a weight above 0.");
        return new Aims(objectives.ToEquatableList(), Constraints(draft, found), combination);
    }

    private static Objective? Objective(CampaignDraft draft, int index, Combination combination, ProblemList found)
    {
        var item = draft.Objectives[index];
        var path = $"objectives[{index}]";
        var name = found.Name($"{path}.name", item.Name, "objective", draft.Objectives.Take(index).Select(o => o.Name));
        var goal = found.Word($"{path}.goal", item.Goal, Goals);
        double? target = null;
        if (goal == "target")
            target = found.Number($"{path}.target", item.Target, "The target", "Give the value that is sought, in the objective's unit.");
        else if (item.Target is not null && goal is not null)
            found.Add($"{path}.target", $"A goal to {goal} has no target.", "Remove the target, or choose the goal 'target'.");
        var desirability = Desirability(item, path, target, combination == Combination.Desirability && goal is not null and not "measure", found);
        if (name is null || goal is null)
            return null;
        return new Objective(name, (Goal)Array.IndexOf(Goals, goal), ProblemList.Blank(item.Unit)) { Target = target, Desirability = desirability };
    }

    private static Desirability? Desirability(ObjectiveDraft item, string path, double? target, bool isNeeded, ProblemList found)
    {
        if (!isNeeded && item.Low is null && item.High is null)
            return null;
        var low = found.Number($"{path}.low", item.Low, "The lower end of the desirable range", "Desirability goes from 0 to 1 between the two ends.");
        var high = found.Number($"{path}.high", item.High, "The upper end of the desirable range", "Desirability goes from 0 to 1 between the two ends.");
        var weight = item.Weight ?? 1;
        if (!(weight >= 0 && double.IsFinite(weight)))
            found.Add($"{path}.weight", $"A weight of {weight:R} is not possible.", "Give 0 or more; 1 is usual.");
        if (low is null || high is null)
            return null;
        if (!(low < high))
            found.Add($"{path}.low", $"The lower end, {low:R}, is not below the upper end, {high:R}.", "Exchange or correct them.");
        else if (target is { } t && !(low < t && t < high))
            found.Add($"{path}.target", $"The target {t:R} does not lie between {low:R} and {high:R}.", "Choose ends on both sides of it: there desirability is 0.");
        else if (weight >= 0 && double.IsFinite(weight))
            return new Desirability(low.Value, high.Value, weight);
        return null;
    }

    private static EquatableList<OutcomeConstraint> Constraints(CampaignDraft draft, ProblemList found)
    {
        var constraints = new List<OutcomeConstraint>();
        for (var i = 0; i < draft.OutcomeConstraints.Count; i++)
        {
            var item = draft.OutcomeConstraints[i];
            var path = $"outcomeConstraints[{i}]";
            var outcome = ProblemList.Blank(item.Outcome);
            if (outcome is null || !draft.Objectives.Any(o => ProblemList.Blank(o.Name) == outcome))
            {
                found.Add($"{path}.outcome", outcome is null ? "The bound names no outcome." : $"'{outcome}' is not among the objectives.", "Name one of the objectives; for a quantity that is only to be bounded add one with the goal 'measure'.");
                outcome = null;
            }

            var relation = found.Word($"{path}.relation", item.Relation, ["<=", ">="]);
            var value = found.Number($"{path}.value", item.Value, "The bound", "Give the value that the outcome has to keep, in its unit.");
            if (outcome is null || relation is null || value is null)
                continue;
            var constraint = new OutcomeConstraint(outcome, relation == "<=" ? Relation.AtMost : Relation.AtLeast, value.Value);
            var against = constraints.Find(c => c.Outcome == outcome && c.Relation != constraint.Relation && !c.Keeps(constraint.Value));
            if (against is not null)
                found.Add($"{path}.value", $"No value keeps both {against} and {constraint}.", "Correct one of the two.");
            constraints.Add(constraint);
        }

        return constraints.ToEquatableList();
    }
}
