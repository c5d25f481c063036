using System.Collections.Concurrent;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.People;
using SdlPortal.Web.Jobs;
using SdlPortal.Web.MetaAnalysis.Analyses;
using SdlPortal.Web.MetaAnalysis.Surveys;

namespace SdlPortal.Web.MetaAnalysis.Projects;

/// <summary>
/// The projects of prior runs as pages use them: every decision is told to all pages and looked over afterwards in the background; the runs of the project that was used last stay in memory. Whatever it does may read or write
/// files, so it is not to be called on a page's own thread. Safe for any thread.
/// </summary>
public sealed class PriorRuns(RunLibrary library, ProjectFeed feed, Surveyor surveyor, StoredAnalyses stored)
{
    private readonly ConcurrentDictionary<string, RunProject> open = new(StringComparer.Ordinal);
    private readonly Lock loading = new();
    private LoadedProject? loaded;

    public RunLibrary Library => library;

    /// <summary>All projects with the figures of their latest survey and the time of their latest analysis, in the order of their names.</summary>
    public IReadOnlyList<(ProjectHead Project, SurveyHead? Survey, DateTimeOffset? Analyzed)> All() =>
        [.. library.Projects().Select(p => (p, PortalFiles.ReadHead(Path.Combine(library.Folder, p.Id)), stored.All(Path.Combine(library.Folder, p.Id)).FirstOrDefault()?.At))];

    /// <summary>Null where there is none of this id.</summary>
    /// <exception cref="RunLibraryException">Its journal is damaged.</exception>
    public RunProject? Find(string id)
    {
        if (open.TryGetValue(id, out var known) && Directory.Exists(known.Folder))
            return known;
        open.TryRemove(id, out _);
        return library.Find(id) is { } found ? open.GetOrAdd(found.Id, found) : null;
    }

    /// <exception cref="Domain.Campaigns.RefusedException">The name is blank or taken.</exception>
    public RunProject Create(string name, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        var project = library.Create(name, by);
        feed.Publish(project.Id);
        return project;
    }

    public void Rename(RunProject project, string name, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        library.Rename(project, name, by);
        feed.Publish(project.Id);
    }

    public void Delete(RunProject project, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        library.Delete(project, "Deleted on the project's page.", by);
        open.TryRemove(project.Id, out _);
        feed.Publish(project.Id);
    }

    /// <summary>Does what changes the runs that count, tells all pages, and has the project looked over again.</summary>
    public T Change<T>(RunProject project, Actor by, Func<T> change)
    {
        by.Demand(Deed.WorkWithData);
        var result = change();
        Changed(project, by);
        return result;
    }

    /// <summary>Says that the runs that count have changed.</summary>
    public void Changed(RunProject project, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        feed.Publish(project.Id);
        surveyor.Ask(this, project, by);
    }

    /// <inheritdoc cref="Change{T}(RunProject, string, Func{T})" />
    public void Change(RunProject project, Actor by, Action change) => Change(project, by, () =>
    {
        change();
        return true;
    });

    public AnalysisChoice Choice(RunProject project) => PortalFiles.ReadChoice(project);

    /// <summary>What is looked at, for everybody.</summary>
    public void Choose(RunProject project, AnalysisChoice choice, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        if (choice == Choice(project))
            return;
        Change(project, by, () => PortalFiles.Write(project, choice));
    }

    /// <summary>The runs as the project is now; from memory where they are there.</summary>
    /// <exception cref="RunLibraryException">A file is damaged.</exception>
    public LoadedProject Load(RunProject project, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        lock (loading)
        {
            var hash = project.State.Hash;
            // A campaign goes on without a word in the project's journal.
            var isStill = project.State.Current.All(s => s.Campaign is null);
            if (loaded is { } known && known.Project == project.Id && known.StateHash == hash && isStill)
                return known;
            // The table that is let go makes room for the next.
            loaded = null;
            return loaded = new LoadedProject(project.Id, hash, project.Load(progress, cancellationToken));
        }
    }
}
