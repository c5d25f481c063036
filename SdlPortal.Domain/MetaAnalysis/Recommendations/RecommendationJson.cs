using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using SdlPortal.Domain.MetaAnalysis.Analysis;

namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>What happens to recommendations to and from its stored form: a word, a version and JSON as analyses write it ("NaN" and "Infinity" as such).</summary>
public static class RecommendationJson
{
    /// <summary>The version that each word is written in; absent means 1.</summary>
    private static readonly FrozenDictionary<string, int> Versions = FrozenDictionary<string, int>.Empty;

    /// <summary>Each turns one version of one word's JSON into the next. Every shape is the first one so far.</summary>
    private static readonly FrozenDictionary<(string Type, int From), Func<JsonObject, JsonObject>> Steps = FrozenDictionary<(string Type, int From), Func<JsonObject, JsonObject>>.Empty;

    private static readonly FrozenDictionary<string, Type> Types = typeof(RecommendationEvent).GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToFrozenDictionary(a => (string)a.TypeDiscriminator!, a => a.DerivedType, StringComparer.Ordinal);

    private static readonly FrozenDictionary<Type, string> Words = Types.ToFrozenDictionary(t => t.Value, t => t.Key);

    public static (string Type, int Version, string Json) Write(RecommendationEvent happened)
    {
        var type = Words[happened.GetType()];
        return (type, Versions.GetValueOrDefault(type, 1), JsonSerializer.Serialize(happened, happened.GetType(), AnalysisJson.Options));
    }

    /// <exception cref="InvalidDataException">The log was written by a newer program, or is damaged.</exception>
    public static RecommendationEvent Read(string type, int version, string json)
    {
        if (!Types.TryGetValue(type, out var known))
            throw new InvalidDataException($"The log holds '{type}', which this program does not know; it was written by a newer version.");
        var current = Versions.GetValueOrDefault(type, 1);
        if (version > current)
            throw new InvalidDataException(FormattableString.Invariant($"The log holds '{type}' in version {version}; this program reads up to {current}. Update the program."));
        try
        {
            for (; version < current; version++)
                json = Steps[(type, version)](JsonNode.Parse(json)!.AsObject()).ToJsonString(AnalysisJson.Options);
            return (RecommendationEvent)JsonSerializer.Deserialize(json, known, AnalysisJson.Options)!;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"An entry '{type}' of the log cannot be read: {e.Message}", e);
        }
    }

    internal static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, AnalysisJson.Options);
}
