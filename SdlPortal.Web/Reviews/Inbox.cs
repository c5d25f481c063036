using SdlPortal.Web.Accounts;
using SdlPortal.Web.Live;

namespace SdlPortal.Web.Reviews;

/// <summary>
/// What waits for whoever is signed in, as one browser sees it. One per circuit, shared by the frame and its pages; everything happens inside the circuit's dispatcher.
/// </summary>
public sealed class Inbox(ReviewDesk desk, SignedIn signedIn, RecommendationFeed feed, TimeProvider time) : IAsyncDisposable
{
    private readonly FeedWatcher<Guid> watcher = new(feed, time);
    private Func<Func<Task>, Task>? dispatcher;
    private Task? started;
    private bool reading;
    private bool isStale;

    /// <summary>Most pressing first; null until it was read.</summary>
    public IReadOnlyList<InboxItem>? Items { get; private set; }

    /// <summary>Raised after the beginning and after each change.</summary>
    public event Action? Changed;

    /// <summary>Begins to watch; every caller gets the same beginning.</summary>
    /// <param name="dispatch">The guarded InvokeAsync of a component of this circuit.</param>
    public Task StartAsync(Func<Func<Task>, Task> dispatch)
    {
        if (started is not null)
            return started;
        dispatcher = dispatch;
        watcher.Start(dispatch, _ => ReadAsync());
        signedIn.Changed += OnSignedIn;
        return started = ReadAsync();
    }

    /// <summary>One reading at a time; changes during one lead to one more.</summary>
    public async Task ReadAsync()
    {
        isStale = true;
        if (reading)
            return;
        reading = true;
        try
        {
            while (isStale)
            {
                isStale = false;
                Items = await desk.InboxAsync(signedIn.Actor);
            }
        }
        finally
        {
            reading = false;
        }

        Changed?.Invoke();
    }

    private void OnSignedIn() => _ = dispatcher!(ReadAsync);

    public ValueTask DisposeAsync()
    {
        signedIn.Changed -= OnSignedIn;
        return watcher.DisposeAsync();
    }
}
