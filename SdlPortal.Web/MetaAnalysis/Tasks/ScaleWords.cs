using SdlPortal.Domain.MetaAnalysis.Analysis;

namespace SdlPortal.Web.MetaAnalysis.Tasks;

/// <summary>What each scale of outcomes does, for people who choose one.</summary>
public static class ScaleWords
{
    public static string Effect(OutcomeScale scale) => scale switch
    {
        OutcomeScale.Raw => "Outcomes stay as they were measured. Only for tasks whose levels mean the same: a task that is harder by itself looks like bad parameters.",
        OutcomeScale.Rank => "Each run counts by the share of its task's runs that it is better than. No level or spread of a task matters, nor does an outlier; how much better is lost.",
        OutcomeScale.Quantile => "As the rank, but stretched to a normal distribution, so that the very best and the very worst runs stand further apart.",
        OutcomeScale.Standardized => "Each run counts by its distance from the task's mean in standard deviations. Differences keep their proportions; outliers pull.",
        OutcomeScale.RelativeToBest => "0 is the task's median run, 1 its best. Says how much of the possible gain a run reached; rests on one best run.",
        _ => throw new ArgumentOutOfRangeException(nameof(scale), scale, null),
    };
}
