using SdlPortal.Domain.Analytics.Profiles;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Web.Data.Rows;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.Data.Reports;

/// <summary>Profiled columns in words.</summary>
internal static class ColumnWords
{
    /// <summary>A value of the column, without its unit where it is a number; the empty text for none.</summary>
    public static string Value(TableColumnProfile column, double value) => double.IsNaN(value) ? "" : Cell(column, value).Text ?? "";

    /// <summary>In full, with the unit.</summary>
    public static string Full(TableColumnProfile column, double value) => double.IsNaN(value) ? "" : Cell(column, value).Full ?? "";

    /// <summary>The distribution for those who cannot see it.</summary>
    public static string Distribution(TableColumnProfile column) => column switch
    {
        { Present: 0 } => "No value is present.",
        { Numbers: { } n } => $"From {Value(column, n.Min)} to {Value(column, n.Max)}{(column.Kind == ColumnKind.Number && column.Unit is { } unit ? " " + unit : "")}, half of the values between {Value(column, n.Q1)} and {Value(column, n.Q3)}.",
        { Levels: [var most, ..] } => $"{Counts.Of(column.Distinct, "different text")}; the most frequent is {most.Level} in {Counts.Of(most.Count, "row")}.",
        _ => "",
    };

    private static RowCell Cell(TableColumnProfile column, double value) => RowWindow.Cell(new TableColumn { Name = column.Name, Kind = column.Kind, Unit = column.Unit }, value);
}
