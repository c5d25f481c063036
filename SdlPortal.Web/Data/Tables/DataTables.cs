using System.Globalization;
using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.People;
using SdlPortal.Web.Jobs;
using SdlPortal.Web.MetaAnalysis.Sources;

namespace SdlPortal.Web.Data.Tables;

/// <summary>The tables of the workspace, a folder each under the data folder. Reads files, so it is not to be called on a page's own thread. Safe for any thread; one portal at a time works on the folder.</summary>
/// <param name="folder">Made when first needed.</param>
/// <param name="imports">Null where files come from browsers alone.</param>
/// <param name="sources">Null where there are files alone.</param>
public sealed class DataTables(string folder, DataJobs jobs, TableFeed feed, TimeProvider time, ImportFolder? imports = null, TableSources? sources = null)
{
    /// <summary>The folder's name within the data folder.</summary>
    public const string FolderName = "tables";

    /// <summary>Where deleted tables go, beside the others.</summary>
    public const string TrashName = "trash";

    /// <summary>What a browser may send; larger files go through the import folder.</summary>
    public const long MostBytes = 4_000_000_000;

    private const int LongestName = 100;

    private readonly Lock gate = new();
    private readonly Dictionary<string, KeptTable> tables = new(StringComparer.Ordinal);
    private bool isRead;

    /// <summary>The latest first.</summary>
    public IReadOnlyList<TableHead> List()
    {
        lock (gate)
            return [.. All().Select(t => t.Head).OfType<TableHead>().OrderByDescending(h => h.At).ThenBy(h => h.Id, StringComparer.Ordinal)];
    }

    /// <summary>Null where there is none. The same object as long as nothing changes.</summary>
    public TableView? Find(string id)
    {
        lock (gate)
            return Table(id)?.View();
    }

    /// <summary>What is being read or could not be, the latest first.</summary>
    public IReadOnlyList<TableDraft> Drafts()
    {
        lock (gate)
            return [.. All().Select(Draft).OfType<TableDraft>().OrderByDescending(d => d.At).ThenBy(d => d.Id, StringComparer.Ordinal)];
    }

    /// <summary>Null where there is none: it is a table already, or was let go.</summary>
    public TableDraft? FindDraft(string id)
    {
        lock (gate)
            return Table(id) is { } table ? Draft(table) : null;
    }

    /// <summary>Takes a file from a browser and has it read in the background.</summary>
    /// <param name="progress">Bytes so far.</param>
    /// <exception cref="RefusedException">Too large.</exception>
    public async Task<TableDraft> ReceiveAsync(string name, long length, Func<Stream> open, Actor by, Action<long> progress, CancellationToken cancellationToken)
    {
        by.Demand(Deed.WorkWithData);
        if (length > MostBytes)
            throw new RefusedException($"{length / 1_000_000:N0} MB are too many for a browser, which may send {MostBytes / 1_000_000:N0} MB. Put the file into the import folder and choose it there.");
        var bare = SafeName(name);
        var place = New();
        var path = Path.Combine(Directory.CreateDirectory(place.Content).FullName, bare);
        try
        {
            long sent = 0;
            await using var source = open();
            await using var target = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
            var buffer = new byte[128 * 1024];
            for (int read; (read = await source.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                progress(sent += read);
            }

            length = sent;
        }
        catch
        {
            place.Delete();
            throw;
        }

        return Begin(place, new StoredDraft(Stem(bare), TableOrigin.File, bare, path, length, by.Name, time.GetUtcNow(), null), by);
    }

    /// <summary>Has a file of the server's import folder read in the background.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public TableDraft Bring(string name, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        var path = imports?.Resolve(name) ?? throw new RefusedException("This portal has no import folder.");
        if (!File.Exists(path))
            throw new RefusedException($"'{name.Trim()}' is a folder. Choose one of the files in it.");
        var bare = Path.GetFileName(path);
        return Begin(New(), new StoredDraft(Stem(bare), TableOrigin.File, bare, path, new FileInfo(path).Length, by.Name, time.GetUtcNow(), null), by);
    }

    /// <summary>Has a campaign's experiments read in the background.</summary>
    /// <exception cref="RefusedException">There is no such campaign.</exception>
    public async Task<TableDraft> FromCampaignAsync(Guid campaign, Actor by, CancellationToken cancellationToken)
    {
        by.Demand(Deed.WorkWithData);
        var name = await Sources.NameOfCampaignAsync(campaign, cancellationToken);
        return Begin(New(), new StoredDraft(name, TableOrigin.Campaign, campaign.ToString("D"), null, null, by.Name, time.GetUtcNow(), null), by);
    }

