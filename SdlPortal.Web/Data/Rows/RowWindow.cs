using System.Globalization;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Web.Data.Rows;

/// <summary>A cell as it is shown: four digits, and in full on hover; null where the cell is missing.</summary>
public readonly record struct RowCell(string? Text, string? Full);

/// <summary>A row as it is shown.</summary>
/// <param name="Place">In the order that is shown, from 0.</param>
/// <param name="Row">Of the table as brought, from 0.</param>
public sealed record ShownRow(int Place, int Row, IReadOnlyList<RowCell> Cells);

/// <summary>The few rows of a table that a page has in view, read when they come into it. Reads files, so it is not to be called on a page's own thread.</summary>
public static class RowWindow
{
    /// <param name="rows">Of the table, in the order that is shown.</param>
    /// <param name="from">Place of the first row in that order.</param>
    public static IReadOnlyList<ShownRow> Read(DataTable table, Range columns, int[] rows, int from, int count, CancellationToken cancellationToken)
    {
        from = Math.Clamp(from, 0, rows.Length);
        count = Math.Clamp(count, 0, rows.Length - from);
        var (first, width) = columns.GetOffsetAndLength(table.Columns.Count);
        return [.. Pick(table, [.. Enumerable.Range(first, width)], rows.AsSpan(from, count), cancellationToken).Select(row => row with { Place = from + row.Place })];
    }

    /// <summary>Some columns of some rows, in the orders in which they are named.</summary>
    public static IReadOnlyList<ShownRow> Pick(DataTable table, ReadOnlySpan<int> columns, ReadOnlySpan<int> rows, CancellationToken cancellationToken)
    {
        var cells = new RowCell[rows.Length][];
        for (var i = 0; i < rows.Length; i++)
            cells[i] = new RowCell[columns.Length];
        for (var c = 0; c < columns.Length; c++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var values = table.ValuesAt(columns[c], rows);
            for (var i = 0; i < rows.Length; i++)
                cells[i][c] = Cell(table.Columns[columns[c]], values[i]);
        }

        var picked = new ShownRow[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            picked[i] = new ShownRow(i, rows[i], cells[i]);
        return picked;
    }

    public static RowCell Cell(TableColumn column, double value) => double.IsNaN(value) ? default : column.Kind switch
    {
        ColumnKind.Category => new RowCell(column.Levels[(int)value], column.Levels[(int)value]),
        ColumnKind.Time => new RowCell(Time(value, brief: true), Time(value, brief: false) + " UTC"),
        // Counts and numbers of things are read digit by digit.
        _ when value == Math.Truncate(value) && Math.Abs(value) < 1e7 => new RowCell((value + 0.0).ToString("0", CultureInfo.InvariantCulture).Replace('-', '−'), Quantity.Full(value, column.Unit)),
        _ => new RowCell(Quantity.Text(value), Quantity.Full(value, column.Unit)),
    };

    private static string Time(double seconds, bool brief)
    {
        if (seconds is < -62_135_596_800 or > 253_402_300_799)
            return Quantity.Full(seconds, "s");
        var at = DateTime.UnixEpoch.AddSeconds(seconds);
        return at.ToString(at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : brief || at.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
    }
}
