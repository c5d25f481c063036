using SdlPortal.Hardware.LineInstrument;
using SdlPortal.Hardware.Links;

namespace SdlPortal.Tests.Hardware;

/// <summary>A link to an instrument whose answers a test decides; by itself it accepts every command, needs <see cref="Takes"/> and measures y = 1.</summary>
internal class ScriptedInstrument(TimeProvider time) : ILineLink
{
    public static readonly TimeSpan Takes = TimeSpan.FromSeconds(10);

    /// <summary>Every line it was sent.</summary>
    public List<string> Heard { get; } = [];

    public string Endpoint => "bench";

    public bool IsOpen { get; private set; }

    public string? RefusesToOpen { get; set; }

    public event Action<ReceivedLine>? Received;

    public event Action<string>? Lost;

    public Task<string?> OpenAsync(CancellationToken cancellationToken)
    {
        IsOpen = RefusesToOpen is null;
        return Task.FromResult(RefusesToOpen);
    }

    public Task<string?> SendAsync(string line, CancellationToken cancellationToken)
    {
        if (!IsOpen)
            return Task.FromResult<string?>("closed");
        Heard.Add(line);
        Answer(LineProtocol.ParseRequest(line));
        return Task.FromResult<string?>(null);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public void Say(string line) => Received?.Invoke(new ReceivedLine(line));

    public void After(TimeSpan wait, Action act) => time.CreateTimer(_ => act(), null, wait, Timeout.InfiniteTimeSpan);

    public void Drop()
    {
        IsOpen = false;
        Lost?.Invoke("The cable was pulled.");
    }

    protected virtual void Answer(InstrumentRequest request)
    {
        switch (request)
        {
            case InstrumentRequest.Run run:
                Say($"ACK {run.Id}");
                After(Takes, () => Say($"DONE {run.Id} y=1"));
                break;
            case InstrumentRequest.Ask ask:
                Say($"STATE {ask.Id} unknown");
                break;
            case InstrumentRequest.Abort abort:
                Say($"STATE {abort.Id} aborted");
                break;
            case InstrumentRequest.Ping:
                Say("PONG");
                break;
        }
    }
}

internal sealed class InstrumentThatNeverEnds(TimeProvider time) : ScriptedInstrument(time)
{
    protected override void Answer(InstrumentRequest request)
    {
        if (request is InstrumentRequest.Run run)
            Say($"ACK {run.Id}");
        else
            base.Answer(request);
    }
}

internal sealed class InstrumentThatNeverStops(TimeProvider time) : ScriptedInstrument(time)
{
    protected override void Answer(InstrumentRequest request)
    {
        if (request is InstrumentRequest.Run run)
            Say($"ACK {run.Id}");
        else if (request is InstrumentRequest.Abort abort)
            Say($"STATE {abort.Id} running");
        else
            base.Answer(request);
    }
}

/// <summary>It does the work and says so only when it is told to stop: the announcement of the end was lost.</summary>
internal sealed class InstrumentThatEndsSilently(TimeProvider time) : ScriptedInstrument(time)
{
    protected override void Answer(InstrumentRequest request)
    {
        if (request is InstrumentRequest.Run run)
            Say($"ACK {run.Id}");
        else if (request is InstrumentRequest.Abort abort)
            Say($"STATE {abort.Id} done y=7");
        else
            base.Answer(request);
    }
}

internal sealed class InstrumentThatAnswersNonsense(TimeProvider time) : ScriptedInstrument(time)
{
    protected override void Answer(InstrumentRequest request) => Say("&% 0x00 [[");
}

/// <summary>It babbles between sensible answers.</summary>
internal sealed class InstrumentThatBabbles(TimeProvider time) : ScriptedInstrument(time)
{
    protected override void Answer(InstrumentRequest request)
    {
        if (request is InstrumentRequest.Run run)
        {
            Say("booting v2.1 …");
            base.Answer(run);
            return;
        }

        Say($"STATE {((InstrumentRequest.Ask)request).Id} running");
    }
}

internal sealed class InstrumentThatReports(TimeProvider time, string valuesAtEnd) : ScriptedInstrument(time)
{
    protected override void Answer(InstrumentRequest request)
    {
        if (request is not InstrumentRequest.Run run)
        {
            base.Answer(request);
            return;
        }

        Say($"ACK {run.Id}");
        After(Takes, () => Say($"DONE {run.Id} {valuesAtEnd}"));
    }
}

internal sealed class InstrumentThatFaults(TimeProvider time) : ScriptedInstrument(time)
{
    protected override void Answer(InstrumentRequest request)
    {
        if (request is InstrumentRequest.Run run)
            Say($"FAULT {run.Id} E42 The lid is open.");
        else
            base.Answer(request);
    }
}

internal sealed class InstrumentThatIsMute(TimeProvider time) : ScriptedInstrument(time)
{
    public bool Mute { get; set; } = true;

    protected override void Answer(InstrumentRequest request)
    {
        if (!Mute)
            base.Answer(request);
    }
}

/// <summary>The link drops in the middle of the work; afterwards it answers the question about the command with <paramref name="afterwards"/>.</summary>
internal sealed class InstrumentThatLosesItsLink(TimeProvider time, string afterwards, TimeSpan down) : ScriptedInstrument(time)
{
    protected override void Answer(InstrumentRequest request)
    {
        switch (request)
        {
            case InstrumentRequest.Run run:
                Say($"ACK {run.Id}");
                After(Takes / 2, () =>
                {
                    RefusesToOpen = "The cable is still out.";
                    Drop();
                });
                After((Takes / 2) + down, () => RefusesToOpen = null);
                break;
            case InstrumentRequest.Ask ask:
                Say($"STATE {ask.Id} {afterwards}");
                if (afterwards == "running")
                    After(Takes, () => Say($"DONE {ask.Id} y=3"));
                break;
            default:
                base.Answer(request);
                break;
        }
    }
}
