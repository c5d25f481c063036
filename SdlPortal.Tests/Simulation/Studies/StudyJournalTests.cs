using SdlPortal.Domain.Simulation.Studies;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;

namespace SdlPortal.Tests.Simulation.Studies;

public sealed class StudyJournalTests : IDisposable
{
    private static readonly StudyPlan Plan = SmallStudies.Plan with { Strategies = ["random"], Delays = [0] };
    private readonly TemporaryFolder folder = new();

    private string Journal => Path.Combine(folder.Path, StudyJournal.FileName);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_torn_last_line_is_left_out_and_told_and_its_repetition_runs_again()
    {
        await SmallStudies.RunAsync(folder.Path, Plan);
        var (whole, table) = (await File.ReadAllTextAsync(Journal), SmallStudies.Text(folder.Path));
        foreach (var kept in new[] { whole.Length - 1, whole.Length - 200 })
        {
            await File.WriteAllTextAsync(Journal, whole[..kept]);
            using (var run = StudyRun.Resume(folder.Path, Plan, TimeProvider.System))
            {
                Assert.Contains("torn", Assert.Single(run.Remarks), StringComparison.Ordinal);
                Assert.Equal(5, run.Progress.Finished);
            }

            await SmallStudies.RunAsync(folder.Path, Plan);
            Assert.Equal(table, SmallStudies.Text(folder.Path));
            Assert.Empty(StudyJournal.Read(folder.Path).Failures);
        }
    }

    [Fact]
    public async Task A_journal_cut_anywhere_at_all_can_be_gone_on_with()
    {
        var plan = Plan with { Repetitions = 1, Problems = [Plan.Problems[0]] };
        await SmallStudies.RunAsync(folder.Path, plan);
        var (whole, table) = (await File.ReadAllBytesAsync(Journal), SmallStudies.Text(folder.Path));
        for (var length = 0; length < whole.Length; length += 97)
        {
            await File.WriteAllBytesAsync(Journal, whole[..length]);
            await SmallStudies.RunAsync(folder.Path, plan, threads: 1);
            Assert.Equal(table, SmallStudies.Text(folder.Path));
        }
    }

