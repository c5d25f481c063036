using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SdlPortal.Domain.Stations;
using SdlPortal.Hardware.Links;

namespace SdlPortal.Hardware.LineInstrument;

/// <summary>
/// The driver of an instrument that speaks the <see cref="LineProtocol"/>, over whatever link. All waiting goes through the given clock and
/// never through the thread pool, so that it runs in virtual time unchanged. Safe for any thread.
/// </summary>
public sealed class LineInstrumentStation : IStation, IAsyncDisposable
{
    private readonly InstrumentConnection connection;
    private readonly DriverPatience patience;
    private readonly TimeProvider time;

    public LineInstrumentStation(StationDescription description, ILineLink link, TimeProvider time, DriverPatience? patience = null, ILogger? logger = null)
    {
        Description = description;
        this.time = time;
        this.patience = patience ?? new DriverPatience();
        connection = new InstrumentConnection(link, time, logger ?? NullLogger.Instance);
        connection.StateChanged += () => StateChanged?.Invoke(this);
    }

    public StationDescription Description { get; }

    public StationState State => connection.State;

    public event Action<IStation>? StateChanged;

    public Task<StageOutcome> RunAsync(StageCommand command, IProgress<StationReading> readings, CancellationToken abort) =>
        WithCourseAsync(command, readings, course => course.RunAsync(), abort);

    public Task<StageOutcome> ReattachAsync(StageCommand command, IProgress<StationReading> readings, CancellationToken abort) =>
        WithCourseAsync(command, readings, course => course.ReattachAsync(), abort);

    public Task<CommandMemory> RecallAsync(StageCommand command, CancellationToken cancellationToken) =>
        WithCourseAsync(command, Unheard.Instance, course => course.RecallAsync(), cancellationToken);

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task<T> WithCourseAsync<T>(StageCommand command, IProgress<StationReading> readings, Func<CommandCourse, Task<T>> follow, CancellationToken abort)
    {
        var exchange = connection.Begin(command.Id);
        try
        {
            return await follow(new CommandCourse(command, Description, connection, exchange, patience, time, readings, abort));
        }
        finally
        {
            connection.End(exchange);
        }
    }

    /// <summary>Readings that nobody asked for.</summary>
    private sealed class Unheard : IProgress<StationReading>
    {
        public static readonly Unheard Instance = new();

        public void Report(StationReading value)
        {
        }
    }
}
