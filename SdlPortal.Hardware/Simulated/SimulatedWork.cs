namespace SdlPortal.Hardware.Simulated;

/// <summary>A command at work on a simulated instrument, with the timers that drive it.</summary>
internal sealed class SimulatedWork(JournaledCommand command) : IDisposable
{
    private readonly List<ITimer> timers = [];

    public JournaledCommand Command { get; } = command;

    public double Fraction(DateTimeOffset now) =>
        Command.Seconds is { } seconds and > 0 ? Math.Clamp((now - Command.StartedAt).TotalSeconds / seconds, 0, 1) : 0;

    public void Keep(ITimer timer) => timers.Add(timer);

    public void Dispose() => timers.ForEach(t => t.Dispose());
}
