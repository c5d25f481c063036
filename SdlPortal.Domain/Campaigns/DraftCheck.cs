using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Workflows;

namespace SdlPortal.Domain.Campaigns;

/// <summary>
/// Finds every problem of a draft in one pass and builds the definition when there is none. Each field has one check, so the
/// designer can show the problem beside the field that has the path.
/// </summary>
public static class DraftCheck
{
    public const int MostParameters = 50;
    public const int MostExperiments = 100_000;

    /// <summary>All problems of the draft, in the order of the page; empty when it can be built.</summary>
    public static IReadOnlyList<Problem> Problems(CampaignDraft draft)
    {
        Build(draft, out var problems);
        return problems;
    }

    internal static CampaignDefinition? Build(CampaignDraft draft, out IReadOnlyList<Problem> problems)
    {
        var found = new ProblemList();
        var name = found.Text("name", draft.Name, "The campaign has no name.", "Give it one that your colleagues will recognize.", 200);
        var space = SpaceCheck.Build(draft, found);
        var aims = AimsCheck.Build(draft, found);
        ObjectiveNamesMustNotBeParameters(draft, found);
        var workflow = WorkflowCheck.Build(draft, found);
        var strategy = StrategyCheck.Build(draft, found);
        var initial = Initial(draft, found);
        var budget = Budget(draft, found);
        var inFlight = found.Whole("maxInFlight", draft.MaxInFlight, 1, 1000, "The number of experiments in flight", "1 runs one experiment after the other; as many as there are stations keeps the line full.");
        if (draft.Seed is null)
            found.Add("seed", "The seed is missing.", "Any whole number; the same seed gives the same suggestions.");
        var failures = Failures(draft, found);
        var approval = found.Word("approval", draft.Approval ?? "none", ["none", "required"]);
        var truth = Truth(draft, found);
        var prescreen = PrescreenCheck.Build(draft, found);
        var warmStart = WarmStartCheck.Build(draft, space, found);

        problems = found.Items;
        return found.Items.Count > 0 ? null : new CampaignDefinition
        {
            Name = name!,
            Description = string.IsNullOrWhiteSpace(draft.Description) ? null : draft.Description.Trim(),
            Space = space!,
            Objectives = aims.Objectives,
            OutcomeConstraints = aims.Constraints,
            Combination = aims.Combination,
            Workflow = workflow,
            Strategy = strategy!,
            InitialDesign = initial!,
            Budget = budget,
            MaxInFlight = inFlight!.Value,
            Seed = draft.Seed!.Value,
            Failures = failures!,
            ApprovalRequired = approval == "required",
            GroundTruth = truth,
            Prescreen = prescreen,
            WarmStart = warmStart,
        };
    }

    private static void ObjectiveNamesMustNotBeParameters(CampaignDraft draft, ProblemList found)
    {
        for (var i = 0; i < draft.Objectives.Count; i++)
        {
            if (ProblemList.Blank(draft.Objectives[i].Name) is { } name && draft.Parameters.Any(p => ProblemList.Blank(p.Name) == name))
                found.Add($"objectives[{i}].name", $"'{name}' is also the name of a parameter.", "Give the objective another name: both become columns of the same table.");
        }
    }

    private static InitialDesign? Initial(CampaignDraft draft, ProblemList found)
    {
        var kind = found.Word("initialDesign.kind", draft.InitialKind, ["random", "sobol"]);
        var count = found.Whole("initialDesign.count", draft.InitialCount ?? UsualInitialCount(draft.WarmStart), 0, MostExperiments, "The number of initial experiments", "About twice the number of parameters is usual.");
        return kind is null || count is null ? null : new InitialDesign(kind == "random" ? InitialDesignKind.Random : InitialDesignKind.Sobol, count.Value);
    }

    /// <summary>With what a warm start knows: two experiments where it chooses and two drawn from everywhere, by turns, so that a misleading one is found out early.</summary>
    private const int WarmTurns = 4;

    /// <summary>How many experiments the initial design has where nobody says, beside a warm start: its points and a few more; without one somebody has to say.</summary>
    public static int? UsualInitialCount(WarmStartDraft? start) => start is null ? null : start.InitialPoints.Count + (start.Regions.Count + start.Donors.Count > 0 ? WarmTurns : 0);

    private static Budget Budget(CampaignDraft draft, ProblemList found)
    {
        if (draft.BudgetExperiments is null && draft.BudgetHours is null)
            found.Add("budget", "There is no budget.", "Say how many experiments, how many hours, or both.");
        if (draft.BudgetExperiments is not null)
            found.Whole("budget.experiments", draft.BudgetExperiments, 1, MostExperiments, "The budget of experiments", "Failed experiments count too.");
        if (draft.BudgetHours is { } hours && !(hours > 0 && hours <= 100_000))
            found.Add("budget.hours", $"{hours:R} hours is not a budget.", "Give a number above 0, at most 100 000.");
        return new Budget(draft.BudgetExperiments, draft.BudgetHours);
    }

    private static FailurePolicy? Failures(CampaignDraft draft, ProblemList found)
    {
        var retries = found.Whole("failures.retries", draft.Failures.Retries ?? 1, 0, 100, "The number of automatic retries", "0 never tries a failed stage again by itself.");
        var then = found.Word("failures.then", draft.Failures.Then ?? "continue", ["continue", "pause"]);
        return retries is null || then is null ? null : new FailurePolicy(retries.Value, then == "pause" ? AfterFailure.Pause : AfterFailure.Continue);
    }

    private static GroundTruthSource? Truth(CampaignDraft draft, ProblemList found)
    {
        if (draft.GroundTruth is not { } truth)
            return null;
        var kind = found.Word("groundTruth.kind", truth.Kind, ["table", "function"]);
        if (truth.Noise is { } noise && !(noise >= 0 && double.IsFinite(noise)))
            found.Add("groundTruth.noise", $"A noise of {noise:R} is not possible.", "Give a standard deviation of 0 or more, in the objective's units.");
        if (kind == "table" && ProblemList.Blank(truth.Path) is null)
            found.Add("groundTruth.path", "The table has no path.", "Name a CSV file whose columns are the parameters and objectives.");
        var function = kind == "function" ? found.Word("groundTruth.name", truth.Name, [.. Simulation.GroundTruth.BuiltInNames]) : null;
        return kind switch
        {
            "table" when truth.Path is not null => new GroundTruthSource(GroundTruthKind.Table, truth.Path.Trim(), truth.Noise),
            "function" when function is not null => new GroundTruthSource(GroundTruthKind.Function, function, truth.Noise),
            _ => null,
        };
    }
}
