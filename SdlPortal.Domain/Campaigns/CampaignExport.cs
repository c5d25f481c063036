using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Campaigns;

/// <summary>A campaign as files: its experiments as a CSV table and its events as JSON lines. The columns are described in docs/campaign-file.md.</summary>
public static class CampaignExport
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// One row per experiment: experiment, status, source, pending_when_suggested, started_at, finished_at, then a column per parameter and per objective
    /// by its name, and where the true values are known <c>&lt;objective&gt;_true</c>. Numbers are round-trip exact with a decimal point, times are UTC.
    /// </summary>
    /// <param name="trueValues">The noiseless values of a simulated lab, in the objectives' order; null where there is a real one.</param>
    public static void WriteExperiments(Campaign campaign, TextWriter writer, Func<Configuration, IReadOnlyList<double>>? trueValues = null)
    {
        var objectives = campaign.Definition.Objectives;
        using var csv = CsvWriter.Create(writer, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        string[] header = ["experiment", "status", "source", "pending_when_suggested", "started_at", "finished_at", .. campaign.Definition.Space.Parameters.Select(p => p.Name), .. objectives.Select(o => o.Name)];
        if (trueValues is not null)
            header = [.. header, .. objectives.Select(o => o.Name + "_true")];
        csv.WriteRecord(header);
        foreach (var experiment in campaign.Experiments)
        {
            string[] row =
            [
                Number(experiment.Number),
                Word(experiment.Status),
                Word(experiment.Source),
                Number(experiment.Rationale.Pending),
                Time(experiment.StartedAt),
                Time(experiment.EndedAt),
                .. experiment.Configuration.Select(v => v.Value.ToString()),
                .. objectives.Select((_, i) => i < experiment.Values.Count ? Number(experiment.Values[i]) : ""),
            ];
            if (trueValues is not null)
                row = [.. row, .. trueValues(experiment.Configuration).Select(Number)];
            csv.WriteRecord(row);
        }
    }

    /// <summary>One line per event: sequence, type, version, at, actor, data, hash.</summary>
    public static void WriteEvents(IEnumerable<RecordedEvent> events, TextWriter writer)
    {
        foreach (var item in events)
        {
            var (type, version, json) = EventSerializer.Write(item.Event);
            var line = new JsonObject
            {
                ["sequence"] = item.Sequence,
                ["type"] = type,
                ["version"] = version,
                ["at"] = Time(item.At),
                ["actor"] = item.Actor,
                ["data"] = JsonNode.Parse(json),
                ["hash"] = item.Hash,
            };
            writer.Write(line.ToJsonString(Compact));
            writer.Write('\n');
        }
    }

    /// <summary>What <see cref="WriteEvents"/> has written. Such a file does not name its campaign, so the entries have an empty id.</summary>
    /// <exception cref="InvalidDataException">A line is not an entry of a log, or the entries do not begin at 1 and follow each other; says which line.</exception>
    public static IReadOnlyList<RecordedEvent> ReadEvents(TextReader reader)
    {
        var events = new List<RecordedEvent>();
        while (reader.ReadLine() is { } line)
        {
            try
            {
                var entry = JsonNode.Parse(line);
                JsonNode Field(string name) => (entry as JsonObject)?[name] ?? throw new InvalidDataException($"it has no '{name}'.");
                var item = EventSerializer.Read(Field("type").GetValue<string>(), Field("version").GetValue<int>(), Field("data").ToJsonString());
                var at = DateTimeOffset.Parse(Field("at").GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
                events.Add(new RecordedEvent(Guid.Empty, Field("sequence").GetValue<long>(), item, at, Field("actor").GetValue<string>(), Field("hash").GetValue<string>()));
            }
            catch (Exception e) when (e is JsonException or InvalidDataException or InvalidOperationException or FormatException)
            {
                throw new InvalidDataException($"Line {events.Count + 1} is not an entry of a campaign's log: {e.Message}", e);
            }

            if (events[^1].Sequence != events.Count)
                throw new InvalidDataException($"Line {events.Count} holds entry {events[^1].Sequence}; a log has its entries from 1 on without gaps.");
        }

        return events is [{ Event: CampaignCreated }, ..] ? events : throw new InvalidDataException("A campaign's log begins with its creation; this file does not.");
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) ?? "";

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
