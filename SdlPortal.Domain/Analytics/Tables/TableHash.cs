using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SdlPortal.Domain.Analytics.Tables;

/// <summary>See <see cref="DataTable.Hash"/>. A hash of the columns' hashes, so that it can be worked out while all columns are being written.</summary>
public static class TableHash
{
    public static string Of(DataTable table)
    {
        var digests = new byte[table.Columns.Count][];
        for (var i = 0; i < digests.Length; i++)
        {
            using var values = new ColumnHash();
            values.Add(table.Values(i));
            digests[i] = values.Finish();
        }

        return Of(table.Rows, table.Columns, digests);
    }

    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    /// <param name="digests">Of the values, one per column, as <see cref="ColumnHash"/> gives them.</param>
    internal static string Of(int rows, IReadOnlyList<TableColumn> columns, IReadOnlyList<byte[]> digests)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, $"{rows} {columns.Count}");
        for (var i = 0; i < columns.Count; i++)
        {
            Add(hash, columns[i].Name);
            Add(hash, $"{columns[i].Kind} {columns[i].Unit} {columns[i].Levels.Count}");
            foreach (var level in columns[i].Levels)
                Add(hash, level);
            hash.AppendData(digests[i]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static void Add(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}

/// <summary>SHA-256 of a column's values in their order, in any number of portions. Every "not a number" and both zeros are alike. Not safe for threads.</summary>
internal sealed class ColumnHash : IDisposable
{
    private const int Portion = 1024;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Add(ReadOnlySpan<double> values)
    {
        Span<byte> bytes = stackalloc byte[8 * Portion];
        for (; values.Length > 0; values = values[Math.Min(Portion, values.Length)..])
        {
            var count = Math.Min(Portion, values.Length);
            for (var i = 0; i < count; i++)
                BinaryPrimitives.WriteDoubleLittleEndian(bytes[(8 * i)..], double.IsNaN(values[i]) ? double.NaN : values[i] + 0.0);
            hash.AppendData(bytes[..(8 * count)]);
        }
    }

    public byte[] Finish() => hash.GetHashAndReset();

    public void Dispose() => hash.Dispose();
}
