using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;

namespace SdlPortal.Hardware.LineInstrument;

/// <summary>What the portal says to an instrument. A closed family; <see cref="LineProtocol"/> turns it into lines and back.</summary>
public abstract record InstrumentRequest
{
    /// <param name="Seconds">The expected duration in lab seconds.</param>
    public sealed record Run(
        string Id,
        SampleId Sample,
        string Stage,
        int Slot,
        double Seconds,
        Configuration Recipe,
        EquatableList<string> Measures,
        Place? From = null,
        Place? Destination = null) : InstrumentRequest
    {
        public static Run Of(StageCommand command) => new(
            command.Id, command.Sample, command.Stage, command.Place.Slot, command.LabSeconds, command.Recipe, command.Measures, command.From, command.Destination);
    }

    public sealed record Ask(string Id) : InstrumentRequest;

    public sealed record Abort(string Id) : InstrumentRequest;

    public sealed record Ping : InstrumentRequest;

    /// <summary>A line that is no request.</summary>
    public sealed record Unreadable(string Line, string Why) : InstrumentRequest;
}

/// <summary>How a command ended, in the instrument's words. A closed family.</summary>
public abstract record CommandEnd
{
    public sealed record Done(EquatableList<MeasuredValue> Values) : CommandEnd;

    public sealed record Fault(string Code, string Text) : CommandEnd;

    public sealed record Aborted : CommandEnd;
}

/// <summary>What an instrument knows of a command it is asked about.</summary>
public enum CommandStanding
{
    /// <summary>It never received it.</summary>
    Unknown,

    /// <summary>It cannot know: it forgot what was before its own restart.</summary>
    NoMemory,

    Running,

    Ended,
}

/// <summary>What an instrument says. A closed family; <see cref="LineProtocol"/> turns it into lines and back.</summary>
public abstract record InstrumentAnswer
{
    /// <summary>The command was accepted and has begun.</summary>
    public sealed record Accepted(string Id) : InstrumentAnswer;

    /// <summary>The command was not accepted; nothing happens to the sample.</summary>
    public sealed record Refused(string Id, string Code, string Text) : InstrumentAnswer;

    public sealed record Progress(string Id, double Fraction, EquatableList<MeasuredValue> Values) : InstrumentAnswer;

    public sealed record Ended(string Id, CommandEnd End) : InstrumentAnswer;

    /// <param name="End">How it ended; null unless the standing is <see cref="CommandStanding.Ended"/>.</param>
    public sealed record State(string Id, CommandStanding Standing, CommandEnd? End = null) : InstrumentAnswer;

    public sealed record Pong : InstrumentAnswer;

    /// <summary>The instrument did not understand a request.</summary>
    public sealed record NotUnderstood(string Text) : InstrumentAnswer;

    /// <summary>A line that is no answer.</summary>
    /// <param name="Id">The command it seems to speak of, where that much can be read.</param>
    public sealed record Unreadable(string Line, string Why, string? Id = null) : InstrumentAnswer;
}
