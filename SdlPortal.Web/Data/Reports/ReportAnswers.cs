using SdlPortal.Domain.Analytics.Profiles;
using SdlPortal.Web.Data.Tables;

namespace SdlPortal.Web.Data.Reports;

/// <summary>What the report asks of a table.</summary>
public static class ReportAnswers
{
    public const string TabKey = "quality";

    public static ProfileSettings Profile { get; } = new();

    /// <summary>The Report tab with a column open; null for none.</summary>
    public static string Address(string table, string? column) => TableTabs.Address(table, TabKey) + (column is null ? "" : $"?column={Uri.EscapeDataString(column)}");

    /// <summary>The page made for paper.</summary>
    public static string Printable(string table) => $"/data/{Uri.EscapeDataString(table)}/report";
}
