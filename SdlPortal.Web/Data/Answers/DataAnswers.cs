using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Files;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.People;
using SdlPortal.Web.Data.Tables;
using SdlPortal.Web.Jobs;

namespace SdlPortal.Web.Data.Answers;

/// <summary>An answer that is kept, with what was asked of which data, by whom and when.</summary>
public sealed record KeptAnswer<TSettings, TResult>(string Analysis, int Version, string DataHash, TSettings Settings, TResult Result, string By, DateTimeOffset At);

/// <summary>What was asked, by whom and when, without what came of it.</summary>
/// <param name="Settings">As they were written down.</param>
public sealed record AnswerHead(string Analysis, int Version, string DataHash, JsonElement Settings, string By, DateTimeOffset At)
{
    [JsonIgnore]
    public string Path { get; init; } = "";
}

/// <summary>What was asked of the workspace's tables: worked out in the background once, kept by data and settings, and found by everybody who asks the same. Reads files. Safe for any thread.</summary>
public sealed class DataAnswers(DataTables tables, DataJobs jobs, TimeProvider time)
{
    private const string FolderName = "answers";

    /// <summary>Null where nobody has asked this of the table as it is now.</summary>
    public KeptAnswer<TSettings, TResult>? Find<TSettings, TResult>(TableView view, TableAnalysis<TSettings, TResult> analysis, TSettings settings)
        where TSettings : class
        where TResult : class => JsonFile.Read<KeptAnswer<TSettings, TResult>>(PathOf(view.Id, analysis.Name, analysis.Key(view.Kept.Hash, settings)), AnalysisJson.Options);

    /// <summary>The work on a question, at work or at rest; null where there is none.</summary>
    public JobState? Work<TSettings, TResult>(TableView view, TableAnalysis<TSettings, TResult> analysis, TSettings settings)
        where TSettings : class
        where TResult : class => jobs.Find(view.Id, JobKey(view, analysis, settings));

    /// <summary>Asks in the background; while the same is at work, or where it is answered, that adds nothing.</summary>
    /// <exception cref="RefusedException">The portal is stopping.</exception>
    public JobState Ask<TSettings, TResult>(TableView view, TableAnalysis<TSettings, TResult> analysis, TSettings settings, Actor by)
        where TSettings : class
        where TResult : class
    {
        by.Demand(Deed.WorkWithData);
        return jobs.Ask(new JobWork(view.Id, JobKey(view, analysis, settings), analysis.Title, by, (report, stop) => Do(view, analysis, settings, by, report, stop)) { WhenCanceled = "Canceled. Nothing was stored." });
    }

    /// <summary>What is kept of the table as it is now, the latest first. Results are not read.</summary>
    public IReadOnlyList<AnswerHead> All(TableView view)
    {
        var folder = Path.Combine(tables.FolderOf(view.Id), FolderName);
        return !Directory.Exists(folder) ? [] :
        [
            .. Directory.EnumerateFiles(folder, "*.json").Select(path => JsonFile.Read<AnswerHead>(path, AnalysisJson.Options) is { } head ? head with { Path = path } : null)
                .OfType<AnswerHead>().Where(h => h.DataHash == view.Kept.Hash).OrderByDescending(h => h.At).ThenBy(h => h.Path, StringComparer.Ordinal),
        ];
    }

    /// <summary>Where an answer is kept, also when it is not there yet.</summary>
    public string PathOf(string table, string analysis, string key) => Path.Combine(tables.FolderOf(table), FolderName, $"{analysis}-{key}.json");

    private static string JobKey<TSettings, TResult>(TableView view, TableAnalysis<TSettings, TResult> analysis, TSettings settings)
        where TSettings : class
        where TResult : class => $"{analysis.Name} {analysis.Key(view.Kept.Hash, settings)}";

    private string Do<TSettings, TResult>(TableView view, TableAnalysis<TSettings, TResult> analysis, TSettings settings, Actor by, JobReport report, CancellationToken cancellationToken)
        where TSettings : class
        where TResult : class
    {
        if (Find(view, analysis, settings) is { } known)
            return string.Create(CultureInfo.InvariantCulture, $"{known.By} asked the same of the same data on {known.At:yyyy-MM-dd HH:mm} UTC; that answer is shown.");
        var result = analysis.Do(view.Kept, settings, new AnalysisStep(Math.Max(1, Environment.ProcessorCount - 1), (share, words) => report.Report(share, words!), cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        JsonFile.Write(PathOf(view.Id, analysis.Name, analysis.Key(view.Kept.Hash, settings)), new KeptAnswer<TSettings, TResult>(analysis.Name, analysis.Version, view.Kept.Hash, settings, result, by.Name, time.GetUtcNow()), AnalysisJson.Options);
        return $"{analysis.Title} is worked out.";
    }
}
