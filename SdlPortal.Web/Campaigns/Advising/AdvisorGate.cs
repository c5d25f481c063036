namespace SdlPortal.Web.Campaigns.Advising;

/// <summary>
/// The advisor's only chair: it simulates for one person at a time, on every processor but one, so that pages and stations stay quick. Others wait in the order in which they came;
/// whoever has an answer and only refines it gives way to them. Safe for any thread.
/// </summary>
public sealed class AdvisorGate : IDisposable
{
    private readonly SemaphoreSlim chair = new(1);
    private int waiting;

    /// <summary>Threads that one advice may keep busy.</summary>
    public static int Threads => Math.Max(1, Environment.ProcessorCount - 1);

    /// <summary>People who wait for their turn.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    public bool IsFree => chair.CurrentCount > 0;

    /// <summary>Waits for the turn; it lasts until the result is disposed of.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref waiting);
        try
        {
            await chair.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }

        return new Turn(chair);
    }

    public void Dispose() => chair.Dispose();

    private sealed class Turn(SemaphoreSlim chair) : IDisposable
    {
        public void Dispose() => chair.Release();
    }
}
