using System.Collections.Concurrent;
using SdlPortal.Domain.MetaAnalysis.Analysis;

namespace SdlPortal.Web.MetaAnalysis.Analyses;

/// <summary>The answers that are kept, as pages use them: lists by project, and reports that are read once for all pages. It reads files, so it is not to be called on a page's own thread. Safe for any thread.</summary>
public sealed class StoredAnalyses
{
    /// <summary>A report of many tasks takes some ten megabytes.</summary>
    private const int MostReports = 4;

    private readonly ConcurrentDictionary<string, (DateTime Written, IReadOnlyList<StoredAnalysis> All)> lists = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly List<(string Folder, Lazy<AnalysisReport?> Report)> reports = [];

    /// <summary>The latest first. The same object as long as none was added or taken away.</summary>
    public IReadOnlyList<StoredAnalysis> All(string projectFolder)
    {
        var store = new AnalysisStore(projectFolder);
        var written = Directory.GetLastWriteTimeUtc(store.FolderOf(""));
        if (lists.TryGetValue(projectFolder, out var known) && known.Written == written)
            return known.All;
        var all = store.All();
        lists[projectFolder] = (written, all);
        return all;
    }

    /// <summary>Null where it cannot be read: it is gone, or another version of the portal wrote it in a form that is not known any more.</summary>
    public AnalysisReport? Read(string projectFolder, string key)
    {
        var store = new AnalysisStore(projectFolder);
        var folder = store.FolderOf(key);
        Lazy<AnalysisReport?> report;
        lock (gate)
        {
            var place = reports.FindIndex(r => r.Folder == folder);
            report = place >= 0 ? reports[place].Report : new Lazy<AnalysisReport?>(() => store.Read(key));
            if (place >= 0)
                reports.RemoveAt(place);
            reports.Insert(0, (folder, report));
            if (reports.Count > MostReports)
                reports.RemoveAt(MostReports);
        }

        if (report.Value is { } read)
            return read;
        // It may appear later.
        lock (gate)
            reports.RemoveAll(r => ReferenceEquals(r.Report, report));
        return null;
    }
}
