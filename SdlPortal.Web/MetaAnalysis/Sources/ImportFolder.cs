using SdlPortal.Domain.Campaigns;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.MetaAnalysis.Sources;

/// <summary>
/// The folder of the server from which files may be imported in place, so that large ones need not go through a browser: `Data:ImportFolder`, or else `inbox` in the data folder.
/// </summary>
public sealed class ImportFolder(string root)
{
    private const int MostListed = 200;

    public string Root { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));

    public static ImportFolder Find(IConfiguration configuration) =>
        new(configuration["Data:ImportFolder"] is { } chosen && !string.IsNullOrWhiteSpace(chosen) ? chosen : Path.Combine(DataFolder.Find(configuration), "inbox"));

    /// <summary>What lies in it, by names; folders end in a slash. Not what lies deeper.</summary>
    public IReadOnlyList<(string Name, long? Bytes)> List() => !Directory.Exists(Root) ? [] :
    [
        .. new DirectoryInfo(Root).EnumerateFileSystemInfos().Where(e => !e.Name.StartsWith('.')).OrderBy(e => e.Name, StringComparer.Ordinal).Take(MostListed)
            .Select(e => e is FileInfo file ? (file.Name, (long?)file.Length) : (e.Name + "/", null)),
    ];

    /// <summary>The full path of a name or a relative path.</summary>
    /// <exception cref="RefusedException">It is not below the folder, or not there.</exception>
    public string Resolve(string name)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(Root, name.Trim())));
        if (!path.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new RefusedException($"Only what lies in {Root} can be imported from the server. Copy the file there, or have Data:ImportFolder set to its folder.");
        return File.Exists(path) || Directory.Exists(path) ? path : throw new RefusedException($"There is no '{name.Trim()}' in {Root}.");
    }
}
