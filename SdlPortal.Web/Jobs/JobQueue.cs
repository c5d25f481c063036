using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.People;
using SdlPortal.Web.Live;

namespace SdlPortal.Web.Jobs;

/// <summary>
/// Background work about data: imports, checks, analyses. One piece is at work at a time, on a thread that gives way to the lab and the pages, and the others wait in the order in which they were
/// asked for. Results are stored by the work itself; here is only how far it is. A portal that ends cancels all of it. Safe for any thread.
/// </summary>
public partial class JobQueue(ChangeFeed<string> feed, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    /// <summary>So many pieces at rest are remembered, of all subjects together.</summary>
    private const int Remembered = 50;

    private readonly Lock gate = new();
    private readonly List<Job> queue = [];
    private readonly List<Job> atRest = [];
    private Job? current;
    private bool ending;

    /// <summary>The work on a subject: what runs, what waits in its order, then what is over, the latest first.</summary>
    public IReadOnlyList<JobState> Of(string subject)
    {
        lock (gate)
            return [.. Every().Where(j => j.Work.Subject == subject).Select(StateOf)];
    }

    /// <summary>The latest work with this key, at work or at rest; null where there is none or it is forgotten.</summary>
    public JobState? Find(string subject, string key)
    {
        lock (gate)
            return Every().FirstOrDefault(j => j.Work.Subject == subject && j.Work.Key == key) is { } job ? StateOf(job) : null;
    }

    /// <summary>Puts work into the queue; where the same is there already, that is the answer.</summary>
    /// <exception cref="RefusedException">The portal is stopping.</exception>
    public JobState Ask(JobWork work)
    {
        work.By.Demand(Deed.WorkWithData);
        JobState state;
        lock (gate)
        {
            if (ending)
                throw new RefusedException("The portal is stopping.");
            var job = Active().FirstOrDefault(j => j.Work.Subject == work.Subject && j.Work.Key == work.Key && StateOf(j).Condition != JobCondition.Stopping);
            if (job is null)
            {
                atRest.RemoveAll(j => j.Work.Subject == work.Subject && j.Work.Key == work.Key);
                job = new Job(work, Guid.CreateVersion7(time.GetUtcNow()), time.GetUtcNow());
                queue.Add(job);
                Advance();
            }

            state = StateOf(job);
        }

        feed.Publish(work.Subject);
        return state;
    }

    /// <exception cref="RefusedException">It is over already.</exception>
    public void Cancel(Guid id, Actor actor)
    {
        actor.Demand(Deed.WorkWithData);
        Job? job;
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
        actor.Demand(Deed.WorkWithData);
        string? subject;
        lock (gate)
        {
            subject = atRest.Find(j => j.Id == id)?.Work.Subject;
            atRest.RemoveAll(j => j.Id == id);
        }

        if (subject is not null)
            feed.Publish(subject);
    }

    /// <summary>Cancels everything and waits until the work has let go.</summary>
    public async ValueTask DisposeAsync()
    {
        Job? working;
        lock (gate)
        {
            ending = true;
            queue.Clear();
            working = current;
            working?.Stop();
        }

        if (working is not null)
            await working.Ended;
        GC.SuppressFinalize(this);
    }

    /// <summary>Begins the next piece when none is at work. Called under the gate.</summary>
    private void Advance()
    {
        if (current is not null || queue.Count == 0 || ending)
            return;
        var job = current = queue[0];
        queue.RemoveAt(0);
        job.Begin(time, () => feed.Publish(job.Work.Subject), Ended);
    }

    private void Ended(Job job)
    {
        lock (gate)
        {
            current = null;
            var state = StateOf(job);
            if (state.Condition == JobCondition.Failed)
                LogFailed(job.Work.Title, job.Work.Subject, state.Words);
            Rest(job, state.Condition, state.Words);
            Advance();
        }

        PublishMoved(job);
    }

    private void Rest(Job job, JobCondition condition, string sentence)
    {
        job.End(condition, sentence, time.GetUtcNow());
        atRest.Insert(0, job);
        if (atRest.Count > Remembered)
            atRest.RemoveRange(Remembered, atRest.Count - Remembered);
    }

    private IEnumerable<Job> Active() => current is null ? queue : queue.Prepend(current);

    private IEnumerable<Job> Every() => Active().Concat(atRest);

    private JobState StateOf(Job job) => job.State(queue.IndexOf(job) is >= 0 and var before ? before + (current is null ? 0 : 1) : -1);

    /// <summary>A change of one piece moves those that wait.</summary>
    private void PublishMoved(Job changed)
    {
        HashSet<string> subjects;
        lock (gate)
            subjects = [changed.Work.Subject, .. Active().Select(j => j.Work.Subject)];
        foreach (var subject in subjects)
            feed.Publish(subject);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Title} of {Subject} failed. {Why}")]
    private partial void LogFailed(string title, string subject, string why);
}
