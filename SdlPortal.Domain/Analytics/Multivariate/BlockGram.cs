using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>XᵀX of many rows, by blocks of rows that fit the processor's cache; sums of 32,768 rows are added in their order, which is accurate and the same for any number of threads.</summary>
internal static class BlockGram
{
    /// <summary>Rows of a block.</summary>
    public const int Block = 256;

    private const int Chunk = 128 * Block;

    /// <summary>Panels for so many columns: an even number.</summary>
    public static int PanelsFor(int columns) => 2 * ((columns + (2 * Panels.Width) - 1) / (2 * Panels.Width));

    /// <param name="panels">Of X, eight columns each; even.</param>
    /// <param name="wanted">Whether the products of two panels are wanted, asked for a ≤ b.</param>
    /// <param name="fill">Writes rows start … start + count − 1 of X: the value of column 8 p + c in row start + r to [(p · <see cref="Block"/> + r) · 8 + c].</param>
    /// <returns>Row-major, as wide as the panels; below the diagonal and where not wanted 0.</returns>
    public static double[] Of(int rows, int panels, Func<int, int, bool> wanted, Action<int, int, double[]> fill, AnalysisStep step)
    {
        var width = panels * Panels.Width;
        var chunks = Math.Max(1, RowBlocks.Count(rows, Chunk));
        var sums = new double[chunks][];
        var tiles = new List<(int A, int B)>();
        for (var a = 0; a < panels; a++)
        {
            for (var b = a - (a % 2); b < panels; b += 2)
            {
                if (wanted(a, Math.Max(a, b)) || wanted(a, b + 1))
                    tiles.Add((a, b));
            }
        }

        RowBlocks.Each(rows, step, (chunk, from, count) =>
        {
            var sum = new double[width * width];
            var block = new double[width * Block];
            var tile = new double[2 * Panels.Width * Panels.Width];
            for (var start = from; start < from + count; start += Block)
            {
                step.Cancellation.ThrowIfCancellationRequested();
                var some = Math.Min(Block, from + count - start);
                fill(start, some, block);
                foreach (var (a, b) in tiles)
                {
                    Panels.Product(ref block[a * Block * Panels.Width], ref block[b * Block * Panels.Width], ref block[(b + 1) * Block * Panels.Width], some, ref tile[0]);
                    for (var r = 0; r < Panels.Width; r++)
                        Vectors.AddScaled(sum.AsSpan((((a * Panels.Width) + r) * width) + (b * Panels.Width), 2 * Panels.Width), 1, tile.AsSpan(r * 2 * Panels.Width, 2 * Panels.Width));
                }
            }

            sums[chunk] = sum;
        }, Chunk);
        var total = sums[0] ?? new double[width * width];
        for (var chunk = 1; chunk < chunks; chunk++)
            Vectors.AddScaled(total, 1, sums[chunk]);
        return total;
    }
}
