using System.Text;
using CsvHelper;

namespace SdlPortal.Domain.Campaigns.PriorResults;

/// <summary>One line of a table as it stands in the file.</summary>
/// <param name="Line">Its line number, the header being line 1.</param>
public sealed record PriorRow(long Line, IReadOnlyList<string> Cells);

/// <summary>
/// A table of earlier results as read from a file: headings and texts, nothing interpreted yet. Separated by comma, semicolon or
/// tab, as its first line shows; in UTF-8 or with a byte order mark.
/// </summary>
public sealed record PriorTable(IReadOnlyList<string> Headers, IReadOnlyList<PriorRow> Rows)
{
    public const int MostBytes = 20 * 1024 * 1024;
    public const int MostRows = 100_000;

    /// <summary>The limits in one sentence, to be said before a file is chosen.</summary>
    public const string Limits = "At most 20 MB and 100,000 rows; separated by comma, semicolon or tab, numbers with a decimal point.";

    private const int LongestRecord = 1024 * 1024;

    /// <summary>Reads no more than the limit, whatever the stream holds.</summary>
    /// <param name="needsRows">False where headings alone are a table too.</param>
    /// <exception cref="PriorTableException">The file is too large, empty or no table of text; nothing was taken from it.</exception>
    public static async Task<PriorTable> ReadAsync(Stream stream, bool needsRows = true, CancellationToken cancellationToken = default)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[81920];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (memory.Length + count > MostBytes)
                throw new PriorTableException($"The file has more than {MostBytes / 1024 / 1024} MB. Leave out columns and rows that are not needed, or split it.");
            memory.Write(buffer, 0, count);
        }

        return Parse(Decode(memory.ToArray()), needsRows);
    }

    /// <exception cref="PriorTableException">The text is no table.</exception>
    public static PriorTable Parse(string text, bool needsRows = true)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new PriorTableException("The file is empty. Its first line names the columns, each further line is one result.");
        var options = new CsvReaderOptions { HasHeader = false, Separator = Separator(text), TrimWhitespace = true, TrackLineNumbers = true, MaxRecordSize = LongestRecord };
        try
        {
            using var csv = CsvReader.FromText(text, options);
            List<string>? headers = null;
            var rows = new List<PriorRow>();
            while (csv.Read())
            {
                var cells = new string[csv.FieldCount];
                for (var i = 0; i < cells.Length; i++)
                    cells[i] = csv.GetString(i);
                if (Array.TrueForAll(cells, string.IsNullOrWhiteSpace))
                    continue;
                if (headers is null)
                    headers = [.. cells];
                else if (rows.Count == MostRows)
                    throw new PriorTableException($"The file has more than {MostRows:N0} rows. Import the most informative ones; a model learns little from more.");
                else
                    rows.Add(new PriorRow(csv.LineNumber, cells));
            }

            return headers is not null && (rows.Count > 0 || !needsRows) ? new PriorTable(headers, rows) : throw new PriorTableException("The file has headings but no rows, so there is nothing to import.");
        }
        catch (CsvFormatException e)
        {
            throw new PriorTableException($"The file cannot be read as a table: {e.Message} A quotation mark that is never closed is the usual cause.");
        }
    }

    private static string Decode(byte[] bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes), new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
        try
        {
            var text = reader.ReadToEnd();
            return text.Contains('\0', StringComparison.Ordinal) ? throw NoText() : text;
        }
        catch (DecoderFallbackException)
        {
            throw NoText();
        }
    }

    private static PriorTableException NoText() =>
        new("This is not a table of text in UTF-8; it may be a spreadsheet or another program's own format. Save it as CSV (UTF-8) first.");

    /// <summary>The separator that the first line uses most, outside quotes.</summary>
    private static char Separator(string text)
    {
        var (quoted, counts) = (false, new Dictionary<char, int> { [','] = 0, [';'] = 0, ['\t'] = 0 });
        foreach (var c in text.TrimStart('\r', '\n'))
        {
            if (c == '"')
                quoted = !quoted;
            else if (c is '\n' or '\r' && !quoted)
                break;
            else if (!quoted && counts.TryGetValue(c, out var count))
                counts[c] = count + 1;
        }

        return counts['\t'] > 0 && counts['\t'] >= counts[';'] ? '\t' : counts[';'] > 0 ? ';' : ',';
    }
}

/// <summary>A file is no table of earlier results; the message says why and what to do. Nothing of it was taken.</summary>
public sealed class PriorTableException(string message) : Exception(message);
