using SdlPortal.Domain.MetaAnalysis.Quality;

namespace SdlPortal.Web.Data.Tables;

/// <summary>Where a table came from.</summary>
public enum TableOrigin
{
    /// <summary>A file that somebody brought.</summary>
    File,

    /// <summary>The experiments of a campaign of this portal.</summary>
    Campaign,

    /// <summary>The runs of a project of prior runs.</summary>
    PriorRuns,
}

/// <summary>A table of the workspace as lists show it.</summary>
/// <param name="Id">Short, for addresses.</param>
/// <param name="Source">The file's name, or the key of the campaign or the project.</param>
/// <param name="Rows">As brought.</param>
/// <param name="Excluded">How many of them are left out now.</param>
public sealed record TableHead(string Id, string Name, TableOrigin Origin, string Source, int Rows, int Columns, int Excluded, string By, DateTimeOffset At);

/// <summary>Rows that somebody left out, and whether that still holds.</summary>
/// <param name="Number">From 1, in the order of time.</param>
/// <param name="Rows">Of the table as brought.</param>
/// <param name="UndoneBy">Null while it holds.</param>
public sealed record TableEdit(int Number, RowSet Rows, string Reason, string By, DateTimeOffset At, string? UndoneBy = null, DateTimeOffset? UndoneAt = null);
