using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SdlPortal.Domain.SearchSpaces;

/// <summary>The value of one parameter in lab units: a finite number, or the name of a choice. Written to JSON as that number or string.</summary>
[JsonConverter(typeof(ParameterValueConverter))]
public readonly record struct ParameterValue
{
    private readonly double number;

    private ParameterValue(double number, string? text) => (this.number, Text) = (number, text);

    /// <summary>The choice's name, or null when the value is a number.</summary>
    public string? Text { get; }

    public bool IsNumber => Text is null;

    /// <summary>The number; asking a choice for it is a programming error.</summary>
    public double Number => IsNumber ? number : throw new InvalidOperationException($"The choice '{Text}' is not a number.");

    public static ParameterValue Of(double number) => new(number, null);

    public static ParameterValue Of(string text) => new(0, text ?? throw new ArgumentNullException(nameof(text)));

    public static implicit operator ParameterValue(double number) => Of(number);

    public static implicit operator ParameterValue(string text) => Of(text);

    /// <summary>The exact value, round-trip safe, with the decimal point.</summary>
    public override string ToString() => Text ?? number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The value to <paramref name="digits"/> significant digits, for people.</summary>
    public string ToDisplay(int digits = 4) => Text ?? number.ToString("G" + digits, CultureInfo.InvariantCulture);

    private sealed class ParameterValueConverter : JsonConverter<ParameterValue>
    {
        public override ParameterValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String ? Of(reader.GetString()!) : Of(reader.GetDouble());

        public override void Write(Utf8JsonWriter writer, ParameterValue value, JsonSerializerOptions options)
        {
            if (value.IsNumber)
                writer.WriteNumberValue(value.number);
            else
                writer.WriteStringValue(value.Text);
        }
    }
}
