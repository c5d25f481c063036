using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;
using SdlPortal.Hardware.LineInstrument;

namespace SdlPortal.Hardware.Simulated;

/// <summary>What a simulated instrument is.</summary>
/// <param name="TimeScale">Lab seconds per second of the clock.</param>
public sealed record InstrumentTraits(string Kind, int Capacity, double TimeScale)
{
    /// <summary>Relative standard deviation of durations.</summary>
    public double Spread { get; init; }

    /// <summary>Whether it reports progress while it works.</summary>
    public bool Telemetry { get; init; }

    public InstrumentFaults Faults { get; init; } = new();
}

/// <summary>
/// An instrument that exists only as a program: hears and says lines of the <see cref="LineProtocol"/>, takes its time, and remembers
/// commands in a journal as a real one would. Safe for any thread; its events are raised in order, under its lock, so handlers must not block.
/// </summary>
public sealed class SimulatedInstrument : IDisposable
{
    private const string Nonsense = "%!#~ 7f 00 1c ~~ [";
    private readonly Lock gate = new();
    private readonly InstrumentTraits traits;
    private readonly InstrumentJournal journal;
    private readonly SimulatedWorld world;
    private readonly TimeProvider time;
    private readonly Dictionary<string, SimulatedWork> works = [];
    private readonly Queue<string> delayed = new();
    private readonly List<ITimer> delays = [];

    public SimulatedInstrument(InstrumentTraits traits, InstrumentJournal journal, SimulatedWorld world, TimeProvider time)
    {
        (this.traits, this.journal, this.world, this.time) = (traits, journal, world, time);
        foreach (var command in journal.Running(time.GetUtcNow()))
            Begin(command, recipe: null);
    }

    /// <summary>A line it says to whoever is connected.</summary>
    public event Action<string>? Said;

    /// <summary>Its connections break and stay down for this long.</summary>
    public event Action<TimeSpan>? LinkDropped;

