using System.Text;
using System.Text.Json;
using SdlPortal.Hardware.LineInstrument;

namespace SdlPortal.Hardware.Simulated;

/// <summary>A command as an instrument remembers it.</summary>
/// <param name="Seconds">How long it takes on the clock; null when it never ends by itself.</param>
/// <param name="End">How it ends, or will end.</param>
/// <param name="EndedAt">When it was seen to end or was aborted; null while that has not been noted.</param>
public sealed record JournaledCommand(string Id, Guid Campaign, int Experiment, int Slot, DateTimeOffset StartedAt, double? Seconds, CommandEnd End, DateTimeOffset? EndedAt = null)
{
    /// <summary>When the work is over; null when it never ends by itself.</summary>
    public DateTimeOffset? Ends => EndedAt ?? (Seconds is { } seconds ? StartedAt + TimeSpan.FromSeconds(seconds) : null);

    /// <summary>A real instrument goes on without the portal: what had the time to end has ended.</summary>
    public bool IsRunning(DateTimeOffset now) => Ends is not { } ends || ends > now;
}

/// <summary>
/// An instrument's memory of its commands: what it has executed it never executes again. Kept in an append-only file of JSON lines, each
/// handed to the operating system before the instrument answers, so that it survives a kill of the process at any moment; or in memory alone.
/// Opening keeps the latest <see cref="Kept"/> commands. Not safe to share between threads.
/// </summary>
public sealed class InstrumentJournal : IDisposable
{
    public const int Kept = 2000;

    private readonly Dictionary<string, JournaledCommand> commands = [];
    private readonly FileStream? file;

    private InstrumentJournal(bool forgetful) => IsForgetful = forgetful;

    private InstrumentJournal(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        // Whole again and short before anything is appended: a kill may have torn the last line.
        if (File.Exists(path) && !Load(path))
            Rewrite(path);
        file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    /// <summary>True when it does not know what was before it was opened.</summary>
    public bool IsForgetful { get; }

    /// <param name="forgetful">True for an instrument that admits to know nothing of the time before its own start.</param>
    public static InstrumentJournal InMemory(bool forgetful = false) => new(forgetful);

    /// <exception cref="IOException">The file cannot be written, or another portal uses it.</exception>
    public static InstrumentJournal Open(string path) => new(path);

    public JournaledCommand? Find(string id) => commands.GetValueOrDefault(id);

    public IReadOnlyList<JournaledCommand> Running(DateTimeOffset now) => [.. commands.Values.Where(c => c.IsRunning(now))];

    public void Accept(JournaledCommand command)
    {
        commands[command.Id] = command;
        Append(AcceptedLine(command));
    }

    public void End(string id, DateTimeOffset at, CommandEnd end)
    {
        commands[id] = commands[id] with { EndedAt = at, End = end };
        Append(EndedLine(id, at, end));
    }

    public void Dispose() => file?.Dispose();

    private void Append(string line)
    {
        // Unbuffered, in one piece: the operating system has it when this returns.
        file?.Write(Encoding.UTF8.GetBytes(line + "\n"));
    }

    private static string AcceptedLine(JournaledCommand command) => JsonSerializer.Serialize(new Line
    {
        Accepted = command.Id,
        Campaign = command.Campaign,
        Experiment = command.Experiment,
        Slot = command.Slot,
        At = command.StartedAt,
        Seconds = command.Seconds,
        End = EndText(command.Id, command.End),
    }, Line.Options);

    private static string EndedLine(string id, DateTimeOffset at, CommandEnd end) =>
        JsonSerializer.Serialize(new Line { Ended = id, At = at, End = EndText(id, end) }, Line.Options);

    private static string EndText(string id, CommandEnd end) => LineProtocol.Write(new InstrumentAnswer.Ended(id, end));

    /// <returns>False when the file should be written anew: its last line is torn, or it is long.</returns>
    private bool Load(string path)
    {
        var text = File.ReadAllText(path);
        var order = new List<string>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Read(line) is not ({ } entry, { } end))
                continue;
            if (entry.Accepted is { } id)
            {
                commands[id] = new JournaledCommand(id, entry.Campaign, entry.Experiment, entry.Slot, entry.At, entry.Seconds, end);
                order.Add(id);
            }
            else if (entry.Ended is { } ended && commands.TryGetValue(ended, out var command))
            {
                commands[ended] = command with { EndedAt = entry.At, End = end };
            }
        }

        // What never ended is kept however old it is.
        foreach (var id in order.SkipLast(Kept).Where(id => commands[id].Ends is not null))
            commands.Remove(id);
        return commands.Count == order.Count && (text.Length == 0 || text.EndsWith('\n'));
    }

    private void Rewrite(string path)
    {
        var draft = path + ".new";
        File.WriteAllLines(draft, commands.Values.OrderBy(c => c.StartedAt).SelectMany(c =>
            c.EndedAt is { } at ? new[] { AcceptedLine(c), EndedLine(c.Id, at, c.End) } : [AcceptedLine(c)]));
        File.Move(draft, path, overwrite: true);
    }

    private static (Line? Entry, CommandEnd? End) Read(string line)
    {
        try
        {
            var entry = JsonSerializer.Deserialize<Line>(line, Line.Options);
            return entry?.End is { } end && LineProtocol.ParseAnswer(end) is InstrumentAnswer.Ended parsed ? (entry, parsed.End) : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>One line of the file: a command accepted, or one ended.</summary>
    private sealed class Line
    {
        public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault,
        };

        public string? Accepted { get; set; }

        public string? Ended { get; set; }

        public Guid Campaign { get; set; }

        public int Experiment { get; set; }

        public int Slot { get; set; }

        public DateTimeOffset At { get; set; }

        public double? Seconds { get; set; }

        /// <summary>The end as the instrument says it.</summary>
        public string? End { get; set; }
    }
}
