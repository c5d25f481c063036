using SdlPortal.Domain.Files;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.People;

namespace SdlPortal.Domain.MetaAnalysis.Analysis;

/// <summary>An answer that is kept: what was asked, of which data, by whom and when.</summary>
/// <param name="Key">The name of its folder, see <see cref="AnalysisRequest.Key"/>.</param>
public sealed record StoredAnalysis(string Key, AnalysisRequest Request, string DataHash, string Version, DateTimeOffset At, string By);

/// <summary>
/// The answers of one project, each in a folder of its own under `analyses`: the report, its tables and its plots, which the question and the data decide to the last byte, and beside them who asked and when.
/// A folder appears whole or not at all. Safe for any thread.
/// </summary>
public sealed class AnalysisStore(string projectFolder)
{
    public const string ReportName = "report.json";
    private const string RecordName = "analysis.json";

    private string Root { get; } = Path.Combine(projectFolder, "analyses");

    /// <summary>Where the files of an answer are.</summary>
    public string FolderOf(string key) => Path.Combine(Root, key);

    /// <summary>The latest first; folders without a readable record are no answers.</summary>
    public IReadOnlyList<StoredAnalysis> All()
    {
        if (!Directory.Exists(Root))
            return [];
        var all = new List<StoredAnalysis>();
        foreach (var folder in Directory.EnumerateDirectories(Root))
        {
            if (!folder.EndsWith(JsonFile.Unfinished, StringComparison.Ordinal) && Find(Path.GetFileName(folder)) is { } found)
                all.Add(found);
        }

        return [.. all.OrderByDescending(a => a.At).ThenBy(a => a.Key, StringComparer.Ordinal)];
    }

    /// <summary>Null where there is no such answer.</summary>
    public StoredAnalysis? Find(string key) => JsonFile.Read<StoredAnalysis>(Path.Combine(FolderOf(key), RecordName), AnalysisJson.Options);

    /// <summary>Null where there is no such answer, or another version of the portal wrote it and its form is not known any more.</summary>
    public AnalysisReport? Read(string key) => JsonFile.Read<AnalysisReport>(Path.Combine(FolderOf(key), ReportName), AnalysisJson.Options);

    /// <summary>Keeps an answer with all of its files; one of the same key is replaced, by the same bytes.</summary>
    /// <param name="more">Writes further files (plots) into the folder it is given.</param>
    public StoredAnalysis Keep(AnalysisOutcome outcome, Actor by, DateTimeOffset at, Action<string> more)
    {
        by.Demand(Deed.WorkWithData);
        var report = outcome.Report;
        var key = report.Request.Key(report.DataHash);
        var (folder, making) = (FolderOf(key), FolderOf(key) + "." + Guid.NewGuid().ToString("N") + JsonFile.Unfinished);
        Directory.CreateDirectory(making);
        try
        {
            var record = new StoredAnalysis(key, report.Request, report.DataHash, report.Version, at, by.Name);
            Write(outcome, making);
            more(making);
            JsonFile.Write(Path.Combine(making, RecordName), record, AnalysisJson.Options);
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
            Directory.Move(making, folder);
            return record;
        }
        catch
        {
            Directory.Delete(making, recursive: true);
            throw;
        }
    }

    /// <summary>The report and its tables into any folder, as `meta analyze --out` does.</summary>
    public static void Write(AnalysisOutcome outcome, string folder)
    {
        Directory.CreateDirectory(folder);
        JsonFile.Write(Path.Combine(folder, ReportName), outcome.Report, AnalysisJson.Options);
        AnalysisFiles.Write(outcome, folder);
    }
}
