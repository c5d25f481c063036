using System.Collections.Concurrent;
using System.Threading.Channels;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Stations;

namespace SdlPortal.Domain.Orchestration;

/// <summary>Something changed in the lab: which campaign got events, or which station's state or readings moved. A closed family.</summary>
public abstract record LabChange
{
    public sealed record Campaign(Guid Id) : LabChange;

    public sealed record Station(string Id) : LabChange;

    /// <summary>Telemetry: frequent, and of interest only to those who show it.</summary>
    public sealed record Reading(StationReading Value) : LabChange;
}

/// <summary>A campaign as it was, and everything that happens to it from then on, without gap or repetition. Dispose to stop following.</summary>
public sealed class CampaignSubscription : IDisposable
{
    private readonly Action stop;

    internal CampaignSubscription(IReadOnlyList<RecordedEvent> past, ChannelReader<RecordedEvent> next, Action stop)
    {
        this.stop = stop;
        Past = past;
        Next = new SkippingReader(next, past.Count > 0 ? past[^1].Sequence : 0);
    }

    public IReadOnlyList<RecordedEvent> Past { get; }

    public ChannelReader<RecordedEvent> Next { get; }

    public void Dispose() => stop();

    /// <summary>Leaves out the events that the snapshot holds already.</summary>
    private sealed class SkippingReader(ChannelReader<RecordedEvent> inner, long known) : ChannelReader<RecordedEvent>
    {
        public override bool TryRead(out RecordedEvent item)
        {
            while (inner.TryRead(out item!))
            {
                if (item.Sequence > known)
                    return true;
            }

            return false;
        }

        public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default) => inner.WaitToReadAsync(cancellationToken);
    }
}

/// <summary>
/// Tells pages and outside clients what happens. A follower attaches first and reads the log second, so nothing falls between
/// snapshot and stream; the subscription leaves out what both hold. Safe for any thread.
/// </summary>
public sealed class LabFeed(ICampaignLog log)
{
    private readonly ConcurrentDictionary<long, (Guid Campaign, ChannelWriter<RecordedEvent> Writer)> followers = [];
    private readonly ConcurrentDictionary<long, ChannelWriter<LabChange>> watchers = [];
    private readonly ConcurrentDictionary<Guid, IReadOnlyList<RecordedEvent>> read = [];
    private long lastKey;

    public async Task<CampaignSubscription> FollowAsync(Guid campaign, CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<RecordedEvent>(new UnboundedChannelOptions { SingleReader = true });
        var key = Interlocked.Increment(ref lastKey);
        followers[key] = (campaign, channel.Writer);
        try
        {
            var past = await ReadAsync(campaign, cancellationToken);
            return new CampaignSubscription(past, channel.Reader, () => Remove(key));
        }
        catch
        {
            Remove(key);
            throw;
        }
    }

    /// <summary>
    /// The campaign's log up to now; empty for an unknown campaign. Of a campaign that is followed, or was read last, only what came since is read and checked:
    /// the entry where the earlier reading ended must still be the same, and its hash stands for all before it.
    /// </summary>
    public async Task<IReadOnlyList<RecordedEvent>> ReadAsync(Guid campaign, CancellationToken cancellationToken = default)
    {
        var events = read.TryGetValue(campaign, out var known) && await log.ReadAsync(campaign, known[^1].Sequence - 1, cancellationToken) is { Count: > 0 } rest && rest[0].Hash == known[^1].Hash
            ? rest.Count == 1 ? known : [.. known, .. rest.Skip(1)]
            : await log.ReadAsync(campaign, 0, cancellationToken);
        if (events.Count > 0)
            read[campaign] = events;
        foreach (var id in read.Keys.Where(id => (id != campaign || events.Count == 0) && followers.Values.All(f => f.Campaign != id)))
            read.TryRemove(id, out _);
        return events;
    }

    /// <summary>A stream of every change in the lab from now on.</summary>
    public LabWatch Watch()
    {
        var channel = Channel.CreateUnbounded<LabChange>(new UnboundedChannelOptions { SingleReader = true });
        var key = Interlocked.Increment(ref lastKey);
        watchers[key] = channel.Writer;
        return new LabWatch(channel.Reader, () =>
        {
            if (watchers.TryRemove(key, out var writer))
                writer.TryComplete();
        });
    }

    internal void Publish(Guid campaign, IReadOnlyList<RecordedEvent> events)
    {
        foreach (var (_, follower) in followers)
        {
            if (follower.Campaign != campaign)
                continue;
            foreach (var item in events)
                follower.Writer.TryWrite(item);
        }

        Publish(new LabChange.Campaign(campaign));
    }

    internal void Publish(LabChange change)
    {
        foreach (var (_, watcher) in watchers)
            watcher.TryWrite(change);
    }

    private void Remove(long key)
    {
        if (followers.TryRemove(key, out var follower))
            follower.Writer.TryComplete();
    }
}

/// <summary>A stream of changes in the whole lab; dispose to stop watching.</summary>
public sealed class LabWatch(ChannelReader<LabChange> changes, Action stop) : IDisposable
{
    public ChannelReader<LabChange> Changes { get; } = changes;

    public void Dispose() => stop();
}
