using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis.Library;

/// <summary>What a process leaves that is killed somewhere in an import: never half a source, and nothing that has to be stored twice.</summary>
public sealed class KilledImportTests : IDisposable
{
    private const int Runs = 70;
    private readonly LibraryFolder folder = new();
    private readonly string path;
    private readonly IReadOnlyList<string> whole;

    public KilledImportTests()
    {
        path = folder.File("a.fake", 0, Runs);
        using var other = new LibraryFolder();
        other.Import(other.File("a.fake", 0, Runs));
        whole = LibraryFolder.Rows(other.Load());
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_import_that_is_canceled_anywhere_goes_on_after_its_last_chunk_and_ends_the_same()
    {
        for (var at = 0; at < Runs; at += 7)
        {
            using var fresh = new LibraryFolder();
            var file = fresh.File("a.fake", 0, Runs);
            Cancel(fresh, file, at);
            Assert.Empty(fresh.Project.State.Sources);
            Assert.Equal(0, fresh.Load().Table.Count);

            var outcome = fresh.Import(file);

            Assert.Equal((ImportKind.Added, at / LibraryFolder.ChunkRuns * LibraryFolder.ChunkRuns), (outcome.Kind, outcome.Resumed));
            Assert.Equal(whole, LibraryFolder.Rows(fresh.Load()));
        }
    }

    [Fact]
    public void What_is_interrupted_is_listed_and_can_be_let_go()
    {
        Cancel(folder, path, 65);
        Assert.Equal(60, Assert.Single(folder.AnotherProject().Unfinished()).Runs);

        folder.AnotherProject().DiscardUnfinished(People.Ada, CancellationToken.None);

        Assert.Empty(folder.Project.Unfinished());
        Assert.Equal(0, folder.Import(path).Resumed);
        Assert.Empty(folder.Project.Unfinished());
    }

    [Fact]
    public void Whatever_is_torn_of_an_unfinished_import_is_read_again()
    {
        Cancel(folder, path, 65);
        var unfinished = Directory.GetDirectories(Path.Combine(folder.Project.Folder, "unfinished")).Single();
        var last = Directory.GetFiles(unfinished).Order(StringComparer.Ordinal).Last();
        var bytes = File.ReadAllBytes(last);
        for (var length = 0; length < bytes.Length; length += 97)
        {
            File.WriteAllBytes(last, bytes[..length]);
            Cancel(folder, path, 0); // opens what is there and stops at once
            Assert.False(File.Exists(last), $"A chunk of {length} of {bytes.Length} bytes was taken for a whole one.");
            File.WriteAllBytes(last, bytes);
        }

        File.WriteAllBytes(Path.Combine(unfinished, "chunk-00003.runs.part"), bytes[..50]);
        Assert.Equal(60, folder.Import(path).Resumed);
        Assert.Equal(whole, LibraryFolder.Rows(folder.Load()));
        Assert.DoesNotContain(Directory.GetFiles(folder.Project.Folder, "*", SearchOption.AllDirectories), f => f.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public void Killed_before_the_last_step_the_source_is_not_there_and_the_next_import_ends_it()
    {
        // As if killed between the manifest and the move: everything is stored, nothing announced.
        var id = folder.Import(path).Source.Id;
        var journal = Path.Combine(folder.Project.Folder, "journal.jsonl");
        File.WriteAllLines(journal, File.ReadLines(journal).Take(1).ToList());
        var (source, unfinished) = (Path.Combine(folder.Project.Folder, "sources", id), Path.Combine(folder.Project.Folder, "unfinished", id));
        Directory.Move(source, unfinished);
        Assert.Equal(0, folder.AnotherProject().Load(null, CancellationToken.None).Table.Count);

        var outcome = ImportRun.Start(folder.AnotherProject(), new ImportRequest(path, new FakeReader(), null, People.Ada), LibraryFolder.ChunkRuns, null, CancellationToken.None);

        Assert.Equal((ImportKind.Added, Runs), (outcome.Kind, outcome.Resumed));
        Assert.Equal(whole, LibraryFolder.Rows(folder.AnotherProject().Load(null, CancellationToken.None)));
    }

    [Fact]
    public void Killed_between_the_move_and_the_journal_the_source_is_taken_up_as_it_is()
    {
        folder.Import(path);
        var journal = Path.Combine(folder.Project.Folder, "journal.jsonl");
        File.WriteAllLines(journal, File.ReadLines(journal).Take(1).ToList());
        var other = folder.AnotherProject();
        Assert.Equal(0, other.Load(null, CancellationToken.None).Table.Count);

        var outcome = ImportRun.Start(other, new ImportRequest(path, new FakeReader { OnRun = _ => Assert.Fail("It was read again.") }, null, People.Ada), null, CancellationToken.None);

        Assert.Equal((ImportKind.Added, Runs), (outcome.Kind, outcome.Resumed));
        Assert.Equal(whole, LibraryFolder.Rows(other.Load(null, CancellationToken.None)));
    }

    [Fact]
    public void A_forgotten_source_that_is_damaged_is_imported_anew()
    {
        var id = folder.Import(path).Source.Id;
        var journal = Path.Combine(folder.Project.Folder, "journal.jsonl");
        File.WriteAllLines(journal, File.ReadLines(journal).Take(1).ToList());
        File.Delete(Path.Combine(folder.Project.Folder, "sources", id, "chunk-00001.runs"));

        ImportRun.Start(folder.AnotherProject(), new ImportRequest(path, new FakeReader(), null, People.Ada), null, CancellationToken.None);
        Assert.Equal(whole, LibraryFolder.Rows(folder.AnotherProject().Load(null, CancellationToken.None)));
    }

    [Fact]
    public void A_source_that_reads_differently_than_before_is_not_mixed_with_what_was_stored()
    {
        Cancel(folder, path, 50);
        var shifted = new ShiftedReader();

        var refused = Assert.Throws<RunLibraryException>(() => folder.Import(path, shifted));

        Assert.Contains("does not read as it did when its import was interrupted (run 1)", refused.Message, StringComparison.Ordinal);
        Assert.Equal((ImportKind.Added, 0), (folder.Import(path).Kind, 0));
    }

    private static void Cancel(LibraryFolder folder, string path, int at)
    {
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => folder.Import(path, new FakeReader
        {
            OnRun = n =>
            {
                if (n == at)
                    stop.Cancel();
            },
        }, cancellationToken: stop.Token));
    }

    private sealed class ShiftedReader : SdlPortal.Domain.MetaAnalysis.Import.IRunReader
    {
        public string Format => "fake";

        public string Title => "";

        public bool NeedsMap => false;

        public bool Recognizes(string path) => false;

        public IEnumerable<SdlPortal.Domain.MetaAnalysis.Import.RunItem> Read(string path, SdlPortal.Domain.MetaAnalysis.Import.RunMap? map, CancellationToken cancellationToken) =>
            Enumerable.Range(1, Runs).Select(n => new SdlPortal.Domain.MetaAnalysis.Import.RunRead(FakeReader.Run(n), (double)n / Runs));
    }
}
