using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.Stations;

namespace SdlPortal.Web.Home;

/// <summary>Something that goes on only when a person acts: where, why, and the page to act on.</summary>
public sealed record Waiting(string Where, string Why, string Address, DateTimeOffset? Since = null)
{
    /// <summary>Everything in the lab that waits for a person. Pure.</summary>
    /// <param name="trouble">What keeps the portal from driving a campaign, if anything.</param>
    public static IReadOnlyList<Waiting> In(IReadOnlyCollection<Campaign> active, IReadOnlyList<StationView> stations, Func<Guid, string?> trouble) =>
        [.. active.SelectMany(c => InCampaign(c, trouble)), .. stations.Where(s => s.State.Condition != StationCondition.Ready).Select(InStation)];

    private static IEnumerable<Waiting> InCampaign(Campaign campaign, Func<Guid, string?> trouble)
    {
        var (name, address) = (campaign.Definition.Name, $"/campaigns/{campaign.Id}");
        if (trouble(campaign.Id) is { } reason)
            yield return new Waiting(name, reason, address);
        foreach (var experiment in campaign.InFlight)
        {
            if (experiment.Current is { Status: StageRunStatus.Unknown } run)
                yield return new Waiting(name, $"Experiment {experiment.Number}: nobody knows whether {campaign.Route[run.Step].Name} ran. {run.Reason}", $"{address}?experiment={experiment.Number}", run.StartedAt);
        }

        if (campaign.InFlight.Where(e => e.Status == ExperimentStatus.Suggested).ToList() is { Count: > 0 } proposed)
            yield return new Waiting(name, proposed.Count == 1 ? $"Experiment {proposed[0].Number} waits for approval" : $"{proposed.Count} suggestions wait for approval", $"{address}?experiment={proposed[0].Number}", proposed[0].SuggestedAt);
        if (campaign.Pause is { } pause)
        {
            yield return new Waiting(name, $"Paused: {pause.Reason}", address, pause.Since);
            foreach (var experiment in campaign.Experiments.Where(e => e.Status == ExperimentStatus.Failed))
                yield return new Waiting(name, $"Experiment {experiment.Number} failed: {experiment.Reason}. Retry it or abandon it", $"{address}?experiment={experiment.Number}", experiment.EndedAt);
        }
    }

    private static Waiting InStation(StationView station) => new(
        station.Description.Name, $"{Layout.StatusTone.Of(station.State.Condition).Word}: {station.State.Reason ?? "no reason given"}", "/stations", station.State.Since);
}
