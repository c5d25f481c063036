using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using SdlPortal.Domain.Analytics.Tables.Storing;
using SdlPortal.Domain.Files;
using SdlPortal.Domain.MetaAnalysis.Analysis;

namespace SdlPortal.Domain.Analytics.Tables;

/// <summary>
/// A table in a folder: what its columns are in one file, the values in another. A column is read from disk whenever it is asked for. The file of values stays open as long as the table lives, so that a table that
/// somebody deletes can be read to the end.
/// </summary>
public sealed class StoredTable : DataTable
{
    private readonly TableRecord record;
    private readonly SafeFileHandle values;

    private StoredTable(TableRecord record, SafeFileHandle values, string name)
    {
        (this.record, this.values, Name) = (record, values, name);
    }

    public override string Name { get; }

    public override string Hash => record.Hash;

    public override int Rows => record.Rows;

    public override IReadOnlyList<TableColumn> Columns => record.Columns;

    public override IReadOnlyList<string> Remarks => record.Remarks;

    public override double[] Values(int column)
    {
        var read = new double[Rows];
        for (var first = 0; first < Rows; first += record.BlockRows)
            Fill(column, first, read.AsSpan(first, Math.Min(record.BlockRows, Rows - first)));
        return read;
    }

    public override double[] ValuesAt(int column, ReadOnlySpan<int> rows)
    {
        var read = new double[rows.Length];
        for (var i = 0; i < rows.Length;)
        {
            // Rows that follow each other in one block are one piece of the file.
            var count = 1;
            while (i + count < rows.Length && rows[i + count] == rows[i] + count && rows[i + count] % record.BlockRows != 0)
                count++;
            Fill(column, rows[i], read.AsSpan(i, count));
            i += count;
        }

        return read;
    }

    /// <summary>The same table under another name.</summary>
    public StoredTable Named(string name) => name == Name ? this : new StoredTable(record, values, name);

    /// <param name="name">Null for the one that it was stored under.</param>
    /// <exception cref="IOException">It is not there or damaged.</exception>
    public static StoredTable Open(string folder, string? name = null)
    {
        var record = JsonFile.Read<TableRecord>(Path.Combine(folder, TableRecord.FileName), AnalysisJson.Options);
        if (record is null || record.Version != TableRecord.CurrentVersion)
            throw new IOException($"{folder} holds no table that this version of the portal can read. Bring the table again.");
        var path = Path.Combine(folder, TableRecord.ValuesName);
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        if (RandomAccess.GetLength(handle) != (long)record.Rows * record.Columns.Count * sizeof(double))
        {
            handle.Dispose();
            throw new IOException($"{path} has not the length that its table says: it is damaged. Bring the table again.");
        }

        return new StoredTable(record, handle, name ?? record.Name);
    }

    /// <summary>Writes any table into a new folder, which is there whole or not at all.</summary>
    /// <exception cref="IOException">The folder is there already, or cannot be written.</exception>
    public static StoredTable Write(DataTable table, string folder, AnalysisStep step)
    {
        WholeFolder.Make(folder, made =>
        {
            var digests = new byte[table.Columns.Count][];
            int blockRows;
            using (var file = new FileBlocks(Path.Combine(made, TableRecord.ValuesName), table.Columns.Count, table.Rows))
            {
                blockRows = file.BlockRows;
                for (var i = 0; i < digests.Length; i++)
                {
                    step.Cancellation.ThrowIfCancellationRequested();
                    step.Report((double)i / digests.Length, "writing");
                    var column = table.Values(i);
                    for (var first = 0; first < column.Length; first += blockRows)
                        file.WriteColumn(first / blockRows, Math.Min(blockRows, column.Length - first), i, column.AsSpan(first, Math.Min(blockRows, column.Length - first)));
                    using var hash = new ColumnHash();
                    hash.Add(column);
                    digests[i] = hash.Finish();
                }

                file.Finish();
            }

            JsonFile.Write(Path.Combine(made, TableRecord.FileName), new TableRecord(TableRecord.CurrentVersion, table.Name, table.Rows, blockRows, TableHash.Of(table.Rows, table.Columns, digests), [.. table.Columns], [.. table.Remarks]), AnalysisJson.Options);
        });
        return Open(folder);
    }

    /// <summary>Reads a piece of a column that lies within one block.</summary>
    private void Fill(int column, int row, Span<double> into)
    {
        var first = row / record.BlockRows * record.BlockRows;
        var bytes = MemoryMarshal.AsBytes(into);
        var at = (((long)first * Columns.Count) + ((long)column * Math.Min(record.BlockRows, Rows - first)) + row - first) * sizeof(double);
        while (bytes.Length > 0)
        {
            var got = RandomAccess.Read(values, bytes, at);
            if (got == 0)
                throw new IOException($"The values of {Name} end too early: its file is damaged. Bring the table again.");
            bytes = bytes[got..];
            at += got;
        }
    }
}
