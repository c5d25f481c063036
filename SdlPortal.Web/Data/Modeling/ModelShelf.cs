using System.Collections.Concurrent;
using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Models;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Files;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.People;
using SdlPortal.Web.Data.Tables;
using SdlPortal.Web.Jobs;

namespace SdlPortal.Web.Data.Modeling;

/// <summary>
/// The models that people have saved, a folder each under the data folder: a list of versions and a file for each, written whole before the list names it. They outlive the tables that they learned from. Reads files. Safe for any thread.
/// </summary>
public sealed class ModelShelf
{
    public const string FolderName = "models";

    /// <summary>Where changes of the shelf are told on the feed of tables.</summary>
    public const string FeedKey = "models";

    private const string ListName = "versions.json";
    private const string TrashName = "trash";
    private const int LongestName = 100;

    private readonly Lock gate = new();
    private readonly string folder;
    private readonly DataJobs jobs;
    private readonly TableFeed feed;
    private readonly TimeProvider time;
    private readonly ConcurrentDictionary<(string, int), Lazy<SavedModel>> read = new();

    public ModelShelf(string folder, DataJobs jobs, TableFeed feed, TimeProvider time)
    {
        (this.folder, this.jobs, this.feed, this.time) = (folder, jobs, feed, time);
        Use = new TableAnalysis<ModelUse, Predictions>("predictions", 1, "Predictions", (table, use, step) => Read(use.Model, use.Version).Predict(table, step));
    }

    /// <summary>What a saved model says of the rows of any table.</summary>
    public TableAnalysis<ModelUse, Predictions> Use { get; }

    /// <summary>By name; folders without a readable list are no models.</summary>
    public IReadOnlyList<KeptModel> List() => Directory.Exists(folder)
        ? [.. Directory.EnumerateDirectories(folder).Select(d => Find(Path.GetFileName(d))).OfType<KeptModel>().OrderBy(m => m.Name, StringComparer.OrdinalIgnoreCase).ThenBy(m => m.Id, StringComparer.Ordinal)]
        : [];

    /// <summary>Null where there is none.</summary>
    public KeptModel? Find(string id) => IsId(id) && JsonFile.Read<KeptModel>(Path.Combine(folder, id, ListName), AnalysisJson.Options) is { Versions.Count: > 0 } model ? model with { Id = id } : null;

    /// <summary>The file of a version; null where there is no such version.</summary>
    public string? PathOf(string id, int version) => Find(id)?.Find(version) is null ? null : FileOf(id, version);

    /// <exception cref="RefusedException">There is no such version, or its file cannot be read.</exception>
    public SavedModel Read(string id, int version)
    {
        if (PathOf(id, version) is not { } path)
            throw new RefusedException($"There is no version {version} of a saved model {id}; it may have been deleted.");
        // A version never changes, so that it is read once.
        var reading = read.GetOrAdd((id, version), _ => new Lazy<SavedModel>(() => SavedModel.Read(File.ReadAllText(path))));
        try
        {
            return reading.Value;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            read.TryRemove((id, version), out _);
            throw new RefusedException($"Version {version} of the saved model cannot be used. {e.Message}");
        }
    }

    /// <summary>Null where a model may be saved under the name.</summary>
    public static string? WhyNotName(string? name) =>
        string.IsNullOrWhiteSpace(name) ? "Give the model a name first." : name.Trim().Length > LongestName ? $"Names have at most {LongestName} characters." : null;

    /// <summary>Fits a family on all rows in the background and keeps it: as the next version where a model of that name foretells the same column, else as a new model.</summary>
    /// <param name="compared">The comparison of the same table and settings whose scores the model shall keep; null for none.</param>
    /// <exception cref="RefusedException">The name does not do, or the portal is stopping.</exception>
    public JobState Ask(TableView view, ComparisonSettings settings, string family, string name, ComparisonResult? compared, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        if (WhyNotName(name) is { } why)
            throw new RefusedException(why);
        var title = name.Trim();
        return jobs.Ask(new JobWork(view.Id, $"save {title}", $"Saving the model {title}", by, (report, stop) =>
        {
            var step = new AnalysisStep(Math.Max(1, Environment.ProcessorCount - 1), (share, words) => report.Report(share, words!), stop);
            var saved = SavedModel.Fit(view.Kept, settings, family, compared, by.Name, time.GetUtcNow(), step);
            stop.ThrowIfCancellationRequested();
            var kept = Keep(title, view, saved, by);
            return $"{kept.Name} is saved as version {kept.Latest.Number}: {saved.Name}.";
        })
        { WhenCanceled = "Canceled. Nothing was saved." });
    }

    /// <summary>Keeps a fitted model.</summary>
    public KeptModel Keep(string name, TableView view, SavedModel saved, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        KeptModel next;
        lock (gate)
        {
            var before = List().FirstOrDefault(m => m.Name == name && m.Latest.Target == saved.Target && m.Latest.Kind == saved.Kind);
            var id = before?.Id ?? Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
            var deciding = saved.Scores.Count > 0 ? saved.Scores[0] : null;
            var version = new KeptModelVersion((before?.Latest.Number ?? 0) + 1, view.Id, view.Head.Name, saved.TableHash, saved.Target, saved.Unit, saved.Kind, saved.Family, saved.Name, saved.Rows, deciding, by.Name, saved.At);
            next = new KeptModel(id, name, [.. before?.Versions ?? [], version]);
            Directory.CreateDirectory(Path.Combine(folder, id));
            JsonFile.Write(FileOf(id, version.Number), saved, AnalysisJson.Indented);
            JsonFile.Write(Path.Combine(folder, id, ListName), next, AnalysisJson.Indented);
        }

        feed.Publish(FeedKey);
        feed.Publish(view.Id);
        return next;
    }

    /// <summary>Puts a model with all of its versions into the trash folder beside the others.</summary>
    /// <exception cref="RefusedException">It is gone already.</exception>
    public void Delete(string id, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        KeptModel gone;
        lock (gate)
        {
            gone = Find(id) ?? throw new RefusedException("The model is gone already.");
            var trash = Directory.CreateDirectory(Path.Combine(folder, TrashName)).FullName;
            Directory.Move(Path.Combine(folder, id), Path.Combine(trash, $"{id}.{time.GetUtcNow():yyyyMMddHHmmss}"));
            foreach (var version in gone.Versions)
                read.TryRemove((id, version.Number), out _);
        }

        feed.Publish(FeedKey);
        foreach (var table in gone.Versions.Select(v => v.TableId).Distinct(StringComparer.Ordinal))
            feed.Publish(table);
    }

    private string FileOf(string id, int version) => Path.Combine(folder, id, $"{version}.json");

    /// <summary>Nothing else comes near the disk.</summary>
    private static bool IsId(string id) => id.Length == 32 && id.All(char.IsAsciiHexDigitLower);
}