    /// <summary>Takes a line from a connection; answers come through <see cref="Said"/>.</summary>
    public void Hear(string line)
    {
        lock (gate)
        {
            switch (LineProtocol.ParseRequest(line))
            {
                case InstrumentRequest.Run run:
                    Run(run);
                    break;
                case InstrumentRequest.Ask ask:
                    Say(ask.Id, StateOf(ask.Id));
                    break;
                case InstrumentRequest.Abort abort:
                    Abort(abort.Id);
                    break;
                case InstrumentRequest.Ping:
                    Say(null, new InstrumentAnswer.Pong());
                    break;
                case InstrumentRequest.Unreadable unreadable:
                    Say(null, new InstrumentAnswer.NotUnderstood(unreadable.Why));
                    break;
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (var work in works.Values)
                work.Dispose();
            works.Clear();
            delays.ForEach(d => d.Dispose());
            journal.Dispose();
        }
    }

    private void Run(InstrumentRequest.Run run)
    {
        if (journal.Find(run.Id) is not null)
        {
            Say(run.Id, StateOf(run.Id));
            return;
        }

        if (run.Slot < 0 || run.Slot >= traits.Capacity)
        {
            Say(run.Id, new InstrumentAnswer.Refused(run.Id, "no-slot", $"There is no slot {run.Slot}; slots are 0 to {traits.Capacity - 1}."));
            return;
        }

        if (works.Values.FirstOrDefault(w => w.Command.Slot == run.Slot) is { } other)
        {
            Say(run.Id, new InstrumentAnswer.Refused(run.Id, "slot-taken", $"Slot {run.Slot} is taken by experiment {other.Command.Experiment} (command {other.Command.Id})."));
            return;
        }

        var command = Plan(run);
        journal.Accept(command);
        Say(run.Id, new InstrumentAnswer.Accepted(run.Id));
        Begin(command, run.Recipe);
    }

    private JournaledCommand Plan(InstrumentRequest.Run run)
    {
        var seconds = run.Seconds / traits.TimeScale;
        if (traits.Spread > 0)
            seconds *= Math.Max(0.05, 1 + (traits.Spread * CommandDraw.Deviation(run.Id)));
        var endless = CommandDraw.Happens(traits.Faults.NeverEnds, run.Id, Drawn.NeverEnds);
        return new JournaledCommand(run.Id, run.Sample.Campaign, run.Sample.Experiment, run.Slot, time.GetUtcNow(), endless ? null : seconds, PlannedEnd(run));
    }

    private CommandEnd PlannedEnd(InstrumentRequest.Run run)
    {
        if (CommandDraw.Happens(traits.Faults.Fails, run.Id, Drawn.Fails))
            return new CommandEnd.Fault("E17", $"The {traits.Kind} stopped by itself (a simulated fault).");
        if (run.Measures.Count == 0)
            return new CommandEnd.Done([]);
        if (world.Measure(run) is not { } values)
            return new CommandEnd.Fault("no-truth", "This simulated instrument was not told what the campaign's samples measure.");
        if (CommandDraw.Happens(traits.Faults.MeasuresNaN, run.Id, Drawn.MeasuresNaN))
            values = [.. values.Select(v => v with { Value = double.NaN })];
        return new CommandEnd.Done(values.Where(v => run.Measures.Contains(v.Name)).ToEquatableList());
    }

    private void Begin(JournaledCommand command, Configuration? recipe)
    {
        var work = new SimulatedWork(command);
        works.Add(command.Id, work);
        var now = time.GetUtcNow();
        if (command.Ends is not { } ends)
            return;
        work.Keep(Later(ends - now, Timeout.InfiniteTimeSpan, work, Finish));
        if (CommandDraw.Happens(traits.Faults.DropsLink, command.Id, Drawn.DropsLink))
            work.Keep(Later(0.4 * (ends - now), Timeout.InfiniteTimeSpan, work, _ => LinkDropped?.Invoke(TimeSpan.FromSeconds(traits.Faults.LinkDownSeconds))));
        if (!traits.Telemetry)
            return;
        var interval = TimeSpan.FromSeconds(Math.Clamp(command.Seconds!.Value / 40, 0.25, 5));
        work.Keep(Later(interval, interval, work, w =>
            Say(command.Id, new InstrumentAnswer.Progress(command.Id, w.Fraction(time.GetUtcNow()), Telemetry.Of(traits.Kind, recipe, w.Fraction(time.GetUtcNow()))))));
    }

    private ITimer Later(TimeSpan due, TimeSpan period, SimulatedWork work, Action<SimulatedWork> act) => time.CreateTimer(_ =>
    {
        lock (gate)
        {
            // A timer may fire once more while it is being disposed.
            if (works.GetValueOrDefault(work.Command.Id) == work)
                act(work);
        }
    }, null, due > TimeSpan.Zero ? due : TimeSpan.Zero, period);

    private void Finish(SimulatedWork work)
    {
        Leave(work, work.Command.End);
        Say(work.Command.Id, new InstrumentAnswer.Ended(work.Command.Id, work.Command.End));
    }

    private void Abort(string id)
    {
        if (works.TryGetValue(id, out var work))
            Leave(work, new CommandEnd.Aborted());
        Say(id, StateOf(id));
    }

    private void Leave(SimulatedWork work, CommandEnd end)
    {
        journal.End(work.Command.Id, time.GetUtcNow(), end);
        works.Remove(work.Command.Id);
        work.Dispose();
    }

    private InstrumentAnswer.State StateOf(string id)
    {
        if (works.ContainsKey(id))
            return new InstrumentAnswer.State(id, CommandStanding.Running);
        return journal.Find(id) is { } command
            ? new InstrumentAnswer.State(id, CommandStanding.Ended, command.End)
            : new InstrumentAnswer.State(id, journal.IsForgetful ? CommandStanding.NoMemory : CommandStanding.Unknown);
    }

    private void Say(string? about, InstrumentAnswer answer)
    {
        var line = about is not null && CommandDraw.Happens(traits.Faults.TalksNonsense, about, Drawn.TalksNonsense) ? Nonsense : LineProtocol.Write(answer);
        if (traits.Faults.AnswerDelaySeconds <= 0)
        {
            Said?.Invoke(line);
            return;
        }

        // Two timers due at once may fire in either order: each says the oldest line, whichever it was made for.
        delayed.Enqueue(line);
        delays.Add(time.CreateTimer(_ => SayOldest(), null, TimeSpan.FromSeconds(traits.Faults.AnswerDelaySeconds), Timeout.InfiniteTimeSpan));
    }

    private void SayOldest()
    {
        lock (gate)
        {
            delays[0].Dispose();
            delays.RemoveAt(0);
            if (delayed.TryDequeue(out var line))
                Said?.Invoke(line);
        }
    }
}
