using SdlPortal.Domain.Campaigns;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Campaigns;

/// <summary>How far a campaign has come, in words and as a share of its budget of experiments.</summary>
internal static class CampaignProgress
{
    /// <summary>From 0 to 1; null where the budget is only in hours.</summary>
    public static double? Progress(this CampaignSummary campaign) => Share(campaign.Completed + campaign.Failed, campaign.BudgetExperiments);

    public static double? Progress(this Campaign campaign) => Share(campaign.Completed + campaign.Failed, campaign.Definition.Budget.Experiments);

    public static string ProgressText(this CampaignSummary campaign) => Text(campaign.Completed, campaign.BudgetExperiments);

    public static string ProgressText(this Campaign campaign) => Text(campaign.Completed, campaign.Definition.Budget.Experiments);

    private static double? Share(int ended, int? budget) => budget is > 0 ? Math.Min(1, (double)ended / budget.Value) : null;

    private static string Text(int completed, int? budget) => budget is { } all ? $"{completed} of {all}" : completed == 1 ? "1 result" : $"{completed} results";
}
