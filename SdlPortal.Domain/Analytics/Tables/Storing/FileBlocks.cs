using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SdlPortal.Domain.Analytics.Tables.Storing;

/// <summary>Values on their way into a new file.</summary>
internal sealed class FileBlocks(string path, int columns, long mostRows) : ValueBlocks(columns, mostRows)
{
    private readonly SafeFileHandle file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);

    public override void WriteColumn(int block, int rows, int column, ReadOnlySpan<double> values) =>
        Put(values[..rows], ((long)block * BlockRows * Columns) + ((long)column * rows));

    public override void Write(int block, int rows, double[] values)
    {
        if (rows == BlockRows)
            Put(values.AsSpan(0, rows * Columns), (long)block * BlockRows * Columns);
        else
            base.Write(block, rows, values);
    }

    /// <summary>Hands everything to the disk.</summary>
    public void Finish() => RandomAccess.FlushToDisk(file);

    public override void Dispose() => file.Dispose();

    /// <param name="at">Counted in values.</param>
    private void Put(ReadOnlySpan<double> values, long at) => RandomAccess.Write(file, MemoryMarshal.AsBytes(values), at * sizeof(double));
}
