namespace SdlPortal.Web.Live;

/// <summary>Tells a page which things changed, in batches at most every <see cref="BatchEvery"/>, inside the page's dispatcher. Disposed with the page.</summary>
public sealed class FeedWatcher<TKey>(ChangeFeed<TKey> feed, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan BatchEvery = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource stop = new();
    private Action? end;
    private Task watching = Task.CompletedTask;

    /// <summary>Begins to watch; read what you show after this call, so that nothing falls between. Call it once.</summary>
    /// <param name="dispatch">The page's guarded InvokeAsync.</param>
    /// <param name="changed">Called inside the dispatcher with the keys of a batch.</param>
    public void Start(Func<Func<Task>, Task> dispatch, Func<IReadOnlySet<TKey>, Task> changed)
    {
        (var changes, end) = feed.Watch();
        watching = Batches.PumpAsync(changes, BatchEvery, time, batch => dispatch(() => stop.IsCancellationRequested ? Task.CompletedTask : changed(batch.ToHashSet())), stop.Token);
    }

    public ValueTask DisposeAsync()
    {
        // Not CancelAsync: it would leave the page's dispatcher.
        stop.Cancel();
        end?.Invoke();
        return new ValueTask(watching);
    }
}
