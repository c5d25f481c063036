using System.IO.Compression;
using System.Text;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;
using SdlPortal.Web.MetaAnalysis.Import;
using SdlPortal.Web.MetaAnalysis.Projects;
using SdlPortal.Web.MetaAnalysis.Sources;

namespace SdlPortal.Tests.MetaAnalysis.Sources;

public sealed class SourceDraftsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SourceDrafts drafts;

    public SourceDraftsTests() => drafts = Open();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_was_uploaded_is_there_for_the_next_portal_until_it_is_let_go()
    {
        long told = 0;
        var draft = await drafts.ReceiveAsync("plates", [File("../runs.csv", "a,b\n1,2\n")], People.Ada, sent => told = sent, default);
        Assert.Equal(8, told);
        Assert.Equal(("runs.csv", "csv", true), (draft.Name, draft.Format, draft.IsUpload));
        Assert.StartsWith(folder.Path, draft.Path, StringComparison.Ordinal);

        drafts.Change(draft.Id, People.Ada, d => d with { AskedBy = "Ben" });
        var next = Open();
        Assert.Equal("Ben", Assert.Single(next.Of("plates")).AskedBy);
        Assert.Empty(next.Of("others"));
        next.Remove(draft.Id, People.Ada);
        Assert.False(System.IO.File.Exists(draft.Path));
        Assert.Empty(Open().Of("plates"));
    }

    [Fact]
    public async Task A_zipped_folder_is_unpacked_and_recognized_as_the_folder_that_it_holds()
    {
        var draft = await drafts.ReceiveAsync("plates", [("runs.zip", 0, () => Zip(("mlruns/0/meta.yaml", "artifact_location: x\nexperiment_id: '0'\nlifecycle_stage: active\nname: Default\n"), ("mlruns/0/abc/meta.yaml", "run_id: abc\n")))], People.Ada, _ => { }, default);
        Assert.Equal("mlruns", draft.Name);
        Assert.True(System.IO.File.Exists(Path.Combine(draft.Path, "0", "abc", "meta.yaml")));
        Assert.Equal("mlflow", draft.Format);
    }

    [Theory]
    [InlineData("../../escaped.txt")]
    [InlineData("/escaped.txt")]
    public async Task A_zip_file_that_reaches_outside_of_its_folder_is_refused_and_leaves_nothing(string name)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => drafts.ReceiveAsync("plates", [("runs.zip", 0, () => Zip((name, "x")))], People.Ada, _ => { }, default));
        Assert.Contains("outside of its folder", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task What_is_no_zip_file_says_so()
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => drafts.ReceiveAsync("plates", [File("runs.zip", "no zip at all")], People.Ada, _ => { }, default));
        Assert.Contains("no zip file", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_belong_together_make_a_folder_and_too_many_bytes_are_refused_before_they_come()
    {
        var draft = await drafts.ReceiveAsync("plates", [File("trials.csv", "a\n1\n"), File("configspace.csv", "b\n2\n")], People.Ada, _ => { }, default);
        Assert.Equal("trials.csv and 1 more", draft.Name);
        Assert.Equal(["configspace.csv", "trials.csv"], Directory.GetFiles(draft.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var refused = await Assert.ThrowsAsync<RefusedException>(() => drafts.ReceiveAsync("plates", [("big.db", SourceDrafts.MostBytes + 1, () => throw new InvalidOperationException("It was opened."))], People.Ada, _ => { }, default));
        Assert.Contains("import folder", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_lies_in_the_import_folder_is_imported_from_the_server()
    {
        var inbox = new ImportFolder(folder.Path);
        System.IO.File.WriteAllText(Path.Combine(folder.Path, "runs.db"), "x");
        Directory.CreateDirectory(Path.Combine(folder.Path, "mlruns"));
        Assert.Equal([("mlruns/", null), ("runs.db", 1L)], inbox.List());
        Assert.Equal(Path.Combine(folder.Path, "runs.db"), inbox.Resolve(" runs.db "));
        Assert.Equal(Path.Combine(folder.Path, "mlruns"), inbox.Resolve("mlruns/"));
        foreach (var outside in new[] { "../runs.db", "/etc/passwd", ".", "" })
            Assert.Contains("Only what lies in", Assert.Throws<RefusedException>(() => inbox.Resolve(outside)).Message, StringComparison.Ordinal);
        Assert.Contains("There is no 'gone.db'", Assert.Throws<RefusedException>(() => inbox.Resolve("gone.db")).Message, StringComparison.Ordinal);
    }

    private SourceDrafts Open() => new(folder.Path, RunReaders.All, new ProjectFeed(), TimeProvider.System);

    private static (string, long, Func<Stream>) File(string name, string text) => (name, text.Length, () => new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static MemoryStream Zip(params (string Name, string Text)[] files)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        stream.Position = 0;
        return stream;
    }
}
