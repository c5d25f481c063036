using System.Text;
using System.Text.Json;

namespace SdlPortal.Domain.MetaAnalysis.Import;

/// <summary>The JSON values of a file: one a line, or all in one array. Lines are streamed.</summary>
internal static class JsonLineFile
{
    /// <summary>Number (from 1), value or what is wrong with the line, and how much of the file has been read. A value is good until the next is asked for.</summary>
    public static IEnumerable<(int Number, JsonElement Value, string? Problem, double Fraction)> Read(string path, CancellationToken cancellationToken)
    {
        if (IsOneArray(path))
        {
            using var document = PythonJson.ParseFile(path);
            var (count, index) = (Math.Max(1, document.RootElement.GetArrayLength()), 0);
            foreach (var value in document.RootElement.EnumerateArray())
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return (++index, value, null, (double)index / count);
            }

            yield break;
        }

        using var stream = Open(path);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            cancellationToken.ThrowIfCancellationRequested();
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            using var document = Parse(line);
            var fraction = stream.Length == 0 ? 1 : (double)stream.Position / stream.Length;
            yield return document is null
                ? (number, default, $"It is no complete JSON: {PythonJson.Short(line, 80)}", fraction)
                : (number, document.RootElement, null, fraction);
        }
    }

    /// <summary>True where the first value is an array of arrays or objects that goes on over the whole file, rather than a line.</summary>
    private static bool IsOneArray(string path)
    {
        using var stream = Open(path);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var line = reader.ReadLine();
        while (line is not null && string.IsNullOrWhiteSpace(line))
            line = reader.ReadLine();
        if (line is null || line.TrimStart()[0] != '[')
            return false;
        using var document = Parse(line);
        if (document is null)
            return line.Trim() is "[" or "[[" or "[{" || line.TrimEnd().EndsWith(',');
        // A file of a single line may be either: an array whose items are all arrays or objects is the file, a row has a number or a short id among its items.
        return document.RootElement.ValueKind == JsonValueKind.Array && document.RootElement.GetArrayLength() > 0 && document.RootElement.EnumerateArray().All(i => i.ValueKind == JsonValueKind.Array && i.GetArrayLength() > 3);
    }

    private static JsonDocument? Parse(string line)
    {
        try
        {
            return PythonJson.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunSourceException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
