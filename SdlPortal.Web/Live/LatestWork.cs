namespace SdlPortal.Web.Live;

/// <summary>
/// Does work off the circuit's thread, one piece at a time: a newer piece replaces one that still waits and, when asked to, cancels the one at work; between two pieces
/// that were not urgent lies at least an interval. Used from the component's dispatcher only, where results are delivered too. Disposed with the component.
/// </summary>
/// <param name="dispatch">The component's guarded InvokeAsync: what fails there ends the page in view of the person.</param>
internal sealed class LatestWork<T>(TimeProvider time, TimeSpan every, Func<Func<Task>, Task> dispatch) : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private CancellationTokenSource? current;
    private Func<CancellationToken, T>? next;
    private Func<T, Task>? deliver;
    private Task working = Task.CompletedTask;
    private DateTimeOffset? last;
    private CancellationTokenSource? waiting;
    private bool running;
    private bool delivering;

    /// <summary>True from a request until its result is delivered.</summary>
    public bool IsBusy => next is not null || (running && !delivering);

    /// <param name="urgent">What is at work is worth nothing any more, and nobody should wait for the interval: the question itself has changed.</param>
    public void Request(Func<CancellationToken, T> work, Func<T, Task> done, bool urgent = false)
    {
        if (stop.IsCancellationRequested)
            return;
        (next, deliver) = (work, done);
        if (urgent)
        {
            last = null;
            current?.Cancel();
            waiting?.Cancel();
        }

        if (running)
            return;
        running = true;
        working = RunAsync();
    }

    private async Task RunAsync()
    {
        while (next is not null && !stop.IsCancellationRequested)
        {
            await PauseAsync();
            if (stop.IsCancellationRequested || next is not { } work || deliver is not { } done)
                break;
            next = null;
            using var own = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
            current = own;
            await dispatch(() => WorkAsync(work, done, own.Token));
            current = null;
        }

        running = false;
    }

    private async Task WorkAsync(Func<CancellationToken, T> work, Func<T, Task> done, CancellationToken cancellationToken)
    {
        try
        {
            var result = await Task.Run(() => work(cancellationToken), cancellationToken);
            last = time.GetUtcNow();
            if (cancellationToken.IsCancellationRequested)
                return;
            delivering = true;
            await done(result);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // A newer question took its place, or the page is gone.
        }
        finally
        {
            delivering = false;
        }
    }

    private async Task PauseAsync()
    {
        if (last is not { } at || at + every - time.GetUtcNow() is not { Ticks: > 0 } rest)
            return;
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        waiting = pause;
        try
        {
            await Task.Delay(rest, time, pause.Token);
        }
        catch (OperationCanceledException)
        {
        }

        waiting = null;
    }

    public async ValueTask DisposeAsync()
    {
        // Not CancelAsync: it would leave the component's dispatcher.
        stop.Cancel();
        await working;
        stop.Dispose();
    }
}
