using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.Stations;

namespace SdlPortal.Web.Live;

/// <summary>What changed in the lab since the batch before.</summary>
/// <param name="Readings">The latest reading of each command, by the command's id.</param>
public sealed record LabBatch(IReadOnlySet<Guid> Campaigns, IReadOnlySet<string> Stations, IReadOnlyDictionary<string, StationReading> Readings)
{
    /// <summary>True when nothing but telemetry moved.</summary>
    public bool OnlyReadings => Campaigns.Count == 0 && Stations.Count == 0;

    internal static LabBatch Of(IEnumerable<LabChange> changes)
    {
        var (campaigns, stations, readings) = (new HashSet<Guid>(), new HashSet<string>(), new Dictionary<string, StationReading>());
        foreach (var change in changes)
        {
            switch (change)
            {
                case LabChange.Campaign c:
                    campaigns.Add(c.Id);
                    break;
                case LabChange.Station s:
                    stations.Add(s.Id);
                    break;
                case LabChange.Reading r:
                    readings[r.Value.CommandId] = r.Value;
                    break;
            }
        }

        return new LabBatch(campaigns, stations, readings);
    }
}

/// <summary>Tells a page that shows the whole lab what changed, in batches at most every <see cref="BatchEvery"/>, inside the page's dispatcher. Disposed with the page.</summary>
public sealed class LabWatcher(LabFeed feed, TimeProvider time) : IAsyncDisposable
{
    public static readonly TimeSpan BatchEvery = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource stop = new();
    private LabWatch? watch;
    private Task watching = Task.CompletedTask;

    /// <summary>Begins to watch; read what you show after this call, so that nothing falls between. Call it once.</summary>
    /// <param name="dispatch">The page's InvokeAsync.</param>
    /// <param name="changed">Called inside the dispatcher with each batch.</param>
    public void Start(Func<Func<Task>, Task> dispatch, Func<LabBatch, Task> changed)
    {
        watch = feed.Watch();
        watching = Batches.PumpAsync(watch.Changes, BatchEvery, time, batch => dispatch(() => stop.IsCancellationRequested ? Task.CompletedTask : changed(LabBatch.Of(batch))), stop.Token);
    }

    public ValueTask DisposeAsync()
    {
        // Not CancelAsync: it would leave the page's dispatcher.
        stop.Cancel();
        watch?.Dispose();
        return new ValueTask(watching);
    }
}
