using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Domain.Orchestration;

/// <summary>
/// Which commands a campaign's state allows. Each rule returns null when the command is allowed, else the sentence that says why not
/// and what would be possible; the orchestrator refuses with it and pages show it beside the disabled button.
/// </summary>
public static class CampaignRules
{
    public static string? WhyNotChange(Campaign campaign) => campaign.Status == CampaignStatus.NotStarted ? null
        : "The campaign was started; its definition is part of the record. Duplicate it to change it.";

    public static string? WhyNotAdvise(Campaign campaign) => campaign.Status == CampaignStatus.NotStarted ? null
        : "The campaign was started: advice is for campaigns that are still to be decided. Duplicate it to ask again.";

    public static string? WhyNotStart(Campaign campaign) => campaign.Status switch
    {
        CampaignStatus.NotStarted => null,
        CampaignStatus.Finished => "The campaign has finished. Duplicate it to run it again.",
        _ => "The campaign was started already.",
    };

    public static string? WhyNotPause(Campaign campaign) => campaign.Status switch
    {
        CampaignStatus.Running => null,
        CampaignStatus.NotStarted => "The campaign has not started.",
        CampaignStatus.Paused => "The campaign is paused already.",
        CampaignStatus.Stopping => "The campaign is stopping; what runs is finished first.",
        _ => "The campaign has finished.",
    };

    public static string? WhyNotResume(Campaign campaign) => campaign.Status switch
    {
        CampaignStatus.Paused => null,
        CampaignStatus.NotStarted => "The campaign has not started; start it instead.",
        CampaignStatus.Running => "The campaign is running already.",
        CampaignStatus.Stopping => "The campaign is stopping; duplicate it to go on afterwards.",
        _ => "The campaign has finished. Duplicate it to run it again.",
    };

    public static string? WhyNotStop(Campaign campaign, StopMode mode) => campaign.Status switch
    {
        CampaignStatus.Running or CampaignStatus.Paused => null,
        CampaignStatus.Stopping when campaign.Stopping == StopMode.FinishRunning && mode == StopMode.AbortRunning => null,
        CampaignStatus.Stopping => "The campaign is stopping already.",
        CampaignStatus.NotStarted => "The campaign has not started; delete it instead.",
        _ => "The campaign has finished.",
    };

    public static string? WhyNotInsert(Campaign campaign) => campaign.Status is CampaignStatus.Running or CampaignStatus.Paused
        ? campaign.Definition.Budget.Experiments is { } budget && campaign.Spent >= budget ? $"The budget of {budget} experiments is spent." : null
        : "Experiments can be inserted while the campaign is running or paused.";

    public static string? WhyNotEdit(Campaign campaign, Experiment experiment) => campaign.Status == CampaignStatus.Finished ? "The campaign has finished."
        : experiment.NotStarted ? null
        : experiment.InFlight ? $"Experiment {experiment.Number} has started; its configuration is part of the record."
        : $"Experiment {experiment.Number} has ended.";

    public static string? WhyNotApprove(Campaign campaign, Experiment experiment) => WhyNotEdit(campaign, experiment)
        ?? (experiment.Status == ExperimentStatus.Suggested ? null : $"Experiment {experiment.Number} needs no approval.");

    public static string? WhyNotRetry(Campaign campaign, Experiment experiment) =>
        experiment.Status != ExperimentStatus.Failed ? $"Experiment {experiment.Number} has not failed; only failed experiments are retried."
        : campaign.Status is CampaignStatus.Running or CampaignStatus.Paused ? null
        : "The campaign has ended; duplicate it, or insert this configuration into another one.";

    public static string? WhyNotAbandon(Campaign campaign, Experiment experiment) =>
        campaign.Status == CampaignStatus.Finished ? "The campaign has finished."
        : experiment.Status == ExperimentStatus.Failed || experiment.InFlight && !experiment.NotStarted ? null
        : experiment.NotStarted ? $"Experiment {experiment.Number} has not started; reject it instead."
        : $"Experiment {experiment.Number} has ended.";

    public static string? WhyNotDecide(Campaign campaign, Experiment experiment, UnknownDecision decision)
    {
        if (experiment.Current is not { Status: StageRunStatus.Unknown } run)
            return $"No stage of experiment {experiment.Number} waits for a decision.";
        var step = campaign.Route[run.Step];
        return decision == UnknownDecision.ItFinished && step.Measures.Count > 0
            ? $"{step.Name} measures {string.Join(", ", step.Measures)}, and no value arrived. Run it again, or abandon the experiment."
            : null;
    }
}
