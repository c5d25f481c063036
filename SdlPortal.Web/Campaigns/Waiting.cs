using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.Stations;
using SdlPortal.Web.Layout;

namespace SdlPortal.Web.Campaigns;

/// <summary>Something that only a person can settle, as pages show it: where, what, why, and the page to act on.</summary>
/// <param name="Key">The same for the same thing as long as it waits.</param>
/// <param name="Kind">Null when it is about a station, or about the portal itself.</param>
/// <param name="Urgent">False for what can be settled at any time while the campaign goes on by itself.</param>
public sealed record Waiting(string Key, string Where, string What, string Why, string Address, AttentionKind? Kind = null, Experiment? Experiment = null, DateTimeOffset? Since = null, bool Urgent = true)
{
    /// <summary>Everything in the lab that stands still until a person acts. Pure.</summary>
    /// <param name="troubles">What keeps the portal from driving campaigns, also those whose record cannot be read.</param>
    public static IReadOnlyList<Waiting> InLab(IReadOnlyCollection<Campaign> active, IReadOnlyList<StationView> stations, IReadOnlyDictionary<Guid, string> troubles)
    {
        var readable = active.Select(c => c.Id).ToHashSet();
        return
        [
            .. troubles.Where(t => !readable.Contains(t.Key)).Select(t => Trouble(t.Key, "A campaign", t.Value)),
            .. active.SelectMany(c => OfCampaign(c, troubles.GetValueOrDefault(c.Id)).Where(w => w.Urgent)),
            .. AtStations(stations),
        ];
    }

    /// <summary>What waits in one campaign and at the stations it needs, the most urgent first. Pure.</summary>
    public static IReadOnlyList<Waiting> InCampaign(Campaign campaign, IReadOnlyList<StationView> stations, string? trouble)
    {
        var own = OfCampaign(campaign, trouble).ToList();
        if (campaign.Status is CampaignStatus.NotStarted or CampaignStatus.Finished)
            return own;
        var kinds = campaign.Route.Select(s => s.StationKind).ToHashSet();
        var whole = own.TakeWhile(w => w.Experiment is null).ToList();
        return [.. whole, .. AtStations(stations.Where(s => kinds.Contains(s.Description.Kind))), .. own.Skip(whole.Count)];
    }

    private static IEnumerable<Waiting> OfCampaign(Campaign campaign, string? trouble)
    {
        var (name, address) = (campaign.Definition.Name, $"/campaigns/{campaign.Id}");
        if (trouble is not null)
            yield return Trouble(campaign.Id, name, trouble);
        foreach (var item in Attention.In(campaign))
        {
            var number = item.Experiment?.Number;
            yield return new Waiting($"{campaign.Id}-{item.Kind}-{number}", name, item.What, item.Why, number is null ? address : $"{address}/experiments/{number}", item.Kind, item.Experiment, item.Since, item.Waits);
        }
    }

    private static Waiting Trouble(Guid campaign, string name, string trouble) => new($"{campaign}-trouble", name, "The portal cannot drive it", trouble, $"/campaigns/{campaign}");

    private static IEnumerable<Waiting> AtStations(IEnumerable<StationView> stations) =>
        from station in stations
        where station.State.Condition != StationCondition.Ready
        let name = station.Description.Name
        select new Waiting($"station-{station.Description.Id}", name, $"{name} is {StatusTone.Of(station.State.Condition).Word}", station.State.Reason ?? "no reason given", "/stations", Since: station.State.Since);
}