    /// <summary>Has the runs of a project of prior runs read in the background.</summary>
    /// <exception cref="RefusedException">There is no such project.</exception>
    public TableDraft FromProject(string project, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        return Begin(New(), new StoredDraft(Sources.NameOfProject(project), TableOrigin.PriorRuns, project, null, null, by.Name, time.GetUtcNow(), null), by);
    }

    /// <summary>Keeps a table that is there already, at once.</summary>
    /// <param name="source">As of <see cref="TableHead"/>.</param>
    public TableHead Keep(DataTable table, TableOrigin origin, string source, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        var place = New();
        Directory.CreateDirectory(place.Path);
        var stored = StoredTable.Write(table, place.VersionFolder(1), AnalysisStep.Quiet);
        return Settle(place, stored, new StoredHead(Given(table.Name), origin, source, stored.Rows, stored.Columns.Count, by.Name, time.GetUtcNow(), 1));
    }

    /// <summary>Reads a campaign or a project anew, in the background. Rows that were left out stay so, wherever they are then.</summary>
    /// <exception cref="RefusedException">It is from a file.</exception>
    public void Refresh(string id, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        StoredHead head;
        lock (gate)
            head = Sound(id).Stored!;
        if (head.Origin == TableOrigin.File)
            throw new RefusedException("A table from a file stays as it was brought. Bring the newer file as a table of its own.");
        jobs.Ask(new JobWork(id, TableDraft.JobKey, $"Reading {head.Name} anew", by, (report, stop) => Renew(id, by, report, stop)) { WhenCanceled = "Canceled. The table is as it was." });
    }

    /// <summary>Reads a draft again that was interrupted or refused.</summary>
    /// <exception cref="RefusedException">It is gone.</exception>
    public void Resume(string draft, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        lock (gate)
        {
            var table = Table(draft);
            if (table?.Draft is not { } waiting)
                throw new RefusedException("It is not there any more: somebody has let it go, or it is a table already.");
            if (table.IsDamaged)
                throw new RefusedException("Its files are damaged; reading them again would not help. Bring the table again.");
            table.Set(waiting with { Problem = null });
            Ask(table, by);
        }

        feed.Publish(draft);
    }

    /// <summary>Lets a draft go, with what was uploaded.</summary>
    public void Discard(string draft, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        Cancel(draft, by);
        lock (gate)
        {
            if (Table(draft) is not { } table || Draft(table) is null)
                return;
            tables.Remove(draft);
            // What cannot be read any more may still be of use to somebody.
            if (table.IsDamaged)
                MoveToTrash(table);
            else
                table.Folder.Delete();
        }

        feed.Publish(draft);
    }

    /// <summary>Where the table's files are; answers and models lie in folders beside them.</summary>
    public string FolderOf(string id) => IsId(id) ? Path.Combine(folder, id) : throw new ArgumentException($"'{id}' is no key of a table.", nameof(id));

    /// <param name="rows">Of the table as brought.</param>
    /// <exception cref="RefusedException">They are out already, or none would be left, or there is no reason.</exception>
    public TableEdit Exclude(string id, RowSet rows, string reason, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        TableEdit edit;
        lock (gate)
        {
            var table = Sound(id);
            if (string.IsNullOrWhiteSpace(reason))
                throw new RefusedException("Say why these rows are left out: others will want to know.");
            if (rows.Count == 0)
                throw new RefusedException("No rows are chosen.");
            if (rows.All().Last() is var last && last >= table.Stored!.Rows)
                throw new RefusedException(string.Create(CultureInfo.InvariantCulture, $"The table has {table.Stored.Rows:N0} rows; there is no row {last + 1:N0}."));
            var left = table.Folder.Edits.Excluded;
            var news = RowSet.Of(rows.All().Where(r => !left.Contains(r)));
            if (news.Count == 0)
                throw new RefusedException("These rows are left out already.");
            if (news.Count + left.Count == table.Stored.Rows)
                throw new RefusedException("No row would be left. Leave out fewer, or delete the table.");
            edit = table.Folder.Edits.Exclude(news, reason.Trim(), by.Name, time.GetUtcNow());
            table.Changed();
        }

        feed.Publish(id);
        return edit;
    }

