namespace SdlPortal.Domain.Analytics.Tables.Storing;

/// <summary>Values on their way into memory.</summary>
internal sealed class MemoryBlocks(int columns, long mostRows) : ValueBlocks(columns, mostRows)
{
    private readonly List<double[]?[]> blocks = [];

    public override void WriteColumn(int block, int rows, int column, ReadOnlySpan<double> values)
    {
        while (blocks.Count <= block)
            blocks.Add(new double[]?[Columns]);
        blocks[block][column] = values[..rows].ToArray();
    }

    /// <summary>The whole columns; the blocks are let go one after the other.</summary>
    public double[][] Take()
    {
        var whole = new double[Columns][];
        for (var i = 0; i < Columns; i++)
        {
            whole[i] = new double[blocks.Sum(b => b[i]!.Length)];
            var at = 0;
            foreach (var block in blocks)
            {
                block[i]!.CopyTo(whole[i], at);
                at += block[i]!.Length;
                block[i] = null;
            }
        }

        return whole;
    }

    public override void Dispose() => blocks.Clear();
}
