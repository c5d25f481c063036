namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>How much nearer a row is to its own cluster than to the next one (Rousseeuw 1987, J. Comput. Appl. Math. 20, 53). Pure.</summary>
public static class Silhouette
{
    /// <summary>(b − a) / max(a, b) of each row, with a the mean Euclidean distance from the others of its cluster and b the smallest mean distance from another cluster; 0 for a row alone in its cluster, not a number where there is one cluster.</summary>
    /// <param name="values">n x d, row-major; O(n²), so a few thousand rows.</param>
    /// <param name="labelings">Several at once, as they share the distances; numbered from 0.</param>
    /// <returns>For each labeling, one number per row.</returns>
    public static double[][] Of(double[] values, int width, IReadOnlyList<int[]> labelings, AnalysisStep step)
    {
        var rows = width == 0 ? 0 : values.Length / width;
        var groups = labelings.Select(l => l.Length == 0 ? 0 : l.Max() + 1).ToArray();
        var sizes = labelings.Select((l, k) => Sizes(l, groups[k])).ToArray();
        var result = labelings.Select(_ => new double[rows]).ToArray();
        var lanes = new LaneRows(values, width, 0);
        RowBlocks.Each(rows, step, (_, start, count) =>
        {
            var distances = new double[lanes.Padded];
            for (var i = start; i < start + count; i++)
            {
                lanes.Distances(values.AsSpan(i * width, width), distances);
                System.Numerics.Tensors.TensorPrimitives.Sqrt(distances, distances);
                for (var k = 0; k < labelings.Count; k++)
                    result[k][i] = One(distances, labelings[k], sizes[k], labelings[k][i]);
            }
        }, 64);
        return result;
    }

    private static int[] Sizes(int[] labels, int groups)
    {
        var sizes = new int[groups];
        foreach (var label in labels)
            sizes[label]++;
        return sizes;
    }

    private static double One(double[] distances, int[] labels, int[] sizes, int own)
    {
        var sums = new double[sizes.Length];
        for (var j = 0; j < labels.Length; j++)
            sums[labels[j]] += distances[j];
        var b = double.PositiveInfinity;
        for (var c = 0; c < sizes.Length; c++)
        {
            if (c != own && sizes[c] > 0)
                b = Math.Min(b, sums[c] / sizes[c]);
        }

        if (double.IsInfinity(b))
            return double.NaN;
        if (sizes[own] < 2)
            return 0;
        var a = sums[own] / (sizes[own] - 1);
        return Math.Max(a, b) > 0 ? (b - a) / Math.Max(a, b) : 0;
    }
}
