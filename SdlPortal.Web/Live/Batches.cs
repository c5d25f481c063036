using System.Threading.Channels;

namespace SdlPortal.Web.Live;

/// <summary>Reads a channel in batches: the first item after a quiet time at once, then everything that came meanwhile, at most once per interval.</summary>
internal static class Batches
{
    /// <summary>Ends when the channel is completed or the token is canceled; a canceled pump ends quietly.</summary>
    public static async Task PumpAsync<T>(ChannelReader<T> source, TimeSpan every, TimeProvider time, Func<IReadOnlyList<T>, Task> deliver, CancellationToken stop)
    {
        try
        {
            while (await source.WaitToReadAsync(stop))
            {
                var batch = new List<T>();
                while (source.TryRead(out var item))
                    batch.Add(item);
                if (batch.Count == 0)
                    continue;
                await deliver(batch);
                await Task.Delay(every, time, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }
}
