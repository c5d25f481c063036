using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace SdlPortal.Domain.MetaAnalysis.Library.Chunks;

/// <summary>
/// A chunk's file: a head that says where its parts are and what their SHA-256 is, then the parts, each compressed for itself, so that a table is read without keys, notes and curves. Whoever knows the SHA-256 of the head knows all bytes.
/// Written once, never changed.
/// </summary>
internal sealed class ChunkFile : IChunk
{
    private enum Part { Hashes, Runs, Texts, Notes, Curves }

    private const int Parts = 5;
    private const int PartHead = 8 + 4 + 4 + SHA256.HashSizeInBytes;
    private const int HeadLength = 8 + 4 + (Parts * PartHead);
    private static ReadOnlySpan<byte> Magic => "sdlruns1"u8;

    private readonly string path;
    private readonly byte[] head;

    private ChunkFile(string path, byte[] head) => (this.path, this.head) = (path, head);

    public int Count => BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(8));

    /// <summary>Of the head.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(head));

    public static string Name(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"chunk-{number:00000}.runs");

    /// <summary>The file appears under its name when it is whole.</summary>
    public static ChunkFile Write(string path, WholeChunk chunk)
    {
        var head = new byte[HeadLength];
        Magic.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(8), chunk.Runs.Count);
        var parts = new byte[Parts][];
        var (sink, offset) = (new ByteSink(), (long)HeadLength);
        for (var i = 0; i < Parts; i++)
        {
            sink.Clear();
            switch ((Part)i)
            {
                case Part.Hashes: ChunkCodec.Write(sink, chunk.Runs.Hashes); break;
                case Part.Runs: ChunkCodec.Write(sink, chunk.Runs); break;
                case Part.Texts: ChunkCodec.Write(sink, chunk.Texts); break;
                case Part.Notes: ChunkCodec.Write(sink, chunk.Notes); break;
                default: ChunkCodec.Write(sink, chunk.Curves); break;
            }

            parts[i] = Compressed(sink.Written);
            var at = head.AsSpan(12 + (i * PartHead), PartHead);
            BinaryPrimitives.WriteInt64LittleEndian(at, offset);
            BinaryPrimitives.WriteInt32LittleEndian(at[8..], parts[i].Length);
            BinaryPrimitives.WriteInt32LittleEndian(at[12..], sink.Written.Length);
            SHA256.HashData(parts[i], at[16..]);
            offset += parts[i].Length;
        }

        WholeFile.Write(path, file =>
        {
            file.Write(head);
            foreach (var part in parts)
                file.Write(part);
        });
        return new ChunkFile(path, head);
    }

    /// <param name="sha256">What the head must be; null where nobody knows yet.</param>
    /// <exception cref="RunLibraryException">It is gone, torn or damaged.</exception>
    public static ChunkFile Open(string path, string? sha256)
    {
        try
        {
            using var file = WholeFile.OpenRead(path);
            var head = new byte[HeadLength];
            file.ReadExactly(head);
            if (!head.AsSpan().StartsWith(Magic))
                throw Damaged(path, "its first bytes are not those of a chunk of runs");
            var chunk = new ChunkFile(path, head);
            if (sha256 is not null && !string.Equals(chunk.Sha256, sha256, StringComparison.Ordinal))
                throw Damaged(path, "its head is not the one that was written");
            return chunk;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Damaged(path, e is EndOfStreamException ? "it ends too early" : e.Message.TrimEnd('.'), e);
        }
    }

    public ChunkHashes ReadHashes() => Read(Part.Hashes, bytes => ChunkCodec.ReadHashes(bytes, Count));

    public RunChunk ReadRuns()
    {
        var hashes = ReadHashes();
        return Read(Part.Runs, bytes => ChunkCodec.ReadRuns(bytes, Count, hashes));
    }

    public ChunkTexts ReadTexts() => Read(Part.Texts, ChunkCodec.ReadTexts);

    public IReadOnlyList<ValueColumn> ReadNotes() => Read(Part.Notes, ChunkCodec.ReadNotes);

    public ChunkCurves ReadCurves() => Read(Part.Curves, ChunkCodec.ReadCurves);

    /// <summary>Reads every part.</summary>
    /// <exception cref="RunLibraryException">One of them is torn or damaged.</exception>
    public void Check()
    {
        ReadRuns();
        ReadTexts();
        ReadNotes();
        ReadCurves();
    }

    private delegate T Decode<out T>(ReadOnlySpan<byte> bytes);

    private T Read<T>(Part part, Decode<T> decode)
    {
        var at = head.AsSpan(12 + ((int)part * PartHead), PartHead);
        var (offset, stored, plain) = (BinaryPrimitives.ReadInt64LittleEndian(at), BinaryPrimitives.ReadInt32LittleEndian(at[8..]), BinaryPrimitives.ReadInt32LittleEndian(at[12..]));
        if (offset < HeadLength || stored < 0 || plain < 0)
            throw Damaged(path, "its head cannot be");
        var packed = ArrayPool<byte>.Shared.Rent(stored);
        var bytes = ArrayPool<byte>.Shared.Rent(plain);
        try
        {
            using (var file = WholeFile.OpenRead(path))
            {
                file.Position = offset;
                file.ReadExactly(packed, 0, stored);
            }

            if (!SHA256.HashData(packed.AsSpan(0, stored)).AsSpan().SequenceEqual(at[16..]))
                throw Damaged(path, $"the checksum of its part '{part}' does not fit");
            if (stored == plain)
                packed.AsSpan(0, stored).CopyTo(bytes);
            else if (!BrotliDecoder.TryDecompress(packed.AsSpan(0, stored), bytes, out var written) || written != plain)
                throw Damaged(path, $"its part '{part}' cannot be unpacked");
            return decode(bytes.AsSpan(0, plain));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw Damaged(path, e is EndOfStreamException ? "it ends too early" : e.Message.TrimEnd('.'), e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>As short as the fastest setting makes it; as it was where that is not shorter.</summary>
    private static byte[] Compressed(ReadOnlySpan<byte> bytes)
    {
        var packed = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(bytes.Length));
        try
        {
            return BrotliEncoder.TryCompress(bytes, packed, out var written, quality: 1, window: 22) && written < bytes.Length ? packed.AsSpan(0, written).ToArray() : bytes.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    private static RunLibraryException Damaged(string path, string why, Exception? inner = null) =>
        new($"{path} is damaged: {why}. Restore that file from a backup, or remove its source and import it again.", inner);
}
