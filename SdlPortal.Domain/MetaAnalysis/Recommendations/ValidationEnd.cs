using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.Optimization.WarmStarts;

namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>What the end of a validating campaign means for its recommendation. Pure: the same logs always say the same.</summary>
public static class ValidationEnd
{
    /// <summary>Of what was agreed, so much has to be measured on each side: who leaves out what displeases cannot leave out more.</summary>
    public const double FewestShare = 2.0 / 3;

    /// <param name="campaign">The validating campaign as it is now; without events where it was deleted.</param>
    /// <returns>The score, or the loss with its reason; null while it goes on, or where nothing waits for it.</returns>
    public static RecommendationEvent? Of(Recommendation recommendation, Campaign campaign)
    {
        if (!recommendation.IsMeasuring || recommendation.Validation!.Campaign != campaign.Id)
            return null;
        if (campaign.Sequence == 0)
            return Lost(campaign, "The campaign was deleted before it had measured anything.");
        if (campaign.Status == CampaignStatus.NotStarted)
            return null;
        var (document, version, definition) = (recommendation.Document, recommendation.Current.Number, campaign.Definition);
        var name = definition.Name;
        if (definition.WarmStart is not { Origin: { Purpose: WarmStartPurpose.Validate } origin } start || origin.Recommendation != recommendation.Id || origin.Version != version)
            return Lost(campaign, FormattableString.Invariant($"The campaign '{name}' was changed before its start and does not validate version {version} any more."));
        if (RegionMembership.In(definition, document.Evidence) is not { } isInside)
            return Lost(campaign, $"The campaign '{name}' was changed before its start; the region cannot be said in its parameters any more.");
        var planned = start.InitialPoints.Count(isInside);
        var design = document.Validation;
        if (planned != design.Inside || start.InitialPoints.Count - planned != design.Outside)
            return Lost(campaign, FormattableString.Invariant($"The campaign '{name}' was changed before its start: it has {planned} points inside and {start.InitialPoints.Count - planned} outside, not {design.Inside} and {design.Outside} as agreed."));
        if (campaign.Status != CampaignStatus.Finished)
            return null;
        if (document.Forecast is not { } forecast || FreshExperiments.Given(campaign, document.Evidence) is not { } fresh)
            return Lost(campaign, "There is no forecast that it could be held against.");

        var counted = FormattableString.Invariant($"{fresh.Inside.Count} of {design.Inside} experiments inside and {fresh.Outside.Count} of {design.Outside} outside have a result");
        var how = campaign.Finished == FinishReason.Stopped ? "was stopped early" : "has ended";
        if (fresh.Inside.Count < FewestShare * design.Inside || fresh.Outside.Count < FewestShare * design.Outside)
            return Lost(campaign, $"The campaign '{name}' {how}: {counted}. Two thirds on each side are needed for a verdict.");
        var score = GainScore.Of(forecast, fresh.Gain);
        return score.Verdict == GainVerdict.Open
            ? Lost(campaign, $"The campaign '{name}' {how}: {counted}. That is too few for a verdict; revise the recommendation and agree on more.")
            : new Scored([campaign.Id], score, EndsValidation: true);
    }

    private static ValidationLost Lost(Campaign campaign, string reason) => new(campaign.Id, reason);
}
