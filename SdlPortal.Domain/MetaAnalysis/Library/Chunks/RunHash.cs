using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Library.Chunks;

/// <summary>64 bits by which runs are told apart: the first of a SHA-256. Two different runs of a million share them with a chance of some 1 in 10⁷. Not safe for several threads.</summary>
internal sealed class RunHash
{
    private readonly ByteSink sink = new();
    private string[] names = [];
    private int[] order = [];

    public static ulong OfKey(string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var length = Encoding.UTF8.GetByteCount(key);
        var bytes = length <= 512 ? stackalloc byte[length] : new byte[length];
        Encoding.UTF8.GetBytes(key, bytes);
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    /// <summary>Over everything but key and origin. The order of parameters, metrics, curves and notes does not matter.</summary>
    public ulong OfContent(RunRecord run)
    {
        sink.Clear();
        sink.Byte((byte)run.Status);
        sink.Text(run.Task);
        sink.Text(run.Variant);
        sink.Text(run.Hardware);
        sink.Text(run.Seed);
        sink.Text(run.CodeVersion);
        sink.Text(run.DataVersion);
        sink.Text(run.Split);
        sink.Long(run.Start?.UtcTicks ?? long.MinValue);
        Number(run.DurationSeconds ?? double.NaN);
        Number(run.Cost ?? double.NaN);
        Values(run.Parameters);
        sink.Count(run.Metrics.Count);
        foreach (var metric in run.Metrics.Count < 2 ? run.Metrics : [.. run.Metrics.OrderBy(m => m.Name, StringComparer.Ordinal)])
        {
            sink.Text(metric.Name);
            Numbers(metric.Replicates);
        }

        sink.Count(run.Curves.Count);
        foreach (var curve in run.Curves.Count < 2 ? run.Curves : [.. run.Curves.OrderBy(c => c.Metric, StringComparer.Ordinal)])
        {
            sink.Text(curve.Metric);
            Numbers(curve.Steps);
            Numbers(curve.Values);
        }

        Values(run.Notes);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(sink.Written, hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    private void Values(IReadOnlyList<NamedValue> values)
    {
        sink.Count(values.Count);
        foreach (var i in Order(values))
        {
            sink.Text(values[i].Name);
            var value = values[i].Value;
            sink.Text(value.Text);
            if (value.IsNumber)
                Number(value.Number);
        }
    }

    private void Numbers(IReadOnlyList<double> numbers)
    {
        sink.Count(numbers.Count);
        for (var i = 0; i < numbers.Count; i++)
            Number(numbers[i]);
    }

    /// <summary>Equal numbers have equal bits: one zero, one not-a-number.</summary>
    private void Number(double value) => sink.Double(value == 0 ? 0 : double.IsNaN(value) ? double.NaN : value);

    /// <summary>The places in ordinal order of the names. Runs come with the same names over and over, so the last order is kept.</summary>
    private int[] Order(IReadOnlyList<NamedValue> values)
    {
        var same = values.Count == names.Length;
        for (var i = 0; same && i < names.Length; i++)
            same = string.Equals(names[i], values[i].Name, StringComparison.Ordinal);
        if (same)
            return order;
        names = [.. values.Select(v => v.Name)];
        order = [.. Enumerable.Range(0, names.Length)];
        Array.Sort([.. names], order, StringComparer.Ordinal);
        return order;
    }
}
