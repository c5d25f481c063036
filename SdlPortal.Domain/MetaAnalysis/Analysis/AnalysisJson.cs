using System.Text.Json;
using System.Text.Json.Serialization;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Analysis;

/// <summary>How answers are written down: numbers in full, "NaN" and "Infinity" as such, an <see cref="Answer{T}"/> as {"value": …} or {"whyNot": "…"}.</summary>
public static class AnalysisJson
{
    public static JsonSerializerOptions Options { get; } = Make(indented: false);

    /// <summary>The same, for files that people read.</summary>
    public static JsonSerializerOptions Indented { get; } = Make(indented: true);

    private static JsonSerializerOptions Make(bool indented)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            WriteIndented = indented,
            NewLine = "\n",
            // What follows from other properties is computed again.
            IgnoreReadOnlyProperties = true,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        options.Converters.Add(new AnswerConverterFactory());
        options.Converters.Add(new EquatableListConverterFactory());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class AnswerConverterFactory : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Answer<>);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(AnswerConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;
    }

    private sealed class AnswerConverter<T> : JsonConverter<Answer<T>>
    {
        public override Answer<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var stored = JsonSerializer.Deserialize<Stored>(ref reader, options) ?? throw new JsonException("An answer is missing.");
            return stored.WhyNot is { } why ? Answer<T>.NotEnough(why) : Answer<T>.Of(stored.Value ?? throw new JsonException("An answer has neither a value nor a reason."));
        }

        public override void Write(Utf8JsonWriter writer, Answer<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.HasValue ? new Stored(value.Value, null) : new Stored(default, value.WhyNot), options);

        private sealed record Stored(
            [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] T? Value,
            [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? WhyNot);
    }
}
