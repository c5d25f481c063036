namespace SdlPortal.Hardware.LineInstrument;

/// <summary>Something that concerns a command at work. A closed family.</summary>
internal abstract record Signal
{
    public sealed record Answered(InstrumentAnswer Answer) : Signal;

    public sealed record LinkLost(string Reason) : Signal;

    public sealed record LinkRestored : Signal;

    public sealed record TimedOut : Signal;

    public sealed record AbortRequested : Signal;

    public sealed record Closed : Signal;
}

/// <summary>
/// The mailbox of one command: what the instrument and the link have to say about it, in order, for the one who waits. Posting is safe from
/// any thread; one waits at a time. Built on a completion source and a timer alone: combinators such as WaitAsync and WhenAny hop to the
/// thread pool when such a source completes, which virtual time does not allow.
/// </summary>
internal sealed class CommandExchange(string id, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Queue<Signal> waitingSignals = new();
    private TaskCompletionSource<Signal>? receiver;

    public string Id { get; } = id;

    public void Post(Signal signal)
    {
        lock (gate)
        {
            if (receiver is { } waiting)
            {
                receiver = null;
                waiting.SetResult(signal);
            }
            else
            {
                waitingSignals.Enqueue(signal);
            }
        }
    }

    /// <summary>The next signal; <see cref="Signal.TimedOut"/> or <see cref="Signal.AbortRequested"/> when that comes first.</summary>
    public async Task<Signal> NextAsync(TimeSpan wait, CancellationToken abort)
    {
        TaskCompletionSource<Signal> mine;
        lock (gate)
        {
            if (waitingSignals.TryDequeue(out var signal))
                return signal;
            receiver = mine = new TaskCompletionSource<Signal>(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        using var timer = time.CreateTimer(_ => GiveUp(mine, new Signal.TimedOut()), null, wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        using var registration = abort.UnsafeRegister(_ => GiveUp(mine, new Signal.AbortRequested()), null);
        return await mine.Task;
    }

    private void GiveUp(TaskCompletionSource<Signal> mine, Signal signal)
    {
        lock (gate)
        {
            if (receiver != mine)
                return;
            receiver = null;
            mine.SetResult(signal);
        }
    }
}
