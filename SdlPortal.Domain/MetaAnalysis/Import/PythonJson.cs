using System.Globalization;
using System.Text;
using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Import;

/// <summary>JSON as Python writes it: the bare words NaN, Infinity and -Infinity stand for numbers, which the standard does not know. They are read as texts, and <see cref="Number"/> makes numbers of them again.</summary>
public static class PythonJson
{
    private static readonly string[] Bare = ["NaN", "-Infinity", "Infinity"];

    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static JsonDocument Parse(string text) => JsonDocument.Parse(HasBareWords(text) ? Quoted(text) : text);

    /// <exception cref="RunSourceException">The file is missing, too large to be held, or no JSON.</exception>
    public static JsonDocument ParseFile(string path, long mostBytes = 400_000_000)
    {
        try
        {
            var length = new FileInfo(path).Length;
            return length <= mostBytes
                ? Parse(File.ReadAllText(path))
                : throw new RunSourceException($"{path} has {length / 1_000_000:N0} MB; a file of this kind is read as a whole and may have {mostBytes / 1_000_000:N0} MB. Split it into several.");
        }
        catch (JsonException e)
        {
            throw new RunSourceException($"{path} is not complete JSON (line {(e.LineNumber ?? 0) + 1}): it is damaged or cut off, or of another format.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunSourceException($"{path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The number that the value is, or says in Python's words; null for anything else.</summary>
    public static double? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String => value.GetString() switch { "NaN" => double.NaN, "Infinity" => double.PositiveInfinity, "-Infinity" => double.NegativeInfinity, _ => null },
        _ => null,
    };

    /// <summary>The property, or a value of kind undefined where there is none or no object.</summary>
    public static JsonElement Get(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var found) ? found : default;

    /// <summary>The text; null for anything else.</summary>
    public static string? AsText(this JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The value as the name of a choice: texts as they are; null, true, false and numbers as they are written.</summary>
    public static string Choice(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Undefined => "",
        _ => value.GetRawText(),
    };

    /// <summary>A finite number as a number, nothing for null, anything else as a text.</summary>
    public static ParameterValue? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.Number when double.IsFinite(value.GetDouble()) => value.GetDouble(),
        _ => Choice(value),
    };

    /// <summary>What a person wants to see of a value: long ones cut.</summary>
    public static NamedValue? Note(string name, JsonElement value) => Value(value) is { } known ? new NamedValue(name, known.IsNumber ? known : Short(known.Text!)) : null;

    /// <summary>The text, cut where it is longer than people read.</summary>
    public static string Short(string text, int most = 2000) => text.Length <= most ? text : string.Concat(text.AsSpan(0, most), "…");

    /// <summary>A number as Python prints it: "nan", "inf" and "-inf" too.</summary>
    public static bool TryNumber(string text, out double number)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
            return true;
        var word = text.Trim().ToUpperInvariant();
        number = word switch { "NAN" => double.NaN, "INF" or "+INF" or "INFINITY" => double.PositiveInfinity, "-INF" or "-INFINITY" => double.NegativeInfinity, _ => 0 };
        return number != 0;
    }

    private static bool HasBareWords(string text) => text.Contains("NaN", StringComparison.Ordinal) || text.Contains("Infinity", StringComparison.Ordinal);

    private static string Quoted(string text)
    {
        var result = new StringBuilder(text.Length + 64);
        var (inText, from) = (false, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (inText && c == '\\')
                i++;
            else if (c == '"')
                inText = !inText;
            else if (!inText && c is 'N' or 'I' or '-' && Word(text, i) is { } word)
            {
                result.Append(text, from, i - from).Append('"').Append(word).Append('"');
                i += word.Length - 1;
                from = i + 1;
            }
        }

        return result.Append(text, from, text.Length - from).ToString();
    }

    private static string? Word(string text, int at)
    {
        foreach (var word in Bare)
        {
            if (string.CompareOrdinal(text, at, word, 0, word.Length) == 0)
                return word;
        }

        return null;
    }
}
