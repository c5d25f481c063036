using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.Stations;

namespace SdlPortal.Web.Live;

/// <summary>
/// The lab as one browser sees it: the campaigns that are started and not finished, and the latest reading of each command at
/// work. One per circuit, shared by the frame and its pages; everything happens inside the circuit's dispatcher.
/// </summary>
public sealed class LabView(ICampaignLog log, LabFeed feed, TimeProvider time) : IAsyncDisposable
{
    private readonly LabWatcher watcher = new(feed, time);
    private readonly SortedDictionary<Guid, Campaign> active = [];
    private readonly Dictionary<string, StationReading> readings = [];
    private Task? started;

    /// <summary>Started and not finished, the oldest first.</summary>
    public IReadOnlyCollection<Campaign> Active => active.Values;

    /// <summary>By the command's id.</summary>
    public IReadOnlyDictionary<string, StationReading> Readings => readings;

    /// <summary>Raised after the beginning and after each batch of changes.</summary>
    public event Action<LabBatch>? Changed;

    /// <summary>Begins to watch; every caller gets the same beginning.</summary>
    /// <param name="dispatch">The InvokeAsync of a component of this circuit.</param>
    public Task StartAsync(Func<Func<Task>, Task> dispatch) => started ??= BeginAsync(dispatch);

    private async Task BeginAsync(Func<Func<Task>, Task> dispatch)
    {
        // Changes that come while the logs are read wait until the beginning is complete.
        var complete = new TaskCompletionSource();
        watcher.Start(dispatch, async batch =>
        {
            await complete.Task;
            await TakeAsync(batch);
        });
        try
        {
            foreach (var id in await log.UnfinishedAsync())
                await ReadAsync(id);
        }
        finally
        {
            complete.SetResult();
        }

        Changed?.Invoke(new LabBatch(active.Keys.ToHashSet(), new HashSet<string>(), readings));
    }

    private async Task TakeAsync(LabBatch batch)
    {
        foreach (var id in batch.Campaigns)
            await ReadAsync(id);
        foreach (var (command, reading) in batch.Readings)
            readings[command] = reading;
        foreach (var ended in readings.Keys.Except(CommandsAtWork()).ToList())
            readings.Remove(ended);
        Changed?.Invoke(batch);
    }

    private HashSet<string> CommandsAtWork() => [.. active.Values.SelectMany(c => c.InFlight).Select(e => e.Current?.Command).OfType<string>()];

    private async Task ReadAsync(Guid id)
    {
        var campaign = active.GetValueOrDefault(id) ?? new Campaign(id);
        try
        {
            foreach (var item in campaign.Sequence == 0 ? await feed.ReadAsync(id) : await log.ReadAsync(id, campaign.Sequence))
                campaign.Apply(item);
        }
        catch (InvalidDataException)
        {
            // A log that cannot be read is the orchestrator's trouble and shown as such; the rest of the lab stays in view.
            active.Remove(id);
            return;
        }

        if (campaign.Status is CampaignStatus.NotStarted or CampaignStatus.Finished)
            active.Remove(id);
        else
            active[id] = campaign;
    }

    public ValueTask DisposeAsync() => watcher.DisposeAsync();
}
