using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;

namespace SdlPortal.Web.Campaigns.Live;

public enum ExperimentAction { Approve, Edit, Reject, ItFinished, RunAgain, Retry, Abandon }

/// <summary>What a person may do with an experiment now; <see cref="WhyNot"/> is null when it is allowed.</summary>
public sealed record ExperimentChoice(ExperimentAction Action, string Verb, string? WhyNot)
{
    /// <summary>The choices that make sense in the experiment's state; those that a rule forbids carry the reason.</summary>
    public static IReadOnlyList<ExperimentChoice> Of(Campaign campaign, Experiment experiment)
    {
        var edit = CampaignRules.WhyNotEdit(campaign, experiment);
        if (experiment.Status == ExperimentStatus.Suggested)
        {
            return
            [
                new(ExperimentAction.Approve, "Approve", CampaignRules.WhyNotApprove(campaign, experiment)),
                new(ExperimentAction.Edit, "Edit", edit),
                new(ExperimentAction.Reject, "Reject", edit),
            ];
        }

        if (experiment.NotStarted)
            return [new(ExperimentAction.Edit, "Edit", edit), new(ExperimentAction.Reject, "Reject", edit)];
        var abandon = new ExperimentChoice(ExperimentAction.Abandon, "Abandon", CampaignRules.WhyNotAbandon(campaign, experiment));
        if (experiment.Current?.Status == StageRunStatus.Unknown)
        {
            return
            [
                new(ExperimentAction.ItFinished, "It finished", CampaignRules.WhyNotDecide(campaign, experiment, UnknownDecision.ItFinished)),
                new(ExperimentAction.RunAgain, "Run it again", CampaignRules.WhyNotDecide(campaign, experiment, UnknownDecision.RunAgain)),
                abandon,
            ];
        }

        return experiment.Status == ExperimentStatus.Failed
            ? [new(ExperimentAction.Retry, "Retry", CampaignRules.WhyNotRetry(campaign, experiment)), abandon]
            : experiment.InFlight ? [abandon] : [];
    }
}
