using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SdlPortal.Domain.Analytics.Tables;

/// <summary>A table whose values lie in memory.</summary>
public sealed class MemoryTable : DataTable
{
    private readonly double[][] values;
    private readonly Lazy<string> hash;

    /// <param name="values">By column, then row; the table keeps the arrays.</param>
    public MemoryTable(string name, IReadOnlyList<TableColumn> columns, double[][] values, IReadOnlyList<string>? remarks = null)
    {
        if (columns.Count != values.Length || (values.Length > 0 && values.Any(v => v.Length != values[0].Length)))
            throw new ArgumentException("There has to be one array for each column, all of the same length.", nameof(values));
        (Name, Columns, this.values, Remarks) = (name, columns, values, remarks ?? []);
        hash = new Lazy<string>(() => TableHash.Of(this));
    }

    public override string Name { get; }

    public override string Hash => hash.Value;

    public override int Rows => values.Length == 0 ? 0 : values[0].Length;

    public override IReadOnlyList<TableColumn> Columns { get; }

    public override IReadOnlyList<string> Remarks { get; }

    public override double[] Values(int column) => [.. values[column]];
}

/// <summary>See <see cref="DataTable.Hash"/>.</summary>
public static class TableHash
{
    public static string Of(DataTable table)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, $"{table.Rows} {table.Columns.Count}");
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var column = table.Columns[i];
            Add(hash, column.Name);
            Add(hash, $"{column.Kind} {column.Unit} {column.Levels.Count}");
            foreach (var level in column.Levels)
                Add(hash, level);
            Add(hash, table.Values(i));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    private static void Add(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }

    private static void Add(IncrementalHash hash, double[] values)
    {
        var bytes = new byte[8 * 4096];
        for (var at = 0; at < values.Length; at += 4096)
        {
            var count = Math.Min(4096, values.Length - at);
            // Every "not a number" and both zeros are alike.
            for (var i = 0; i < count; i++)
                BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(8 * i), double.IsNaN(values[at + i]) ? double.NaN : values[at + i] + 0.0);
            hash.AppendData(bytes.AsSpan(0, 8 * count));
        }
    }
}
