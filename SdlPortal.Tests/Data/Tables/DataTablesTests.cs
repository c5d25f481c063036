using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;
using SdlPortal.Web.Data.Answers;
using SdlPortal.Web.Data.Tables;
using SdlPortal.Web.Jobs;
using SdlPortal.Web.MetaAnalysis.Sources;

namespace SdlPortal.Tests.Data.Tables;

public sealed class DataTablesTests : IAsyncDisposable
{
    private sealed record Asked(int Column);

    private sealed record Sum(double Value);

    private static readonly TableAnalysis<Asked, Sum> Summing = new("sum", 1, "Sum", (table, asked, _) => new Sum(table.Values(asked.Column).Sum()));

    private readonly TemporaryFolder folder = new();
    private readonly TableFeed feed = new();
    private readonly DataJobs jobs;
    private readonly DataTables tables;

    public DataTablesTests()
    {
        jobs = new DataJobs(feed, TimeProvider.System, NullLogger<DataJobs>.Instance);
        tables = Again();
    }

    public async ValueTask DisposeAsync()
    {
        await jobs.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task An_uploaded_file_becomes_a_table_with_its_remarks()
    {
        var told = new List<long>();
        var draft = await tables.ReceiveAsync("../Yields 1.csv", 20, () => new MemoryStream("x,y\n1,2\n3,lost\n5,6\n7,8\n9,10\n11,12\n"u8.ToArray()), People.Ben, told.Add, CancellationToken.None);
        Assert.Equal(("Yields 1", "Yields 1.csv", "Ben"), (draft.Name, draft.Source, draft.By));
        Assert.Equal(34, told[^1]);

        var view = await TableAsync(draft.Id);

        Assert.Equal(6, view.Whole.Rows);
        Assert.Equal("1 of 6 cells is a text ('lost' in line 3) and counts as missing.", Assert.Single(view.Whole.Columns[1].Remarks));
        Assert.Equal(view.Head, Assert.Single(tables.List()));
        Assert.Equal((6, 2, 0, TableOrigin.File), (view.Head.Rows, view.Head.Columns, view.Head.Excluded, view.Head.Origin));
        Assert.Empty(tables.Drafts());
        Assert.Null(tables.FindDraft(draft.Id));
        Assert.Equal("6 rows and 2 columns were read; 1 of the columns has remarks.", jobs.Find(draft.Id, TableDraft.JobKey)!.Words);
        Assert.False(Directory.Exists(Path.Combine(tables.FolderOf(draft.Id), "content")));
        Assert.Same(view, tables.Find(draft.Id));
    }

    [Fact]
    public async Task A_file_that_is_no_table_says_why_and_can_be_read_again_or_let_go()
    {
        var draft = await UploadAsync("empty.csv", "");
        var refused = await UntilAsync(() => tables.FindDraft(draft), d => d is { Problem: not null, Work.IsActive: false });
        Assert.Equal("empty.csv is empty. Its first line must name the columns.", refused!.Problem);
        Assert.Equal(refused.Problem, Assert.Single(Again().Drafts()).Problem);

        tables.Resume(draft, People.Ben);
        await UntilAsync(() => tables.FindDraft(draft), d => d is { Problem: not null, Work.IsActive: false });
        tables.Discard(draft, People.Ben);

        Assert.Empty(tables.Drafts());
        Assert.False(Directory.Exists(tables.FolderOf(draft)));
        Assert.Throws<RefusedException>(() => tables.Resume(draft, People.Ben));
    }

    [Fact]
    public async Task A_file_of_the_import_folder_is_read_in_place()
    {
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Path, "inbox")).FullName, "big.csv"), "x\n1\n2\n");

        var draft = tables.Bring("big.csv", People.Ben);
        var view = await TableAsync(draft.Id);

        Assert.Equal([1, 2], view.Whole.Values(0));
        Assert.True(File.Exists(Path.Combine(folder.Path, "inbox", "big.csv")));
        Assert.Throws<RefusedException>(() => tables.Bring("none.csv", People.Ben));
        Assert.Throws<RefusedException>(() => tables.Bring("../portal.db", People.Ben));
    }

    [Fact]
    public async Task A_file_too_large_for_a_browser_is_sent_to_the_import_folder() =>
        Assert.Contains("Put the file into the import folder", (await Assert.ThrowsAsync<RefusedException>(() => tables.ReceiveAsync("x.csv", DataTables.MostBytes + 1, () => Stream.Null, People.Ben, _ => { }, CancellationToken.None))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing()
    {
        await Assert.ThrowsAsync<IOException>(() => tables.ReceiveAsync("x.csv", 10, () => throw new IOException("gone"), People.Ben, _ => { }, CancellationToken.None));

        Assert.Empty(tables.Drafts());
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(folder.Path, DataTables.FolderName)));
    }

    [Fact]
    public void Rows_are_left_out_and_taken_back()
    {
        var id = Numbers(10);
        var before = tables.Find(id)!;

        var edit = tables.Exclude(id, RowSet.Of([2, 3]), " the probe was loose ", People.Ben);
        var more = tables.Exclude(id, RowSet.Of([3, 4]), "outliers", People.Ada);

        var view = tables.Find(id)!;
        Assert.Equal((1, "the probe was loose", "Ben"), (edit.Number, edit.Reason, edit.By));
        Assert.Equal("4", more.Rows.Text());
        Assert.Equal([0, 1, 5, 6, 7, 8, 9], view.Kept.Values(0));
        Assert.Equal(5, view.Kept.SourceRow(2));
        Assert.Equal(10, view.Whole.Rows);
        Assert.Equal(3, view.Head.Excluded);
        Assert.Same(before.Whole, view.Whole);

        tables.Undo(id, 1, People.Ada);
        Assert.Equal([0, 1, 2, 3, 5, 6, 7, 8, 9], tables.Find(id)!.Kept.Values(0));
        Assert.Equal(["Ada", null], tables.Find(id)!.Edits.Select(e => e.UndoneBy));
        tables.Undo(id, 2, People.Ada);
        Assert.Equal(before.Kept.Hash, tables.Find(id)!.Kept.Hash);
    }

    [Fact]
    public void What_makes_no_sense_is_refused_with_the_reason()
    {
        var id = Numbers(3);
        tables.Exclude(id, RowSet.Of([0]), "first", People.Ben);

        Assert.Equal("These rows are left out already.", Refused(() => tables.Exclude(id, RowSet.Of([0]), "again", People.Ben)));
        Assert.Equal("No row would be left. Leave out fewer, or delete the table.", Refused(() => tables.Exclude(id, RowSet.Of([1, 2]), "all", People.Ben)));
        Assert.Equal("The table has 3 rows; there is no row 4.", Refused(() => tables.Exclude(id, RowSet.Of([3]), "beyond", People.Ben)));
        Assert.Equal("No rows are chosen.", Refused(() => tables.Exclude(id, RowSet.None, "none", People.Ben)));
        Assert.StartsWith("Say why", Refused(() => tables.Exclude(id, RowSet.Of([1]), " ", People.Ben)), StringComparison.Ordinal);
        tables.Undo(id, 1, People.Ada);
        Assert.Equal("Ada has taken these rows back already.", Refused(() => tables.Undo(id, 1, People.Ben)));
        Assert.Equal("There is no such change of the rows.", Refused(() => tables.Undo(id, 7, People.Ben)));
        Assert.StartsWith("A table from a file stays", Refused(() => tables.Refresh(id, People.Ben)), StringComparison.Ordinal);
        Assert.StartsWith("A table needs a name", Refused(() => tables.Rename(id, " ", People.Ben)), StringComparison.Ordinal);
        Assert.StartsWith("There is no such table", Refused(() => tables.Delete("0123456789", People.Ben)), StringComparison.Ordinal);
    }

    [Fact]
    public void Exclusions_are_there_after_a_restart_and_a_torn_line_is_said()
    {
        var id = Numbers(10);
        tables.Exclude(id, RowSet.Of([2]), "one", People.Ben);
        tables.Exclude(id, RowSet.Of([5]), "two", People.Ben);
        tables.Undo(id, 1, People.Ben);
        var path = Path.Combine(tables.FolderOf(id), "edits.jsonl");
        File.AppendAllText(path, "{\"edit\":3,\"rows\":\"1-");

        var later = Again();
        var view = later.Find(id)!;
        Assert.Equal("5", RowSet.Of(Enumerable.Range(0, 10).Except(Enumerable.Range(0, 9).Select(view.Kept.SourceRow))).Text());
        Assert.Equal(tables.Find(id)!.Kept.Hash, view.Kept.Hash);
        Assert.Contains("that change counts for nothing", Assert.Single(view.Remarks), StringComparison.Ordinal);

        later.Exclude(id, RowSet.Of([7]), "three", People.Ben);
        var last = Again().Find(id)!;
        Assert.Equal(["one", "two", "three"], last.Edits.Select(e => e.Reason));
        Assert.Empty(last.Remarks);

        File.WriteAllText(path, File.ReadAllText(path).Replace("\"two\"", "two", StringComparison.Ordinal));
        var damaged = Again().Find(id)!;
        Assert.Equal(["one", "three"], damaged.Edits.Select(e => e.Reason));
        Assert.StartsWith("Line 2 of what was left out is damaged", Assert.Single(damaged.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_belongs_to_the_rows_that_it_is_of()
    {
        var id = Numbers(10);
        var answers = new DataAnswers(tables, jobs, TimeProvider.System);
        answers.Ask(tables.Find(id)!, Summing, new Asked(0), People.Ben);
        var whole = await UntilAsync(() => answers.Find(tables.Find(id)!, Summing, new Asked(0)), a => a is not null);

        tables.Exclude(id, RowSet.Of([9]), "too good", People.Ben);
        var view = tables.Find(id)!;
        Assert.NotEqual(Summing.Key(whole!.DataHash, new Asked(0)), Summing.Key(view.Kept.Hash, new Asked(0)));
        Assert.Null(answers.Find(view, Summing, new Asked(0)));
        answers.Ask(view, Summing, new Asked(0), People.Ben);
        var less = await UntilAsync(() => answers.Find(view, Summing, new Asked(0)), a => a is not null);

        Assert.Equal((45, 36), (whole.Result.Value, less!.Result.Value));
        tables.Undo(id, 1, People.Ben);
        Assert.Equal(45, answers.Find(tables.Find(id)!, Summing, new Asked(0))!.Result.Value);
    }

    [Fact]
    public void A_table_is_renamed_and_deleted_into_the_trash()
    {
        var id = Numbers(3);
        tables.Rename(id, " Films ", People.Ben);
        Assert.Equal(("Films", "Films"), (tables.Find(id)!.Head.Name, tables.Find(id)!.Whole.Name));

        tables.Delete(id, People.Ben);

        Assert.Null(tables.Find(id));
        Assert.Empty(tables.List());
        Assert.Empty(Again().List());
        Assert.True(Directory.Exists(Path.Combine(folder.Path, DataTables.FolderName, DataTables.TrashName, id)));
    }

    [Fact]
    public async Task A_reading_that_a_crash_interrupted_goes_on_when_asked()
    {
        var draft = await UploadAsync("a.csv", "x\n1\n");
        await TableAsync(draft);
        var place = tables.FolderOf(draft);
        // As it is in the middle of reading.
        File.Delete(Path.Combine(place, "head.json"));
        Directory.Move(Path.Combine(place, "v1"), Path.Combine(place, "v1.0123.new"));
        Directory.CreateDirectory(Path.Combine(place, "content"));
        File.WriteAllText(Path.Combine(place, "content", "a.csv"), "x\n1\n");
        var path = Path.Combine(place, "content", "a.csv").Replace("\\", "\\\\", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(place, "draft.json"), $$"""{"name":"a","origin":"file","source":"a.csv","path":"{{path}}","bytes":4,"by":"Ben","at":"2026-01-01T00:00:00+00:00","problem":null}""");
        jobs.Dismiss(jobs.Find(draft, TableDraft.JobKey)!.Id, People.Ben);

        var later = Again();
        Assert.Equal(("a", null, null), (Assert.Single(later.Drafts()).Name, later.Drafts()[0].Problem, later.Drafts()[0].Work));
        later.Resume(draft, People.Ada);
        var view = await UntilAsync(() => later.Find(draft), v => v is not null);

        Assert.Equal([1], view!.Whole.Values(0));
        Assert.Equal("Ben", view.Head.By);
        Assert.False(Directory.Exists(Path.Combine(place, "v1.0123.new")));
    }

    [Fact]
    public void A_damaged_table_is_listed_with_what_is_wrong()
    {
        var id = Numbers(3);
        File.WriteAllText(Path.Combine(tables.FolderOf(id), "v1", "table.json"), "{");
        var later = Again();

        Assert.Null(later.Find(id));
        Assert.Contains("Bring the table again", Assert.Single(later.Drafts()).Problem, StringComparison.Ordinal);
        Assert.Contains("damaged", Refused(() => later.Resume(id, People.Ben)), StringComparison.Ordinal);
        later.Discard(id, People.Ben);
        Assert.Empty(later.Drafts());
        Assert.True(Directory.Exists(Path.Combine(folder.Path, DataTables.FolderName, DataTables.TrashName, id)));
    }

    private static string Refused(Action act) => Assert.Throws<RefusedException>(act).Message;

    private static async Task<T> UntilAsync<T>(Func<T> look, Func<T, bool> isSo)
    {
        for (var i = 0; i < 1500; i++)
        {
            if (look() is var seen && isSo(seen))
                return seen;
            await Task.Delay(20);
        }

        throw new TimeoutException($"It is {look()} after 30 seconds.");
    }

    private DataTables Again() => new(Path.Combine(folder.Path, DataTables.FolderName), jobs, feed, TimeProvider.System, new ImportFolder(Path.Combine(folder.Path, "inbox")));

    private string Numbers(int rows) =>
        tables.Keep(new MemoryTable("numbers", [new TableColumn { Name = "x", Kind = ColumnKind.Number }], [[.. Enumerable.Range(0, rows).Select(i => (double)i)]]), TableOrigin.File, "numbers.csv", People.Ben).Id;

    private async Task<string> UploadAsync(string name, string text) =>
        (await tables.ReceiveAsync(name, text.Length, () => new MemoryStream(Encoding.UTF8.GetBytes(text)), People.Ben, _ => { }, CancellationToken.None)).Id;

    private async Task<TableView> TableAsync(string id) => (await UntilAsync(() => tables.Find(id), v => v is not null && !jobs.Find(id, TableDraft.JobKey)!.IsActive))!;
}
