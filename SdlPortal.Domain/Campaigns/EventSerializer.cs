using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Domain.Campaigns;

/// <summary>Events to and from their stored form: a type name, a version, JSON, and the hash that chains them.</summary>
public static class EventSerializer
{
    /// <summary>The version that each type is written in; absent means 1.</summary>
    private static readonly FrozenDictionary<string, int> Versions = new Dictionary<string, int>().ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Type> Types = typeof(CampaignEvent).Assembly.GetTypes()
        .Where(t => t.IsSubclassOf(typeof(CampaignEvent)))
        .ToFrozenDictionary(t => t.Name);

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new EquatableListConverterFactory(), new DefinitionConverter(), new EstimateConverter() },
    };

    public static (string Type, int Version, string Json) Write(CampaignEvent item)
    {
        var type = item.GetType();
        return (type.Name, Versions.GetValueOrDefault(type.Name, 1), JsonSerializer.Serialize(item, type, Options));
    }

    /// <exception cref="InvalidDataException">The log was written by a newer program, or is damaged.</exception>
    public static CampaignEvent Read(string type, int version, string json)
    {
        if (!Types.TryGetValue(type, out var known))
            throw new InvalidDataException($"The event log holds '{type}', which this program does not know; it was written by a newer version.");
        var current = Versions.GetValueOrDefault(type, 1);
        if (version > current)
            throw new InvalidDataException($"The event log holds '{type}' in version {version}; this program reads up to {current}. Update the program.");
        try
        {
            if (version < current)
                json = EventUpcasters.ToCurrent(type, version, current, JsonNode.Parse(json)!.AsObject()).ToJsonString(Options);
            return (CampaignEvent)JsonSerializer.Deserialize(json, known, Options)!;
        }
        catch (Exception e) when (e is JsonException or DefinitionException)
        {
            throw new InvalidDataException($"An entry '{type}' of the event log cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The hash of an entry: SHA-256 over the hash before it and every stored column.</summary>
    public static string Hash(string before, Guid campaign, long sequence, string type, int version, string json, DateTimeOffset at, string actorName)
    {
        // Every read of a log comes through here for each of its entries, so the text is put together without strings.
        var most = Encoding.UTF8.GetMaxByteCount(before.Length + type.Length + actorName.Length + json.Length) + MostFixedBytes;
        var rented = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            var text = new Utf8Line(rented);
            text.Add(before);
            text.Add(campaign, "N");
            text.Add(sequence, "");
            text.Add(type);
            text.Add(version, "");
            text.Add(at.UtcDateTime, "O");
            text.Add(actorName);
            text.Add(json);
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(text.Written, hash);
            return Convert.ToHexString(hash);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>More than the id, the two numbers, the moment and the line ends take.</summary>
    private const int MostFixedBytes = 160;

    /// <summary>Fields as UTF-8 in a buffer that is large enough, with a line end between each two.</summary>
    private ref struct Utf8Line(Span<byte> buffer)
    {
        private readonly Span<byte> buffer = buffer;
        private int length;
        private bool begun;

        public readonly ReadOnlySpan<byte> Written => buffer[..length];

        public void Add(string field)
        {
            Begin();
            length += Encoding.UTF8.GetBytes(field, buffer[length..]);
        }

        public void Add<T>(T field, string format) where T : IUtf8SpanFormattable
        {
            Begin();
            field.TryFormat(buffer[length..], out var written, format, CultureInfo.InvariantCulture);
            length += written;
        }

        private void Begin()
        {
            if (begun)
                buffer[length++] = (byte)'\n';
            begun = true;
        }
    }

    /// <summary>A definition is stored as the campaign file, so that there is one schema to keep readable.</summary>
    private sealed class DefinitionConverter : JsonConverter<CampaignDefinition>
    {
        public override CampaignDefinition Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            CampaignFile.ReadDefinition(JsonNode.Parse(ref reader)!.ToJsonString());

        public override void Write(Utf8JsonWriter writer, CampaignDefinition value, JsonSerializerOptions options) =>
            CampaignFile.WriteNode(value).WriteTo(writer, options);
    }

    /// <summary>An advice holds thousands of estimates: each is stored as [mean, low, high].</summary>
    private sealed class EstimateConverter : JsonConverter<Estimate>
    {
        public override Estimate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<double[]>(ref reader, options) is [var mean, var low, var high] ? new Estimate(mean, low, high) : throw new JsonException("An estimate is a mean, a lower and an upper end.");

        public override void Write(Utf8JsonWriter writer, Estimate value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, new[] { value.Mean, value.Low, value.High }, options);
    }
}
