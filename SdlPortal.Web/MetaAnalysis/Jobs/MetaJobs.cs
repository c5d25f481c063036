using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.People;

namespace SdlPortal.Web.MetaAnalysis.Jobs;

/// <summary>
/// The background work of all projects of prior runs: imports, checks, analyses. One piece is at work at a time, on a thread that gives way to the lab and the pages, and the others wait in the order in which they were
/// asked for. Results are stored by the work itself; here is only how far it is. A portal that ends cancels all of it. Safe for any thread.
/// </summary>
public sealed partial class MetaJobs(ProjectFeed feed, TimeProvider time, ILogger<MetaJobs> logger) : IAsyncDisposable
{
    /// <summary>So many pieces at rest are remembered, of all projects together.</summary>
    private const int Remembered = 50;

    private readonly Lock gate = new();
    private readonly List<MetaJob> queue = [];
    private readonly List<MetaJob> atRest = [];
    private MetaJob? current;
    private bool ending;

    /// <summary>The work of a project: what runs, what waits in its order, then what is over, the latest first.</summary>
    public IReadOnlyList<JobState> Of(string project)
    {
        lock (gate)
            return [.. Every().Where(j => j.Work.Project == project).Select(StateOf)];
    }

    /// <summary>The latest work with this key, at work or at rest; null where there is none or it is forgotten.</summary>
    public JobState? Find(string project, string key)
    {
        lock (gate)
            return Every().FirstOrDefault(j => j.Work.Project == project && j.Work.Key == key) is { } job ? StateOf(job) : null;
    }

    /// <summary>Puts work into the queue; where the same is there already, that is the answer.</summary>
    /// <exception cref="RefusedException">The portal is stopping.</exception>
    public JobState Ask(MetaWork work)
    {
        work.By.Demand(Deed.WorkOnPriorRuns);
        JobState state;
        lock (gate)
        {
            if (ending)
                throw new RefusedException("The portal is stopping.");
            var job = Active().FirstOrDefault(j => j.Work.Project == work.Project && j.Work.Key == work.Key && StateOf(j).Condition != JobCondition.Stopping);
            if (job is null)
            {
                atRest.RemoveAll(j => j.Work.Project == work.Project && j.Work.Key == work.Key);
                job = new MetaJob(work, Guid.CreateVersion7(time.GetUtcNow()), time.GetUtcNow());
                queue.Add(job);
                Advance();
            }

            state = StateOf(job);
        }

        feed.Publish(work.Project);
        return state;
    }

    /// <exception cref="RefusedException">It is over already.</exception>
    public void Cancel(Guid id, Actor actor)
    {
        actor.Demand(Deed.WorkOnPriorRuns);
        MetaJob? job;
        lock (gate)
        {
            job = Active().FirstOrDefault(j => j.Id == id) ?? throw new RefusedException("The work is over already.");
            if (queue.Remove(job))
                Rest(job, JobCondition.Canceled, $"Canceled by {actor.Name} before it began.");
            else
                job.Stop();
        }

        PublishMoved(job);
    }

    /// <summary>Forgets work that is over; nothing that it stored changes.</summary>
    public void Dismiss(Guid id, Actor actor)
    {
        actor.Demand(Deed.WorkOnPriorRuns);
        string? project;
        lock (gate)
        {
            project = atRest.Find(j => j.Id == id)?.Work.Project;
            atRest.RemoveAll(j => j.Id == id);
        }

        if (project is not null)
            feed.Publish(project);
    }

    /// <summary>Cancels everything and waits until the work has let go.</summary>
    public async ValueTask DisposeAsync()
    {
        MetaJob? working;
        lock (gate)
        {
            ending = true;
            queue.Clear();
            working = current;
            working?.Stop();
        }

        if (working is not null)
            await working.Ended;
    }

    /// <summary>Begins the next piece when none is at work. Called under the gate.</summary>
    private void Advance()
    {
        if (current is not null || queue.Count == 0 || ending)
            return;
        var job = current = queue[0];
        queue.RemoveAt(0);
        job.Begin(time, () => feed.Publish(job.Work.Project), Ended);
    }

    private void Ended(MetaJob job)
    {
        lock (gate)
        {
            current = null;
            var state = StateOf(job);
            if (state.Condition == JobCondition.Failed)
                LogFailed(job.Work.Title, job.Work.Project, state.Words);
            Rest(job, state.Condition, state.Words);
            Advance();
        }

        PublishMoved(job);
    }

    private void Rest(MetaJob job, JobCondition condition, string sentence)
    {
        job.End(condition, sentence, time.GetUtcNow());
        atRest.Insert(0, job);
        if (atRest.Count > Remembered)
            atRest.RemoveRange(Remembered, atRest.Count - Remembered);
    }

    private IEnumerable<MetaJob> Active() => current is null ? queue : queue.Prepend(current);

    private IEnumerable<MetaJob> Every() => Active().Concat(atRest);

    private JobState StateOf(MetaJob job) => job.State(queue.IndexOf(job) is >= 0 and var before ? before + (current is null ? 0 : 1) : -1);

    /// <summary>A change of one piece moves those that wait.</summary>
    private void PublishMoved(MetaJob changed)
    {
        HashSet<string> projects;
        lock (gate)
            projects = [changed.Work.Project, .. Active().Select(j => j.Work.Project)];
        foreach (var project in projects)
            feed.Publish(project);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Title} of project {Project} failed. {Why}")]
    private partial void LogFailed(string title, string project, string why);
}
