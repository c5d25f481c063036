using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Import;

namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>What a file or folder holds, as a SHA-256: of the file, or of the names and contents of all its files in ordinal order. A SQLite file's write-ahead log belongs to it.</summary>
internal sealed record SourceContent(string Sha256, long Bytes)
{
    private const int BufferSize = 1 << 20;

    /// <exception cref="RunSourceException">It cannot be read.</exception>
    public static SourceContent Of(string path, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        try
        {
            var files = Directory.Exists(path)
                ? [.. Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
                    .Select(f => (Name: Path.GetRelativePath(path, f).Replace('\\', '/'), Path: f)).OrderBy(f => f.Name, StringComparer.Ordinal)]
                : new List<(string Name, string Path)> { ("", path) };
            if (File.Exists(path + "-wal") && new FileInfo(path + "-wal").Length > 0)
                files.Add(("-wal", path + "-wal"));
            var total = files.Sum(f => new FileInfo(f.Path).Length);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var (buffer, done) = (new byte[BufferSize], 0L);
            foreach (var (name, file) in files)
            {
                // A single file's hash is the one that every other tool shows.
                if (files.Count > 1)
                    hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{name}\n{new FileInfo(file).Length}\n")));
                using var stream = WholeFile.OpenRead(file);
                int read;
                while ((read = stream.Read(buffer)) > 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    hash.AppendData(buffer, 0, read);
                    done += read;
                    progress?.Report(total == 0 ? 1 : Math.Min(1, (double)done / total));
                }
            }

            return new SourceContent(Convert.ToHexStringLower(hash.GetHashAndReset()), done);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunSourceException($"{path} cannot be read: {e.Message.TrimEnd('.')}. Check the path and the right to read it.", e);
        }
    }

    /// <summary>The id of a source with this content: the same for the same format and map.</summary>
    public string Id(string format, RunMap? map)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Sha256, format, map is null ? "" : JsonSerializer.Serialize(map, LibraryJson.Compact))));
        return $"{format}-{Convert.ToHexStringLower(hash)[..12]}";
    }
}
