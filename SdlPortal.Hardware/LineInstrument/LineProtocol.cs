using System.Text.Json;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;

namespace SdlPortal.Hardware.LineInstrument;

/// <summary>
/// The line protocol of simple instruments: one message for each line of ASCII, words separated by a blank. Pure; any text parses to a
/// message, if only to one that says why it is unreadable.
/// <code>
/// portal      RUN id sample=campaign/number stage=word slot=n seconds=x recipe=json measure=json [from=station:slot] [to=station:slot]
///             ASK id | ABORT id | PING
/// instrument  ACK id | REFUSED id code text
///             PROGRESS id fraction name=x ...      DONE id name=x ... | FAULT id code text | ABORTED id
///             STATE id unknown | nomemory | running | done name=x ... | fault code text | aborted
///             PONG | ERROR text
/// </code>
/// RUN is answered by ACK or REFUSED, or by STATE when the id is known already: an id is executed once. ASK and ABORT are answered by STATE.
/// Inside a word, blanks, "%", and everything outside printable ASCII are percent-encoded bytes of UTF-8; in a name before "=", "=" as well.
/// Numbers have a decimal point, an optional exponent, or are NaN, Infinity or -Infinity.
/// </summary>
public static class LineProtocol
{
    public static string Write(InstrumentRequest request) => request switch
    {
        InstrumentRequest.Run run => WriteRun(run),
        InstrumentRequest.Ask ask => $"ASK {LineText.Word(ask.Id)}",
        InstrumentRequest.Abort abort => $"ABORT {LineText.Word(abort.Id)}",
        InstrumentRequest.Ping => "PING",
        _ => throw new ArgumentException($"{request.GetType().Name} has no line.", nameof(request)),
    };

    public static string Write(InstrumentAnswer answer) => answer switch
    {
        InstrumentAnswer.Accepted accepted => $"ACK {LineText.Word(accepted.Id)}",
        InstrumentAnswer.Refused refused => $"REFUSED {LineText.Word(refused.Id)} {LineText.Word(refused.Code)} {LineText.Rest(refused.Text)}",
        InstrumentAnswer.Progress progress => $"PROGRESS {LineText.Word(progress.Id)} {LineText.Number(progress.Fraction)}{WriteValues(progress.Values)}",
        InstrumentAnswer.Ended ended => WriteEnd(ended.End, word => $"{word.ToUpperInvariant()} {LineText.Word(ended.Id)}"),
        InstrumentAnswer.State { End: { } end } state => WriteEnd(end, word => $"STATE {LineText.Word(state.Id)} {word}"),
        InstrumentAnswer.State state => $"STATE {LineText.Word(state.Id)} {state.Standing.ToString().ToLowerInvariant()}",
        InstrumentAnswer.Pong => "PONG",
        InstrumentAnswer.NotUnderstood notUnderstood => $"ERROR {LineText.Rest(notUnderstood.Text)}",
        _ => throw new ArgumentException($"{answer.GetType().Name} has no line.", nameof(answer)),
    };

    public static InstrumentRequest ParseRequest(string line)
    {
        var words = line.Split(' ', 3);
        if (line == "PING")
            return new InstrumentRequest.Ping();
        if (words.Length < 2 || LineText.Decode(words[1]) is not { Length: > 0 } id)
            return new InstrumentRequest.Unreadable(line, "It is not PING and names no command.");
        return (words[0], words.Length) switch
        {
            ("ASK", 2) => new InstrumentRequest.Ask(id),
            ("ABORT", 2) => new InstrumentRequest.Abort(id),
            ("RUN", 3) => ParseRun(line, id, words[2]),
            _ => new InstrumentRequest.Unreadable(line, "It is none of RUN, ASK, ABORT, PING."),
        };
    }

    public static InstrumentAnswer ParseAnswer(string line)
    {
        var words = line.Split(' ', 3);
        if (line == "PONG")
            return new InstrumentAnswer.Pong();
        if (words[0] == "ERROR")
            return new InstrumentAnswer.NotUnderstood(line.Length > 6 ? LineText.Decode(line[6..]) ?? "" : "");
        if (words.Length < 2 || LineText.Decode(words[1]) is not { Length: > 0 } id)
            return new InstrumentAnswer.Unreadable(line, "It names no command.");
        return ParseAbout(words[0], id, words.Length > 2 ? words[2] : "")
            ?? new InstrumentAnswer.Unreadable(line, "It is no answer of the protocol.", id);
    }

    private static InstrumentAnswer? ParseAbout(string word, string id, string rest) => word switch
    {
        "ACK" when rest.Length == 0 => new InstrumentAnswer.Accepted(id),
        "REFUSED" => ParseFault(rest) is { } fault ? new InstrumentAnswer.Refused(id, fault.Code, fault.Text) : null,
        "PROGRESS" => ParseProgress(id, rest),
        "DONE" or "FAULT" or "ABORTED" => ParseEnd(word.ToLowerInvariant(), rest) is { } end ? new InstrumentAnswer.Ended(id, end) : null,
        "STATE" => ParseState(id, rest),
        _ => null,
    };

