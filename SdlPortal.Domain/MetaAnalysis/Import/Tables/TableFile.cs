using System.Text;
using System.Text.Unicode;

namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>How a table of text is written.</summary>
internal enum TableLayout { Separated, JsonLines, JsonArray }

/// <summary>A file that holds a table of text, and how it is written as its beginning shows. Immutable; every opening gives the rows anew.</summary>
/// <param name="Separator">Null in JSON.</param>
/// <param name="Encoding">Null for UTF-8 or what a byte order mark says.</param>
/// <param name="HasMark">True where a mark at the beginning says the encoding.</param>
/// <param name="HasHint">True where the first line says the separator ("sep=;") and is no heading.</param>
/// <param name="MostBytes">Rows end after so many bytes; null for the whole file.</param>
internal sealed record TableFile(string Path, TableLayout Layout, char? Separator, Encoding? Encoding, bool HasMark = false, bool HasHint = false, long? MostBytes = null)
{
    private const int HeadBytes = 256 * 1024;

    /// <summary>What files that are not UTF-8 are taken for: Latin-1 with the signs that Windows adds to it.</summary>
    public static Encoding Latin { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>True where "1,5" is a number: a comma that separates cells cannot.</summary>
    public bool DecimalComma => Layout == TableLayout.Separated && Separator != ',';

    public string Name => System.IO.Path.GetFileName(Path);

    /// <exception cref="RunSourceException">The file is missing, empty, or no text.</exception>
    public static TableFile Open(string path)
    {
        var name = System.IO.Path.GetFileName(path);
        var head = Head(path);
        var wide = head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
        var marked = wide || head is [0xEF, 0xBB, 0xBF, ..];
        var text = wide ? Encoding.UTF8.GetBytes(DecodeWide(head)) : head.AsSpan(marked ? 3 : 0);
        if (Cells.Trim(text).IsEmpty)
            throw new RunSourceException($"{name} is empty. Its first line must name the columns.");
        if (text.Contains((byte)0))
            throw new RunSourceException($"{name} is not a table of text; it may be a spreadsheet, a database or packed. Export it as CSV first.");
        if (!wide && LayoutOf(text) is var layout and not TableLayout.Separated)
            return new TableFile(path, layout, null, null, marked);
        var separator = SeparatorOf(text, out var hinted);
        return new TableFile(path, TableLayout.Separated, separator, marked || IsUtf8(text) ? null : Latin, marked, hinted);
    }

    /// <summary>True where the beginning of the file is text; reads no more than that.</summary>
    public static bool TryOpen(string path, out TableFile file)
    {
        file = null!;
        if (!File.Exists(path))
            return false;
        try
        {
            file = Open(path);
            return true;
        }
        catch (RunSourceException)
        {
            return false;
        }
    }

    /// <exception cref="RunSourceException">The file went away, or has no heading.</exception>
    /// <param name="check">Told whether the bytes are UTF-8, where nothing says what they are; null to go without.</param>
    public ITableRows Rows(Utf8Check? check = null)
    {
        Stream stream = OpenStream(Path);
        if (MostBytes is { } most && most < stream.Length)
            stream = new HeadStream(stream, most);
        if (check is not null && Encoding is null && !HasMark)
            stream = new CheckedStream(stream, check);
        return Layout == TableLayout.Separated ? new CsvRows(stream, HasHint ? null : Separator, Encoding) : new JsonRows(stream, Layout == TableLayout.JsonArray);
    }

    /// <summary>The file as if it ended after the last whole line within so many bytes; itself where it is shorter.</summary>
    public TableFile Limited(int bytes)
    {
        using var stream = OpenStream(Path);
        if (stream.Length <= bytes)
            return this;
        var tail = new byte[Math.Min(bytes, HeadBytes)];
        stream.Position = bytes - tail.Length;
        var last = tail.AsSpan(0, stream.ReadAtLeast(tail, tail.Length, throwOnEndOfStream: false)).LastIndexOf((byte)'\n');
        return this with { MostBytes = last < 0 ? bytes : bytes - tail.Length + last + 1 };
    }

    private static FileStream OpenStream(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunSourceException($"{path} cannot be opened: {e.Message}", e);
        }
    }

    private static byte[] Head(string path)
    {
        using var stream = OpenStream(path);
        var head = new byte[Math.Min(HeadBytes, stream.Length)];
        var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return read == head.Length ? head : head[..read];
    }

    private static string DecodeWide(byte[] head) => (head[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(head.AsSpan(2));

    /// <summary>The head may end within a character.</summary>
    private static bool IsUtf8(ReadOnlySpan<byte> text)
    {
        for (var cut = 0; cut < 4 && cut <= text.Length; cut++)
        {
            if (Utf8.IsValid(text[..^cut]))
                return true;
        }

        return false;
    }

    private static TableLayout LayoutOf(ReadOnlySpan<byte> text)
    {
        var start = Cells.Trim(text);
        if (start[0] == '{')
            return TableLayout.JsonLines;
        // A heading may begin with a bracket; a list of objects has a brace next.
        return start[0] == '[' && Cells.Trim(start[1..]) is [(byte)'{' or (byte)']', ..] ? TableLayout.JsonArray : TableLayout.Separated;
    }

    /// <summary>The separator that parts the first lines into the same number of cells, more cells being better; commas where none does.</summary>
    private static char SeparatorOf(ReadOnlySpan<byte> text, out bool hinted)
    {
        hinted = text.StartsWith("sep="u8) && text.Length > 5 && text[5] is (byte)'\r' or (byte)'\n';
        if (hinted)
            return (char)text[4];
        text = text.TrimStart("\r\n "u8);
        var (best, most) = (',', 0);
        foreach (var candidate in (ReadOnlySpan<char>)[',', ';', '\t', '|'])
        {
            var count = Counts(text, (byte)candidate);
            if (count > most)
                (best, most) = (candidate, count);
        }

        return best;
    }

    /// <summary>How often the byte stands in the first line, outside quotes; a tenth of it where the next lines have another number.</summary>
    private static int Counts(ReadOnlySpan<byte> text, byte separator)
    {
        var (quoted, count, first, lines, same) = (false, 0, -1, 0, 0);
        for (var i = 0; i <= text.Length && lines < 20; i++)
        {
            if (i < text.Length && text[i] == '"')
                quoted = !quoted;
            if (i < text.Length && (quoted || text[i] != '\n'))
            {
                count += !quoted && text[i] == separator ? 1 : 0;
                continue;
            }

            // What stands after the last line break is only part of a line, or nothing.
            if (i == text.Length && first >= 0)
                break;
            first = first < 0 ? count : first;
            same += count == first ? 1 : 0;
            lines++;
            count = 0;
        }

        return same * 2 > lines ? first * 10 : first;
    }
}
