using System.Globalization;
using System.Text;
using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Web.Data.Files;

/// <summary>Writes a table as CSV (RFC 4180, decimal point, full precision, UTC times), a block of rows at a time. A missing cell is empty; units stand in the heading.</summary>
internal static class TableCsv
{
    private const int Block = 4096;

    public static async Task WriteAsync(DataTable table, Stream to, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\r\n" };
        var columns = table.Columns;
        await writer.WriteLineAsync(string.Join(',', columns.Select(c => Quote(c.Unit is { } unit ? $"{c.Name} ({unit})" : c.Name))).AsMemory(), cancellationToken);
        var line = new StringBuilder();
        for (var from = 0; from < table.Rows; from += Block)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int[] rows = [.. Enumerable.Range(from, Math.Min(Block, table.Rows - from))];
            var values = new double[columns.Count][];
            for (var c = 0; c < values.Length; c++)
                values[c] = table.ValuesAt(c, rows);
            for (var i = 0; i < rows.Length; i++)
            {
                line.Clear();
                for (var c = 0; c < values.Length; c++)
                    line.Append(c > 0 ? "," : "").Append(Cell(columns[c], values[c][i]));
                await writer.WriteLineAsync(line, cancellationToken);
            }
        }
    }

    private static string Cell(TableColumn column, double value) => double.IsNaN(value) ? "" : column.Kind switch
    {
        ColumnKind.Category => Quote(column.Levels[(int)value]),
        ColumnKind.Time when Math.Abs(value) < 6e10 => DateTime.UnixEpoch.AddSeconds(value).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string Quote(string cell) => cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : '"' + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
