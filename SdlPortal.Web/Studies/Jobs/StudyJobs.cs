using System.Collections.Concurrent;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.People;
using SdlPortal.Domain.Simulation.Studies;
using SdlPortal.Web.Live;

namespace SdlPortal.Web.Studies.Jobs;

/// <summary>
/// The studies of this portal. Each lives in a folder of its own, with a journal that is the truth about its results; one is at work at a time and the others wait in the order
/// in which they were asked for. What was at work when a portal ended is interrupted afterwards and goes on when a person says so: the lab's campaigns, which do go on by
/// themselves, have the machine first, and a study that brought the portal down does not do so again by itself. Safe for any thread.
/// </summary>
public sealed partial class StudyJobs(string folder, StudyFeed feed, TimeProvider time, ILogger<StudyJobs> logger) : IAsyncDisposable
{
    /// <summary>Worker threads of the study at work: one core stays with the lab and the pages.</summary>
    public static int Threads { get; } = Math.Max(1, Environment.ProcessorCount - 1);

    /// <summary>Journals of so many finished studies are read before anybody asks.</summary>
    private const int FinishedReadAhead = 10;

    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<Guid, StudyJob> jobs = [];
    private readonly List<StudyJob> queue = [];
    private StudyJob? current;
    private Thread? reader;
    private volatile bool ending;

    /// <summary>Where the studies are.</summary>
    public string Folder => folder;

    /// <summary>All studies, the latest first.</summary>
    public IReadOnlyList<StudyState> All
    {
        get
        {
            lock (gate)
                return [.. jobs.Values.OrderByDescending(j => j.Record.StartedAt).Select(StateOf)];
        }
    }

    /// <summary>Null where there is no such study.</summary>
    public StudyState? Find(Guid id)
    {
        lock (gate)
            return jobs.TryGetValue(id, out var job) ? StateOf(job) : null;
    }

    /// <summary>What the study has come to so far; read from its journal where it is not in memory, so not to be asked on a page's own thread. Null where nothing can be read.</summary>
    public StudyOutcome? Look(Guid id) => jobs.TryGetValue(id, out var job) ? job.Look() : null;

    /// <summary>The study's folder; null where there is none.</summary>
    internal StudyFolder? FolderOf(Guid id) => jobs.TryGetValue(id, out var job) ? job.Folder : null;

    /// <summary>Finds the studies of earlier portals. Their journals are read afterwards, on a thread of its own.</summary>
    public void Recover()
    {
        var found = new List<StudyJob>();
        try
        {
            found.AddRange(StudyFolder.In(folder).Select(StudyJob.Found));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogUnreadable(e, folder);
        }

        foreach (var job in found)
            jobs.TryAdd(job.Id, job);
        // The unfinished first: of them nobody knows yet how far they are. Of the finished ones the latest, so that their pages open at once.
        var latest = found.OrderByDescending(j => j.Record.StartedAt).ToLookup(j => j.Record.AtRest == StudyCondition.Finished);
        List<StudyJob> unread = [.. latest[false], .. latest[true].Take(FinishedReadAhead)];
        reader = new Thread(() =>
        {
            LowPriority.Enter();
            foreach (var job in unread)
            {
                if (ending)
                    return;
                job.Look();
                feed.Publish(job.Id);
            }
        })
        { IsBackground = true, Name = "Study journals" };
        reader.Start();
    }

