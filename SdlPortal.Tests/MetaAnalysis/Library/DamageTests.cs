using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis.Library;

public sealed class DamageTests : IDisposable
{
    private readonly LibraryFolder folder = new();
    private readonly string source;

    public DamageTests() => source = Path.Combine(folder.Project.Folder, "sources", folder.Import(folder.File("a.fake", 0, 50)).Source.Id);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_chunk_with_one_wrong_byte_is_named_wherever_the_byte_is()
    {
        var path = Path.Combine(source, "chunk-00001.runs");
        var bytes = File.ReadAllBytes(path);
        for (var at = 0; at < bytes.Length; at += 61)
        {
            bytes[at] ^= 0x55;
            File.WriteAllBytes(path, bytes);
            // What a table needs fails when it is loaded, keys and notes and curves when one looks.
            var refused = Assert.Throws<RunLibraryException>(() => { folder.Load(); folder.Project.Look(Path.GetFileName(source), 25, CancellationToken.None); });
            Assert.StartsWith($"{path} is damaged: ", refused.Message, StringComparison.Ordinal);
            bytes[at] ^= 0x55;
        }

        File.WriteAllBytes(path, bytes);
        Assert.Equal(50, folder.Load().Table.Count);
    }

    [Fact]
    public void A_chunk_that_is_cut_or_gone_is_named()
    {
        var path = Path.Combine(source, "chunk-00001.runs");
        var bytes = File.ReadAllBytes(path);
        for (var length = 0; length < bytes.Length; length += 211)
        {
            File.WriteAllBytes(path, bytes[..length]);
            Assert.StartsWith($"{path} is damaged: ", Assert.Throws<RunLibraryException>(() => { folder.Load(); folder.Project.Look(Path.GetFileName(source), 25, CancellationToken.None); }).Message, StringComparison.Ordinal);
        }

        File.Delete(path);
        Assert.StartsWith($"{path} is damaged: ", Assert.Throws<RunLibraryException>(() => folder.Load()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_manifest_is_named()
    {
        var path = Path.Combine(source, "manifest.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"runs\": 50", "\"runs\": 51", StringComparison.Ordinal));

        Assert.StartsWith($"{path} is damaged: it is not the one that was written.", Assert.Throws<RunLibraryException>(() => folder.AnotherProject().Load(null, CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_torn_last_line_of_the_journal_counts_for_nothing_and_is_cut_by_the_next_decision()
    {
        folder.Project.Exclude(new KeysSelected(["trial 3"]), "wrong furnace", People.Ada, CancellationToken.None);
        var journal = Path.Combine(folder.Project.Folder, "journal.jsonl");
        var bytes = File.ReadAllBytes(journal);
        var last = bytes.AsSpan(0, bytes.Length - 1).LastIndexOf((byte)'\n') + 1;
        for (var length = last; length < bytes.Length; length += 13)
        {
            File.WriteAllBytes(journal, bytes[..length]);
            Assert.Empty(folder.AnotherProject().State.Exclusions);
            Assert.Equal(50, folder.AnotherProject().Load(null, CancellationToken.None).Table.Count);
        }

        folder.AnotherProject().Exclude(new KeysSelected(["trial 4"]), "wrong furnace", People.Ben, CancellationToken.None);
        Assert.Equal("Ben", Assert.Single(folder.AnotherProject().State.Exclusions).By);
    }

    [Fact]
    public void Damage_elsewhere_in_the_journal_is_named_and_the_other_projects_are_still_listed()
    {
        folder.Library.Create("Other", People.Ada);
        var journal = Path.Combine(folder.Project.Folder, "journal.jsonl");
        var lines = File.ReadAllLines(journal);
        File.WriteAllLines(journal, [lines[0].Replace("Ada", "eve", StringComparison.Ordinal), .. lines[1..]]);

        var projects = folder.Another().Projects();

        Assert.Equal(["mlp-tuning", "other"], projects.Select(p => p.Id));
        Assert.StartsWith($"Line 1 of {journal} is damaged: its hash does not fit", projects[0].Problem, StringComparison.Ordinal);
        Assert.NotNull(projects[1].State);

        File.WriteAllLines(journal, [lines[1]]);
        Assert.Contains($"Line 1 of {journal} is damaged", Assert.Throws<RunLibraryException>(() => folder.Another().Find("mlp-tuning")).Message, StringComparison.Ordinal);
        File.WriteAllLines(journal, [lines[0], "{}", lines[1]]);
        Assert.StartsWith($"Line 2 of {journal} is damaged: it is no line of a journal.", folder.Another().Projects()[0].Problem, StringComparison.Ordinal);
    }
}
