using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SdlPortal.Domain.SearchSpaces;

/// <summary>
/// A value for every parameter of a search space, in lab units and in the space's order. Immutable; two configurations are equal
/// when names and values are. Written to JSON as an object: <c>{ "dmso": 0.1, "solvent": "water" }</c>.
/// </summary>
[JsonConverter(typeof(ConfigurationConverter))]
public sealed class Configuration : IReadOnlyList<KeyValuePair<string, ParameterValue>>, IEquatable<Configuration>
{
    private readonly KeyValuePair<string, ParameterValue>[] values;

    public Configuration(IEnumerable<KeyValuePair<string, ParameterValue>> values) => this.values = [.. values];

    public int Count => values.Length;

    public KeyValuePair<string, ParameterValue> this[int index] => values[index];

    /// <summary>The value of the named parameter; throws <see cref="KeyNotFoundException"/> when the configuration has none.</summary>
    public ParameterValue this[string name] =>
        TryGet(name, out var value) ? value : throw new KeyNotFoundException($"The configuration has no value for '{name}'; it has {string.Join(", ", values.Select(v => v.Key))}.");

    public bool TryGet(string name, out ParameterValue value)
    {
        foreach (var pair in values)
        {
            if (pair.Key == name)
            {
                value = pair.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>The same configuration with one value replaced.</summary>
    public Configuration With(string name, ParameterValue value) =>
        new(values.Select(v => v.Key == name ? KeyValuePair.Create(name, value) : v));

    public bool Equals(Configuration? other) => other is not null && values.AsSpan().SequenceEqual(other.values);

    public override bool Equals(object? obj) => Equals(obj as Configuration);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (name, value) in values)
        {
            hash.Add(name);
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    public IEnumerator<KeyValuePair<string, ParameterValue>> GetEnumerator() => values.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => values.GetEnumerator();

    public override string ToString() => string.Join(", ", values.Select(v => $"{v.Key} {v.Value.ToDisplay()}"));

    private sealed class ConfigurationConverter : JsonConverter<Configuration>
    {
        public override Configuration Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var pairs = new List<KeyValuePair<string, ParameterValue>>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var name = reader.GetString()!;
                reader.Read();
                pairs.Add(KeyValuePair.Create(name, reader.TokenType == JsonTokenType.String
                    ? ParameterValue.Of(reader.GetString()!)
                    : ParameterValue.Of(reader.GetDouble())));
            }

            return new Configuration(pairs);
        }

        public override void Write(Utf8JsonWriter writer, Configuration value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var (name, item) in value.values)
            {
                if (item.IsNumber)
                    writer.WriteNumber(name, item.Number);
                else
                    writer.WriteString(name, item.Text);
            }

            writer.WriteEndObject();
        }
    }
}
