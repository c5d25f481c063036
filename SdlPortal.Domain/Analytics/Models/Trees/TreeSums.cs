namespace SdlPortal.Domain.Analytics.Models.Trees;

/// <summary>Sums of trees over many rows: the trees stand output by output, each output with as many.</summary>
internal static class TreeSums
{
    private const int Block = 512;

    /// <returns>n x outputs, row-major: for each output the sum of its trees, added in their order.</returns>
    public static double[] Of(CutTree[] trees, int outputs, double[] x, int width)
    {
        var n = width == 0 ? 0 : x.Length / width;
        var sums = new double[n * outputs];
        var each = trees.Length / outputs;

        // Tree by tree, so that one tree stays at hand for all rows of a block.
        for (var start = 0; start < n; start += Block)
        {
            var end = Math.Min(n, start + Block);
            for (var t = 0; t < trees.Length; t++)
            {
                for (var i = start; i < end; i++)
                    sums[(i * outputs) + (t / each)] += trees[t].Value(x.AsSpan(i * width, width));
            }
        }

        return sums;
    }
}
