using SdlPortal.Hardware.Links;

namespace SdlPortal.Hardware.Simulated;

/// <summary>A link within the program, to a simulated instrument: every line arrives at once, on the thread that sent it.</summary>
public sealed class SimulatedLink : ILineLink
{
    private readonly Lock gate = new();
    private readonly SimulatedInstrument instrument;
    private readonly TimeProvider time;
    private DateTimeOffset downUntil;

    public SimulatedLink(string endpoint, SimulatedInstrument instrument, TimeProvider time)
    {
        (Endpoint, this.instrument, this.time) = (endpoint, instrument, time);
        instrument.Said += OnSaid;
        instrument.LinkDropped += OnDropped;
    }

    public string Endpoint { get; }

    public bool IsOpen { get; private set; }

    public event Action<ReceivedLine>? Received;

    public event Action<string>? Lost;

    public Task<string?> OpenAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            IsOpen = time.GetUtcNow() >= downUntil;
            return Task.FromResult(IsOpen ? null : $"{Endpoint} cannot be reached (a simulated loss of the link).");
        }
    }

    public Task<string?> SendAsync(string line, CancellationToken cancellationToken)
    {
        if (!IsOpen)
            return Task.FromResult<string?>($"There is no connection to {Endpoint}.");
        instrument.Hear(line);
        return Task.FromResult<string?>(null);
    }

    public ValueTask DisposeAsync()
    {
        instrument.Said -= OnSaid;
        instrument.LinkDropped -= OnDropped;
        IsOpen = false;
        return ValueTask.CompletedTask;
    }

    private void OnSaid(string line)
    {
        if (IsOpen)
            Received?.Invoke(new ReceivedLine(line));
    }

    private void OnDropped(TimeSpan down)
    {
        lock (gate)
        {
            if (!IsOpen)
                return;
            (IsOpen, downUntil) = (false, time.GetUtcNow() + down);
        }

        Lost?.Invoke($"The connection to {Endpoint} broke (a simulated loss of the link).");
    }
}
