using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;

namespace SdlPortal.Hardware.LineInstrument;

/// <summary>
/// The course of one command from sending it to its outcome. One loop takes signals in order; what it waits for is written in three
/// deadlines: for an answer, for the end of the work, and for a lost link to return. Used once, by one caller.
/// </summary>
internal sealed class CommandCourse(
    StageCommand command,
    StationDescription station,
    InstrumentConnection connection,
    CommandExchange exchange,
    DriverPatience patience,
    TimeProvider time,
    IProgress<StationReading> readings,
    CancellationToken abort)
{
    private const int Tries = 3;

    private readonly TimeSpan workLimit = patience.Work(command, station.TimeScale);
    private DateTimeOffset? answerUntil;
    private DateTimeOffset? workUntil;
    private DateTimeOffset? linkUntil;
    private bool accepted;
    private bool abortSeen;
    private int asked;
    private int unreadable;
    private (StageFault Fault, string Reason)? givingUp;
    private bool saysItStillRuns;

    /// <summary>Sends the command and follows it to its end.</summary>
    public async Task<StageOutcome> RunAsync()
    {
        if (await WhyNotConnectedAsync() is { } failed)
            return failed;
        var request = InstrumentRequest.Run.Of(command);
        if (LineProtocol.Write(request).Length >= Links.LineSplitter.LongestLine)
            return new StageOutcome.Failed(StageFault.Instrument, $"The recipe does not fit into a line of {Links.LineSplitter.LongestLine} characters; nothing was sent. Use fewer parameters or shorter names.");
        await SendAsync(request);
        return await FollowAsync();
    }

    /// <summary>Follows a command that was sent before the program started.</summary>
    public async Task<StageOutcome> ReattachAsync()
    {
        accepted = true;
        if (await WhyNotConnectedAsync() is StageOutcome.Failed { Reason: var reason })
            return new StageOutcome.Unknown(reason);
        await SendAsync(new InstrumentRequest.Ask(command.Id));
        return await FollowAsync();
    }

    /// <summary>Asks what the instrument remembers of the command.</summary>
    public async Task<CommandMemory> RecallAsync()
    {
        if (await WhyNotConnectedAsync() is StageOutcome.Failed { Reason: var reason })
            return new CommandMemory.NoMemory(reason);
        for (var i = 0; i < Tries; i++)
        {
            await SendAsync(new InstrumentRequest.Ask(command.Id));
            while (await exchange.NextAsync(Remaining(), abort) is var signal and not Signal.TimedOut)
            {
                ThrowIfClosed(signal);
                if (signal is Signal.AbortRequested)
                    return new CommandMemory.NoMemory($"Stopped on request before {station.Name} had said what became of the command.");
                if (signal is Signal.Answered { Answer: InstrumentAnswer.State state })
                    return Memory(state);
                if (signal is Signal.Answered { Answer: InstrumentAnswer.Unreadable or InstrumentAnswer.NotUnderstood } or Signal.LinkRestored)
                    break;
            }
        }

        return new CommandMemory.NoMemory($"{station.Name} gave no understandable answer to the question what became of the command.");
    }

    private async Task<StageOutcome?> WhyNotConnectedAsync()
    {
        var until = time.GetUtcNow() + patience.Connect;
        while (!abort.IsCancellationRequested)
        {
            if (connection.IsOpen)
                return null;
            var signal = await exchange.NextAsync(until - time.GetUtcNow(), abort);
            ThrowIfClosed(signal);
            if (signal is Signal.TimedOut)
                return new StageOutcome.Failed(StageFault.Timeout, $"Nothing was sent: {connection.State.Reason ?? "the instrument is not connected."}");
        }

        return new StageOutcome.Failed(StageFault.Aborted, "Stopped on request before anything was sent.");
    }

    private async Task<StageOutcome> FollowAsync()
    {
        while (true)
        {
            var signal = await exchange.NextAsync(Remaining(), abortSeen ? CancellationToken.None : abort);
            ThrowIfClosed(signal);
            var outcome = signal switch
            {
                Signal.Answered answered => await HearAsync(answered.Answer),
                Signal.LinkLost => LoseLink(),
                Signal.LinkRestored => await RestoreLinkAsync(),
                Signal.AbortRequested => await StopOnRequestAsync(),
                _ => await RunOutOfTimeAsync(),
            };
            if (outcome is not null)
                return outcome;
        }
    }

    private async Task<StageOutcome?> HearAsync(InstrumentAnswer answer)
    {
        switch (answer)
        {
            case InstrumentAnswer.Accepted:
                Work();
                break;
            case InstrumentAnswer.Progress progress:
                Work();
                readings.Report(new StationReading(station.Id, command.Id, progress.Fraction, progress.Values, time.GetUtcNow()));
                break;
            case InstrumentAnswer.Refused refused:
                return new StageOutcome.Failed(StageFault.Instrument, $"{station.Name} refused the command ({refused.Code}): {refused.Text}");
            case InstrumentAnswer.Ended ended:
                return Outcome(ended.End);
            case InstrumentAnswer.State state:
                return Hear(state);
            case InstrumentAnswer.Unreadable nonsense:
                return await HearNonsenseAsync(nonsense.Line);
            case InstrumentAnswer.NotUnderstood complaint:
                return await HearNonsenseAsync($"ERROR {complaint.Text}");
        }

        return null;
    }

    private StageOutcome? Hear(InstrumentAnswer.State state)
    {
        switch (state.Standing)
        {
            case CommandStanding.Ended when state.End is { } end:
                return Outcome(end);
            case CommandStanding.Running when givingUp is not null:
                saysItStillRuns = true;
                return null;
            case CommandStanding.Running:
                Work();
                return null;
            case CommandStanding.Unknown when !accepted:
                return new StageOutcome.Failed(givingUp?.Fault ?? StageFault.Timeout, $"{station.Name} never received the command; nothing was done.");
            case CommandStanding.Unknown:
                return new StageOutcome.Unknown($"{station.Name} had the command and now says that it never received it.");
            default:
                return new StageOutcome.Unknown($"{station.Name} was restarted and has no memory of the command.");
        }
    }

    /// <summary>The instrument is at work: from now on it has the time for the work, counted once.</summary>
    private void Work()
    {
        if (givingUp is not null)
            return;
        accepted = true;
        answerUntil = null;
        asked = 0;
        workUntil ??= time.GetUtcNow() + workLimit;
    }

    private async Task<StageOutcome?> HearNonsenseAsync(string line)
    {
        unreadable++;
        if (givingUp is not null && asked >= Tries)
            return Unanswered();
        if (givingUp is not null)
            await AskAsync();
        else if (unreadable >= Tries)
            await GiveUpAsync(StageFault.Nonsense, $"{station.Name} answered what could not be understood, {unreadable} times; the last was \"{(line.Length > 80 ? line[..80] + "…" : line)}\".");
        else
            await AskAsync();
        return null;
    }

    private StageOutcome? LoseLink()
    {
        // The work may go on without us, so the link has at least as long to return as the work would still take.
        var now = time.GetUtcNow();
        var least = now + patience.Reconnect;
        linkUntil = workUntil > least ? workUntil : least;
        return null;
    }

    private async Task<StageOutcome?> RestoreLinkAsync()
    {
        if (linkUntil is null)
            return null;
        linkUntil = null;
        asked = 0;
        await AskAsync();
        return null;
    }

    private async Task<StageOutcome?> StopOnRequestAsync()
    {
        abortSeen = true;
        if (givingUp is null)
            await GiveUpAsync(StageFault.Aborted, "Stopped on request.");
        return null;
    }

    private async Task<StageOutcome?> RunOutOfTimeAsync()
    {
        var now = time.GetUtcNow();
        if (linkUntil is { } link)
        {
            return now < link ? null
                : new StageOutcome.Unknown($"The connection to {station.Name} was lost while it had the command, and did not return in time. {connection.State.Reason}");
        }

        if (answerUntil <= now)
        {
            if (asked < Tries)
            {
                await AskAsync();
                return null;
            }

            return Unanswered();
        }

        if (workUntil <= now)
            await GiveUpAsync(StageFault.Timeout, $"{station.Name} did not finish within {workLimit.TotalSeconds:0.#} s; {command.LabSeconds / station.TimeScale:0.#} s were expected.");
        return null;
    }

    private StageOutcome Unanswered()
    {
        if (givingUp is { } fault && saysItStillRuns)
            return new StageOutcome.Failed(fault.Fault, $"{fault.Reason} It was told to stop and says that it still runs; look after it.");
        if (givingUp is { Fault: StageFault.Nonsense } nonsense)
            return new StageOutcome.Failed(StageFault.Nonsense, nonsense.Reason);
        connection.ReportMute();
        return new StageOutcome.Unknown($"{station.Name} does not answer; whether the work was done cannot be told. {givingUp?.Reason}".TrimEnd());
    }

    private Task GiveUpAsync(StageFault fault, string reason)
    {
        givingUp = (fault, reason);
        workUntil = null;
        asked = 0;
        if (linkUntil is null)
            return AskAsync();
        linkUntil = time.GetUtcNow() + patience.Reconnect;
        return Task.CompletedTask;
    }

    /// <summary>Asks for the command's state; when it has been given up, by way of telling the instrument to stop.</summary>
    private Task AskAsync() => SendAsync(givingUp is null ? new InstrumentRequest.Ask(command.Id) : new InstrumentRequest.Abort(command.Id));

    private Task SendAsync(InstrumentRequest request)
    {
        asked++;
        answerUntil = time.GetUtcNow() + patience.Answer;
        return connection.SendAsync(request);
    }

    private TimeSpan Remaining()
    {
        var until = linkUntil ?? (workUntil is null || answerUntil < workUntil ? answerUntil : workUntil);
        return until is { } at ? at - time.GetUtcNow() : patience.Answer;
    }

    private CommandMemory Memory(InstrumentAnswer.State state) => state.Standing switch
    {
        CommandStanding.Unknown => new CommandMemory.NeverSeen(),
        CommandStanding.Running => new CommandMemory.StillRunning(),
        CommandStanding.Ended when state.End is { } end => new CommandMemory.Ended(Outcome(end)),
        _ => new CommandMemory.NoMemory($"{station.Name} was restarted and has no memory of the command."),
    };

    private StageOutcome Outcome(CommandEnd end) => end switch
    {
        CommandEnd.Done done => Measured(done.Values),
        CommandEnd.Fault fault => new StageOutcome.Failed(StageFault.Instrument, $"{station.Name} reports {fault.Code}: {fault.Text}"),
        _ when givingUp is { } reason => new StageOutcome.Failed(reason.Fault, reason.Reason),
        _ => new StageOutcome.Failed(StageFault.Aborted, $"{station.Name} reports that the work was stopped."),
    };

    private StageOutcome Measured(EquatableList<MeasuredValue> values)
    {
        var measured = new List<MeasuredValue>();
        foreach (var name in command.Measures)
        {
            var value = values.FirstOrDefault(v => v.Name == name);
            if (value is null)
                return new StageOutcome.Failed(StageFault.InvalidValue, $"{station.Name} finished without a value for {name}.");
            if (!double.IsFinite(value.Value))
                return new StageOutcome.Failed(StageFault.InvalidValue, $"{station.Name} reported {value.Value} for {name}, which is not a finite number.");
            measured.Add(value);
        }

        return new StageOutcome.Finished(measured.ToEquatableList());
    }

    private static void ThrowIfClosed(Signal signal)
    {
        if (signal is Signal.Closed)
            throw new OperationCanceledException("The station was closed.");
    }
}