    private static InstrumentAnswer.State? ParseState(string id, string rest)
    {
        var words = rest.Split(' ', 2);
        return (words[0], words.Length) switch
        {
            ("unknown", 1) => new InstrumentAnswer.State(id, CommandStanding.Unknown),
            ("nomemory", 1) => new InstrumentAnswer.State(id, CommandStanding.NoMemory),
            ("running", 1) => new InstrumentAnswer.State(id, CommandStanding.Running),
            _ => ParseEnd(words[0], words.Length > 1 ? words[1] : "") is { } end ? new InstrumentAnswer.State(id, CommandStanding.Ended, end) : null,
        };
    }

    private static CommandEnd? ParseEnd(string word, string rest) => word switch
    {
        "done" => ParseValues(rest) is { } values ? new CommandEnd.Done(values) : null,
        "fault" => ParseFault(rest),
        "aborted" when rest.Length == 0 => new CommandEnd.Aborted(),
        _ => null,
    };

    private static string WriteEnd(CommandEnd end, Func<string, string> opening) => end switch
    {
        CommandEnd.Done done => opening("done") + WriteValues(done.Values),
        CommandEnd.Fault fault => $"{opening("fault")} {LineText.Word(fault.Code)} {LineText.Rest(fault.Text)}",
        _ => opening("aborted"),
    };

    private static CommandEnd.Fault? ParseFault(string rest)
    {
        var words = rest.Split(' ', 2);
        return LineText.Decode(words[0]) is { Length: > 0 } code && LineText.Decode(words.Length > 1 ? words[1] : "") is { } text
            ? new CommandEnd.Fault(code, text)
            : null;
    }

    private static InstrumentAnswer.Progress? ParseProgress(string id, string rest)
    {
        var words = rest.Split(' ', 2);
        return LineText.TryNumber(words[0], out var fraction) && fraction is >= 0 and <= 1 && ParseValues(words.Length > 1 ? words[1] : "") is { } values
            ? new InstrumentAnswer.Progress(id, fraction, values)
            : null;
    }

    private static string WriteValues(EquatableList<MeasuredValue> values) =>
        string.Concat(values.Select(v => $" {LineText.Key(v.Name)}={LineText.Number(v.Value)}"));

    private static EquatableList<MeasuredValue>? ParseValues(string rest)
    {
        var values = new List<MeasuredValue>();
        foreach (var (name, text) in Fields(rest))
        {
            if (name is not { Length: > 0 } || text is null || !LineText.TryNumber(text, out var value))
                return null;
            values.Add(new MeasuredValue(name, value));
        }

        return values.ToEquatableList();
    }

    private static string WriteRun(InstrumentRequest.Run run)
    {
        var line = $"RUN {LineText.Word(run.Id)} sample={run.Sample.Campaign:D}/{run.Sample.Experiment} stage={LineText.Word(run.Stage)} slot={run.Slot}"
            + $" seconds={LineText.Number(run.Seconds)} recipe={LineText.Word(JsonSerializer.Serialize(run.Recipe))} measure={LineText.Word(JsonSerializer.Serialize(run.Measures.ToArray()))}";
        if (run.From is { } from)
            line += $" from={LineText.Word($"{from.Station}:{from.Slot}")}";
        if (run.Destination is { } to)
            line += $" to={LineText.Word($"{to.Station}:{to.Slot}")}";
        return line;
    }

    private static InstrumentRequest ParseRun(string line, string id, string rest)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in Fields(rest))
        {
            if (name is null || text is null || !fields.TryAdd(name, text))
                return new InstrumentRequest.Unreadable(line, "A field is no name=value, or comes twice.");
        }

        string Field(string name) => fields.GetValueOrDefault(name, "");
        var sample = Field("sample").Split('/');
        if (sample.Length != 2 || !Guid.TryParse(sample[0], out var campaign) || !int.TryParse(sample[1], out var experiment))
            return new InstrumentRequest.Unreadable(line, "The sample is not campaign/number.");
        if (!int.TryParse(Field("slot"), out var slot) || !LineText.TryNumber(Field("seconds"), out var seconds) || !(seconds >= 0) || !double.IsFinite(seconds))
            return new InstrumentRequest.Unreadable(line, "The slot or the duration is not a number.");
        if (ParseJson<Configuration>(Field("recipe")) is not { } recipe || ParseJson<string[]>(Field("measure")) is not { } measures || measures.Contains(null))
            return new InstrumentRequest.Unreadable(line, "The recipe or the list of measures is not the JSON expected.");
        return new InstrumentRequest.Run(
            id, new SampleId(campaign, experiment), Field("stage"), slot, seconds, recipe, measures.ToEquatableList(), ParsePlace(Field("from")), ParsePlace(Field("to")));
    }

    private static Place? ParsePlace(string text) =>
        text.LastIndexOf(':') is var colon and > 0 && int.TryParse(text.AsSpan(colon + 1), out var slot) ? new Place(text[..colon], slot) : null;

    private static T? ParseJson<T>(string text)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static IEnumerable<(string? Name, string? Text)> Fields(string rest) =>
        from field in rest.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        let at = field.IndexOf('=')
        select at < 0 ? (null, null) : (LineText.Decode(field[..at]), LineText.Decode(field[(at + 1)..]));
}
