using System.Numerics;
using Microsoft.Extensions.Logging;
using SdlPortal.Domain.Stations;
using SdlPortal.Hardware.Links;

namespace SdlPortal.Hardware.LineInstrument;

/// <summary>
/// Keeps the link to one instrument up, and hands what comes over it to the command it concerns. While the link is down, or the instrument is
/// mute, it tries again and again with growing pauses; while all is well it keeps no timer. Safe for any thread.
/// </summary>
internal sealed class InstrumentConnection : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();
    private readonly ILineLink link;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly List<CommandExchange> exchanges = [];
    private readonly CancellationTokenSource closing = new();
    private bool recovering;
    private long unreadable;

    public InstrumentConnection(ILineLink link, TimeProvider time, ILogger logger)
    {
        (this.link, this.time, this.logger) = (link, time, logger);
        link.Received += OnReceived;
        link.Lost += OnLost;
        State = new StationState(StationCondition.Disconnected, $"The connection to {link.Endpoint} is being opened.", time.GetUtcNow());
        Recover();
    }

    public StationState State { get; private set; }

    public bool IsOpen => link.IsOpen;

    public event Action? StateChanged;

    /// <summary>Opens a mailbox for a command; it also gets everything about the link from now on.</summary>
    public CommandExchange Begin(string id)
    {
        var exchange = new CommandExchange(id, time);
        lock (gate)
            exchanges.Add(exchange);
        return exchange;
    }

    public void End(CommandExchange exchange)
    {
        lock (gate)
            exchanges.Remove(exchange);
    }

    /// <summary>Hands a request to the link. A failure needs no answer here: the loss of the link is signalled to all commands.</summary>
    public async Task SendAsync(InstrumentRequest request)
    {
        if (await link.SendAsync(LineProtocol.Write(request), closing.Token) is { } reason)
            logger.LogWarning("{Endpoint}: {Reason}", link.Endpoint, reason);
    }

    /// <summary>The instrument does not answer: the station is faulted until it says something again.</summary>
    public void ReportMute()
    {
        if (!link.IsOpen)
            return;
        Change(StationCondition.Faulted, $"{link.Endpoint} does not answer. Check that the instrument is on and not stuck; work goes on once it answers.");
        Recover();
    }

    public ValueTask DisposeAsync()
    {
        closing.Cancel();
        link.Received -= OnReceived;
        link.Lost -= OnLost;
        Post(new Signal.Closed());
        return link.DisposeAsync();
    }

    private void OnReceived(ReceivedLine line)
    {
        var answer = line.Whole ? LineProtocol.ParseAnswer(line.Text) : new InstrumentAnswer.Unreadable(Short(line.Text), "The line is too long.");
        if (answer is InstrumentAnswer.Unreadable or InstrumentAnswer.NotUnderstood)
            Report(line.Text);
        else if (State.Condition == StationCondition.Faulted)
            Change(StationCondition.Ready, null);

        Post(new Signal.Answered(answer), About(answer));
    }

    /// <summary>Which command an answer speaks of; null means that it may be any.</summary>
    private static string? About(InstrumentAnswer answer) => answer switch
    {
        InstrumentAnswer.Accepted a => a.Id,
        InstrumentAnswer.Refused a => a.Id,
        InstrumentAnswer.Progress a => a.Id,
        InstrumentAnswer.Ended a => a.Id,
        InstrumentAnswer.State a => a.Id,
        InstrumentAnswer.Unreadable a => a.Id,
        _ => null,
    };

    private void Post(Signal signal, string? about = null)
    {
        List<CommandExchange> concerned;
        lock (gate)
        {
            concerned = exchanges.FindAll(e => e.Id == about);
            if (concerned.Count == 0 && signal is not Signal.Answered { Answer: not (InstrumentAnswer.Unreadable or InstrumentAnswer.NotUnderstood) })
                concerned = [.. exchanges];
        }

        foreach (var exchange in concerned)
            exchange.Post(signal);
    }

    private void Report(string line)
    {
        // A babbling instrument must not fill the log: the 1st, 2nd, 4th, 8th, ... line is written.
        var count = Interlocked.Increment(ref unreadable);
        if (BitOperations.IsPow2(count))
            logger.LogWarning("{Endpoint} sent {Count} lines that could not be understood; the latest: {Line}", link.Endpoint, count, Short(line));
    }

    private static string Short(string line) => line.Length > 80 ? line[..80] : line;

    private void OnLost(string reason)
    {
        Change(StationCondition.Disconnected, reason);
        Post(new Signal.LinkLost(reason));
        Recover();
    }

    private void Recover()
    {
        lock (gate)
        {
            if (recovering || closing.IsCancellationRequested)
                return;
            recovering = true;
        }

        _ = RecoverAsync();
    }

    private async Task RecoverAsync()
    {
        try
        {
            for (var pause = FirstPause; !await TryAsync(); pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
                await Task.Delay(pause, time, closing.Token);
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            // The station was closed while it waited for its instrument.
        }
    }

    /// <returns>True when nothing is left to recover.</returns>
    private async Task<bool> TryAsync()
    {
        if (!link.IsOpen)
        {
            if (await link.OpenAsync(closing.Token) is { } reason)
            {
                Change(StationCondition.Disconnected, reason);
                return false;
            }

            Change(StationCondition.Ready, null);
            Post(new Signal.LinkRestored());
        }

        lock (gate)
        {
            // The link may be lost again already; whoever lost it saw that this loop still runs.
            recovering = State.Condition != StationCondition.Ready || !link.IsOpen;
            if (!recovering)
                return true;
        }

        await SendAsync(new InstrumentRequest.Ping());
        return false;
    }

    private void Change(StationCondition condition, string? reason)
    {
        lock (gate)
        {
            if (State.Condition == condition && State.Reason == reason)
                return;
            var since = State.Condition == condition ? State.Since : time.GetUtcNow();
            State = new StationState(condition, reason, since);
        }

        StateChanged?.Invoke();
    }
}
