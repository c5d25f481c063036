using System.Globalization;
using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Domain.Analytics.Pictures;

/// <summary>Which columns a picture shows, and what is said of those it cannot. Pure.</summary>
public static class PictureColumns
{
    /// <summary>So many stand beside each other.</summary>
    public const int Most = 12;

    /// <summary>A category with more levels names rows rather than groups them.</summary>
    private const int MostLevels = 50;

    /// <param name="asked">By name; null for the first that can be shown.</param>
    /// <param name="serves">The kinds that the picture can show.</param>
    public static IReadOnlyList<int> Of(DataTable table, IReadOnlyList<string>? asked, int most, Func<ColumnKind, bool> serves, List<string> remarks)
    {
        if (asked is null)
        {
            int[] fit = [.. Enumerable.Range(0, table.Columns.Count).Where(i => serves(table.Columns[i].Kind) && table.Columns[i].Levels.Count <= MostLevels)];
            if (fit.Length > most)
                remarks.Add(string.Create(CultureInfo.InvariantCulture, $"The first {most} of {fit.Length} columns are shown; choose others."));
            if (fit.Length == 0)
                remarks.Add("The table has no column that this picture can show.");
            return [.. fit.Take(most)];
        }

        List<int> columns = [];
        foreach (var name in asked.Distinct(StringComparer.Ordinal))
        {
            var index = table.IndexOf(name);
            if (index < 0)
                remarks.Add($"The table has no column '{name}'.");
            else if (table.Columns[index].Kind == ColumnKind.Empty)
                remarks.Add($"Every cell of '{name}' is missing: there is nothing to show.");
            else if (!serves(table.Columns[index].Kind))
                remarks.Add($"'{name}' holds {KindWords(table.Columns[index].Kind)}, which this picture cannot show.");
            else if (columns.Count == most)
                remarks.Add(string.Create(CultureInfo.InvariantCulture, $"'{name}' is left out: no more than {most} columns are shown at once."));
            else
                columns.Add(index);
        }

        return columns;
    }

    private static string KindWords(ColumnKind kind) => kind switch
    {
        ColumnKind.Number => "numbers",
        ColumnKind.Time => "points in time",
        ColumnKind.Category => "texts",
        _ => "nothing",
    };

    /// <summary>The column's values as they are drawn: logarithms to the base 10 where the axis is logarithmic; not a number where that cannot be had.</summary>
    /// <param name="isLog">Wished for; false where the column has no value above 0 or holds no numbers.</param>
    /// <param name="leftOut">Values that a logarithmic axis cannot show.</param>
    public static double[] Values(DataTable table, int column, ref bool isLog, out int leftOut, List<string> remarks)
    {
        var values = table.Values(column);
        leftOut = 0;
        for (var i = 0; i < values.Length; i++)
            values[i] = double.IsFinite(values[i]) ? values[i] : double.NaN;
        isLog = isLog && table.Columns[column].Kind == ColumnKind.Number;
        if (!isLog)
            return values;
        var name = table.Columns[column].Name;
        if (!Array.Exists(values, v => v > 0))
        {
            isLog = false;
            remarks.Add($"'{name}' has no value above 0, so its axis is not logarithmic.");
            return values;
        }

        for (var i = 0; i < values.Length; i++)
        {
            leftOut += values[i] <= 0 ? 1 : 0;
            values[i] = values[i] > 0 ? Math.Log10(values[i]) : double.NaN;
        }

        if (leftOut > 0)
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"{leftOut} of {values.Length} values of '{name}' are 0 or below and cannot stand on a logarithmic axis; they are left out."));
        return values;
    }
}
