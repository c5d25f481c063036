using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;

namespace SdlPortal.Web.Live;

/// <summary>One entry of a campaign's log, as outside clients receive it.</summary>
/// <param name="Type">The event's name, such as "ExperimentCompleted".</param>
/// <param name="Event">The event's own fields, as stored.</param>
public sealed record HubEvent(Guid Campaign, long Sequence, DateTimeOffset At, string Actor, string Type, JsonElement Event);

/// <summary>A change in the lab, as outside clients receive it.</summary>
/// <param name="Kind">"campaign", "station" or "reading".</param>
/// <param name="Id">The campaign's id, or the station's.</param>
public sealed record HubChange(string Kind, string Id, double? Progress = null, IReadOnlyDictionary<string, double>? Values = null, DateTimeOffset? At = null);

/// <summary>The live feed for outside clients: wall displays, notebooks. Read-only. Described in docs/live-feed.md.</summary>
public sealed class LabHub(LabFeed feed) : Hub
{
    public const string Address = "/hubs/lab";

    /// <summary>Everything that ever happened to a campaign, then everything that happens, without gap or repetition.</summary>
    public async IAsyncEnumerable<HubEvent> Follow(Guid campaignId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var subscription = await feed.FollowAsync(campaignId, cancellationToken);
        if (subscription.Past.Count == 0)
            throw new HubException($"There is no campaign {campaignId}.");
        foreach (var item in subscription.Past)
            yield return Outside(item);
        await foreach (var item in subscription.Next.ReadAllAsync(cancellationToken))
            yield return Outside(item);
    }

    /// <summary>Every change in the lab from now on.</summary>
    public async IAsyncEnumerable<HubChange> WatchLab([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var watch = feed.Watch();
        await foreach (var change in watch.Changes.ReadAllAsync(cancellationToken))
            yield return Outside(change);
    }

    internal static HubEvent Outside(RecordedEvent item)
    {
        var (type, _, json) = EventSerializer.Write(item.Event);
        using var document = JsonDocument.Parse(json);
        return new HubEvent(item.CampaignId, item.Sequence, item.At, item.Actor, type, document.RootElement.Clone());
    }

    internal static HubChange Outside(LabChange change) => change switch
    {
        LabChange.Campaign c => new HubChange("campaign", c.Id.ToString()),
        LabChange.Station s => new HubChange("station", s.Id),
        LabChange.Reading { Value: var r } => new HubChange("reading", r.Station, r.Progress, r.Values.ToDictionary(v => v.Name, v => v.Value), r.At),
        _ => throw new NotSupportedException(change.GetType().Name),
    };
}
