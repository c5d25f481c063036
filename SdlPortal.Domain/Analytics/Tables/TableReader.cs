using SdlPortal.Domain.Analytics.Tables.Reading;
using SdlPortal.Domain.Analytics.Tables.Storing;
using SdlPortal.Domain.Files;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Import.Tables;

namespace SdlPortal.Domain.Analytics.Tables;

/// <summary>
/// Makes a table of any file of text: CSV, TSV and their relatives, JSON lines, a list of JSON objects. What a column is, its cells decide together: numbers where at least four fifths of them are. Whatever does not fit counts as missing and is
/// said in the column's remarks; the rest goes on. Safe for any thread.
/// </summary>
public static class TableReader
{
    /// <summary>Into memory: eight bytes a cell.</summary>
    /// <exception cref="RunSourceException">The file is missing, empty, no table of text, or damaged so that its end cannot be read; says what to do.</exception>
    public static DataTable Read(string path, TableReading reading, AnalysisStep step)
    {
        MemoryBlocks? blocks = null;
        var read = new TablePass(Open(path, reading), reading, (columns, rows) => blocks = new MemoryBlocks(columns, rows), step).Do();
        return new MemoryTable(NameOf(path, reading), read.Columns, blocks!.Take(), read.Remarks);
    }

    /// <summary>Into a new folder; memory does not grow with the file. The folder is there whole or not at all.</summary>
    /// <exception cref="RunSourceException">As <see cref="Read"/>.</exception>
    /// <exception cref="IOException">The folder is there already, or cannot be written.</exception>
    public static StoredTable Store(string path, string folder, TableReading reading, AnalysisStep step)
    {
        var file = Open(path, reading);
        WholeFolder.Make(folder, made =>
        {
            var values = Path.Combine(made, TableRecord.ValuesName);
            FileBlocks? blocks = null;
            try
            {
                var read = new TablePass(file, reading, Again, step).Do();
                blocks!.Finish();
                var record = new TableRecord(TableRecord.CurrentVersion, NameOf(path, reading), read.Rows, blocks.BlockRows, TableHash.Of(read.Rows, read.Columns, read.Digests), read.Columns, read.Remarks);
                JsonFile.Write(Path.Combine(made, TableRecord.FileName), record, AnalysisJson.Options);
            }
            finally
            {
                blocks?.Dispose();
            }

            FileBlocks Again(int columns, long rows)
            {
                blocks?.Dispose();
                File.Delete(values);
                return blocks = new FileBlocks(values, columns, rows);
            }
        });
        return StoredTable.Open(folder);
    }

    private static TableFile Open(string path, TableReading reading)
    {
        var file = TableFile.Open(path);
        return reading.Separator is { } separator && file.Layout == TableLayout.Separated ? file with { Separator = separator, HasHint = false } : file;
    }

    private static string NameOf(string path, TableReading reading) => reading.Name ?? (Path.GetFileNameWithoutExtension(path) is { Length: > 0 } stem ? stem : Path.GetFileName(path));
}
