using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Web.Live;

namespace SdlPortal.Web.Jobs;

/// <summary>One piece of work of the queue, until it is forgotten. Begun and stopped by <see cref="JobQueue"/> alone, under its lock; the rest is safe for any thread.</summary>
internal sealed class Job(JobWork work, Guid id, DateTimeOffset askedAt)
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stop = new();
    private double? fraction;
    private string words = "";
    private JobCondition? ended;
    private DateTimeOffset? endedAt;

    public Guid Id => id;

    public JobWork Work => work;

    /// <summary>Completes when the work is at rest.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <param name="ahead">−1 where it does not wait.</param>
    public JobState State(int ahead)
    {
        lock (gate)
        {
            var condition = ended ?? (ahead >= 0 ? JobCondition.Waiting : stop.IsCancellationRequested ? JobCondition.Stopping : JobCondition.Running);
            return new JobState(id, work.Subject, work.Key, work.Title, work.By.Name, askedAt, condition, fraction, words, Math.Max(0, ahead), endedAt);
        }
    }

    /// <summary>Puts it to work on a thread of its own.</summary>
    /// <param name="moved">Called from any thread when there is something new to show, not more often than every tenth of a second.</param>
    /// <param name="atRest">Called from the job's thread at the end.</param>
    public void Begin(TimeProvider time, Action moved, Action<Job> atRest)
    {
        var completion = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Ended = completion.Task;
        var thread = new Thread(() =>
        {
            LowPriority.Enter();
            var (condition, sentence) = Do(new JobReport(Teller(time, moved)));
            End(condition, sentence, time.GetUtcNow());
            atRest(this);
            completion.SetResult();
        })
        { IsBackground = true, Name = "Background work" };
        thread.Start();
    }

    public void Stop() => stop.Cancel();

    /// <summary>Puts work that has not begun, or that is over, to rest.</summary>
    public void End(JobCondition condition, string sentence, DateTimeOffset at)
    {
        lock (gate)
            (ended, words, endedAt) = (condition, sentence, at);
    }

    private (JobCondition Condition, string Sentence) Do(JobReport report)
    {
        try
        {
            return (JobCondition.Finished, work.Do(report, stop.Token));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return (JobCondition.Canceled, work.WhenCanceled);
        }
        catch (Exception e) when (e is RefusedException or RunSourceException)
        {
            return (JobCondition.Failed, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (JobCondition.Failed, $"{e.Message.TrimEnd('.')}. See that the disk has room and that the portal may read and write there, then try again.");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // On a thread of its own an unforeseen failure would end the portal, and the lab with it.
            return (JobCondition.Failed, $"A fault in the portal stopped it: {e.GetType().Name}, {e.Message} What was stored before is unchanged; try again, and report this if it happens again.");
        }
    }

    private Action<double?, string?> Teller(TimeProvider time, Action moved)
    {
        long last = 0;
        return (done, said) =>
        {
            lock (gate)
            {
                fraction = done ?? fraction;
                words = said ?? words;
                var now = time.GetTimestamp();
                if (last != 0 && time.GetElapsedTime(last, now) < TimeSpan.FromMilliseconds(100))
                    return;
                last = now;
            }

            moved();
        };
    }
}
