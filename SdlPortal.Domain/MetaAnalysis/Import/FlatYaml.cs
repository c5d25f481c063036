using System.Globalization;
using System.Text;

namespace SdlPortal.Domain.MetaAnalysis.Import;

/// <summary>The YAML of MLflow's meta.yaml: flat lines of "key: value", a value plain or quoted and perhaps folded over indented lines. Lists and nested maps, which nobody asks for here, are passed over.</summary>
internal static class FlatYaml
{
    /// <exception cref="FormatException">A line is none of that; says which.</exception>
    public static Dictionary<string, string?> Read(string text)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd('\r');
            if (line.Length == 0 || line[0] is '#' or '-' or ' ' || line == "...")
                continue;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || (colon + 1 < line.Length && line[colon + 1] != ' '))
                throw new FormatException($"line {i + 1} is not 'key: value': {PythonJson.Short(line, 60)}");
            var value = new StringBuilder(line[(colon + 1)..].Trim());
            while (i + 1 < lines.Length && lines[i + 1].StartsWith(' '))
                value.Append(' ').Append(lines[++i].Trim());
            values[line[..colon].Trim()] = Scalar(value.ToString().Trim());
        }

        return values;
    }

    private static string? Scalar(string text) => text switch
    {
        "" or "null" or "~" or "Null" or "NULL" => null,
        ['\'', .., '\''] when text.Length >= 2 => text[1..^1].Replace("''", "'", StringComparison.Ordinal),
        ['"', .., '"'] when text.Length >= 2 => Unescaped(text[1..^1]),
        _ => text,
    };

    private static string Unescaped(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            var escape = text[++i];
            var digits = escape switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
            if (digits > 0 && i + digits < text.Length && int.TryParse(text.AsSpan(i + 1, digits), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code) && Rune.TryCreate(code, out var rune))
            {
                result.Append(rune.ToString());
                i += digits;
            }
            else
                result.Append(escape switch { 'n' => '\n', 't' => '\t', 'r' => '\r', '0' => '\0', _ => escape });
        }

        return result.ToString();
    }
}
