using System.Collections.Concurrent;
using System.Threading.Channels;

namespace SdlPortal.Web.Live;

/// <summary>Tells pages which thing changed; what it is now they ask of whoever keeps it. Whoever watches first and reads second misses nothing. Safe for any thread.</summary>
/// <typeparam name="TKey">What a thing is known by.</typeparam>
public abstract class ChangeFeed<TKey>
{
    private readonly ConcurrentDictionary<long, ChannelWriter<TKey>> watchers = [];
    private long lastKey;

    /// <summary>A stream of the keys of things that change from now on; disposing of the second stops it.</summary>
    internal (ChannelReader<TKey> Changes, Action Stop) Watch()
    {
        var channel = Channel.CreateUnbounded<TKey>(new UnboundedChannelOptions { SingleReader = true });
        var key = Interlocked.Increment(ref lastKey);
        watchers[key] = channel.Writer;
        return (channel.Reader, () =>
        {
            if (watchers.TryRemove(key, out var writer))
                writer.TryComplete();
        }
        );
    }

    internal void Publish(TKey changed)
    {
        foreach (var (_, watcher) in watchers)
            watcher.TryWrite(changed);
    }
}
