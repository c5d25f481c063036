using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;

namespace SdlPortal.Web.Live;

/// <summary>
/// Keeps a page's own <see cref="Campaign"/> up to date: the fold of its past, then every new event, applied in batches at
/// most every <see cref="BatchEvery"/>. The campaign and the list of events change only inside the page's dispatcher, so a page reads
/// them without locks. Disposed with the page.
/// </summary>
public sealed class CampaignFollower(LabFeed feed, TimeProvider time) : IAsyncDisposable
{
    public static readonly TimeSpan BatchEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>How many of the latest events are kept for the list of events.</summary>
    public const int RecentEvents = 500;

    private readonly CancellationTokenSource stop = new();
    private readonly List<RecordedEvent> recent = [];
    private CampaignSubscription? subscription;
    private Task following = Task.CompletedTask;

    /// <summary>Null until <see cref="StartAsync"/> has found it.</summary>
    public Campaign? Campaign { get; private set; }

    /// <summary>The latest events, oldest first.</summary>
    public IReadOnlyList<RecordedEvent> Recent => recent;

    /// <summary>Reads the past and begins to follow. Call it once.</summary>
    /// <param name="dispatch">The page's InvokeAsync.</param>
    /// <param name="changed">Called inside the dispatcher after each batch, with the batch.</param>
    /// <returns>False when there is no such campaign.</returns>
    public async Task<bool> StartAsync(Guid id, Func<Func<Task>, Task> dispatch, Func<IReadOnlyList<RecordedEvent>, Task> changed)
    {
        subscription = await feed.FollowAsync(id, stop.Token);
        if (subscription.Past.Count == 0)
            return false;
        Campaign = Campaign.Fold(id, subscription.Past);
        recent.AddRange(subscription.Past.Skip(subscription.Past.Count - RecentEvents));
        following = Batches.PumpAsync(subscription.Next, BatchEvery, time, batch => dispatch(() => TakeAsync(batch, changed)), stop.Token);
        return true;
    }

    private Task TakeAsync(IReadOnlyList<RecordedEvent> batch, Func<IReadOnlyList<RecordedEvent>, Task> changed)
    {
        if (stop.IsCancellationRequested)
            return Task.CompletedTask;
        foreach (var item in batch)
            Campaign!.Apply(item);
        recent.AddRange(batch);
        if (recent.Count > RecentEvents)
            recent.RemoveRange(0, recent.Count - RecentEvents);
        return changed(batch);
    }

    public ValueTask DisposeAsync()
    {
        // Not CancelAsync: it would leave the page's dispatcher.
        stop.Cancel();
        subscription?.Dispose();
        return new ValueTask(following);
    }
}