    /// <summary>Makes a study and puts it into the queue.</summary>
    /// <exception cref="RefusedException">The name is missing, or the folder cannot be written.</exception>
    public Guid Start(string name, StudyPlan plan, Actor actor)
    {
        actor.Demand(Deed.RunStudies);
        var place = new StudyFolder(folder, Guid.CreateVersion7(time.GetUtcNow()));
        StudyJob job;
        try
        {
            job = StudyJob.Make(place, StudyRecord.Begun(Checked(name), actor.Name, time.GetUtcNow()), plan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException($"The study was not started. {place.Sentence(e)}");
        }

        jobs[job.Id] = job;
        Enqueue(job);
        return job.Id;
    }

    /// <exception cref="RefusedException">It runs, it is finished, or its folder cannot be written.</exception>
    public void Resume(Guid id, Actor actor)
    {
        actor.Demand(Deed.RunStudies);
        var job = Job(id);
        lock (gate)
        {
            if (StateOf(job).WhyNotResume is { } why)
                throw new RefusedException($"The study cannot be resumed. {why}");
            Note(job, new StudyDeed(StudyDeedKind.Resumed, time.GetUtcNow(), actor.Name));
        }

        Enqueue(job);
    }

    /// <summary>Stops it soon; finished repetitions are kept.</summary>
    /// <exception cref="RefusedException">It does not run, or its folder cannot be written.</exception>
    public void Cancel(Guid id, Actor actor)
    {
        actor.Demand(Deed.RunStudies);
        var job = Job(id);
        lock (gate)
        {
            if (StateOf(job).WhyNotCancel is { } why)
                throw new RefusedException($"The study cannot be canceled. {why}");
            // First of all it stops, also where a full disk keeps the record from being written.
            if (!queue.Remove(job))
                job.Stop();
            Note(job, new StudyDeed(StudyDeedKind.Canceled, time.GetUtcNow(), actor.Name));
        }

        PublishQueue(job);
    }

    /// <summary>Removes the study and all of its files.</summary>
    /// <exception cref="RefusedException">It runs or waits, or its folder cannot be removed.</exception>
    public void Delete(Guid id, Actor actor)
    {
        actor.Demand(Deed.RunStudies);
        var job = Job(id);
        lock (gate)
        {
            if (StateOf(job).WhyNotDelete is { } why)
                throw new RefusedException(why);
            try
            {
                job.Folder.Delete();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new RefusedException($"The study was not deleted. {e.Message}");
            }

            jobs.TryRemove(id, out _);
        }

        feed.Publish(id);
    }

    /// <exception cref="RefusedException">The name is missing or too long, or the folder cannot be written.</exception>
    public void Rename(Guid id, string name, Actor actor)
    {
        actor.Demand(Deed.RunStudies);
        var job = Job(id);
        name = Checked(name);
        lock (gate)
        {
            if (job.Record.Name != name)
                Save(job, job.Record.Named(name, actor.Name, time.GetUtcNow()));
        }

        feed.Publish(id);
    }

    /// <summary>Stops the study at work without a word in its record: the next portal finds it interrupted.</summary>
    public async ValueTask DisposeAsync()
    {
        StudyJob? working;
        lock (gate)
        {
            ending = true;
            queue.Clear();
            working = current;
            working?.Stop(ending: true);
        }

        if (working is not null)
            await working.Ended;
        reader?.Join();
    }

    private void Enqueue(StudyJob job)
    {
        lock (gate)
        {
            if (ending)
                throw new RefusedException("The portal is stopping.");
            queue.Add(job);
            Advance();
        }

        PublishQueue(job);
    }

    /// <summary>Begins the next study when none is at work. Called under the gate.</summary>
    private void Advance()
    {
        if (current is not null || queue.Count == 0 || ending)
            return;
        current = queue[0];
        queue.RemoveAt(0);
        current.Begin(Threads, time, feed.Publish, Ended);
    }

    /// <summary>Called by the thread of the study at work when it is through.</summary>
    private void Ended(StudyJob job, StudyDeed? deed)
    {
        lock (gate)
        {
            current = null;
            try
            {
                if (deed is not null && !ending)
                    Save(job, job.Record.With(deed));
            }
            catch (RefusedException e)
            {
                // The journal has the results; the study shows as interrupted, and why is on its page.
                job.Trouble = e.Message;
                LogFailed(job.Id, e.Message);
            }

            if (deed is { What: StudyDeedKind.Failed })
                LogFailed(job.Id, deed.Note ?? "");
            Advance();
        }

        PublishQueue(job);
    }

    private StudyJob Job(Guid id) => jobs.TryGetValue(id, out var job) ? job : throw new RefusedException("There is no such study any more; somebody has deleted it.");

    private static string Checked(string name) => name.Trim() is { Length: > 0 and <= Design.StudyForm.LongestName } good ? good : throw new RefusedException($"A study's name has 1 to {Design.StudyForm.LongestName} characters.");

    private StudyState StateOf(StudyJob job) => job.State(job == current, queue.IndexOf(job) is >= 0 and var before ? before + (current is null ? 0 : 1) : -1);

    private void Note(StudyJob job, StudyDeed deed) => Save(job, job.Record.With(deed));

    private static void Save(StudyJob job, StudyRecord record)
    {
        try
        {
            job.Folder.WriteRecord(record);
            job.Record = record;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(job.Folder.Sentence(e));
        }
    }

    /// <summary>A change of one study moves those that wait.</summary>
    private void PublishQueue(StudyJob changed)
    {
        Guid[] moved;
        lock (gate)
            moved = [changed.Id, .. queue.Where(j => j != changed).Select(j => j.Id)];
        foreach (var id in moved)
            feed.Publish(id);
        if (current is { } next && next != changed)
            feed.Publish(next.Id);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Study {Study} failed. {Why}")]
    private partial void LogFailed(Guid study, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "The studies in {Folder} cannot be listed")]
    private partial void LogUnreadable(Exception failure, string folder);
}
