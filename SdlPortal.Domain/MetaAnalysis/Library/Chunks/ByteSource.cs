using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace SdlPortal.Domain.MetaAnalysis.Library.Chunks;

/// <summary>Reads what a <see cref="ByteSink"/> wrote.</summary>
internal ref struct ByteSource(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    public byte Byte() => Take(1)[0];

    public int Count()
    {
        var value = 0u;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var part = Byte();
            value |= (uint)(part & 0x7f) << shift;
            if (part < 0x80)
                return (int)value;
        }

        throw new InvalidDataException("a number has no end");
    }

    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    public string? Text()
    {
        var length = Count();
        return length == 0 ? null : Encoding.UTF8.GetString(Take(length - 1));
    }

    public T[] Raw<T>(int count)
        where T : unmanaged
    {
        var values = new T[count];
        var into = MemoryMarshal.AsBytes(values.AsSpan());
        Take(into.Length).CopyTo(into);
        return values;
    }

    public int[] Codes(int count)
    {
        var codes = new int[count];
        for (var i = 0; i < count; i++)
            codes[i] = Count() - 1;
        return codes;
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length < 0 || length > rest.Length)
            throw new InvalidDataException("it ends too early");
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }
}
