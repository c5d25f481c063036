using Microsoft.Extensions.Logging.Abstractions;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Jobs;
using SdlPortal.Web.Live;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Tests.Jobs;

public sealed class JobQueueTests : IAsyncDisposable
{
    private readonly ProjectFeed feed = new();
    private readonly ManualResetEventSlim hold = new();
    private readonly MetaJobs jobs;

    public JobQueueTests() => jobs = new MetaJobs(feed, TimeProvider.System, NullLogger<MetaJobs>.Instance);

    public async ValueTask DisposeAsync()
    {
        await jobs.DisposeAsync();
        hold.Dispose();
    }

    [Fact]
    public async Task Work_says_how_far_it_is_and_at_the_end_what_it_came_to()
    {
        var asked = jobs.Ask(Work("import", (report, stop) =>
        {
            report.Report(0.5, "importing 120,000 runs, 3 refused");
            hold.Wait(stop);
            return "240,000 runs were added.";
        }));
        var running = await UntilAsync(asked, s => s.Fraction == 0.5);
        Assert.Equal((JobCondition.Running, "importing 120,000 runs, 3 refused", "Ada"), (running.Condition, running.Words, running.By));
        hold.Set();
        var finished = await UntilAsync(asked, s => !s.IsActive);
        Assert.Equal((JobCondition.Finished, "240,000 runs were added."), (finished.Condition, finished.Words));
        Assert.NotNull(finished.EndedAt);
    }

    [Fact]
    public async Task One_piece_is_at_work_and_the_others_wait_in_their_order_whatever_their_project()
    {
        var first = jobs.Ask(Work("first", Held));
        var second = jobs.Ask(Work("second", (_, _) => "done") with { Subject = "other" });
        var third = jobs.Ask(Work("third", (_, _) => "done"));
        Assert.Equal((JobCondition.Waiting, 1), (second.Condition, second.Ahead));
        Assert.Equal((JobCondition.Waiting, 2), (third.Condition, third.Ahead));
        Assert.Equal(["first", "third"], jobs.Of("plates").Select(j => j.Key));

        jobs.Cancel(first.Id, People.Ben);
        Assert.Equal(JobCondition.Finished, (await UntilAsync(third, s => !s.IsActive)).Condition);
        Assert.Equal(JobCondition.Finished, jobs.Find("other", "second")!.Condition);
        Assert.Equal(JobCondition.Canceled, jobs.Find("plates", "first")!.Condition);
    }

    [Fact]
    public async Task The_same_work_asked_for_twice_is_done_once()
    {
        var asked = jobs.Ask(Work("checks", Held));
        Assert.Equal(asked.Id, jobs.Ask(Work("checks", Held)).Id);
        hold.Set();
        await UntilAsync(asked, s => !s.IsActive);
        var again = jobs.Ask(Work("checks", Held));
        Assert.NotEqual(asked.Id, again.Id);
        Assert.Equal(again.Id, Assert.Single(jobs.Of("plates")).Id);
    }

    [Fact]
    public async Task Work_that_waits_is_canceled_without_having_begun_and_what_is_over_cannot_be()
    {
        jobs.Ask(Work("first", Held));
        var waiting = jobs.Ask(Work("second", (_, _) => throw new InvalidOperationException("It ran.")));
        jobs.Cancel(waiting.Id, People.Ben);
        var canceled = jobs.Find("plates", "second")!;
        Assert.Equal((JobCondition.Canceled, "Canceled by Ben before it began."), (canceled.Condition, canceled.Words));
        Assert.Throws<RefusedException>(() => jobs.Cancel(waiting.Id, People.Ben));
        jobs.Dismiss(waiting.Id, People.Ada);
        Assert.Null(jobs.Find("plates", "second"));
        hold.Set();
        await UntilAsync(jobs.Find("plates", "first")!, s => !s.IsActive);
    }

    [Fact]
    public async Task A_failure_is_told_with_its_reason_and_the_next_piece_begins()
    {
        var damaged = jobs.Ask(Work("damaged", (_, _) => throw new RunSourceException("runs.db is no Optuna storage.")));
        var full = jobs.Ask(Work("full", (_, _) => throw new IOException("No space left on device.")));
        var fault = jobs.Ask(Work("fault", (_, _) => throw new InvalidOperationException("Sequence contains no elements.")));
        Assert.Equal((JobCondition.Failed, "runs.db is no Optuna storage."), Outcome(await UntilAsync(damaged, s => !s.IsActive)));
        Assert.StartsWith("No space left on device. See that the disk has room", (await UntilAsync(full, s => !s.IsActive)).Words, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException, Sequence contains no elements.", (await UntilAsync(fault, s => !s.IsActive)).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_portal_that_ends_stops_the_work_and_takes_no_more()
    {
        var asked = jobs.Ask(Work("import", Held));
        jobs.Ask(Work("never", (_, _) => throw new InvalidOperationException("It ran.")));
        await jobs.DisposeAsync();
        Assert.Equal(JobCondition.Canceled, jobs.Find("plates", "import")!.Condition);
        Assert.Null(jobs.Find("plates", "never"));
        Assert.Throws<RefusedException>(() => jobs.Ask(Work("late", Held)));
        Assert.NotEqual(Guid.Empty, asked.Id);
    }

    [Fact]
    public async Task A_page_hears_of_every_change_however_often_work_reports()
    {
        var heard = 0;
        await using var watcher = new FeedWatcher<string>(feed, TimeProvider.System);
        watcher.Start(work => work(), batch =>
        {
            if (batch.Contains("plates"))
                Interlocked.Increment(ref heard);
            return Task.CompletedTask;
        });
        var asked = jobs.Ask(Work("import", (report, _) =>
        {
            for (var row = 0; row < 1_000_000; row++)
                report.Report(row / 1e6);
            return "done";
        }));
        await UntilAsync(asked, s => !s.IsActive);
        for (var tries = 0; Volatile.Read(ref heard) == 0 && tries < 500; tries++)
            await Task.Delay(10);
        Assert.InRange(Volatile.Read(ref heard), 1, 100);
    }

    private static JobWork Work(string key, Func<JobReport, CancellationToken, string> work) => new("plates", key, $"Work on {key}", People.Ada, work);

    private static (JobCondition, string) Outcome(JobState state) => (state.Condition, state.Words);

    private string Held(JobReport report, CancellationToken stop)
    {
        hold.Wait(stop);
        return "done";
    }

    private async Task<JobState> UntilAsync(JobState asked, Func<JobState, bool> isSo)
    {
        for (var tries = 0; tries < 3000; tries++)
        {
            if (jobs.Find(asked.Subject, asked.Key) is { } now && isSo(now))
                return now;
            await Task.Delay(10);
        }

        throw new TimeoutException($"{asked.Title} is {jobs.Find(asked.Subject, asked.Key)}.");
    }
}
