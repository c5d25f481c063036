using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Web.Data.Tables;

namespace SdlPortal.Web.Data.Rows;

/// <summary>The rows that a query wants, in its order. Reads whole columns, so it is not to be made on a page's own thread.</summary>
public static class RowOrder
{
    /// <returns>Rows of the table as brought.</returns>
    public static int[] Of(TableView view, RowsQuery query, CancellationToken cancellationToken)
    {
        var table = view.Whole;
        var excluded = Excluded(view);
        var pass = new bool[table.Rows];
        for (var row = 0; row < pass.Length; row++)
            pass[row] = query.Shown == RowsShown.All || excluded[row] == (query.Shown == RowsShown.Excluded);
        foreach (var filter in query.Tests.Where(f => f.WhyNot(table) is null))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var at = table.IndexOf(filter.Column);
            var (values, passes) = (table.Values(at), filter.Passes(table.Columns[at]));
            for (var row = 0; row < pass.Length; row++)
                pass[row] = pass[row] && passes(values[row]);
        }

        var rows = new int[pass.Count(p => p)];
        var place = 0;
        for (var row = 0; row < pass.Length; row++)
        {
            if (pass[row])
                rows[place++] = row;
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (query.Sort is { } sort && table.IndexOf(sort) is >= 0 and var column)
            Sort(rows, Keys(table.Columns[column], table.Values(column)), query.Descending);
        return rows;
    }

    /// <summary>One per row of the table as brought: true where it is left out now.</summary>
    public static bool[] Excluded(TableView view)
    {
        var excluded = new bool[view.Whole.Rows];
        foreach (var edit in view.Edits.Where(e => e.UndoneBy is null))
        {
            foreach (var row in edit.Rows.All())
            {
                if (row < excluded.Length)
                    excluded[row] = true;
            }
        }

        return excluded;
    }

    /// <summary>Texts in the order of the alphabet, not of their first appearance.</summary>
    private static double[] Keys(TableColumn column, double[] values)
    {
        if (column.Kind != ColumnKind.Category)
            return values;
        var ranks = new double[column.Levels.Count];
        var rank = 0;
        foreach (var level in Enumerable.Range(0, ranks.Length).OrderBy(l => column.Levels[l], StringComparer.OrdinalIgnoreCase).ThenBy(l => column.Levels[l], StringComparer.Ordinal))
            ranks[level] = rank++;
        for (var i = 0; i < values.Length; i++)
            values[i] = double.IsNaN(values[i]) ? double.NaN : ranks[(int)values[i]];
        return values;
    }

    /// <summary>What is missing stands last either way; rows with the same value stay in the order of the file.</summary>
    private static void Sort(int[] rows, double[] values, bool descending)
    {
        var keys = new double[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var value = values[rows[i]];
            keys[i] = descending ? -value : value;
        }

        // "Not a number" sorts before everything else; it is put behind below.
        Array.Sort(keys, rows);
        var missing = 0;
        while (missing < keys.Length && double.IsNaN(keys[missing]))
            missing++;
        for (var i = 0; i < keys.Length;)
        {
            var end = i + 1;
            while (end < keys.Length && keys[end].Equals(keys[i]))
                end++;
            if (end - i > 1)
                Array.Sort(rows, i, end - i);
            i = end;
        }

        if (missing == 0)
            return;
        var last = rows[..missing];
        Array.Copy(rows, missing, rows, 0, rows.Length - missing);
        last.CopyTo(rows, rows.Length - missing);
    }
}
