namespace SdlPortal.Domain.Analytics.Tables.Storing;

/// <summary>Where values go while a table is read: blocks of rows, in them column after column. Two places: a file, and memory. Not safe for threads.</summary>
/// <param name="mostRows">There are no more than these.</param>
internal abstract class ValueBlocks(int columns, long mostRows) : IDisposable
{
    /// <summary>A block takes about so many values, which is 32 MB.</summary>
    private const int BlockValues = 4 * 1024 * 1024;

    public int Columns => columns;

    /// <summary>Of every block but the last, which may have fewer.</summary>
    public int BlockRows { get; } = (int)Math.Min(Math.Max(1, mostRows), Math.Clamp(BlockValues / Math.Max(1, columns), 16, 65_536));

    /// <summary>Puts the values of a column into a block; what was there before is replaced.</summary>
    /// <param name="rows">Of the block.</param>
    public abstract void WriteColumn(int block, int rows, int column, ReadOnlySpan<double> values);

    /// <param name="values">Column after column, each at a multiple of <see cref="BlockRows"/>.</param>
    public virtual void Write(int block, int rows, double[] values)
    {
        for (var i = 0; i < Columns; i++)
            WriteColumn(block, rows, i, values.AsSpan(i * BlockRows, rows));
    }

    public abstract void Dispose();
}
