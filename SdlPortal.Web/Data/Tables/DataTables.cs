using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.People;

namespace SdlPortal.Web.Data.Tables;

/// <summary>The tables of the workspace, a folder each under the data folder. Reads files, so it is not to be called on a page's own thread. Safe for any thread.</summary>
public sealed class DataTables
{
    /// <summary>The folder's name within the data folder.</summary>
    public const string FolderName = "tables";

    /// <summary>What a browser may send; larger files go through the import folder.</summary>
    public const long MostBytes = 4_000_000_000;

    /// <summary>The latest first.</summary>
    public IReadOnlyList<TableHead> List() => throw new NotImplementedException();

    /// <summary>Null where there is none. The same object as long as nothing changes.</summary>
    public TableView? Find(string id) => throw new NotImplementedException();

    /// <summary>What is being read or could not be, the latest first.</summary>
    public IReadOnlyList<TableDraft> Drafts() => throw new NotImplementedException();

    /// <summary>Null where there is none: it is a table already, or was let go.</summary>
    public TableDraft? FindDraft(string id) => throw new NotImplementedException();

    /// <summary>Takes a file from a browser and has it read in the background.</summary>
    /// <param name="progress">Bytes so far.</param>
    /// <exception cref="RefusedException">Too large.</exception>
    public async Task<TableDraft> ReceiveAsync(string name, long length, Func<Stream> open, Actor by, Action<long> progress, CancellationToken cancellationToken)
    {
        by.Demand(Deed.WorkWithData);
        await Task.CompletedTask;
        throw new NotImplementedException();
    }

    /// <summary>Has a file of the server's import folder read in the background.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public TableDraft Bring(string name, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        throw new NotImplementedException();
    }

    /// <summary>Has a campaign's experiments read in the background.</summary>
    /// <exception cref="RefusedException">There is no such campaign.</exception>
    public async Task<TableDraft> FromCampaignAsync(Guid campaign, Actor by, CancellationToken cancellationToken)
    {
        by.Demand(Deed.WorkWithData);
        await Task.CompletedTask;
        throw new NotImplementedException();
    }

    /// <summary>Has the runs of a project of prior runs read in the background.</summary>
    /// <exception cref="RefusedException">There is no such project.</exception>
    public TableDraft FromProject(string project, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        throw new NotImplementedException();
    }

    /// <summary>Keeps a table that is there already, at once.</summary>
    public TableHead Keep(DataTable table, TableOrigin origin, string source, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        throw new NotImplementedException();
    }

    /// <summary>Reads a campaign or a project anew, in the background. Rows that were left out stay so where the rows only grew.</summary>
    /// <exception cref="RefusedException">It is from a file.</exception>
    public void Refresh(string id, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        throw new NotImplementedException();
    }

    /// <summary>Reads a draft again that was interrupted or refused.</summary>
    public void Resume(string draft, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        throw new NotImplementedException();
    }

    /// <summary>Lets a draft go, with what was uploaded.</summary>
    public void Discard(string draft, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        throw new NotImplementedException();
    }

    /// <summary>Where the table's files are; answers and models lie in folders beside them.</summary>
    public string FolderOf(string id) => throw new NotImplementedException();

    /// <param name="rows">Of the table as brought.</param>
    public TableEdit Exclude(string id, RowSet rows, string reason, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        throw new NotImplementedException();
    }

    public void Undo(string id, int edit, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        throw new NotImplementedException();
    }

    public void Rename(string id, string name, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        throw new NotImplementedException();
    }

    public void Delete(string id, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        throw new NotImplementedException();
    }
}