    /// <summary>Takes the rows of an edit back in.</summary>
    /// <exception cref="RefusedException">There is no such edit, or it is undone already.</exception>
    public void Undo(string id, int edit, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        lock (gate)
        {
            var table = Sound(id);
            var known = table.Folder.Edits.All.FirstOrDefault(e => e.Number == edit) ?? throw new RefusedException("There is no such change of the rows.");
            if (known.UndoneBy is { } undoer)
                throw new RefusedException($"{undoer} has taken these rows back already.");
            table.Folder.Edits.Undo(edit, by.Name, time.GetUtcNow());
            table.Changed();
        }

        feed.Publish(id);
    }

    /// <exception cref="RefusedException">The name is blank or too long.</exception>
    public void Rename(string id, string name, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > LongestName)
            throw new RefusedException($"A table needs a name of at most {LongestName} signs.");
        lock (gate)
        {
            var table = Sound(id);
            table.Set(table.Stored! with { Name = name.Trim() });
        }

        feed.Publish(id);
    }

    /// <summary>Moves the table with its answers to the trash folder beside the others, where it stays until somebody deletes it. Work on it is canceled.</summary>
    public void Delete(string id, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        Cancel(id, by);
        lock (gate)
        {
            var table = Sound(id);
            tables.Remove(id);
            MoveToTrash(table);
        }

        feed.Publish(id);
    }

    private TableSources Sources => sources ?? throw new RefusedException("This portal makes tables of files alone.");

    private static bool IsId(string id) => id.Length is > 0 and <= 40 && id.All(char.IsAsciiLetterOrDigit) && id != TrashName;

    private TableFolder New() => new(Path.Combine(folder, Guid.CreateVersion7(time.GetUtcNow()).ToString("N")[^10..]));

    private static string Stem(string file) => Given(Path.GetFileNameWithoutExtension(file) is { Length: > 0 } stem ? stem : file);

    private static string Given(string name) => name.Trim() is { Length: > 0 } given ? given.Length > LongestName ? given[..LongestName].TrimEnd() : given : "table";

    private static string SafeName(string name)
    {
        var bare = Path.GetFileName(name.Replace('\\', '/'));
        return bare is "" or "." or ".." ? "file" : string.Concat(bare.Select(c => char.IsControl(c) || Array.IndexOf(Path.GetInvalidFileNameChars(), c) >= 0 ? '_' : c));
    }

    /// <summary>Under the gate, as are those below.</summary>
    private IEnumerable<KeptTable> All()
    {
        if (!isRead && Directory.Exists(folder))
        {
            foreach (var place in Directory.EnumerateDirectories(folder).Where(d => IsId(Path.GetFileName(d))))
            {
                if (KeptTable.Read(new TableFolder(place)) is { } table)
                    tables[table.Id] = table;
            }
        }

        isRead = true;
        return tables.Values;
    }

    private KeptTable? Table(string id)
    {
        _ = All();
        return tables.GetValueOrDefault(id);
    }

    private KeptTable Sound(string id) => Table(id) is { Stored: not null } table ? table : throw new RefusedException("There is no such table any more: somebody has deleted it.");

    private TableDraft? Draft(KeptTable table) => table.Draft is { } draft
        ? new TableDraft(table.Id, draft.Name, draft.Origin, draft.Source, draft.Bytes, draft.By, draft.At, draft.Problem) { Work = jobs.Find(table.Id, TableDraft.JobKey) }
        : null;

    private void MoveToTrash(KeptTable table)
    {
        Directory.CreateDirectory(Path.Combine(folder, TrashName));
        Directory.Move(table.Folder.Path, Path.Combine(folder, TrashName, table.Id));
    }

    private void Cancel(string id, Actor by)
    {
        foreach (var job in jobs.Of(id).Where(j => j.WhyNotCancel is null))
        {
            try
            {
                jobs.Cancel(job.Id, by);
            }
            catch (RefusedException)
            {
                // It ended by itself meanwhile.
            }
        }
    }

    private TableDraft Begin(TableFolder place, StoredDraft draft, Actor by)
    {
        place.Write(draft);
        lock (gate)
        {
            _ = All();
            var table = tables[place.Id] = new KeptTable(place, null, draft);
            Ask(table, by);
            feed.Publish(place.Id);
            return Draft(table)!;
        }
    }

    private void Ask(KeptTable table, Actor by) =>
        jobs.Ask(new JobWork(table.Id, TableDraft.JobKey, $"Reading {table.Draft!.Name}", by, (report, stop) => Do(table, report, stop)) { WhenCanceled = "Canceled. What was brought is kept, and can be read again." });

    private string Do(KeptTable table, JobReport report, CancellationToken cancellationToken)
    {
        StoredDraft draft;
        lock (gate)
            draft = table.Draft ?? throw new RefusedException("It was let go.");
        try
        {
            table.Folder.Tidy(0);
            var stored = Store(table.Folder.VersionFolder(1), draft.Origin, draft.Source, draft.Path, report, cancellationToken);
            Settle(table.Folder, stored, new StoredHead(draft.Name, draft.Origin, draft.Source, stored.Rows, stored.Columns.Count, draft.By, draft.At, 1));
            return Said(stored);
        }
        catch (Exception e) when (e is RefusedException or IOException or UnauthorizedAccessException or Domain.MetaAnalysis.Import.RunSourceException or Domain.MetaAnalysis.Library.RunLibraryException)
        {
            lock (gate)
            {
                if (tables.ContainsKey(table.Id))
                    table.Set(draft with { Problem = e.Message });
            }

            throw;
        }
    }

    private StoredTable Store(string place, TableOrigin origin, string source, string? path, JobReport report, CancellationToken cancellationToken)
    {
        var step = new AnalysisStep(Math.Min(2, Environment.ProcessorCount), (share, words) => report.Report(share, words!), cancellationToken);
        switch (origin)
        {
            case TableOrigin.File:
                return TableReader.Store(path!, place, TableReading.ByItself, step);
            case TableOrigin.Campaign:
                return StoredTable.Write(WithRows(Sources.Campaign(source, cancellationToken), "campaign"), place, step);
            default:
                return StoredTable.Write(WithRows(Sources.Runs(source, report, cancellationToken), "project"), place, step);
        }
    }

    private static DataTable WithRows(DataTable table, string what) => table.Rows > 0 ? table : throw new RefusedException($"The {what} has no rows yet. Make a table of it once it has some.");

    private static string Said(StoredTable table)
    {
        var remarked = table.Columns.Count(c => c.Remarks.Count > 0);
        return string.Create(CultureInfo.InvariantCulture, $"{table.Rows:N0} {(table.Rows == 1 ? "row" : "rows")} and {table.Columns.Count:N0} {(table.Columns.Count == 1 ? "column" : "columns")} were read{(remarked == 0 ? "" : $"; {remarked:N0} of the columns {(remarked == 1 ? "has" : "have")} remarks")}.");
    }

    /// <summary>From here on it is a table.</summary>
    private TableHead Settle(TableFolder place, StoredTable stored, StoredHead head)
    {
        TableHead shown;
        lock (gate)
        {
            _ = All();
            place.Write(head);
            place.EndDraft();
            var table = tables[place.Id] = new KeptTable(place, head, null);
            table.Hold(stored);
            shown = table.Head!;
        }

        feed.Publish(place.Id);
        return shown;
    }

    private string Renew(string id, Actor by, JobReport report, CancellationToken cancellationToken)
    {
        KeptTable table;
        StoredHead head;
        lock (gate)
        {
            table = Sound(id);
            head = table.Stored!;
            table.Folder.Tidy(head.Version);
        }

        var next = Store(table.Folder.VersionFolder(head.Version + 1), head.Origin, head.Source, null, report, cancellationToken);
        string said;
        lock (gate)
        {
            if (!tables.ContainsKey(id))
                throw new RefusedException("The table was deleted meanwhile.");
            var before = table.View() ?? throw new RefusedException("The table cannot be read any more.");
            if (before.Whole.Hash == next.Hash)
            {
                table.Folder.Tidy(head.Version);
                return "Nothing has changed since.";
            }

            said = Follow(table.Folder.Edits, new RowIdentity(before.Whole, next, head.Origin), by);
            table.Set(table.Stored! with { Rows = next.Rows, Columns = next.Columns.Count, By = by.Name, At = time.GetUtcNow(), Version = head.Version + 1 });
            table.Hold(next);
            table.Folder.Tidy(head.Version + 1);
        }

        feed.Publish(id);
        return Said(next) + said;
    }

    /// <summary>What was left out stays out where its rows are now.</summary>
    /// <returns>A sentence about rows that are not there any more; blank where all are.</returns>
    private string Follow(TableEdits edits, RowIdentity rows, Actor by)
    {
        var lost = 0;
        foreach (var edit in edits.All.Where(e => e.UndoneBy is null).ToList())
        {
            var found = rows.Find(edit.Rows);
            lost += edit.Rows.Count - found.Count;
            if (found == edit.Rows)
                continue;
            edits.Undo(edit.Number, $"{by.Name}, by reading the table anew", time.GetUtcNow());
            if (found.Count > 0)
                edits.Exclude(found, edit.Reason, by.Name, time.GetUtcNow());
        }

        return lost == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {lost:N0} of the rows that were left out {(lost == 1 ? "is" : "are")} not there any more.");
    }
}
