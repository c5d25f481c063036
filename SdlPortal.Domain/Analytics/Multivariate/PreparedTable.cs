using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>A table made ready for methods that hold every column against every other: of thousands of columns the most complete.</summary>
internal static class PreparedTable
{
    public const int MostColumns = 500;

    public static PreparedRows Of(DataTable table, PreparationSettings settings, AnalysisStep step)
    {
        var names = settings.Columns ?? [.. table.Columns.Where(c => c.Kind == ColumnKind.Number).Select(c => c.Name)];
        if (names.Count <= MostColumns)
            return FittedPreparation.FitAndApply(table, null, settings, step);
        var remarks = new List<string>();
        var chosen = ColumnsOfNumbers.Choose(table, names, MostColumns, remarks, step);
        var prepared = FittedPreparation.FitAndApply(table, null, settings with { Columns = [.. chosen.Select(c => table.Columns[c].Name)] }, step);
        return prepared with { Remarks = [.. remarks, .. prepared.Remarks] };
    }
}
