using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.People;

namespace SdlPortal.Web.Data.Tables;

/// <summary>The tables of the workspace, a folder each under the data folder. Reads files, so it is not to be called on a page's own thread. Safe for any thread.</summary>
public sealed class DataTables
{
    /// <summary>The latest first.</summary>
    public IReadOnlyList<TableHead> List() => throw new NotImplementedException();

    /// <summary>Null where there is none. The same object as long as nothing changes.</summary>
    public TableView? Find(string id) => throw new NotImplementedException();

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
