using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Simulation.Studies;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;
using SdlPortal.Web.Live;
using SdlPortal.Web.Studies;
using SdlPortal.Web.Studies.Jobs;

namespace SdlPortal.Tests.Studies.Jobs;

public sealed class StudyJobsTests : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StudyFeed feed = new();
    private StudyJobs jobs;

    public StudyJobsTests() => jobs = Open(folder.Path);

    public async ValueTask DisposeAsync()
    {
        await jobs.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_study_runs_to_its_end_says_what_it_came_to_and_leaves_its_files()
    {
        var id = jobs.Start(" First ", Short, People.Ada);
        var state = await UntilAsync(id, s => s.Condition == StudyCondition.Finished);

        Assert.Equal(("First", 4, 4, 1.0), (state.Name, state.Campaigns, state.Finished, state.Share));
        Assert.Equal(("Ada", StudyDeedKind.Finished), (state.Record.StartedBy, state.Record.Last.What));
        Assert.NotNull(state.Headline);
        Assert.Equal(state.Headline, StudyRecord.Read(File.ReadAllText(PathOf(id, "study.meta.json"))).Headline);
        Assert.Equal(Short, StudyFile.ReadPlan(File.ReadAllText(PathOf(id, "study.json")), _ => ""));
        Assert.All(StudyFilesEndpoint.Files, f => Assert.True(File.Exists(PathOf(id, f.Name)), f.Name));
        Assert.Equal(2, jobs.Look(id)!.Summary!.Cells.Count);
    }

    [Fact]
    public async Task A_canceled_study_keeps_what_is_finished_and_goes_on_when_it_is_resumed()
    {
        var id = jobs.Start("Long", Long, People.Ada);
        await UntilAsync(id, s => s.Finished > 0);
        jobs.Cancel(id, People.Ben);
        var canceled = await UntilAsync(id, s => s.Condition == StudyCondition.Canceled);
        await AtRestAsync();

        canceled = jobs.Find(id)!;
        Assert.InRange(canceled.Finished, 1, canceled.Campaigns - 1);
        Assert.Equal(("Ben", StudyDeedKind.Canceled), (canceled.Record.Last.By, canceled.Record.Last.What));
        Assert.True(File.Exists(PathOf(id, "summary.csv")));
        Assert.Equal(canceled.Finished, StudyJournal.Read(PathOf(id, "")).Finished);

        jobs.Resume(id, People.Ada);
        var resumed = await UntilAsync(id, s => s.Finished > canceled.Finished);
        Assert.Equal(["Started", "Canceled", "Resumed"], resumed.Record.Deeds.Select(d => $"{d.What}"));
    }

    [Fact]
    public async Task Two_studies_run_one_after_the_other()
    {
        var first = jobs.Start("Long", Long, People.Ada);
        var second = jobs.Start("Short", Short, People.Ben);
        Assert.Equal((StudyCondition.Waiting, 1), (jobs.Find(second)!.Condition, jobs.Find(second)!.Ahead));
        var third = jobs.Start("Next", Short, People.Ben);
        Assert.Equal(2, jobs.Find(third)!.Ahead);
        Assert.Equal("0\u00a0%, waits for 2 studies", StudyProgressText.Short(jobs.Find(third)!));

        jobs.Cancel(first, People.Ada);
        await UntilAsync(third, s => s.Condition == StudyCondition.Finished);
        Assert.Equal(StudyCondition.Finished, jobs.Find(second)!.Condition);
        Assert.Equal(StudyCondition.Canceled, jobs.Find(first)!.Condition);
    }

    [Fact]
    public async Task A_study_that_waits_is_canceled_without_having_run()
    {
        jobs.Start("Long", Long, People.Ada);
        var waiting = jobs.Start("Short", Short, People.Ben);
        jobs.Cancel(waiting, People.Ben);
        Assert.Equal((StudyCondition.Canceled, 0), (jobs.Find(waiting)!.Condition, jobs.Find(waiting)!.Finished));
        Assert.False(File.Exists(PathOf(waiting, "study.jsonl")));
        Assert.Null(jobs.Look(waiting)!.Summary);

        jobs.Resume(waiting, People.Ben);
        Assert.Equal(StudyCondition.Waiting, jobs.Find(waiting)!.Condition);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_study_at_work_is_not_deleted_one_at_rest_is_with_all_of_its_files()
    {
        var id = jobs.Start("Long", Long, People.Ada);
        await UntilAsync(id, s => s.Finished > 0);
        Assert.Contains("cancel it first", Assert.Throws<RefusedException>(() => jobs.Delete(id, People.Ada)).Message, StringComparison.Ordinal);

        jobs.Cancel(id, People.Ada);
        await UntilAsync(id, s => s.Condition == StudyCondition.Canceled);
        jobs.Delete(id, People.Ada);
        Assert.Null(jobs.Find(id));
        Assert.False(Directory.Exists(PathOf(id, "")));
        Assert.Contains("somebody has deleted it", Assert.Throws<RefusedException>(() => jobs.Resume(id, People.Ben)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_restart_a_study_that_was_at_work_is_interrupted_and_goes_on_only_when_it_is_resumed()
    {
        var id = jobs.Start("Long", Long, People.Ada);
        var waiting = jobs.Start("Short", Short, People.Ada);
        await UntilAsync(id, s => s.Finished > 0);
        await jobs.DisposeAsync();
        var kept = StudyJournal.Read(PathOf(id, "")).Finished;

        jobs = Open(folder.Path);
        jobs.Recover();
        var found = await UntilAsync(id, s => s.Cells is not null);
        Assert.Equal((StudyCondition.Interrupted, kept), (found.Condition, found.Finished));
        Assert.Equal(StudyCondition.Interrupted, (await UntilAsync(waiting, s => s.Cells is not null)).Condition);
        Assert.Equal([waiting, id], jobs.All.Select(s => s.Id));

        jobs.Resume(waiting, People.Ben);
        Assert.Equal(4, (await UntilAsync(waiting, s => s.Condition == StudyCondition.Finished)).Finished);
        Assert.Equal(StudyCondition.Interrupted, jobs.Find(id)!.Condition);
    }

    [Fact]
    public async Task A_finished_study_is_found_again_with_its_headline_and_its_results()
    {
        var id = jobs.Start("Short", Short, People.Ada);
        var before = await UntilAsync(id, s => s.Condition == StudyCondition.Finished);
        await jobs.DisposeAsync();

        jobs = Open(folder.Path);
        jobs.Recover();
        var after = jobs.Find(id)!;
        Assert.Equal((StudyCondition.Finished, before.Headline, 1.0), (after.Condition, after.Headline, after.Share));
        Assert.Equal(2, jobs.Look(id)!.Summary!.Cells.Count);
        Assert.Contains("duplicate it", Assert.Throws<RefusedException>(() => jobs.Resume(id, People.Ada)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_refuses_the_start_and_says_what_to_do()
    {
        var file = Path.Combine(folder.Path, "taken");
        await File.WriteAllTextAsync(file, "");
        await using var stuck = Open(file);
        var refusal = Assert.Throws<RefusedException>(() => stuck.Start("Any", Short, People.Ada));
        Assert.Contains("The study was not started.", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("see that the disk has room and that the portal may write there", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(stuck.All);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_fails_the_study_and_it_goes_on_once_that_is_mended()
    {
        jobs.Start("Long", Long, People.Ada);
        var id = jobs.Start("Short", Short, People.Ada);
        var journal = PathOf(id, "study.jsonl");
        Directory.CreateDirectory(journal);
        jobs.Cancel(jobs.All.Single(s => s.Name == "Long").Id, People.Ada);
        var failed = await UntilAsync(id, s => s.Condition == StudyCondition.Failed);
        Assert.Contains(journal, failed.Trouble, StringComparison.Ordinal);

        Directory.Delete(journal);
        jobs.Resume(id, People.Ada);
        Assert.Null((await UntilAsync(id, s => s.Condition == StudyCondition.Finished)).Trouble);
    }

    [Fact]
    public async Task A_damaged_record_loses_the_name_but_not_the_results()
    {
        var id = jobs.Start("Short", Short, People.Ada);
        await UntilAsync(id, s => s.Condition == StudyCondition.Finished);
        await jobs.DisposeAsync();
        await File.WriteAllTextAsync(PathOf(id, "study.meta.json"), "{ torn");

        jobs = Open(folder.Path);
        jobs.Recover();
        var found = await UntilAsync(id, s => s.Cells is not null);
        Assert.Equal(4, found.Finished);
        Assert.Contains("study.meta.json cannot be read", found.Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_study_is_renamed_and_remembers_its_name_before()
    {
        var id = jobs.Start("Short", Short, People.Ada);
        jobs.Rename(id, " Shorter ", People.Ben);
        await UntilAsync(id, s => s.Condition == StudyCondition.Finished);
        var record = StudyRecord.Read(await File.ReadAllTextAsync(PathOf(id, "study.meta.json")));
        Assert.Equal("Shorter", record.Name);
        Assert.Contains(record.Deeds, d => d is { What: StudyDeedKind.Renamed, By: "Ben", Note: "Short" });
        Assert.Throws<RefusedException>(() => jobs.Rename(id, "  ", People.Ben));
    }

    [Fact]
    public async Task Whoever_watches_hears_of_every_study_that_moves()
    {
        var heard = new HashSet<Guid>();
        await using var watcher = new FeedWatcher<Guid>(feed, TimeProvider.System);
        watcher.Start(work => work(), batch =>
        {
            lock (heard)
                heard.UnionWith(batch);
            return Task.CompletedTask;
        });
        var first = jobs.Start("One", Short, People.Ada);
        var second = jobs.Start("Two", Short, People.Ada);
        await UntilAsync(second, s => s.Condition == StudyCondition.Finished);
        await Patience.UntilAsync(() =>
        {
            lock (heard)
                return heard.Contains(first) && heard.Contains(second);
        });
    }

    private static StudyPlan Short { get; } = StudyPresets.Taste with { Strategies = ["random", "sobol"], Delays = [0], Repetitions = 2, Observations = 12 };

    /// <summary>Longer than any test waits, in steps of milliseconds.</summary>
    private static StudyPlan Long { get; } = Short with { Strategies = ["random", "ei"], Repetitions = 10_000, Observations = 40 };

    private string PathOf(Guid id, string file) => Path.Combine(folder.Path, id.ToString("D"), file);

    private StudyJobs Open(string place) => new(place, feed, TimeProvider.System, NullLogger<StudyJobs>.Instance);

    private Task AtRestAsync() => Patience.UntilAsync(() => jobs.All.All(s => !s.Condition.IsActive()));

    private async Task<StudyState> UntilAsync(Guid id, Func<StudyState, bool> reached)
    {
        await Patience.UntilAsync(() => jobs.Find(id) is { } state && reached(state));
        return jobs.Find(id)!;
    }

    private static class Patience
    {
        public static async Task UntilAsync(Func<bool> reached)
        {
            var waited = Stopwatch.StartNew();
            while (!reached())
            {
                Assert.True(waited.Elapsed < TimeSpan.FromSeconds(60), "It did not happen within a minute.");
                await Task.Delay(10);
            }
        }
    }
}
