using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.People;
using SdlPortal.Web.Jobs;
using SdlPortal.Web.Live;
using SdlPortal.Web.MetaAnalysis.Analyses;
using SdlPortal.Web.MetaAnalysis.Projects;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Reviews;

/// <summary>
/// Marks recommendations whose runs were since excluded, replaced or harmonized otherwise, and holds official ones against tasks that have joined their project. What it notes follows from the projects' journals and the stored analyses alone, and
/// the rules refuse to note it twice. For one hosted instance.
/// </summary>
public sealed class EvidenceWatch(ReviewDesk desk, PriorRuns runs, StoredAnalyses stored, MetaJobs jobs, ProjectFeed projects, RecommendationFeed feed, TimeProvider time, ILogger<EvidenceWatch> logger) : Watch(logger)
{
    private const int MostChanges = 3;

    /// <summary>Which analyses were held against which recommendation by this program.</summary>
    private readonly HashSet<(Guid Recommendation, string Analysis)> heldAgainst = [];

    /// <param name="project">Null looks at all.</param>
    /// <exception cref="InvalidDataException">A log is damaged.</exception>
    /// <exception cref="RunLibraryException">A project is damaged.</exception>
    public Task LookAsync(string? project = null, CancellationToken cancellationToken = default) => InTurnAsync(async () =>
    {
        var waiting = (await desk.ListAsync(cancellationToken)).Where(r => r.Status is not (RecommendationStatus.Rejected or RecommendationStatus.Superseded) && (project is null || r.ProjectId == project));
        foreach (var group in waiting.GroupBy(r => r.ProjectId, StringComparer.Ordinal))
            await LookAsync(group.Key, [.. group], cancellationToken);
    }, cancellationToken);

    protected override string Looks => "The evidence of recommendations";

    protected override async Task FollowAsync(CancellationToken stoppingToken)
    {
        var (changed, endProjects) = projects.Watch();
        var (decided, endDecisions) = feed.Watch();
        try
        {
            await GuardedAsync(() => LookAsync(null, stoppingToken));
            await Task.WhenAll(
                Batches.PumpAsync(changed, LookEvery, time, async batch =>
                {
                    foreach (var project in batch.Distinct(StringComparer.Ordinal))
                        await GuardedAsync(() => LookAsync(project, stoppingToken));
                }, stoppingToken),
                Batches.PumpAsync(decided, LookEvery, time, _ => GuardedAsync(() => LookAsync(null, stoppingToken)), stoppingToken));
        }
        finally
        {
            endProjects();
            endDecisions();
        }
    }

    private async Task LookAsync(string id, IReadOnlyList<RecommendationSummary> waiting, CancellationToken cancellationToken)
    {
        var project = runs.Find(id);
        var history = project?.History() ?? [];
        foreach (var summary in waiting)
        {
            if (summary.EvidenceChanged is null)
                await desk.NoteAsync(summary.Id, r => project is null ? Deleted(r) : Changed(r, history), cancellationToken);
            if (project is not null && summary is { Status: RecommendationStatus.Official, Subject: RecommendationSubject.Region } && await desk.FindAsync(summary.Id, cancellationToken) is { } official)
                Ask(project, official);
        }
    }

    private static EvidenceChanged Deleted(Recommendation recommendation) =>
        new($"The project '{recommendation.Document.Evidence.Project}' was deleted.", recommendation.Document.ProjectSequence + 1);

    private static EvidenceChanged? Changed(Recommendation recommendation, IReadOnlyList<JournalEntry> history)
    {
        var changes = EvidenceChange.Since(history, recommendation.Document.ProjectSequence);
        if (changes.Count == 0)
            return null;
        var more = changes.Count - MostChanges;
        var sentences = changes.Take(MostChanges).Select(c => c.Sentence).Append(more > 0 ? $"{Counts.Of(more, "more change")} followed." : "");
        return new EvidenceChanged(string.Join(" ", sentences).TrimEnd(), changes[^1].Sequence);
    }

    /// <summary>Holds an official region against the tasks of a later analysis of the same question, in the background.</summary>
    private void Ask(RunProject project, Recommendation official)
    {
        var (basis, since) = (official.Document.Evidence.Basis, official.Decisions.Last(d => d.Kind == DecisionKind.MadeOfficial).At);
        var later = stored.All(project.Folder)
            .Where(a => a.At > since && a.Request.Selection == basis.Selection && a.Request.Target == official.Document.Evidence.Target && a.DataHash != basis.DataHash)
            .DistinctBy(a => a.DataHash).ToList();
        if (later.Count == 0 || !heldAgainst.Add((official.Id, later[0].Key)))
            return;
        var (analysis, look) = (later[0], later.Count);
        try
        {
            jobs.Ask(new JobWork(project.Id, $"recommendation {official.Id} against {analysis.Key}", $"New tasks and '{official.Title}'", Actor.Portal, (report, stop) => Hold(project, official, analysis, look, report, stop)));
        }
        catch (RefusedException)
        {
            // The portal is stopping; the next one asks again.
            heldAgainst.Remove((official.Id, analysis.Key));
        }
    }

    private string Hold(RunProject project, Recommendation official, StoredAnalysis analysis, int look, IProgress<double> progress, CancellationToken cancellationToken)
    {
        var loaded = runs.Load(project, progress, cancellationToken).Runs;
        if (loaded.DataHash != analysis.DataHash)
            return "The runs have changed since that analysis; nothing was compared.";
        var selected = AnalysisTableBuilder.Build(loaded.Table, analysis.Request.Selection, loaded.Excluded);
        if (!selected.HasValue)
            return $"There is nothing to compare. {selected.WhyNot}";
        var newTasks = RegionGains.Of(official.Document.Evidence.Region.Boxes, selected.Value.Measured, t => FollowUp.IsNew(official.Document, t));
        if (newTasks.Count == 0)
            return "No task with runs inside and outside of the region has joined since.";
        // A piece of background work has a thread of its own.
        var alarmed = desk.NoteAsync(official.Id, r => FollowUp.Alarm(r, newTasks, look), cancellationToken).GetAwaiter().GetResult();
        return $"{Counts.Of(newTasks.Count, "new task")} {(alarmed is null ? "does not contradict it" : "contradicts it")}.";
    }
}
