namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>Cuts a stream into the texts of its objects, without parsing them: line by line, or by the braces inside a list.</summary>
internal sealed class JsonObjects(Stream stream, bool isArray)
{
    private const int LongestObject = 64 * 1024 * 1024;

    private byte[] buffer = new byte[256 * 1024];
    private int start;
    private int end;
    private bool ended;
    private long nextLine = 1;

    /// <summary>Where the current object begins.</summary>
    public long Line { get; private set; }

    /// <summary>The next text that is not blank; valid until the next call.</summary>
    public bool Next(out ReadOnlySpan<byte> json)
    {
        while (isArray ? NextInList(out json) : NextLine(out json))
        {
            json = Cells.Trim(json);
            if (json.StartsWith("\uFEFF"u8))
                json = Cells.Trim(json[3..]);
            if (!json.IsEmpty)
                return true;
        }

        json = default;
        return false;
    }

    /// <summary>The text with NaN, Infinity and -Infinity outside quotes made strings; null where there are none.</summary>
    public static byte[]? QuoteBareNumbers(ReadOnlySpan<byte> json)
    {
        var written = new List<byte>(json.Length + 16);
        var (quoted, found) = (false, false);
        for (var i = 0; i < json.Length; i++)
        {
            var word = quoted ? default : BareNumber(json[i..]);
            if (word.Length > 0)
            {
                found = true;
                written.Add((byte)'"');
                written.AddRange(word);
                written.Add((byte)'"');
                i += word.Length - 1;
                continue;
            }

            if (json[i] == '\\' && quoted && i + 1 < json.Length)
                written.Add(json[i++]);
            else if (json[i] == '"')
                quoted = !quoted;
            written.Add(json[i]);
        }

        return found ? [.. written] : null;
    }

    private static ReadOnlySpan<byte> BareNumber(ReadOnlySpan<byte> text) =>
        text.StartsWith("NaN"u8) ? text[..3] : text.StartsWith("Infinity"u8) ? text[..8] : text.StartsWith("-Infinity"u8) ? text[..9] : default;

    private bool NextLine(out ReadOnlySpan<byte> json)
    {
        var from = 0;
        while (true)
        {
            var at = buffer.AsSpan(start + from, end - start - from).IndexOf((byte)'\n');
            if (at >= 0)
            {
                json = Take(from + at, 1);
                nextLine++;
                return true;
            }

            from = end - start;
            if (!Fill())
            {
                json = Take(end - start, 0);
                return !json.IsEmpty;
            }
        }
    }

    private bool NextInList(out ReadOnlySpan<byte> json)
    {
        if (!SkipTo((byte)'{'))
        {
            json = default;
            return false;
        }

        var (depth, quoted, breaks) = (0, false, 0);
        for (var i = 0; ; i++)
        {
            if (start + i == end && !Fill())
            {
                // The last object is cut off: its parser says so.
                json = Take(end - start, 0);
                return true;
            }

            var b = buffer[start + i];
            breaks += b == '\n' ? 1 : 0;
            if (quoted)
            {
                if (b == '\\' && (start + i + 1 < end || Fill()))
                    i++;
                else if (b == '"')
                    quoted = false;
            }
            else if (b == '"')
            {
                quoted = true;
            }
            else if (b == '{')
            {
                depth++;
            }
            else if (b == '}' && --depth == 0)
            {
                json = Take(i + 1, 0);
                nextLine += breaks;
                return true;
            }
        }
    }

    /// <summary>Passes over brackets, commas and blanks; what else stands between two objects is passed over too.</summary>
    private bool SkipTo(byte brace)
    {
        while (start < end || Fill())
        {
            if (buffer[start] == brace)
                return true;
            nextLine += buffer[start] == '\n' ? 1 : 0;
            start++;
        }

        return false;
    }

    private ReadOnlySpan<byte> Take(int length, int skipped)
    {
        Line = nextLine;
        var taken = buffer.AsSpan(start, length);
        start += length + skipped;
        return taken;
    }

    /// <summary>Reads more behind what is there; false at the end of the stream.</summary>
    private bool Fill()
    {
        if (ended)
            return false;
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
        {
            if (buffer.Length >= LongestObject)
                throw new RunSourceException($"The object that begins in line {nextLine} is longer than {LongestObject / 1024 / 1024} MB. A quotation mark or brace that is never closed is the usual cause.");
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        var read = stream.Read(buffer.AsSpan(end));
        ended = read == 0;
        end += read;
        return !ended;
    }
}
