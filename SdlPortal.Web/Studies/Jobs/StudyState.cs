using SdlPortal.Domain.Simulation.Studies;

namespace SdlPortal.Web.Studies.Jobs;

/// <summary>
/// One study as it is now: what pages show of it. Immutable; the portal makes a new one whenever somebody asks.
/// </summary>
/// <param name="Plan">Null where the study's file cannot be read.</param>
/// <param name="Cells">How far every cell is, in the plan's order; null until the journal of an earlier study was read.</param>
/// <param name="Ahead">Of a waiting study: how many come before it, the one at work included.</param>
/// <param name="Left">Of a running study: the time that its remaining repetitions are expected to take; null until some have ended.</param>
/// <param name="Trouble">What is wrong and what to do, where the study failed or cannot be read.</param>
/// <param name="Headline">What it has come to, in a sentence; null while there is nothing to say.</param>
public sealed record StudyState(Guid Id, StudyRecord Record, StudyCondition Condition, StudyPlan? Plan, IReadOnlyList<CellProgress>? Cells, int Ahead, TimeSpan? Left, string? Trouble, string? Headline = null)
{
    public string Name => Record.Name;

    /// <summary>Simulated campaigns in all.</summary>
    public int Campaigns => Plan is null ? 0 : CampaignsOf(Plan);

    public int Finished => Cells?.Sum(c => c.Finished) ?? 0;

    /// <summary>Simulated campaigns that could not be done.</summary>
    public int Failed => Cells?.Sum(c => c.Failed) ?? 0;

    /// <summary>What is through, from 0 to 1.</summary>
    public double Share => Campaigns == 0 ? 0 : (double)(Finished + Failed) / Campaigns;

    public static int CampaignsOf(StudyPlan plan) => plan.Problems.Count * plan.Delays.Count * plan.Strategies.Count * plan.Repetitions;

    /// <summary>Null where it can be canceled.</summary>
    public string? WhyNotCancel => Condition is StudyCondition.Running or StudyCondition.Waiting ? null : Condition == StudyCondition.Stopping ? "It is stopping already." : "It is not running.";

    /// <summary>Null where it can be resumed.</summary>
    public string? WhyNotResume => Condition switch
    {
        StudyCondition.Finished when Failed == 0 => "Every repetition is finished; duplicate it to run others.",
        StudyCondition.Finished or StudyCondition.Canceled or StudyCondition.Failed or StudyCondition.Interrupted => Plan is null ? "Its file cannot be read." : null,
        _ => "It is running already.",
    };

    /// <summary>Null where it can be deleted.</summary>
    public string? WhyNotDelete => Condition.IsActive() ? "A study that runs or waits cannot be deleted; cancel it first." : null;
}
