using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Web.Data.Tables;

namespace SdlPortal.Web.Data.Rows;

/// <summary>Which rows are shown with regard to what is left out.</summary>
public enum RowsShown
{
    /// <summary>Those that count.</summary>
    Kept,

    /// <summary>All, with those that are left out struck through.</summary>
    All,

    /// <summary>Those alone that are left out.</summary>
    Excluded,
}

/// <summary>What the Rows tab shows; its form is the address's query. Immutable.</summary>
/// <param name="Sort">The column that orders the rows; null for the order of the file.</param>
/// <param name="Filters">A row has to pass all.</param>
/// <param name="Page">From 1, of <see cref="RowsOfAPage"/> rows.</param>
/// <param name="Columns">From 1, the block of <see cref="ColumnsOfABlock"/> columns.</param>
public sealed record RowsQuery(string? Sort = null, bool Descending = false, IReadOnlyList<RowFilter>? Filters = null, RowsShown Shown = RowsShown.Kept, int Page = 1, int Columns = 1)
{
    public const string TabKey = "rows";

    /// <summary>Browsers refuse to draw anything taller than some ten million pixels, so very long tables have pages.</summary>
    public const int RowsOfAPage = 100_000;

    /// <summary>More of them side by side make a browser slow.</summary>
    public const int ColumnsOfABlock = 40;

    public IReadOnlyList<RowFilter> Tests => Filters ?? [];

    public static RowsQuery From(string? sort, string? order, string[]? where, string? shown, string? page, string? columns) => new(
        string.IsNullOrEmpty(sort) ? null : sort,
        order == "down",
        [.. (where ?? []).Select(RowFilter.Parse).OfType<RowFilter>()],
        shown switch { "all" => RowsShown.All, "excluded" => RowsShown.Excluded, _ => RowsShown.Kept },
        int.TryParse(page, out var number) && number > 1 ? number : 1,
        int.TryParse(columns, out var block) && block > 1 ? block : 1);

    public string Address(string table)
    {
        var parts = new List<string>();
        void Add(string name, string? value)
        {
            if (value is not null)
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
        }

        Add("sort", Sort);
        Add("order", Sort is not null && Descending ? "down" : null);
        foreach (var filter in Tests)
            Add("where", filter.Text());
        Add("shown", Shown switch { RowsShown.All => "all", RowsShown.Excluded => "excluded", _ => null });
        Add("page", Page > 1 ? $"{Page}" : null);
        Add("columns", Columns > 1 ? $"{Columns}" : null);
        return TableTabs.Address(table, TabKey) + (parts.Count == 0 ? "" : "?" + string.Join('&', parts));
    }

    /// <summary>What a click on a column's heading leads to: up, down, then the order of the file again.</summary>
    public RowsQuery SortedBy(string column) => Sort != column ? this with { Sort = column, Descending = false, Page = 1 }
        : Descending ? this with { Sort = null, Descending = false, Page = 1 } : this with { Descending = true, Page = 1 };

    /// <summary>Filters and orders that name what the table does not have, each with the reason.</summary>
    public IEnumerable<string> Problems(DataTable table)
    {
        if (Sort is { } sort && table.IndexOf(sort) < 0)
            yield return $"The table has no column {sort} to order by.";
        foreach (var filter in Tests)
        {
            if (filter.WhyNot(table) is { } reason)
                yield return reason;
        }
    }

    /// <summary>True where both show the same rows in the same order, whatever part of them is in view.</summary>
    public bool IsSameOrder(RowsQuery other) => Sort == other.Sort && Descending == other.Descending && Shown == other.Shown && Tests.SequenceEqual(other.Tests);
}
