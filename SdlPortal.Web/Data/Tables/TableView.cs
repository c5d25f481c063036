using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Web.Data.Tables;

/// <summary>What a tab of a table's page gets: the table as it was when somebody last changed it. Immutable; a change brings a new one.</summary>
/// <param name="Whole">Every row that was brought.</param>
/// <param name="Kept">The rows that are not left out: what every analysis is of.</param>
public sealed record TableView(TableHead Head, IReadOnlyList<TableEdit> Edits, DataTable Whole, DataTable Kept)
{
    public string Id => Head.Id;

    /// <summary>What everybody should know who looks at the table as a whole: what its reading met, and what is wrong with its files.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
