using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.Optimization.WarmStarts;

namespace SdlPortal.Web.Campaigns.HandingOver;

/// <summary>How far a validating campaign is on both sides of its region. Pure.</summary>
public sealed record ValidationProgress(int InsideMeasured, int Inside, int OutsideMeasured, int Outside, int Lost)
{
    /// <returns>Null for a campaign that validates nothing.</returns>
    public static ValidationProgress? Of(Campaign campaign)
    {
        if (campaign.Definition.WarmStart is not { Origin.Purpose: WarmStartPurpose.Validate, Regions.Count: > 0 } start)
            return null;
        var inside = start.InitialPoints.Count(p => RegionMembership.Of(start, p)!.Value);
        var measured = campaign.CompletedInOrder.Count(e => RegionMembership.Of(start, e.Configuration)!.Value);
        var lost = campaign.Experiments.Count(e => e.Status is ExperimentStatus.Failed or ExperimentStatus.Abandoned or ExperimentStatus.Rejected);
        return new ValidationProgress(measured, inside, campaign.Completed - measured, start.InitialPoints.Count - inside, lost);
    }

    /// <summary>"5 of 10 inside, 4 of 10 outside measured".</summary>
    public string Sentence => string.Create(CultureInfo.InvariantCulture, $"{InsideMeasured} of {Inside} inside, {OutsideMeasured} of {Outside} outside measured{(Lost > 0 ? $"; {Lost} came to nothing" : "")}");
}
