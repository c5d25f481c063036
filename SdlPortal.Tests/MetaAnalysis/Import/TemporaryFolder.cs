using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace SdlPortal.Tests.MetaAnalysis.Import;

/// <summary>A folder for one test's files, removed at the end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("sdl-runs-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public string CopyOf(string source)
    {
        var target = this[System.IO.Path.GetFileName(source)];
        File.WriteAllBytes(target, File.ReadAllBytes(source));
        return target;
    }

    /// <summary>Runs statements on a SQLite file, which is made where there is none.</summary>
    public string Sql(string name, params string[] statements)
    {
        using var connection = new SqliteConnection($"Data Source={this[name]};Pooling=False");
        connection.Open();
        foreach (var statement in statements)
        {
            using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }

        return this[name];
    }

    /// <summary>Every file with its content: the same text as long as nothing was written.</summary>
    public string Fingerprint() => string.Join('\n', Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(f => $"{f} {File.GetLastWriteTimeUtc(f).Ticks} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f)))}"));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
