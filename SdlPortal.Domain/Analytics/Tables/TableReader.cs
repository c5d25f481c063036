using SdlPortal.Domain.MetaAnalysis.Import;

namespace SdlPortal.Domain.Analytics.Tables;

/// <summary>
/// Makes a table of any file of text: CSV, TSV and their relatives, JSON lines, a list of JSON objects. What a column is, its cells decide together: numbers where at least four fifths of them are. Whatever does not fit counts as missing and is
/// said in the column's remarks; the rest goes on. Safe for any thread.
/// </summary>
public static class TableReader
{
    /// <summary>Into memory: eight bytes a cell.</summary>
    /// <exception cref="RunSourceException">The file is missing, empty, no table of text, or damaged so that its end cannot be read; says what to do.</exception>
    public static DataTable Read(string path, TableReading reading, AnalysisStep step) => throw new NotImplementedException();

    /// <summary>Into a new folder; memory does not grow with the file. The folder is there whole or not at all.</summary>
    /// <exception cref="RunSourceException">As <see cref="Read"/>.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static StoredTable Store(string path, string folder, TableReading reading, AnalysisStep step) => throw new NotImplementedException();
}
