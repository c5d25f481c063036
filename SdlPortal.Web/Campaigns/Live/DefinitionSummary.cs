using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.Screening;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Web.Campaigns.Live;

/// <summary>A definition in words. Pure.</summary>
internal static class DefinitionSummary
{
    public static IReadOnlyList<(string Name, string Text)> Facts(CampaignDefinition definition, int priorResults)
    {
        var workflow = definition.Workflow;
        var facts = new List<(string, string)>();
        facts.AddRange(definition.Objectives.Select(GoalWords.Fact));
        facts.AddRange(GoalWords.Facts(definition.Aims));
        facts.Add(("Workflow", string.Join(", then ", workflow.Stages.Select(s => $"{s.Name} on {s.StationKind} ({LabTime.Exact(s.Seconds)}{(s.Measures.Count > 0 ? $", measures {string.Join(", ", s.Measures)}" : "")})"))));
        facts.Add(("Moves", workflow.Transfer is { } transfer ? $"by {transfer.StationKind}, {LabTime.Exact(transfer.Seconds)} each" : "handed over directly"));
        facts.Add(("One experiment", $"{LabTime.Exact(workflow.SerialSeconds)} of lab time without waiting"));
        facts.Add(("Strategy", definition.WarmStart?.Origin.Purpose == WarmStartPurpose.Validate ? "none: all experiments were agreed before, inside and outside of a region" : $"{StrategyWords.Of(definition.Strategy.Name)}, after {definition.InitialDesign.Count} experiments of a {definition.InitialDesign.Kind.ToString().ToLowerInvariant()} initial design"));
        facts.AddRange(StrategyWords.Settings(definition.Strategy));
        facts.Add(("Budget", BudgetText(definition.Budget)));
        facts.Add(("In flight at once", $"up to {definition.MaxInFlight}"));
        facts.Add(("A failed stage", definition.Failures.Retries == 0 ? "is not tried again by itself" : definition.Failures.Retries == 1 ? "is tried again once" : $"is tried again up to {definition.Failures.Retries} times"));
        facts.Add(("A failed experiment", definition.Failures.Then == AfterFailure.Pause ? "pauses the campaign" : "is left behind; the campaign goes on"));
        facts.Add(("Approval", definition.ApprovalRequired ? "a person approves every suggestion" : "not needed"));
        facts.Add(("Seed", definition.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        if (priorResults > 0)
            facts.Add(("Prior results", $"{priorResults}"));
        if (definition.GroundTruth is { } truth)
            facts.Add(("Simulated stations measure", $"{(truth.Kind == GroundTruthKind.Table ? "the table" : "the function")} {truth.NameOrPath}{(truth.Noise is { } noise ? $", noise {Quantity.Text(noise)}" : "")}"));
        if (definition.Prescreen is { } prescreen)
            facts.Add(("Pre-screened on a twin", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{prescreen.Twin}: of {prescreen.Simulated} simulated experiments the best {Quantity.Text(100 * prescreen.Share, "%")} may go on; every {Prescreen.UnscreenedEvery}th experiment is chosen without it")));
        return facts;
    }

    public static string ScaleNote(Parameter parameter) =>
        parameter is ContinuousParameter { Scale: Scale.Log } or IntegerParameter { Scale: Scale.Log } or DiscreteParameter { Scale: Scale.Log } ? ", logarithmic" : "";

    private static string BudgetText(Budget budget) => (budget.Experiments, budget.Hours) switch
    {
        ({ } experiments, { } hours) => $"{experiments} experiments or {Quantity.Text(hours)} lab hours, whichever ends first",
        ({ } experiments, null) => $"{experiments} experiments",
        (null, { } hours) => $"{Quantity.Text(hours)} lab hours",
        _ => "none",
    };
}
