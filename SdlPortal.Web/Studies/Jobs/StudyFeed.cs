using System.Collections.Concurrent;
using System.Threading.Channels;

namespace SdlPortal.Web.Studies.Jobs;

/// <summary>Tells pages which study changed; what it is now they ask of the jobs. Whoever watches first and reads second misses nothing. Safe for any thread.</summary>
public sealed class StudyFeed
{
    private readonly ConcurrentDictionary<long, ChannelWriter<Guid>> watchers = [];
    private long lastKey;

    /// <summary>A stream of the ids of studies that change from now on; disposing of the second stops it.</summary>
    internal (ChannelReader<Guid> Changes, Action Stop) Watch()
    {
        var channel = Channel.CreateUnbounded<Guid>(new UnboundedChannelOptions { SingleReader = true });
        var key = Interlocked.Increment(ref lastKey);
        watchers[key] = channel.Writer;
        return (channel.Reader, () =>
        {
            if (watchers.TryRemove(key, out var writer))
                writer.TryComplete();
        }
        );
    }

    internal void Publish(Guid study)
    {
        foreach (var (_, watcher) in watchers)
            watcher.TryWrite(study);
    }
}
