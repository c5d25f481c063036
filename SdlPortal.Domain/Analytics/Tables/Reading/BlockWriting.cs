using SdlPortal.Domain.Analytics.Tables.Storing;

namespace SdlPortal.Domain.Analytics.Tables.Reading;

/// <summary>Fills block after block; where there are several threads, a full one is written and hashed while the next is filled. Not safe for threads itself.</summary>
internal sealed class BlockWriting : IDisposable
{
    private readonly ValueBlocks blocks;
    private readonly ColumnHash[] hashes;
    private readonly bool isBeside;
    private double[]? spare;
    private Task pending = Task.CompletedTask;
    private int block;
    private int filled;

    public BlockWriting(ValueBlocks blocks, ColumnHash[] hashes, int threads)
    {
        (this.blocks, this.hashes, isBeside) = (blocks, hashes, threads > 1);
        Values = new double[blocks.Columns * blocks.BlockRows];
    }

    /// <summary>Of the block that is being filled, column after column, each at a multiple of <see cref="ValueBlocks.BlockRows"/>.</summary>
    public double[] Values { get; private set; }

    /// <summary>Where in its column the values of the current row belong.</summary>
    public int Row => filled;

    /// <summary>The current row is whole.</summary>
    public void Next()
    {
        if (++filled == blocks.BlockRows)
            Put();
    }

    /// <summary>Writes what is left and waits until everything is written.</summary>
    public void Finish()
    {
        if (filled > 0)
            Put();
        pending.GetAwaiter().GetResult();
    }

    // Whoever stops in the middle has a fault of its own to tell.
    public void Dispose() => ((IAsyncResult)pending).AsyncWaitHandle.WaitOne();

    private void Put()
    {
        pending.GetAwaiter().GetResult();
        var (full, number, rows) = (Values, block++, filled);
        filled = 0;
        if (!isBeside)
        {
            Write(full, number, rows);
            return;
        }

        pending = Task.Run(() => Write(full, number, rows));
        (Values, spare) = (spare ?? new double[full.Length], full);
    }

    private void Write(double[] values, int number, int rows)
    {
        blocks.Write(number, rows, values);
        for (var i = 0; i < hashes.Length; i++)
            hashes[i].Add(values.AsSpan(i * blocks.BlockRows, rows));
    }
}
