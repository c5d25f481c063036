using SdlPortal.Web.Data.Explore;
using SdlPortal.Web.Data.Reports;
using SdlPortal.Web.Data.Rows;
using SdlPortal.Web.Data.Streams;

namespace SdlPortal.Web.Data.Tables;

/// <summary>The tabs of a table in the order of the work. Each is a component with one parameter, <c>View</c>; what it shows of that stands in the address's query.</summary>
public static class TableTabs
{
    public const string Report = ReportAnswers.TabKey;

    public static readonly IReadOnlyList<(string Key, string Name, Type Panel)> All =
    [
        (Report, "Report", typeof(ReportPanel)),
        (RowsQuery.TabKey, "Rows", typeof(RowsPanel)),
        (ExploreQuery.TabKey, "Explore", typeof(ExplorePanel)),
        (StreamsQuery.TabKey, "Streams", typeof(StreamsPanel)),
    ];

    /// <summary>Unknown words in an address are ignored: an old link still opens the table.</summary>
    public static (string Key, string Name, Type Panel) Of(string? key) => All.FirstOrDefault(t => t.Key == key) is { Key: not null } found ? found : All[0];

    public static string Address(string table, string tab) => $"/data/{Uri.EscapeDataString(table)}/{tab}";
}
