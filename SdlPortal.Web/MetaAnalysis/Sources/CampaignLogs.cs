using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Library;

namespace SdlPortal.Web.MetaAnalysis.Sources;

/// <summary>Own campaigns as sources of runs: read from their logs.</summary>
public static class CampaignLogs
{
    public static CampaignReader Reader(ICampaignLog log) => (campaign, cancellationToken) =>
    {
        if (!Guid.TryParse(campaign, out var id))
            return null;
        var events = log.ReadAsync(id, 0, cancellationToken).GetAwaiter().GetResult();
        if (events.Count == 0)
            return null;
        var fold = Campaign.Fold(id, events);
        return new CampaignRead(fold.Definition.Name, events[^1].Sequence, events[^1].Hash, CampaignRuns.Of(fold, onlyEnded: true));
    };
}
