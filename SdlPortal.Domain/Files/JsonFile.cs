using System.Text.Json;

namespace SdlPortal.Domain.Files;

/// <summary>Values that are kept as JSON, a file each. A file appears whole or not at all, and is replaced as a whole: whoever reads it, also after a crash, finds the old one or the new one. Safe for any thread.</summary>
public static class JsonFile
{
    /// <summary>What files that are being written end with; such a one left behind by a crash is nobody's.</summary>
    public const string Unfinished = ".new";

    /// <summary>Keeps a value; its folder is made where there is none.</summary>
    /// <exception cref="IOException">It cannot be written; what was there before still is.</exception>
    public static void Write<T>(string path, T value, JsonSerializerOptions options)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // A name of its own: two who write the same file at once each write a whole one, and the later stays.
        var next = $"{path}.{Guid.NewGuid():N}{Unfinished}";
        try
        {
            using (var stream = new FileStream(next, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                JsonSerializer.Serialize(stream, value, options);
                stream.Flush(flushToDisk: true);
            }

            File.Move(next, path, overwrite: true);
        }
        catch
        {
            File.Delete(next);
            throw;
        }
    }

    /// <summary>Null where there is none, or where it cannot be read: another version of the portal may have written it in a form that is not known any more.</summary>
    public static T? Read<T>(string path, JsonSerializerOptions options) where T : class
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return JsonSerializer.Deserialize<T>(stream, options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            return null;
        }
    }
}
