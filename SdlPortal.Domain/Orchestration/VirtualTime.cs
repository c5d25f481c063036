namespace SdlPortal.Domain.Orchestration;

/// <summary>
/// A clock that jumps: time stands still while there is work to do and moves to the next timer when there is none. <see cref="Run"/> executes an
/// asynchronous program, orchestrator and drivers included, on the calling thread alone, so that the same program gives the same course of
/// events every time, and hours of lab time pass in milliseconds. Code under it must not hop to the thread pool.
/// </summary>
public sealed class VirtualTime(DateTimeOffset start) : TimeProvider
{
    private readonly PriorityQueue<VirtualTimer, (long Due, long Order)> timers = new();
    private readonly Pump pump = new();
    private long now = start.UtcTicks;
    private long order;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(now, TimeSpan.Zero);

    public override long GetTimestamp() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Runs the program to its end and rethrows what it throws.</summary>
    /// <exception cref="VirtualTimeStalledException">The program waits for something that no timer and no continuation will bring.</exception>
    public void Run(Func<Task> program)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(pump);
        try
        {
            var task = program();
            while (true)
            {
                pump.Drain();
                if (task.IsCompleted)
                    break;
                if (!FireNext())
                    throw new VirtualTimeStalledException(GetUtcNow());
            }

            task.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private bool FireNext()
    {
        while (timers.TryDequeue(out var timer, out var key))
        {
            if (!timer.IsDue(key.Order))
                continue;
            now = Math.Max(now, key.Due);
            timer.Fire();
            return true;
        }

        return false;
    }

    private long Enqueue(VirtualTimer timer, TimeSpan delay)
    {
        var key = ++order;
        timers.Enqueue(timer, (now + Math.Max(0, delay.Ticks), key));
        return key;
    }

    /// <summary>A timer whose entry in the queue counts only while it carries the timer's latest order number: changing or disposing leaves the old entry to be skipped.</summary>
    private sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        private long current;
        private TimeSpan period;

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            period = newPeriod;
            current = dueTime == Timeout.InfiniteTimeSpan ? 0 : time.Enqueue(this, dueTime);
            return true;
        }

        public bool IsDue(long entry) => entry == current;

        public void Fire()
        {
            current = period > TimeSpan.Zero ? time.Enqueue(this, period) : 0;
            callback(state);
        }

        public void Dispose() => current = 0;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Pump : SynchronizationContext
    {
        private readonly Queue<(SendOrPostCallback Callback, object? State)> work = new();

        public override void Post(SendOrPostCallback d, object? state)
        {
            lock (work)
                work.Enqueue((d, state));
        }

        public override void Send(SendOrPostCallback d, object? state) => d(state);

        public override SynchronizationContext CreateCopy() => this;

        public void Drain()
        {
            while (true)
            {
                (SendOrPostCallback Callback, object? State) next;
                lock (work)
                {
                    if (!work.TryDequeue(out next))
                        return;
                }

                next.Callback(next.State);
            }
        }
    }
}

/// <summary>A program in virtual time waits for something that will never come.</summary>
public sealed class VirtualTimeStalledException(DateTimeOffset at)
    : Exception($"At {at:O} nothing is left to wait for, but the program has not ended.");
