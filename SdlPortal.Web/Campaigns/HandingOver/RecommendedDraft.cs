using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Web.Campaigns.Designer;

namespace SdlPortal.Web.Campaigns.HandingOver;

/// <summary>A blank campaign with the parameters and the objective of prior runs. Pure.</summary>
public static class RecommendedDraft
{
    /// <summary>Bounds are the declared ones, else those of the donors' runs; what neither says is left for a person to fill in.</summary>
    public static CampaignDraft Of(RegionRecommendation recommendation, string name)
    {
        var draft = BuiltInTemplates.Blank();
        draft.Name = name;
        draft.Parameters = [.. recommendation.Parameters.Where(p => !p.IsCategory || p.Levels.Count > 0).Select(p => Parameter(p, recommendation.DonorRuns))];
        var metric = recommendation.Metric;
        draft.Objectives = [new ObjectiveDraft { Name = metric.Name, Unit = metric.Unit, Goal = metric.Goal == MetricGoal.Minimize ? "minimize" : "maximize" }];
        return draft;
    }

    /// <summary>What is not said in the one is taken from the other.</summary>
    public static CampaignDraft Over(CampaignDraft said, CampaignDraft rest)
    {
        var draft = CampaignFile.Read(CampaignFile.Write(said)).Draft;
        draft.Name ??= rest.Name;
        draft.Parameters = draft.Parameters.Count > 0 ? draft.Parameters : rest.Parameters;
        draft.Objectives = draft.Objectives.Count > 0 ? draft.Objectives : rest.Objectives;
        draft.Stages = draft.Stages.Count > 0 ? draft.Stages : rest.Stages;
        draft.Strategy ??= rest.Strategy;
        draft.InitialKind ??= rest.InitialKind;
        draft.InitialCount ??= DraftCheck.UsualInitialCount(draft.WarmStart) ?? rest.InitialCount;
        if (draft.BudgetExperiments is null && draft.BudgetHours is null)
            draft.BudgetExperiments = rest.BudgetExperiments;
        draft.MaxInFlight ??= rest.MaxInFlight;
        draft.Seed ??= rest.Seed;
        draft.Failures.Retries ??= rest.Failures.Retries;
        draft.Failures.Then ??= rest.Failures.Then;
        draft.Approval ??= rest.Approval;
        return draft;
    }

    private static ParameterDraft Parameter(ParameterShape shape, IReadOnlyList<DonorRuns> donors)
    {
        if (shape.IsCategory)
            return new ParameterDraft { Name = shape.Name, Kind = "categorical", Choices = [.. shape.Levels] };
        var seen = donors.SelectMany(d => d.Runs).Select(r => r.Configuration.TryGet(shape.Name, out var value) && value.IsNumber ? value.Number : double.NaN).Where(double.IsFinite).ToList();
        var (low, high) = (shape.Low ?? (seen.Count > 0 ? seen.Min() : null), shape.High ?? (seen.Count > 0 ? seen.Max() : (double?)null));
        return new ParameterDraft
        {
            Name = shape.Name,
            Kind = shape.Kind == ParameterKind.Integer ? "integer" : "continuous",
            Low = low,
            High = high,
            Scale = shape.Scale == Scale.Log && low > 0 ? "log" : null,
            Unit = shape.Unit,
        };
    }
}
