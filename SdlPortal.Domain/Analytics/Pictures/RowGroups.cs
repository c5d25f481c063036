using System.Globalization;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Pictures;

/// <summary>The rows of a table by what a column says, for pictures by group: levels of a category, the numbers of a column with few, else five ranges with equally many rows. Immutable by agreement.</summary>
/// <param name="By">The column; null where all rows are one group.</param>
/// <param name="Names">In the order in which they are drawn.</param>
/// <param name="IsOrdered">True where the groups follow one another: numbers and times.</param>
/// <param name="Of">One per row: the group's place in <see cref="Names"/>.</param>
/// <param name="Remarks">What was put together or could not be had.</param>
public sealed record RowGroups(string? By, IReadOnlyList<string> Names, bool IsOrdered, int[] Of, IReadOnlyList<string> Remarks)
{
    /// <summary>More cannot be told apart by color; without the rows that have no value.</summary>
    public const int Most = 8;

    public const string Missing = "(missing)";

    private const int Ranges = 5;

    public int Count => Names.Count;

    /// <param name="by">Null for all rows as one group.</param>
    public static RowGroups Find(DataTable table, string? by)
    {
        if (by is null)
            return All(table.Rows);
        var index = table.IndexOf(by);
        if (index < 0)
            return All(table.Rows, $"The table has no column '{by}' to group by; all rows are one group.");
        var column = table.Columns[index];
        if (column.Kind == ColumnKind.Empty)
            return All(table.Rows, $"Every cell of '{by}' is missing; all rows are one group.");
        var values = table.Values(index);
        return column.Kind == ColumnKind.Category ? OfLevels(column, values) : OfNumbers(column, values);
    }

    private static RowGroups All(int rows, params string[] remarks) => new(null, ["all rows"], false, new int[rows], remarks);

    private static RowGroups OfLevels(TableColumn column, double[] values)
    {
        var counts = new int[column.Levels.Count];
        foreach (var value in values.Where(double.IsFinite))
            counts[(int)value]++;
        // The most frequent first; of the same number that which was read first.
        int[] order = [.. Enumerable.Range(0, counts.Length).Where(l => counts[l] > 0).OrderByDescending(l => counts[l])];
        var own = order.Length <= Most ? order.Length : Most - 1;
        var place = new int[counts.Length];
        for (var i = 0; i < order.Length; i++)
            place[order[i]] = Math.Min(i, own);
        List<string> names = [.. order.Take(own).Select(l => column.Levels[l])];
        List<string> remarks = [];
        if (order.Length > own)
        {
            names.Add(string.Create(CultureInfo.InvariantCulture, $"{order.Length - own} others"));
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"'{column.Name}' has {order.Length} levels; the {own} most frequent are shown, the others together."));
        }

        return WithMissing(column, names, false, [.. values.Select(v => double.IsFinite(v) ? place[(int)v] : -1)], remarks);
    }

    private static RowGroups OfNumbers(TableColumn column, double[] values)
    {
        double[] sorted = [.. values.Where(double.IsFinite)];
        Array.Sort(sorted);
        if (sorted.Length == 0)
            return All(values.Length, $"Every cell of '{column.Name}' is missing; all rows are one group.");
        var few = new List<double> { sorted[0] };
        for (var i = 1; i < sorted.Length && few.Count <= Most; i++)
        {
            if (sorted[i] > few[^1])
                few.Add(sorted[i]);
        }

        string Say(double value) => column.Kind == ColumnKind.Time ? TimeWords.Of(value) : Quantity.Text(value);
        var unit = column.Kind == ColumnKind.Number && column.Unit is { Length: > 0 } known ? "\u00a0" + known : "";
        if (few.Count <= Most)
            return WithMissing(column, [.. few.Select(v => Say(v) + unit)], true, [.. values.Select(v => double.IsFinite(v) ? few.BinarySearch(v) : -1)], []);

        // Upper ends of the ranges; ties may leave fewer of them.
        double[] ends = [.. Enumerable.Range(1, Ranges).Select(i => i == Ranges ? sorted[^1] : Robust.Quantile(sorted, i / (double)Ranges)).Distinct()];
        List<string> names = [.. ends.Select((end, i) => $"{Say(i == 0 ? sorted[0] : ends[i - 1])} to {Say(end)}{unit}")];
        return WithMissing(column, names, true, [.. values.Select(v => double.IsFinite(v) ? PlaceOf(ends, v) : -1)],
            [string.Create(CultureInfo.InvariantCulture, $"'{column.Name}' is cut into {ends.Length} ranges with about equally many rows.")]);
    }

    private static int PlaceOf(double[] ends, double value)
    {
        var place = Array.BinarySearch(ends, value);
        return place >= 0 ? place : Math.Min(~place, ends.Length - 1);
    }

    private static RowGroups WithMissing(TableColumn column, List<string> names, bool isOrdered, int[] of, List<string> remarks)
    {
        var missing = of.Count(g => g < 0);
        if (missing > 0)
        {
            for (var i = 0; i < of.Length; i++)
                of[i] = of[i] < 0 ? names.Count : of[i];
            names.Add(Missing);
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"{missing} of {of.Length} rows have no '{column.Name}'; they are a group of their own."));
        }

        return new RowGroups(column.Name, names, isOrdered, of, remarks);
    }
}
