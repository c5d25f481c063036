using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Plans;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Web.MetaAnalysis.Plans;

/// <summary>The campaign that carries a plan out. Pure.</summary>
internal static class PlanDraft
{
    /// <param name="target">Not changed.</param>
    public static CampaignDraft Of(CampaignDraft target, SearchPlan plan, int maxInFlight)
    {
        var draft = CampaignFile.Read(CampaignFile.Write(target)).Draft;
        draft.Name = plan.Title;
        draft.Parameters = [.. plan.Space.Parameters.Select(Of)];
        draft.BudgetExperiments = plan.Experiments;
        draft.MaxInFlight = maxInFlight;
        draft.Strategy = "auto";
        draft.PendingPolicy = null;
        draft.Phases = [];
        draft.WarmStart = plan.Start is { } start ? WarmStartDraft.Of(start) : null;
        // The points count as the initial design; after them the model has donors to begin with.
        draft.InitialCount = plan.Start?.InitialPoints.Count ?? draft.InitialCount;
        return draft;
    }

    public static ParameterDraft Of(Parameter parameter) => parameter switch
    {
        ContinuousParameter p => new ParameterDraft { Name = p.Name, Kind = "continuous", Low = p.Low, High = p.High, Scale = Word(p.Scale), Unit = p.Unit },
        IntegerParameter p => new ParameterDraft { Name = p.Name, Kind = "integer", Low = p.Low, High = p.High, Scale = Word(p.Scale), Unit = p.Unit },
        DiscreteParameter p => new ParameterDraft { Name = p.Name, Kind = "discrete", Levels = [.. p.Levels], Scale = Word(p.Scale), Unit = p.Unit },
        CategoricalParameter p => new ParameterDraft { Name = p.Name, Kind = "categorical", Choices = [.. p.Choices] },
        _ => throw new NotSupportedException(parameter.GetType().Name),
    };

    private static string Word(Scale scale) => scale == Scale.Log ? "log" : "linear";
}
