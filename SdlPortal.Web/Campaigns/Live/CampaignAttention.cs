using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;

namespace SdlPortal.Web.Campaigns.Live;

/// <summary>Something in a campaign that goes on only when a person acts.</summary>
/// <param name="Experiment">Null when it is about the campaign or a station.</param>
internal sealed record AttentionItem(string Key, string What, string Why, Experiment? Experiment, DateTimeOffset? Since);

/// <summary>What waits for a person, the most urgent first. Pure.</summary>
internal static class CampaignAttention
{
    public static IReadOnlyList<AttentionItem> Of(Campaign campaign, IReadOnlyList<StationView> stations, string? trouble)
    {
        var items = new List<AttentionItem>();
        if (trouble is not null)
            items.Add(new AttentionItem("trouble", "The portal cannot drive this campaign", trouble, null, null));
        if (campaign.Pause is { } pause)
            items.Add(new AttentionItem("pause", "The campaign is paused", pause.Reason, null, pause.Since));
        if (campaign.Status is CampaignStatus.Running or CampaignStatus.Paused or CampaignStatus.Stopping)
        {
            var kinds = campaign.Route.Select(s => s.StationKind).ToHashSet();
            items.AddRange(stations.Where(s => kinds.Contains(s.Description.Kind) && s.State.Condition != Domain.Stations.StationCondition.Ready)
                .Select(s => new AttentionItem($"station-{s.Description.Id}", $"{s.Description.Name} is {s.State.Condition.ToString().ToLowerInvariant()}", s.State.Reason ?? "no reason given", null, s.State.Since)));
        }

        items.AddRange(campaign.InFlight.Where(e => e.Current?.Status == StageRunStatus.Unknown)
            .Select(e => new AttentionItem($"unknown-{e.Number}", $"Experiment {e.Number}: did {campaign.Route[e.Current!.Step].Name} finish?", e.Current.Reason ?? "the station cannot tell", e, e.Current.StartedAt)));
        items.AddRange(campaign.InFlight.Where(e => e.Status == ExperimentStatus.Suggested)
            .Select(e => new AttentionItem($"approve-{e.Number}", $"Experiment {e.Number} waits for approval", ConfigurationText.Short(campaign.Definition.Space, e.Configuration, 6), e, e.SuggestedAt)));
        items.AddRange(campaign.Experiments.Where(e => e.Status == ExperimentStatus.Failed && campaign.Status != CampaignStatus.Finished)
            .OrderByDescending(e => e.EndedAt)
            .Select(e => new AttentionItem($"failed-{e.Number}", $"Experiment {e.Number} failed", e.Reason ?? "no reason given", e, e.EndedAt)));
        return items;
    }
}
