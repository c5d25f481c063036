using System.Text;

namespace SdlPortal.Hardware.Links;

/// <summary>
/// Cuts a stream of bytes into lines, however the bytes are chunked. A line ends with LF, a CR before it is dropped. What exceeds
/// <see cref="LongestLine"/> bytes is thrown away up to the next line end, so that a babbling instrument cannot fill the memory.
/// </summary>
public sealed class LineSplitter
{
    public const int LongestLine = 64 * 1024;

    private readonly byte[] line = new byte[LongestLine];
    private int length;
    private bool cut;

    public IReadOnlyList<ReceivedLine> Add(ReadOnlySpan<byte> bytes)
    {
        var lines = new List<ReceivedLine>();
        while (bytes.IndexOf((byte)'\n') is var end and >= 0)
        {
            Keep(bytes[..end]);
            lines.Add(Take());
            bytes = bytes[(end + 1)..];
        }

        Keep(bytes);
        return lines;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var kept = Math.Min(bytes.Length, LongestLine - length);
        bytes[..kept].CopyTo(line.AsSpan(length));
        length += kept;
        cut |= kept < bytes.Length;
    }

    private ReceivedLine Take()
    {
        var text = line.AsSpan(0, length);
        if (!cut && text is [.., (byte)'\r'])
            text = text[..^1];
        var received = new ReceivedLine(Encoding.UTF8.GetString(text), !cut);
        (length, cut) = (0, false);
        return received;
    }
}
