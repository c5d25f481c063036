using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Domain.Analytics.Tables;

/// <summary>The experiments of a campaign as a table, a row each in the order of their numbers.</summary>
public static class CampaignTable
{
    public static DataTable Of(Campaign campaign) => throw new NotImplementedException();
}
