using System.Collections.Concurrent;
using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Harmonization;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.People;

namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>
/// A project of prior runs: its sources, rules, exclusions and decisions. Everything stands on disk; the state is read again when another process has written. Safe from any thread; decisions of several writers come one after the other.
/// </summary>
public sealed class RunProject
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly RunLibrary library;
    private readonly ProjectJournal journal;
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<string, SourceManifest> manifests = new(StringComparer.Ordinal);
    private ProjectState? state;

    internal RunProject(RunLibrary library, string id)
    {
        (this.library, Id, Folder) = (library, id, Path.Combine(library.Folder, id));
        journal = new ProjectJournal(Path.Combine(Folder, ProjectJournal.FileName));
    }

    /// <summary>The folder's name.</summary>
    public string Id { get; }

    public string Folder { get; }

    internal TimeProvider Time => library.Time;

    /// <summary>As the journal says now.</summary>
    /// <exception cref="RunLibraryException">The journal is damaged, or the project was deleted.</exception>
    public ProjectState State
    {
        get
        {
            lock (gate)
            {
                if (journal.Refresh() || state is null)
                    state = ProjectFold.Of(journal.Entries, journal.Hash);
                return state;
            }
        }
    }

    /// <summary>All decisions, oldest first.</summary>
    public IReadOnlyList<JournalEntry> History()
    {
        lock (gate)
        {
            journal.Refresh();
            return [.. journal.Entries];
        }
    }

    /// <summary>What a source holds; also of replaced and removed ones. A campaign is counted anew.</summary>
    /// <exception cref="RunLibraryException">The manifest is damaged, or there is no such source.</exception>
    public SourceManifest Manifest(string source) => Manifest(Known(State, source));

    /// <returns>The source's id.</returns>
    /// <exception cref="RefusedException">It is a source already.</exception>
    public string AddCampaign(string campaign, string name, Actor by)
    {
        var id = $"{ProjectSource.CampaignFormat}-{campaign}";
        Decide(by, now => now.Source(id) switch
        {
            null => new CampaignAdded(id, campaign, name),
            { Removal: null } => throw new RefusedException($"The campaign '{name}' is a source of this project already."),
            _ => throw new RefusedException($"The campaign '{name}' was removed from this project. Restore it instead of adding it again."),
        });
        return id;
    }

    public void RemoveSource(string source, string reason, Actor by) => Decide(by, now =>
        Known(now, source).Removal is null ? new SourceRemoved(source, Reason(reason, "remove a source")) : throw new RefusedException($"The source {source} is removed already."));

    public void RestoreSource(string source, Actor by) => Decide(by, now =>
        Known(now, source).Removal is not null ? new SourceRestored(source) : throw new RefusedException($"The source {source} is not removed."));

    /// <summary>Deletes a removed source from the disk, for good.</summary>
    public void PurgeSource(string source, Actor by)
    {
        Decide(by, now => Known(now, source).Removal is not null ? new SourcePurged(source) : throw new RefusedException($"The source {source} still counts. Remove it before deleting it for good."));
        DeleteFolder(SourceFolder(source));
    }

    /// <summary>Imports that were interrupted, or work at this moment: the id of the source to be and the runs stored so far. They go on when the same is imported again.</summary>
    /// <exception cref="RunLibraryException">A chunk is damaged.</exception>
    public IReadOnlyList<NameCount> Unfinished()
    {
        var folder = Path.Combine(Folder, "unfinished");
        return Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).Select(f => new NameCount(Path.GetFileName(f), UnfinishedImport.Runs(f)))] : [];
    }

    /// <summary>Lets what interrupted imports have stored go; the same import then begins anew.</summary>
    /// <exception cref="ProjectBusyException">An import works at this moment.</exception>
    public void DiscardUnfinished(Actor by, CancellationToken cancellationToken)
    {
        by.Demand(Deed.WorkWithData);
        using var held = HoldImports(cancellationToken);
        DeleteFolder(Path.Combine(Folder, "unfinished"));
    }

    /// <summary>The rules of a version; null for those in force. Version 0 is no rules.</summary>
    public HarmonizationRules Rules(int? version = null)
    {
        var now = State;
        return ProjectRules.Read(Folder, now, version ?? now.RulesVersion);
    }

    /// <summary>The names that the current sources have, for forms and for the check of rules.</summary>
    public SourceNames Names(CancellationToken cancellationToken = default)
    {
        var now = State;
        var current = now.Current.Select(s => Runs(s, cancellationToken).Manifest).ToList();
        return new SourceNames([.. now.Sources.Select(s => s.Id).Order(StringComparer.Ordinal)], Sorted(m => m.Parameters.Select(p => p.Shape.Name)), Sorted(m => m.Metrics.Select(x => x.Shape.Name)), Sorted(m => m.Notes.Select(n => n.Name)), Sorted(m => m.Tasks.Select(t => t.Task)));

        List<string> Sorted(Func<SourceManifest, IEnumerable<string>> names) => [.. current.SelectMany(names).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <returns>The new version's number; the version in force where nothing changes.</returns>
    /// <exception cref="DefinitionException">All that is wrong with them.</exception>
    public int SaveRules(HarmonizationRules rules, string comment, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        if (RulesCheck.Problems(rules, Names()) is { Count: > 0 } problems)
            throw new DefinitionException(problems);
        return Store(rules, comment, by);
    }

    /// <summary>An earlier version becomes the one in force, as a new version; names that sources have lost since are no reason to refuse it.</summary>
    public int RestoreRules(int version, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        return Store(Rules(version), string.Create(CultureInfo.InvariantCulture, $"Version {version} restored"), by);
    }

    /// <summary>What rules would do, without saving them.</summary>
    public RulesEffect TryRules(HarmonizationRules rules, CancellationToken cancellationToken)
    {
        var problems = RulesCheck.Problems(rules, Names(cancellationToken));
        return RulesCheck.Problems(rules, null).Count > 0
            ? new RulesEffect(problems, [], [])
            : ProjectTable.Try(Inputs(rules, 0, cancellationToken), problems, cancellationToken);
    }

    /// <exception cref="RefusedException">No reason was given, or it selects nothing.</exception>
    public Exclusion Exclude(RunSelector selector, string reason, Actor by, CancellationToken cancellationToken)
    {
        by.Demand(Deed.WorkWithData);
        Reason(reason, "exclude runs");
        var (file, count, sentence) = Selection.Of(this, selector, cancellationToken);
        if (count == 0)
            throw new RefusedException("No run of the current sources is selected. Select at least one.");
        var id = "";
        Decide(by, now =>
        {
            id = string.Create(CultureInfo.InvariantCulture, $"x{now.Exclusions.Count + 1}");
            Directory.CreateDirectory(Path.Combine(Folder, "exclusions"));
            return new RunsExcluded(id, reason.Trim(), sentence, count, file.Write(ExclusionPath(id)));
        });
        return State.Exclusions.First(x => string.Equals(x.Id, id, StringComparison.Ordinal));
    }

    public void UndoExclusion(string exclusion, string reason, Actor by) => Decide(by, now => now.Exclusions.FirstOrDefault(x => string.Equals(x.Id, exclusion, StringComparison.Ordinal)) switch
    {
        null => throw new RefusedException($"There is no exclusion '{exclusion}'. Known are: {string.Join(", ", now.Exclusions.Select(x => x.Id))}."),
        { Holds: false } => throw new RefusedException($"The exclusion {exclusion} is undone already."),
        _ => new ExclusionUndone(exclusion, reason.Trim()),
    });

    /// <summary>The runs of all current sources. A million runs of 20 parameters take seconds: call it on a worker and keep the result as long as <see cref="ProjectState.Hash"/> is the same.</summary>
    /// <exception cref="RunLibraryException">A file is damaged; the message names it. Or there are too many runs and parameters for the memory.</exception>
    public LoadedRuns Load(IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var now = State;
        return ProjectTable.Load(Inputs(now, ProjectRules.Read(Folder, now, now.RulesVersion), now.RulesVersion, cancellationToken), progress, cancellationToken) with
        {
            SourceNames = now.Sources.ToDictionary(s => s.Id, s => s.Name, StringComparer.Ordinal),
        };
    }

    /// <summary>One run as its source has it, with curves, notes, key and origin.</summary>
    /// <param name="row">As <see cref="RunTable.SourceRows"/> says.</param>
    public RunRecord Look(string source, int row, CancellationToken cancellationToken) => Runs(Known(State, source), cancellationToken).Look(row);

    internal void Begin(string name, Actor by) => Decide(by, _ => new ProjectCreated(name), isNew: true);

    internal void Rename(string name, Actor by) => Decide(by, now => string.Equals(now.Name, name, StringComparison.Ordinal) ? null : new ProjectRenamed(name));

    internal void End(string reason, Actor by, string trash)
    {
        using var imports = HoldImports(CancellationToken.None);
        Decide(by, _ => new ProjectDeleted(Reason(reason, "delete a project")));
        try
        {
            Directory.CreateDirectory(trash);
            Directory.Move(Folder, Path.Combine(trash, string.Create(CultureInfo.InvariantCulture, $"{Id}-{Time.GetUtcNow():yyyyMMdd-HHmmss-fff}")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunLibraryException($"{Folder} cannot be moved to the trash: {e.Message.TrimEnd('.')}. The project is still there.", e);
        }
    }

    internal IDisposable HoldImports(CancellationToken cancellationToken) =>
        HeldFile.Hold(Path.Combine(Folder, "import.lock"), TimeSpan.Zero, Time, $"Another import works in the project '{State.Name}'. Wait until it has ended, or cancel it, and start again.", cancellationToken);

    internal string UnfinishedFolder(string source) => Path.Combine(Folder, "unfinished", source);

    internal string SourceFolder(string source) => Path.Combine(Folder, "sources", source);

    /// <summary>A source that was moved into place while its process was killed before it could say so.</summary>
    internal SourceManifest? FindForgotten(string source)
    {
        var folder = SourceFolder(source);
        if (!Directory.Exists(folder))
            return null;
        try
        {
            var manifest = SourceRuns.ReadManifest(folder, null);
            foreach (var chunk in SourceRuns.OnDisk(folder, manifest).Chunks)
                ((Chunks.ChunkFile)chunk.Value).Check();
            return manifest;
        }
        catch (RunLibraryException)
        {
            DeleteFolder(folder); // nobody knew of it; it is imported anew
            return null;
        }
    }

    /// <summary>The finished source counts from this moment on.</summary>
    internal void Announce(SourceManifest manifest, string? replaces, Actor by) => Decide(by, _ =>
    {
        var (from, to) = (UnfinishedFolder(manifest.Id), SourceFolder(manifest.Id));
        try
        {
            if (!Directory.Exists(to))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                Directory.Move(from, to);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunLibraryException($"{from} cannot be moved to {to}: {e.Message.TrimEnd('.')}. Nothing was imported; start the import again.", e);
        }

        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(to, SourceRuns.ManifestName))));
        return new SourceImported(manifest.Id, manifest.Name, manifest.Format, manifest.Runs, manifest.Refused, sha256, replaces);
    });

    internal void DropUnannounced(string source)
    {
        DeleteFolder(UnfinishedFolder(source));
        DeleteFolder(SourceFolder(source));
    }

    /// <summary>The content hashes by key hashes of a source that nobody knows yet.</summary>
    internal Dictionary<ulong, ulong> Hashes(SourceManifest manifest)
    {
        var keys = new Dictionary<ulong, ulong>();
        foreach (var chunk in SourceRuns.OnDisk(SourceFolder(manifest.Id), manifest).Chunks)
        {
            var hashes = chunk.Value.ReadHashes();
            for (var i = 0; i < hashes.Keys.Length; i++)
                keys[hashes.Keys[i]] = hashes.Contents[i];
        }

        return keys;
    }

    internal SourceRuns Runs(ProjectSource source, CancellationToken cancellationToken)
    {
        if (source.Campaign is not { } campaign)
            return SourceRuns.OnDisk(SourceFolder(source.Id), Manifest(source));
        var read = library.Campaigns?.Invoke(campaign, cancellationToken)
            ?? throw new RunLibraryException($"The campaign '{source.Name}' ({campaign}) cannot be found. Remove that source from the project, or open the project where the campaign's log is.");
        return SourceRuns.OfCampaign(source, read, cancellationToken);
    }

    internal static ProjectSource Known(ProjectState state, string source) =>
        state.Source(source) ?? throw new RefusedException($"The project '{state.Name}' has no source '{source}'. It has: {(state.Sources.Count == 0 ? "none" : string.Join(", ", state.Sources.Select(s => s.Id)))}.");

    private SourceManifest Manifest(ProjectSource source) => source.Campaign is not null
        ? Runs(source, CancellationToken.None).Manifest
        : manifests.GetOrAdd(source.ManifestSha256 ?? source.Id, sha256 => SourceRuns.ReadManifest(SourceFolder(source.Id), sha256));

    private int Store(HarmonizationRules rules, string comment, Actor by)
    {
        Decide(by, now => ProjectRules.Write(Folder, now, rules, comment.Trim()));
        return State.RulesVersion;
    }

    private string ExclusionPath(string id) => Path.Combine(Folder, "exclusions", id + ".json");

    private TableInputs Inputs(HarmonizationRules rules, int version, CancellationToken cancellationToken) => Inputs(State, rules, version, cancellationToken);

    private TableInputs Inputs(ProjectState now, HarmonizationRules rules, int version, CancellationToken cancellationToken)
    {
        var sources = now.Current.OrderBy(s => s.Id, StringComparer.Ordinal).Select(s => new TableSource(s, Ancestors(now, s), Runs(s, cancellationToken))).ToList();
        return new TableInputs(sources, rules, version, new ExcludedKeys(now.Exclusions.Where(x => x.Holds).Select(x => ExclusionFile.Read(ExclusionPath(x.Id), x.Sha256))));
    }

    /// <summary>The source and all versions before it: a rule for one of them is a rule for it.</summary>
    private static HashSet<string> Ancestors(ProjectState state, ProjectSource source)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var s = source; s is not null && ids.Add(s.Id); s = s.Replaces is { } before ? state.Source(before) : null)
            ids.Add(s.Lineage);
        return ids;
    }

    /// <summary>The only way in which anything changes: by somebody who may, under the project's lock, on the newest state, appended and handed to the disk.</summary>
    /// <param name="decide">What happens in this state; null for nothing; throws where it is refused.</param>
    private void Decide(Actor by, Func<ProjectState, ProjectEvent?> decide, bool isNew = false)
    {
        by.Demand(Deed.WorkWithData);
        using var held = HeldFile.Hold(Path.Combine(Folder, "project.lock"), Patience, Time, $"Another process writes to the project in {Folder}. Try again in a moment.", CancellationToken.None);
        lock (gate)
        {
            var now = isNew ? ProjectFold.Of([], "") : State;
            if (decide(now) is { } happened)
                journal.Append(Time.GetUtcNow(), by.Name, happened);
            state = null;
        }
    }

    private static string Reason(string reason, string what) => string.IsNullOrWhiteSpace(reason) ? throw new RefusedException($"Say why: to {what} needs a reason that others can read later.") : reason.Trim();

    private static void DeleteFolder(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunLibraryException($"{folder} cannot be deleted: {e.Message.TrimEnd('.')}. Nothing counts of it; delete it by hand.", e);
        }
    }
}
