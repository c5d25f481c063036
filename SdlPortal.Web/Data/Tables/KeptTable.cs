using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Web.Data.Tables;

/// <summary>A table of the workspace, or its draft, with what of it lies in memory. Used under the lock of <see cref="DataTables"/>.</summary>
internal sealed class KeptTable(TableFolder folder, StoredHead? stored, StoredDraft? draft)
{
    private TableView? view;
    private StoredTable? whole;

    public string Id => folder.Id;

    public TableFolder Folder => folder;

    /// <summary>Null while it is a draft, or where it is damaged.</summary>
    public StoredHead? Stored { get; private set; } = stored;

    public StoredDraft? Draft { get; private set; } = draft;

    /// <summary>True where it was a table that cannot be read any more.</summary>
    public bool IsDamaged { get; private set; }

    public TableHead? Head => Stored is { } s ? new TableHead(Id, s.Name, s.Origin, s.Source, s.Rows, s.Columns, folder.Edits.Excluded.Count, s.By, s.At) : null;

    /// <summary>Null where the folder is none of a table's.</summary>
    public static KeptTable? Read(TableFolder folder)
    {
        if (folder.ReadHead() is { } head)
            return new KeptTable(folder, head, null);
        if (folder.HasHead)
            return Damaged(folder, new StoredDraft(folder.Id, TableOrigin.File, "", null, null, "", default, null), "What is written about the table cannot be read: the file is damaged, or of another version of the portal.");
        return folder.ReadDraft() is { } draft ? new KeptTable(folder, null, draft) : null;
    }

    public void Set(StoredHead head)
    {
        folder.Write(head);
        (Stored, view) = (head, null);
    }

    public void Set(StoredDraft next)
    {
        folder.Write(next);
        Draft = next;
    }

    /// <summary>The values as they are now.</summary>
    public void Hold(StoredTable table) => (whole, view) = (table, null);

    /// <summary>The rows that are left out are others now.</summary>
    public void Changed() => view = null;

    /// <summary>Null where it is no table.</summary>
    public TableView? View()
    {
        if (view is not null || Stored is null)
            return view;
        try
        {
            whole = (whole ??= StoredTable.Open(folder.VersionFolder(Stored.Version))).Named(Stored.Name);
        }
        catch (IOException e)
        {
            (Draft, Stored, IsDamaged) = (new StoredDraft(Stored.Name, Stored.Origin, Stored.Source, null, null, Stored.By, Stored.At, e.Message), null, true);
            return null;
        }

        var edits = folder.Edits;
        return view = new TableView(Head!, [.. edits.All], whole, TablePart.Without(whole, edits.Excluded)) { Remarks = [.. edits.Problems, .. whole.Remarks] };
    }

    private static KeptTable Damaged(TableFolder folder, StoredDraft draft, string problem) => new(folder, null, draft with { Problem = problem }) { IsDamaged = true };
}
