using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Harmonization;

namespace SdlPortal.Domain.Analytics.Preparation;

/// <summary>Reads the cells of a table's column as a prepared column understands them: logarithms, features of levels, units of another table. Not a number stands for a missing cell. Pure.</summary>
internal static class ColumnReading
{
    /// <summary>A level that is no feature.</summary>
    public const double NoFeature = -1;

    /// <summary>Null where the column can be read.</summary>
    public static string? ProblemOf(PreparedColumn column, DataTable table)
    {
        if (table.IndexOf(column.Name) is var at && at < 0)
            return $"The column '{column.Name}' is missing.";
        var found = table.Columns[at];
        if (found.Kind != column.Kind && found.Kind != ColumnKind.Empty)
            return $"The column '{column.Name}' holds {Words(found.Kind)}; {Words(column.Kind)} are needed.";
        return column.Unit is { } wished && found.Unit is { } unit && !Units.Same(unit, wished) && Units.Between(unit, wished) is null
            ? $"The column '{column.Name}' is in {unit}, which cannot be converted to {wished}."
            : null;
    }

    /// <summary>One value for each of the rows: after the logarithm, not scaled; of a category the index of the feature of its level, or <see cref="NoFeature"/>.</summary>
    public static double[] Read(PreparedColumn column, DataTable table, int[] rows, ICollection<string> remarks)
    {
        var at = table.IndexOf(column.Name);
        var found = table.Columns[at];
        var all = table.Values(at);
        var values = new double[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            values[i] = all[rows[i]];
        if (found.Kind == ColumnKind.Category)
            Features(column, found, values, remarks);
        else
            Numbers(column, found, values, remarks);
        return values;
    }

    private static void Features(PreparedColumn column, TableColumn found, double[] values, ICollection<string> remarks)
    {
        var features = new double[found.Levels.Count];
        for (var k = 0; k < features.Length; k++)
            features[k] = IndexOf(column.Levels, found.Levels[k]) is var own and >= 0 ? own : column.Other ? column.Levels.Count : NoFeature;
        var (unknown, first) = (0, -1);
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
                continue;
            var level = (int)values[i];
            values[i] = features[level];
            if (values[i] == NoFeature)
                (unknown, first) = (unknown + 1, first < 0 ? level : first);
        }

        if (unknown > 0)
            remarks.Add($"{unknown:N0} of {values.Length:N0} cells of '{column.Name}' hold a level that was not learned from, such as '{found.Levels[first]}'; they count as none of the known levels.");
    }

    private static void Numbers(PreparedColumn column, TableColumn found, double[] values, ICollection<string> remarks)
    {
        var conversion = column.Unit is { } wished && found.Unit is { } unit ? Units.Between(unit, wished) ?? Conversion.None : Conversion.None;
        if (!conversion.IsNone)
            remarks.Add($"'{column.Name}' is converted from {found.Unit} to {column.Unit}.");
        else if (column.Unit is { } own && found.Unit is null && found.Kind == ColumnKind.Number)
            remarks.Add($"'{column.Name}' has no unit; it is read as {own}.");
        var below = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var value = conversion.Apply(values[i]);
            if (column.Logarithm)
            {
                below += value <= 0 ? 1 : 0;
                value = value > 0 ? Math.Log(value) : double.NaN;
            }

            values[i] = double.IsFinite(value) ? value : double.NaN;
        }

        if (below > 0)
            remarks.Add($"{below:N0} of {values.Length:N0} values of '{column.Name}' are 0 or less and have no logarithm; they count as missing.");
    }

    public static string Words(ColumnKind kind) => kind switch
    {
        ColumnKind.Category => "texts",
        ColumnKind.Time => "points in time",
        ColumnKind.Empty => "nothing",
        _ => "numbers",
    };

    private static int IndexOf(IReadOnlyList<string> levels, string level)
    {
        for (var i = 0; i < levels.Count; i++)
        {
            if (levels[i] == level)
                return i;
        }

        return -1;
    }
}
