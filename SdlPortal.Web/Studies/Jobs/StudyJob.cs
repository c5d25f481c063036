using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Simulation.Studies;
using SdlPortal.Web.Live;

namespace SdlPortal.Web.Studies.Jobs;

/// <summary>
/// One study of this portal, at work or at rest: its record, its plan and what it has come to. Record and work are changed by <see cref="StudyJobs"/> alone, under its lock; the
/// rest is safe for any thread.
/// </summary>
internal sealed class StudyJob
{
    private readonly Lock gate = new();
    private readonly Lock looking = new();
    private CancellationTokenSource? stop;
    private StudyResults? results;
    private StudyProgress? progress;
    private StudyOutcome? outcome;
    private volatile bool isEnding;

    private StudyJob(StudyFolder folder, StudyRecord record, StudyPlan? plan, string? trouble) => (Folder, Record, Plan, Trouble) = (folder, record, plan, trouble);

    public Guid Id => Folder.Id;

    public StudyFolder Folder { get; }

    public StudyRecord Record { get; set; }

    /// <summary>Null where its file cannot be read.</summary>
    public StudyPlan? Plan { get; }

    /// <summary>What is wrong beside what the record says: a file that cannot be read, a record that could not be written.</summary>
    public string? Trouble { get; set; }

    /// <summary>Completes when the study is at rest.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <exception cref="IOException">Its folder cannot be written.</exception>
    public static StudyJob Make(StudyFolder folder, StudyRecord record, StudyPlan plan)
    {
        folder.Create(record, plan);
        return new StudyJob(folder, record, plan, null) { outcome = StudyOutcome.Nothing(plan) };
    }

    /// <summary>A study of an earlier portal.</summary>
    /// <exception cref="IOException">Its folder cannot be read.</exception>
    public static StudyJob Found(StudyFolder folder)
    {
        var (record, recordTrouble) = folder.ReadRecord();
        var (plan, planTrouble) = folder.ReadPlan();
        return new StudyJob(folder, record, plan, recordTrouble ?? planTrouble);
    }

    public StudyState State(bool isWorking, int ahead)
    {
        lock (gate)
        {
            var condition = isWorking ? (stop?.IsCancellationRequested == true ? StudyCondition.Stopping : StudyCondition.Running) : ahead >= 0 ? StudyCondition.Waiting : Record.AtRest;
            // A finished study is through, even while nobody has read its journal again.
            var cells = progress?.Cells ?? outcome?.Cells ?? (condition == StudyCondition.Finished ? Plan?.Cells.Select(c => new CellProgress(c, Plan.Repetitions, 0, 0)).ToList() : null);
            return new StudyState(Id, Record, condition, Plan, cells, Math.Max(0, ahead), condition == StudyCondition.Running ? progress?.Left : null,
                Trouble ?? (condition == StudyCondition.Failed ? Record.Last.Note : null), outcome?.Headline ?? Record.Headline);
        }
    }

    /// <summary>What the study has come to so far. Reads the journal where nothing of it is in memory. Computed once, however many ask; nobody who asks for the state waits for it.</summary>
    public StudyOutcome? Look()
    {
        lock (looking)
        {
            StudyResults? working;
            StudyOutcome? known;
            lock (gate)
                (working, known) = (results, outcome);
            if (working is null ? known is not null || Plan is null : known?.IsStillTrueOf(working) == true)
                return known;
            var next = working is not null ? StudyOutcome.Of(working) : Read(Plan!);
            lock (gate)
                return outcome = next;
        }
    }

    /// <returns>Null where the journal cannot be read; the trouble says why.</returns>
    private StudyOutcome? Read(StudyPlan plan)
    {
        // Where there is no journal, nobody has begun.
        if (!File.Exists(Folder.Journal))
            return StudyOutcome.Nothing(plan);
        try
        {
            return StudyOutcome.Of(StudyJournal.Read(Folder.Path));
        }
        catch (StudyFolderException e)
        {
            Trouble = e.Message;
            return null;
        }
    }

    /// <summary>Puts it to work on a thread of its own.</summary>
    /// <param name="publish">Called after every repetition, from any thread.</param>
    /// <param name="ended">Called from the job's thread when it is at rest, with what is to be noted; null where that is noted already, or nothing is.</param>
    public void Begin(int threads, TimeProvider time, Action<Guid> publish, Action<StudyJob, StudyDeed?> ended)
    {
        var cancellation = stop = new CancellationTokenSource();
        var completion = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Ended = completion.Task;
        Trouble = null;
        var thread = new Thread(() =>
        {
            var deed = Work(threads, time, publish, cancellation.Token);
            lock (gate)
                (results, progress) = (null, null);
            ended(this, deed);
            completion.SetResult();
        })
        { IsBackground = true, Name = "Study" };
        thread.Start();
    }

    /// <param name="ending">The whole portal stops.</param>
    public void Stop(bool ending = false)
    {
        isEnding = ending;
        stop?.Cancel();
    }

    private StudyDeed? Work(int threads, TimeProvider time, Action<Guid> publish, CancellationToken cancellationToken)
    {
        StudyDeed Failed(string why) => new(StudyDeedKind.Failed, time.GetUtcNow(), null, why);
        try
        {
            LowPriority.Enter();
            using var run = StudyRun.Resume(Folder.Path, Plan, time, cancellationToken);
            Show(run.Progress, run.Results, publish);
            var isStopped = false;
            try
            {
                run.RunAsync(threads, now => Show(now, run.Results, publish), cancellationToken).GetAwaiter().GetResult();
            }
            catch (OperationCanceledException)
            {
                isStopped = true;
            }
            finally
            {
                Look();
            }

            // Also of a canceled study: its tables hold what is finished. A portal that ends has no time for them.
            if (isStopped && isEnding)
                return null;
            run.WriteTables();
            return isStopped ? null : new StudyDeed(StudyDeedKind.Finished, time.GetUtcNow(), null, outcome?.Headline);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (StudyFolderException e)
        {
            return Failed(e.Message);
        }
        catch (DefinitionException e)
        {
            return Failed(string.Join(' ', e.Problems.Select(p => $"{p.Message} {p.Remedy}")));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // On a thread of its own an unforeseen failure would end the portal, and the lab with it.
            return Failed($"A fault in the portal stopped the study: {e.GetType().Name}, {e.Message} Finished repetitions are kept; resume it, and report this if it happens again.");
        }
    }

    private void Show(StudyProgress now, StudyResults of, Action<Guid> publish)
    {
        lock (gate)
        {
            // Several threads report; the latest word counts.
            if (progress is null || now.Finished + now.Failed >= progress.Finished + progress.Failed)
                (progress, results) = (now, of);
        }

        publish(Id);
    }
}
