using System.Net.Sockets;
using System.Text;

namespace SdlPortal.Hardware.Links;

/// <summary>
/// Lines of UTF-8 text over a TCP connection, each ended by LF. Can be opened again after a loss. Safe for any thread;
/// <see cref="Received"/> and <see cref="Lost"/> are raised by the reading loop.
/// </summary>
public sealed class TcpLineLink(string host, int port, TimeProvider time) : ILineLink
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim gate = new(1, 1);
    private Socket? socket;

    public string Endpoint => $"{host}:{port}";

    public bool IsOpen => Volatile.Read(ref socket) is not null;

    public event Action<ReceivedLine>? Received;

    public event Action<string>? Lost;

    public async Task<string?> OpenAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (IsOpen)
                return null;
            var (opened, reason) = await ConnectAsync(cancellationToken);
            if (opened is null)
                return reason;
            Volatile.Write(ref socket, opened);
            // On the pool: the loop outlives whoever opens the link, whose context it must not keep.
            _ = Task.Run(() => ReadAsync(opened), CancellationToken.None);
            return null;
        }
        finally
        {
            gate.Release();
        }
    }

    public async Task<string?> SendAsync(string line, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        await gate.WaitAsync(cancellationToken);
        try
        {
            return Volatile.Read(ref socket) is { } open
                ? await SendAsync(open, bytes)
                : $"There is no connection to {Endpoint}.";
        }
        finally
        {
            gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await gate.WaitAsync();
        Interlocked.Exchange(ref socket, null)?.Dispose();
        gate.Release();
    }

    private async Task<(Socket? Opened, string? Reason)> ConnectAsync(CancellationToken cancellationToken)
    {
        var candidate = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var limit = new CancellationTokenSource(LongestWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await candidate.ConnectAsync(host, port, either.Token);
            // Notices a peer that vanished without closing, such as one whose power was cut.
            candidate.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            candidate.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 10);
            candidate.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 5);
            return (candidate, null);
        }
        catch (SocketException e)
        {
            candidate.Dispose();
            return (null, $"{Endpoint} cannot be reached: {e.Message}.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            candidate.Dispose();
            return (null, $"{Endpoint} did not accept a connection within {LongestWait.TotalSeconds:R} s.");
        }
    }

    /// <summary>Sends all bytes or closes the connection: half a line would spoil the next one.</summary>
    private async Task<string?> SendAsync(Socket open, byte[] bytes)
    {
        using var limit = new CancellationTokenSource(LongestWait, time);
        try
        {
            for (var sent = 0; sent < bytes.Length;)
                sent += await open.SendAsync(bytes.AsMemory(sent), limit.Token);
            return null;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Close(open, $"Sending to {Endpoint} failed: {e.Message}");
        }
        catch (OperationCanceledException)
        {
            Close(open, $"{Endpoint} took nothing for {LongestWait.TotalSeconds:R} s.");
        }

        return $"The connection to {Endpoint} broke while sending.";
    }

    private async Task ReadAsync(Socket open)
    {
        var splitter = new LineSplitter();
        var buffer = new byte[4096];
        var reason = $"{Endpoint} closed the connection.";
        try
        {
            while (await open.ReceiveAsync(buffer) is var count and > 0)
            {
                foreach (var line in splitter.Add(buffer.AsSpan(0, count)))
                    Received?.Invoke(line);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            reason = $"The connection to {Endpoint} broke: {e.Message}";
        }

        Close(open, reason);
    }

    private void Close(Socket open, string reason)
    {
        if (Interlocked.CompareExchange(ref socket, null, open) != open)
            return;
        open.Dispose();
        Lost?.Invoke(reason);
    }
}
