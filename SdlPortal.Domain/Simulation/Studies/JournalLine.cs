using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation.Studies;

/// <summary>
/// The lines of a study's journal: one that holds a plan and what its problems are, one for each repetition. Each is a JSON object, ended by a line feed; a
/// line without one was torn.
/// </summary>
internal static class JournalLine
{
    public const int Version = 1;

    /// <summary>How the first line of every journal begins.</summary>
    public static ReadOnlySpan<byte> Head => "{\"study\":"u8;

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(StudyPlan plan, IReadOnlyList<ProblemSummary> problems) => Line(json =>
    {
        json.WriteNumber("study", Version);
        json.WritePropertyName("plan");
        StudyFile.WriteNode(plan).WriteTo(json);
        json.WritePropertyName("problems");
        JsonSerializer.Serialize(json, problems, Web);
    });

    public static byte[] Write(StudyRepetition repetition) => Line(json =>
    {
        var (cell, number) = (repetition.Key.Cell, repetition.Key.Repetition);
        json.WriteString("problem", cell.Problem);
        json.WriteNumber("dimensions", cell.Dimensions);
        json.WriteNumber("delay", cell.Delay);
        json.WriteString("strategy", cell.Strategy);
        json.WriteNumber("repetition", number);
        json.WriteNumber("seconds", Short(repetition.Seconds));
        if (repetition.Failure is { } failure)
        {
            json.WriteString("failure", failure);
            return;
        }

        json.WritePropertyName("x");
        JsonSerializer.Serialize(json, repetition.X, Web);
        Numbers(json, "y", repetition.Y);
        Numbers(json, "f", repetition.F);
        Numbers(json, "fit", repetition.FitSeconds.Select(Short));
        Numbers(json, "acquire", repetition.AcquireSeconds.Select(Short));
    });

    /// <summary>The plan and its problems.</summary>
    /// <exception cref="FormatException">The line was not written by this version.</exception>
    public static (StudyPlan Plan, IReadOnlyList<ProblemSummary> Problems) ReadPlan(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.GetProperty("study").GetInt32() is not Version and var version)
                throw new FormatException($"it has version {version} of the format, this program reads version {Version}");
            var (plan, problems) = StudyFile.Read(root.GetProperty("plan").GetRawText(), path => throw new IOException($"a journal reads no other file, but names {path}"));
            return (plan ?? throw new FormatException(string.Join(' ', problems)), root.GetProperty("problems").Deserialize<List<ProblemSummary>>(Web)!);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException(e.Message, e);
        }
    }

    /// <returns>Null where the line is not a whole repetition of so many observations.</returns>
    public static StudyRepetition? ReadRepetition(ReadOnlyMemory<byte> line, int observations)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var cell = new StudyCell(root.GetProperty("problem").GetString()!, root.GetProperty("dimensions").GetInt32(), root.GetProperty("delay").GetInt32(), root.GetProperty("strategy").GetString()!);
            var repetition = new StudyRepetition(new StudyKey(cell, root.GetProperty("repetition").GetInt32())) { Seconds = root.GetProperty("seconds").GetDouble() };
            if (root.TryGetProperty("failure", out var failure))
                return repetition with { Failure = failure.GetString() };
            repetition = repetition with
            {
                X = root.GetProperty("x").Deserialize<ParameterValue[][]>(Web)!,
                Y = Numbers(root, "y"),
                F = Numbers(root, "f"),
                FitSeconds = Numbers(root, "fit"),
                AcquireSeconds = Numbers(root, "acquire"),
            };
            return repetition.X.Count == observations && repetition.Y.Count == observations && repetition.F.Count == observations
                && repetition.FitSeconds.Count == repetition.AcquireSeconds.Count ? repetition : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static byte[] Line(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Numbers(Utf8JsonWriter json, string name, IEnumerable<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static double[] Numbers(JsonElement root, string name) => [.. root.GetProperty(name).EnumerateArray().Select(e => e.GetDouble())];

    /// <summary>Seconds to a tenth of a microsecond.</summary>
    private static double Short(double seconds) => Math.Round(seconds, 7);
}
