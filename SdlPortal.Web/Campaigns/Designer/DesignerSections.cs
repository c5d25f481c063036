using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Web.Campaigns.HandingOver;

namespace SdlPortal.Web.Campaigns.Designer;

/// <summary>A section of the designer page: its anchor, its title, and the paths of the draft that it edits.</summary>
public sealed record DesignerPart(string Id, string Title, IReadOnlyList<string> Roots);

/// <summary>The sections in the order of the page, and the one line that each says of itself.</summary>
public static class DesignerSections
{
    public static readonly IReadOnlyList<DesignerPart> All =
    [
        new("goal", "Goal", ["name", "description", "objectives", "combine", "outcomeConstraints"]),
        new("parameters", "Parameters", ["parameters"]),
        new("constraints", "Constraints", ["constraints"]),
        new("workflow", "Workflow", ["workflow", "groundTruth", "failures"]),
        new("strategy", "Strategy", ["strategy", "initialDesign", "seed", "approval", "prescreen"]),
        new("warmStart", "Warm start", ["warmStart"]),
        new("budget", "Budget", ["budget", "maxInFlight"]),
        new("prior", "Prior results", ["priorResults"]),
        new("start", "Check and start", []),
    ];

    public static DesignerPart Of(string path) => All[Math.Max(0, IndexOf(path))];

    public static int IndexOf(string path)
    {
        var root = path.Split('.', '[')[0];
        for (var i = 0; i < All.Count; i++)
        {
            if (All[i].Roots.Contains(root))
                return i;
        }

        return All.Count - 1;
    }

    /// <summary>The id of the element that edits the path.</summary>
    public static string FieldId(string path) => "f-" + path.Replace('[', '-').Replace("]", "", StringComparison.Ordinal).Replace('.', '-');

    public static string Summary(string id, DesignerForm form)
    {
        var draft = form.Draft;
        return id switch
        {
            "goal" => draft.Objectives.Count == 0 ? "no objective" : string.Join(", ", draft.Objectives.Select(Describe).Concat(draft.OutcomeConstraints.Select(c => $"{c.Outcome ?? "?"} {c.Relation} {NumberText.Show(c.Value)}"))),
            "parameters" => draft.Parameters.Count switch
            {
                0 => "none",
                <= 4 => string.Join(", ", draft.Parameters.Select(p => p.Name ?? "?")),
                var n => $"{n}: {string.Join(", ", draft.Parameters.Take(3).Select(p => p.Name ?? "?"))} …",
            },
            "constraints" => draft.Constraints.Count == 0 ? "none" : string.Join("; ", draft.Constraints.Select(Describe)),
            "workflow" => draft.Stages.Count == 0 ? "no stage" : $"{string.Join(" → ", draft.Stages.Select(s => s.Name ?? "?"))}{(draft.Transfer is null ? "" : ", by robot")}{(draft.GroundTruth is null ? "" : ", simulated results")}",
            "strategy" => $"{StrategyWords.Of(draft.Strategy)} after {draft.InitialCount?.ToString(CultureInfo.InvariantCulture) ?? "?"} {draft.InitialKind ?? "?"}, seed {draft.Seed?.ToString(CultureInfo.InvariantCulture) ?? "?"}{(draft.Approval == "required" ? ", each approved by a person" : "")}{(draft.Prescreen is null ? "" : ", pre-screened on a twin")}",
            "warmStart" => draft.WarmStart is { } start ? $"{start.Origin?.Title ?? start.Recommendation}: {WarmStartWords.Of(start)}" : "none",
            "budget" => string.Join(" or ", new[]
            {
                draft.BudgetExperiments is { } n ? $"{n} experiments" : null,
                draft.BudgetHours is { } h ? $"{NumberText.Show(h)} lab hours" : null,
            }.OfType<string>().DefaultIfEmpty("none")) + $", {draft.MaxInFlight?.ToString(CultureInfo.InvariantCulture) ?? "?"} in flight",
            "prior" => form.PriorResults.Count == 0 ? "none" : $"{form.PriorResults.Sum(p => p.Results.Count)} results from {string.Join(", ", form.PriorResults.Select(p => p.Source))}",
            _ => form.Problems.Count switch { 0 => "ready", 1 => "1 problem", var n => $"{n} problems" },
        };
    }

    private static string Unit(string? unit) => string.IsNullOrWhiteSpace(unit) ? "" : $" ({unit.Trim()})";

    private static string Describe(ObjectiveDraft objective) => objective.Goal == "target"
        ? $"bring {objective.Name ?? "?"} to {NumberText.Show(objective.Target)}{Unit(objective.Unit)}"
        : $"{objective.Goal ?? "?"} {objective.Name ?? "?"}{Unit(objective.Unit)}";

    private static string Describe(ConstraintDraft constraint) =>
        $"{string.Join(" + ", constraint.Terms.Select(t => t.Coefficient == 1 ? t.Parameter : $"{NumberText.Show(t.Coefficient)} {t.Parameter}"))} {constraint.Relation} {NumberText.Show(constraint.Value)}";
}
