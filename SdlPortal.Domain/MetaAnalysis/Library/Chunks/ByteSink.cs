using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace SdlPortal.Domain.MetaAnalysis.Library.Chunks;

/// <summary>Writes numbers and texts as bytes, little endian; <see cref="ByteSource"/> reads them. Not safe for several threads.</summary>
internal sealed class ByteSink
{
    private readonly ArrayBufferWriter<byte> buffer = new(1024);

    public ReadOnlySpan<byte> Written => buffer.WrittenSpan;

    public void Clear() => buffer.ResetWrittenCount();

    public void Byte(byte value)
    {
        buffer.GetSpan(1)[0] = value;
        buffer.Advance(1);
    }

    /// <summary>Not negative; small ones take one byte.</summary>
    public void Count(int value)
    {
        for (var rest = (uint)value; ; rest >>= 7)
        {
            if (rest < 0x80)
            {
                Byte((byte)rest);
                return;
            }

            Byte((byte)(rest | 0x80));
        }
    }

    public void Long(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(buffer.GetSpan(8), value);
        buffer.Advance(8);
    }

    public void Double(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(buffer.GetSpan(8), value);
        buffer.Advance(8);
    }

    public void Text(string? text)
    {
        if (text is null)
        {
            Count(0);
            return;
        }

        var length = Encoding.UTF8.GetByteCount(text);
        Count(length + 1);
        Encoding.UTF8.GetBytes(text, buffer.GetSpan(length));
        buffer.Advance(length);
    }

    public void Raw(ReadOnlySpan<byte> bytes) => buffer.Write(bytes);

    /// <summary>Values of eight bytes, as they lie in memory; every machine that .NET runs on has them little end first.</summary>
    public void Raw<T>(ReadOnlySpan<T> values)
        where T : unmanaged => buffer.Write(MemoryMarshal.AsBytes(values));

    /// <summary>Counts, each at least −1.</summary>
    public void Codes(ReadOnlySpan<int> codes)
    {
        foreach (var code in codes)
            Count(code + 1);
    }
}
