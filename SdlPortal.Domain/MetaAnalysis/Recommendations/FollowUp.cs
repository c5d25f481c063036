using System.Diagnostics.CodeAnalysis;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.Optimization.WarmStarts;

namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>
/// What came after a recommendation was made official: campaigns that follow it, and tasks that have joined its project. Only experiments that no optimizer chose count. Pure; asked again with the same it says the same.
/// </summary>
public static class FollowUp
{
    public static bool IsFollowedBy(Recommendation recommendation, Campaign campaign) =>
        campaign is { Sequence: > 0, Status: CampaignStatus.Finished } && campaign.Definition.WarmStart?.Origin is { Purpose: WarmStartPurpose.Follow } origin && origin.Recommendation == recommendation.Id && origin.Version == recommendation.OfficialVersion;

    /// <param name="campaigns">All that followed it and have ended, in any order.</param>
    /// <returns>The score of all of them together; null where none has experiments that count, or all are counted already.</returns>
    public static Scored? Of(Recommendation recommendation, IEnumerable<Campaign> campaigns)
    {
        if (recommendation.Document.Forecast is not { } forecast)
            return null;
        var evidence = campaigns.Where(c => IsFollowedBy(recommendation, c)).OrderBy(c => c.FinishedAt).ThenBy(c => c.Id)
            .Select(c => (Campaign: c, Fresh: FreshExperiments.OfDesign(c, recommendation.Document.Evidence)))
            .Where(c => c.Fresh is { Inside.Count: >= GainPooling.FewestOfEach, Outside.Count: >= GainPooling.FewestOfEach })
            .ToList();
        if (evidence.All(c => recommendation.Scores.Any(s => s.Campaigns.Contains(c.Campaign.Id))))
            return null;
        var pooled = GainPooling.Of([.. evidence.Select(c => new FreshEvidence(c.Campaign.Definition.Name, EvidenceKind.Randomized, c.Fresh!.Gain))], evidence[0].Fresh!.Goal);
        return new Scored([.. evidence.Select(c => c.Campaign.Id)], GainScore.Of(forecast, pooled.Gain), EndsValidation: false);
    }

    /// <summary>The alarm, from what campaigns that follow it came to. Each score is a look of its own.</summary>
    /// <returns>Null while nothing contradicts it.</returns>
    public static Contradicted? Alarm(Recommendation recommendation)
    {
        var scores = recommendation.Scores.Where(s => !s.EndsValidation && s.Version == recommendation.OfficialVersion).ToList();
        if (scores.Count == 0 || !IsPromising(recommendation, out var forecast))
            return null;
        var finding = StalenessTest.Of(forecast, recommendation.ValidationScore?.Score.Realized, scores[^1].Score.Realized, [], scores.Count);
        return finding.IsContradicted ? new Contradicted(finding.Sentence, scores[^1].Score) : null;
    }

    /// <summary>The alarm, from tasks that have joined its project since. Each later analysis of its question is a look of its own, beside those at campaigns: over both kinds together a claim that holds is called stale with a probability of at most 4 %.</summary>
    /// <param name="newTasks">Each with the gain of the official region there.</param>
    /// <param name="look">From 1.</param>
    /// <returns>Null while nothing contradicts it.</returns>
    public static Contradicted? Alarm(Recommendation recommendation, IReadOnlyList<TaskGain> newTasks, int look)
    {
        if (newTasks.Count == 0 || !IsPromising(recommendation, out var forecast))
            return null;
        var finding = StalenessTest.Of(forecast, recommendation.ValidationScore?.Score.Realized, null, newTasks, look);
        return finding.IsContradicted ? new Contradicted(finding.Sentence, null) : null;
    }

    private static bool IsPromising(Recommendation recommendation, [NotNullWhen(true)] out GainForecast? forecast)
    {
        forecast = recommendation.Document.Forecast;
        return recommendation.Status == RecommendationStatus.Official && forecast is not null;
    }

    /// <summary>Whether the runs of a task came after the recommendation was made.</summary>
    public static bool IsNew(RecommendationDocument document, string task) =>
        document.Evidence.Region.ByTask.All(t => t.Task != task) && document.Evidence.Donors.All(t => t.Task != task) && document.Evidence.DonorRuns.All(t => t.Task != task) && document.Forecast?.ByTask.All(t => t.Task != task) != false;
}
