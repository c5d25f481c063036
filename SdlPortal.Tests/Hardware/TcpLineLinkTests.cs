using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SdlPortal.Domain.Stations;
using SdlPortal.Hardware.LineInstrument;
using SdlPortal.Hardware.Links;
using SdlPortal.Hardware.Simulated;

namespace SdlPortal.Tests.Hardware;

/// <summary>The real driver over a real socket, in real time: a simulated instrument listens on the loopback address.</summary>
public sealed class TcpLineLinkTests : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private readonly InstrumentServer server = new();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Driver_runs_commands_over_a_socket()
    {
        await using var station = Station();
        var readings = new Heard();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(slot => station.RunAsync(LineInstrumentStationTests.Command($"c-{slot}", 36, slot), readings, CancellationToken.None))).WaitAsync(Longest);

        Assert.All(outcomes, o => Assert.Equal(new StageOutcome.Finished([new MeasuredValue("y", 1.5)]), o));
        Assert.NotEmpty(readings.Items);
        Assert.IsType<CommandMemory.Ended>(await station.RecallAsync(LineInstrumentStationTests.Command("c-0"), CancellationToken.None).WaitAsync(Longest));
    }

    [Fact]
    public async Task Driver_reconnects_after_the_connection_breaks_and_nothing_runs_twice()
    {
        await using var station = Station();
        var running = station.RunAsync(LineInstrumentStationTests.Command("c-1", 90), new Heard(), CancellationToken.None);
        await server.FirstLine.Task.WaitAsync(Longest);
        server.DropConnections();

        Assert.Equal(new StageOutcome.Finished([new MeasuredValue("y", 1.5)]), await running.WaitAsync(Longest));
        Assert.Single(server.Lines, line => line.StartsWith("RUN", StringComparison.Ordinal));
        Assert.Contains("ASK c-1", server.Lines);
    }

    [Fact]
    public async Task A_closed_port_is_told_as_a_reason()
    {
        var port = server.Port;
        await server.DisposeAsync();
        await using var link = new TcpLineLink("127.0.0.1", port, TimeProvider.System);

        Assert.Contains($"127.0.0.1:{port} cannot be reached", await link.OpenAsync(CancellationToken.None), StringComparison.Ordinal);
        Assert.NotNull(await link.SendAsync("PING", CancellationToken.None));
    }

    private LineInstrumentStation Station() => new(
        new StationDescription("probe-1", "probe", "Probe", 3, InstrumentServer.TimeScale, Simulated: false), new TcpLineLink("127.0.0.1", server.Port, TimeProvider.System), TimeProvider.System);

    private sealed class Heard : IProgress<StationReading>
    {
        public ConcurrentQueue<StationReading> Items { get; } = [];

        public void Report(StationReading value) => Items.Enqueue(value);
    }

    /// <summary>Lends a simulated instrument a port of its own; whatever it says goes to every connection.</summary>
    private sealed class InstrumentServer : IAsyncDisposable
    {
        public const double TimeScale = 60;
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly ConcurrentDictionary<Socket, byte> connections = [];
        private readonly SimulatedInstrument instrument;

        public InstrumentServer()
        {
            var world = new SimulatedWorld();
            world.Tell(Guid.Empty, 1, (configuration, _) => [new MeasuredValue("y", configuration["x"].Number)]);
            instrument = new SimulatedInstrument(new InstrumentTraits("probe", 3, TimeScale) { Telemetry = true }, InstrumentJournal.InMemory(), world, TimeProvider.System);
            instrument.Said += Say;
            listener.Start();
            _ = AcceptAsync();
        }

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public ConcurrentQueue<string> Lines { get; } = [];

        public TaskCompletionSource FirstLine { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void DropConnections()
        {
            foreach (var connection in connections.Keys)
                connection.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            listener.Dispose();
            DropConnections();
            instrument.Dispose();
            return ValueTask.CompletedTask;
        }

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                    _ = ReadAsync(await listener.AcceptSocketAsync());
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }

        private async Task ReadAsync(Socket connection)
        {
            connections[connection] = 0;
            using var reader = new StreamReader(new NetworkStream(connection));
            try
            {
                while (await reader.ReadLineAsync() is { } line)
                {
                    Lines.Enqueue(line);
                    instrument.Hear(line);
                    FirstLine.TrySetResult();
                }
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // The connection was dropped.
            }

            connections.TryRemove(connection, out var _);
        }

        private void Say(string line)
        {
            foreach (var connection in connections.Keys)
            {
                try
                {
                    connection.Send(Encoding.UTF8.GetBytes(line + "\n"));
                }
                catch (Exception e) when (e is SocketException or ObjectDisposedException)
                {
                    // Nobody listens on this one any more.
                }
            }
        }
    }
}
