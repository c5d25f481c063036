using System.Security.Cryptography;
using System.Text.Json;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>Which runs an exclusion means, as it is kept beside the journal: by key, so that it holds for every version of a source.</summary>
/// <param name="Lineages">Keys in all versions of a source.</param>
/// <param name="Keys">Keys wherever they occur.</param>
/// <param name="Task">A whole task, by its name after the rules.</param>
internal sealed record ExclusionFile(EquatableList<LineageKeys> Lineages, EquatableList<string> Keys, string? Task)
{
    /// <returns>The SHA-256 of the file.</returns>
    public string Write(string path)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(this, LibraryJson.Compact);
        WholeFile.Write(path, file => file.Write(bytes));
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    public static ExclusionFile Read(string path, string sha256)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            if (!string.Equals(Convert.ToHexStringLower(SHA256.HashData(bytes)), sha256, StringComparison.Ordinal))
                throw Damaged(path, "it is not the one that was written");
            return JsonSerializer.Deserialize<ExclusionFile>(bytes, LibraryJson.Compact) ?? throw Damaged(path, "it is empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw Damaged(path, e.Message.TrimEnd('.'), e);
        }
    }

    private static RunLibraryException Damaged(string path, string why, Exception? inner = null) =>
        new($"{path} is damaged: {why}. Restore that file from a backup, or undo its exclusion and decide again.", inner);
}

internal sealed record LineageKeys(string Lineage, EquatableList<string> Keys);
