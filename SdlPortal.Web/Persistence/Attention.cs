using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Web.Persistence;

/// <summary>What in a campaign waits for a person, in one line.</summary>
internal static class Attention
{
    /// <summary>Null when nothing does.</summary>
    public static string? Of(Campaign campaign)
    {
        if (campaign.Status is CampaignStatus.NotStarted or CampaignStatus.Finished)
            return null;
        var parts = new List<string>();
        var unknown = campaign.InFlight.Count(e => e.Current?.Status == StageRunStatus.Unknown);
        if (unknown > 0)
            parts.Add(unknown == 1 ? "1 stage with an unknown outcome" : $"{unknown} stages with an unknown outcome");
        if (campaign.Pause is { } pause && campaign.Failed > 0)
            parts.Add(campaign.Failed == 1 ? "1 failed experiment to retry or abandon" : $"{campaign.Failed} failed experiments to retry or abandon");
        var proposed = campaign.InFlight.Count(e => e.Status == ExperimentStatus.Suggested);
        if (proposed > 0)
            parts.Add(proposed == 1 ? "1 suggestion to approve" : $"{proposed} suggestions to approve");
        if (campaign.Pause is { } paused)
            parts.Add($"paused: {paused.Reason.TrimEnd('.', ' ')}");
        return parts.Count == 0 ? null : string.Join("; ", parts);
    }
}