    [Fact]
    public async Task A_damaged_line_in_the_middle_is_told_and_only_its_repetition_runs_again()
    {
        await SmallStudies.RunAsync(folder.Path, Plan);
        var (lines, table) = (await File.ReadAllLinesAsync(Journal), SmallStudies.Text(folder.Path));
        lines[3] = lines[3].Replace("\"y\":[", "\"y\":[1,", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(Journal, lines);

        using (var run = StudyRun.Resume(folder.Path, Plan, TimeProvider.System))
        {
            Assert.Contains("Line 4", Assert.Single(run.Remarks), StringComparison.Ordinal);
            Assert.Equal(5, run.Progress.Finished);
        }

        await SmallStudies.RunAsync(folder.Path, Plan);
        Assert.Equal(table, SmallStudies.Text(folder.Path));
    }

    [Theory]
    [InlineData("a shopping list\nmilk\n", "is not a study's journal")]
    [InlineData("a shopping list", "is not a study's journal")]
    [InlineData("{\"study\":99,\"plan\":{}}\n", "version 99")]
    [InlineData("{\"study\":1,\"plan\":{\"problems\":[]}}\n", "cannot be used")]
    public async Task A_foreign_file_is_refused_and_left_as_it_is(string text, string why)
    {
        await File.WriteAllTextAsync(Journal, text);

        Assert.Contains(why, Assert.Throws<StudyFolderException>(() => StudyRun.Resume(folder.Path, Plan, TimeProvider.System)).Message, StringComparison.Ordinal);
        Assert.Throws<StudyFolderException>(() => StudyJournal.Read(folder.Path));
        Assert.Equal(text, await File.ReadAllTextAsync(Journal));
        Assert.False(File.Exists(Path.Combine(folder.Path, StudyJournal.LockName)));
    }

    [Fact]
    public async Task Another_study_is_refused_with_the_difference()
    {
        await SmallStudies.RunAsync(folder.Path, Plan);
        var before = await File.ReadAllTextAsync(Journal);

        Assert.Contains("the seed is 11 there and would be 3", Refusal(Plan with { Seed = 3 }), StringComparison.Ordinal);
        var both = Refusal(Plan with { Observations = 20, Initial = 7 });
        Assert.Contains("the number of observations is 14 there and would be 20", both, StringComparison.Ordinal);
        Assert.Contains("the number of initial experiments is 6 there and would be 7", both, StringComparison.Ordinal);
        Assert.Contains("'levy' in 2 dimensions is another problem there (another noise)", Refusal(Plan with { Problems = [Plan.Problems[0] with { Noise = 3 }] }), StringComparison.Ordinal);
        Assert.Contains("holds a study already, with 6 of 6 repetitions", Assert.Throws<StudyFolderException>(() => StudyRun.Start(folder.Path, Plan, TimeProvider.System)).Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(Journal));

        string Refusal(StudyPlan plan) => Assert.Throws<StudyFolderException>(() => StudyRun.Resume(folder.Path, plan, TimeProvider.System)).Message;
    }

    [Fact]
    public async Task One_process_at_a_time_works_in_a_folder_and_others_may_look()
    {
        using (var first = StudyRun.Start(folder.Path, Plan, TimeProvider.System))
        {
            await first.RunAsync(1);
            Assert.Contains("Another process works on the study", Assert.Throws<StudyFolderException>(() => StudyRun.Resume(folder.Path, Plan, TimeProvider.System)).Message, StringComparison.Ordinal);
            Assert.Equal(6, StudyJournal.Read(folder.Path).Finished);
        }

        using var second = StudyRun.Resume(folder.Path, null, TimeProvider.System);
        Assert.Equal(Plan, second.Results.Plan);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_said_to_be_so()
    {
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "");

        Assert.Contains("cannot be written", Assert.Throws<StudyFolderException>(() => StudyRun.Start(Path.Combine(file, "study"), Plan, TimeProvider.System)).Message, StringComparison.Ordinal);
        Assert.Contains("holds no study", Assert.Throws<StudyFolderException>(() => StudyJournal.Read(Path.Combine(folder.Path, "nowhere"))).Message, StringComparison.Ordinal);
        Assert.Contains("holds no study to go on with", Assert.Throws<StudyFolderException>(() => StudyRun.Resume(folder.Path, null, TimeProvider.System)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_full_disk_the_finished_repetitions_are_kept_and_nothing_torn_is_left()
    {
        await SmallStudies.RunAsync(Path.Combine(folder.Path, "whole"), Plan);
        using var whole = StudyJournal.Open(Path.Combine(folder.Path, "whole"));
        var repetitions = Enumerable.Range(0, 3).Select(r => whole.Find(new StudyKey(Plan.Cells.First(), r))!).ToList();
        var room = 3 * JournalLine.Write(repetitions[0]).Length;

        using (var journal = StudyJournal.Open(folder.Path, path => new FullDisk(path, room)))
        {
            journal.Begin(Plan, whole.Results.Summary().Problems);
            journal.Add(repetitions[0]);
            var failure = Assert.Throws<StudyFolderException>(() =>
            {
                journal.Add(repetitions[1]);
                journal.Add(repetitions[2]);
            });
            Assert.Contains("No space left on device. The repetitions finished before are kept: make room and go on.", failure.Message, StringComparison.Ordinal);
        }

        Assert.EndsWith("\n", await File.ReadAllTextAsync(Journal), StringComparison.Ordinal);
        using var again = StudyJournal.Open(folder.Path);
        Assert.Empty(again.Remarks);
        Assert.Equal(2, again.Results.Finished);
        Assert.Equal(repetitions[1].Y, again.Find(repetitions[1].Key)!.Y);
    }

    /// <summary>A file on a disk with room for so many bytes; what does not fit is written in part.</summary>
    private sealed class FullDisk(string path, long room) : FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, 0)
    {
        public override void Write(ReadOnlySpan<byte> buffer) => Write(buffer.ToArray(), 0, buffer.Length);

        public override void Write(byte[] buffer, int offset, int count)
        {
            var fits = (int)Math.Clamp(room - Position, 0, count);
            base.Write(buffer, offset, fits);
            if (fits < count)
                throw new IOException("No space left on device");
        }
    }
}
