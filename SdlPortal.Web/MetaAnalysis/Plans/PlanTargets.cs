using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Workflows;
using SdlPortal.Web.Campaigns.Designer;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.MetaAnalysis.Plans;

/// <summary>What a plan can be made for: a campaign, a template, or the parameters of the prior runs as they are.</summary>
/// <param name="Key">As the choice names it.</param>
public sealed record PlanTarget(string Key, string Name);

/// <summary>A target with all that a plan asks of it.</summary>
/// <param name="Draft">Of a campaign for it.</param>
/// <param name="Workflow">Null where it has none.</param>
public sealed record OpenedTarget(PlanTarget Target, CampaignDraft Draft, SearchSpace Space, Objective? Objective, Workflow? Workflow, int MaxInFlight);

/// <summary>Finds the targets of plans. It reads the database, so it is not to be called on a page's own thread. Safe for any thread.</summary>
public sealed class PlanTargets(ICampaignLog log, CampaignIndex index, Templates templates)
{
    public const string ProjectKey = "project";
    private const string CampaignKey = "campaign:";
    private const string TemplateKey = "template:";
    private const int MostCampaigns = 50;

    public async Task<IReadOnlyList<PlanTarget>> AllAsync(CancellationToken cancellationToken = default)
    {
        var campaigns = await index.ListAsync(cancellationToken);
        var saved = await templates.ListAsync(cancellationToken);
        return
        [
            new PlanTarget(ProjectKey, "the parameters of the prior runs, as they are"),
            .. saved.Select(t => new PlanTarget(TemplateKey + t.Id, $"template {t.Name}")),
            .. BuiltInTemplates.All.Select(t => new PlanTarget(TemplateKey + t.Id, $"template {t.Name}")),
            .. campaigns.Take(MostCampaigns).Select(c => new PlanTarget(CampaignKey + c.Id, $"campaign {c.Name}")),
        ];
    }

    /// <exception cref="DefinitionException">Its parameters are not complete, or it is gone.</exception>
    public async Task<OpenedTarget> OpenAsync(string key, RegionRecommendation recommendation, CancellationToken cancellationToken = default)
    {
        if (key == ProjectKey)
            return OfProject(recommendation);
        if (key.StartsWith(CampaignKey, StringComparison.Ordinal) && Guid.TryParse(key[CampaignKey.Length..], out var id))
        {
            var events = await log.ReadAsync(id, cancellationToken: cancellationToken);
            if (events.Count == 0)
                throw Gone("The campaign");
            var definition = Campaign.Fold(id, events).Definition;
            return new OpenedTarget(new PlanTarget(key, definition.Name), definition.ToDraft(), definition.Space, definition.Objectives[0], definition.Workflow, definition.MaxInFlight);
        }

        var name = key.StartsWith(TemplateKey, StringComparison.Ordinal) ? key[TemplateKey.Length..] : "";
        var draft = BuiltInTemplates.All.FirstOrDefault(t => t.Id == name).Draft?.Invoke() ?? (Guid.TryParse(name, out var template) ? await templates.LoadAsync(template, cancellationToken) : null) ?? throw Gone("The template");
        return OfDraft(key, draft);
    }

    /// <summary>What a template lacks for a campaign (a name, a budget) a plan does not need.</summary>
    private static OpenedTarget OfDraft(string key, CampaignDraft draft)
    {
        var whole = CampaignFile.Read(CampaignFile.Write(draft)).Draft;
        (whole.Name, whole.BudgetExperiments, whole.Seed, whole.MaxInFlight) = (whole.Name ?? "plan", whole.BudgetExperiments ?? 1, whole.Seed ?? 1, whole.MaxInFlight ?? 1);
        var definition = CampaignDefinition.From(whole);
        return new OpenedTarget(new PlanTarget(key, definition.Name), draft, definition.Space, definition.Objectives[0], definition.Workflow, definition.MaxInFlight);
    }

    private static OpenedTarget OfProject(RegionRecommendation recommendation)
    {
        var problems = new List<Problem>();
        var donors = recommendation.DonorRuns.SelectMany(d => d.Runs).ToList();
        var parameters = recommendation.Parameters.Select(s => Of(s, [.. donors.Where(r => r.Configuration.TryGet(s.Name, out _)).Select(r => r.Configuration[s.Name])], problems)).OfType<Parameter>().ToEquatableList();
        if (problems.Count > 0)
            throw new DefinitionException(problems);
        var objective = new Objective(recommendation.Metric.Name, recommendation.Metric.Goal == MetricGoal.Minimize ? Goal.Minimize : Goal.Maximize, recommendation.Metric.Unit);
        var draft = BuiltInTemplates.Blank();
        draft.Parameters = [.. parameters.Select(PlanDraft.Of)];
        draft.Objectives = [new ObjectiveDraft { Name = objective.Name, Unit = objective.Unit, Goal = objective.Goal == Goal.Minimize ? "minimize" : "maximize" }];
        return new OpenedTarget(new PlanTarget(ProjectKey, "the parameters of the prior runs"), draft, new SearchSpace(parameters, []), objective, null, 1);
    }

    /// <summary>Over the declared range, else the range of the runs that came along.</summary>
    private static Parameter? Of(ParameterShape shape, IReadOnlyList<ParameterValue> seen, List<Problem> problems)
    {
        if (shape.IsCategory)
            return shape.Levels.Count > 0 ? new CategoricalParameter(shape.Name, shape.Levels) : null;
        var numbers = seen.Where(v => v.IsNumber).Select(v => v.Number).ToList();
        var (low, high) = (shape.Low ?? (numbers.Count > 0 ? numbers.Min() : null), shape.High ?? (numbers.Count > 0 ? numbers.Max() : (double?)null));
        if (low is not { } from || high is not { } to || from >= to)
        {
            problems.Add(new Problem($"parameters.{shape.Name}", $"The range of {shape.Name} is not known.", "Declare it where the source is mapped, or plan for a campaign or template."));
            return null;
        }

        var scale = from > 0 ? shape.Scale : Scale.Linear;
        return shape.Kind == ParameterKind.Integer ? new IntegerParameter(shape.Name, (long)Math.Ceiling(from), (long)Math.Floor(to), scale, shape.Unit) : new ContinuousParameter(shape.Name, from, to, scale, shape.Unit);
    }

    private static DefinitionException Gone(string what) => new([new Problem("target", $"{what} that was planned for does not exist any more.", "Choose another.")]);
}
