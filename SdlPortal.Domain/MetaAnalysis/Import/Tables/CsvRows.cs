using System.Globalization;
using System.Text;
using CsvHelper;

namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>The rows of a separated table; its first row names the columns.</summary>
internal sealed class CsvRows : ITableRows
{
    /// <summary>A quote that is never closed would otherwise take the whole file into one cell.</summary>
    private const int LongestRow = 64 * 1024 * 1024;

    private readonly Stream stream;
    private readonly CsvReader csv;
    private readonly string[] columns;
    private readonly HashSet<int> unnamed = [];
    private CsvMalformedRecord? malformed;

    /// <param name="separator">Null where the first line says it ("sep=;").</param>
    /// <param name="encoding">Null for UTF-8, or what a byte order mark says.</param>
    public CsvRows(Stream stream, char? separator, Encoding? encoding)
    {
        this.stream = stream;
        csv = CsvReader.Create(stream, new CsvReaderOptions
        {
            HasHeader = false,
            Separator = separator,
            Encoding = encoding,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MaxRecordSize = LongestRow,
            BufferSize = 256 * 1024,
            OnMalformedRecord = record => malformed = record,
        });
        columns = ReadHeadings();
    }

    public IReadOnlyList<string> Columns => columns;

    public string? Fault { get; private set; }

    public bool IsShort { get; private set; }

    /// <summary>True where its heading was blank.</summary>
    public bool IsUnnamed(int column) => unnamed.Contains(column);

    public long Line => csv.LineNumber;

    public double Fraction => stream.Length == 0 ? 1 : Math.Min(1, (double)stream.Position / stream.Length);

    public ReadOnlySpan<byte> this[int column] => Cells.Trim(csv.GetSpan(column));

    public bool Read()
    {
        try
        {
            while (csv.Read())
            {
                if (AllBlank())
                    continue;
                IsShort = false;
                Fault = FaultOfRow();
                return true;
            }

            return false;
        }
        catch (CsvFormatException e)
        {
            throw new RunSourceException($"The table breaks off after line {Line}: {e.Message} A quotation mark that is never closed is the usual cause; close it and import again.", e);
        }
    }

    public void Dispose() => csv.Dispose();

    private string[] ReadHeadings()
    {
        if (!Read())
            return [];
        var names = new string[csv.FieldCount];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = csv.GetString(i).Trim() is { Length: > 0 } name ? name : string.Create(CultureInfo.InvariantCulture, $"column {i + 1}");
            if (this[i].IsEmpty)
                unnamed.Add(i);
        }

        Fault = null;
        return names;
    }

    private bool AllBlank()
    {
        for (var i = 0; i < csv.FieldCount; i++)
        {
            if (!this[i].IsEmpty)
                return false;
        }

        return true;
    }

    private string? FaultOfRow()
    {
        if (malformed is { } record && record.LineNumber == csv.LineNumber && record.Reason is CsvMalformedReason.UnterminatedQuote or CsvMalformedReason.TextAfterClosingQuote)
        {
            return malformed.Value.Reason == CsvMalformedReason.UnterminatedQuote
                ? "A quotation mark is opened here and never closed, so everything to the end of the file became one cell. Close it and import again."
                : "Text follows a closing quotation mark. Write a quotation mark inside a quoted cell twice.";
        }

        var cells = csv.FieldCount;
        if (columns is null || cells == columns.Length)
            return null;
        if (cells > columns.Length)
        {
            var filled = cells;
            while (filled > columns.Length && this[filled - 1].IsEmpty)
                filled--;
            if (filled == columns.Length)
                return null;
        }

        IsShort = cells < columns.Length;
        return $"The row has {cells} {(cells == 1 ? "cell" : "cells")} and the heading {columns.Length}. Correct the row; a separator inside a cell has to stand in quotation marks.";
    }
}
