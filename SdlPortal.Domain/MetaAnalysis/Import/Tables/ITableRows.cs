namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>The rows of a table in the file's order, as UTF-8 texts; forward only, one row in memory at a time.</summary>
internal interface ITableRows : IDisposable
{
    /// <summary>The headings, trimmed; a blank one is "column 3". Grows while rows are read where the format has no heading line.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>False at the end. Blank rows are passed over.</summary>
    /// <exception cref="RunSourceException">The file is damaged so that nothing after this can be read.</exception>
    bool Read();

    /// <summary>Why the current row cannot be used; null where it can.</summary>
    string? Fault { get; }

    /// <summary>True where the row's only fault is that it lacks cells at its end.</summary>
    bool IsShort { get; }

    /// <summary>Where the current row begins, the file's first line being 1.</summary>
    long Line { get; }

    /// <summary>How much of the file has been read, 0 to 1.</summary>
    double Fraction { get; }

    /// <summary>The cell of the current row, trimmed; empty where there is none. Valid until the next read.</summary>
    ReadOnlySpan<byte> this[int column] { get; }
}
