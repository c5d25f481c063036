using System.Text.Unicode;

namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>Whether the bytes that went by were UTF-8.</summary>
internal sealed class Utf8Check
{
    private readonly byte[] carried = new byte[4];
    private int count;

    public bool Failed { get; private set; }

    public void Add(ReadOnlySpan<byte> chunk)
    {
        if (Failed || chunk.IsEmpty)
            return;
        // A character may be cut by the end of a chunk: its first bytes are carried to the next one.
        while (count > 0 && chunk.Length > 0 && !Utf8.IsValid(carried.AsSpan(0, count)))
        {
            if (count == 4)
            {
                Failed = true;
                return;
            }

            carried[count++] = chunk[0];
            chunk = chunk[1..];
        }

        if (count > 0 && !Utf8.IsValid(carried.AsSpan(0, count)))
            return;
        count = 0;
        var whole = chunk.Length;
        for (var back = 1; back <= Math.Min(3, chunk.Length); back++)
        {
            var lead = chunk[^back];
            if (lead < 0x80)
                break;
            if (lead < 0xC0)
                continue;
            var length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
            if (length > back)
                whole = chunk.Length - back;
            break;
        }

        Failed = !Utf8.IsValid(chunk[..whole]);
        chunk[whole..].CopyTo(carried);
        count = chunk.Length - whole;
    }
}
