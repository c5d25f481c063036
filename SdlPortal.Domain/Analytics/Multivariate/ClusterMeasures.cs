using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>Sizes, means and spreads of labeled rows, and what follows from them. Pure.</summary>
/// <param name="Sizes">Of k groups; every one has rows.</param>
/// <param name="Means">k x d, row-major.</param>
/// <param name="Medoids">The row nearest to each mean.</param>
/// <param name="DaviesBouldin">See <see cref="ClusterQuality"/>; not a number for one group.</param>
/// <param name="CalinskiHarabasz">The same; infinite where groups have no spread, not a number for one group.</param>
/// <param name="Shares">η² of each column: Σ sizes (mean − whole mean)² / Σ (value − whole mean)²; 0 where it is constant.</param>
public sealed record ClusterMeasures(int[] Sizes, double[] Means, int[] Medoids, double DaviesBouldin, double CalinskiHarabasz, double[] Shares)
{
    /// <param name="values">n x d, row-major.</param>
    /// <param name="labels">0 … k − 1.</param>
    public static ClusterMeasures Of(double[] values, int width, int[] labels, int groups, AnalysisStep step)
    {
        var (rows, quiet) = (labels.Length, step with { Report = (_, _) => { } });
        var (sizes, means) = (new int[groups], new double[groups * width]);
        var sums = new double[RowBlocks.Count(rows)][];
        RowBlocks.Each(rows, quiet, (block, start, count) =>
        {
            var sum = new double[groups * width];
            for (var i = start; i < start + count; i++)
                Vectors.AddScaled(sum.AsSpan(labels[i] * width, width), 1, values.AsSpan(i * width, width));
            sums[block] = sum;
        });
        foreach (var sum in sums)
            Vectors.AddScaled(means, 1, sum);
        foreach (var label in labels)
            sizes[label]++;
        var whole = new double[width];
        for (var c = 0; c < groups; c++)
        {
            Vectors.AddScaled(whole, 1.0 / rows, means.AsSpan(c * width, width));
            for (var j = 0; j < width; j++)
                means[(c * width) + j] /= sizes[c];
        }

        var parts = new (double[] Far, double[] Within, double[] Least, int[] Medoids)[RowBlocks.Count(rows)];
        RowBlocks.Each(rows, quiet, (block, start, count) =>
        {
            var (far, within, least, medoids) = (new double[groups], new double[width], new double[groups], new int[groups]);
            Array.Fill(least, double.PositiveInfinity);
            for (var i = start; i < start + count; i++)
            {
                var (c, squared) = (labels[i], 0.0);
                for (var j = 0; j < width; j++)
                {
                    var d = values[(i * width) + j] - means[(c * width) + j];
                    squared += d * d;
                    within[j] += d * d;
                }

                far[c] += Math.Sqrt(squared);
                if (squared < least[c])
                    (least[c], medoids[c]) = (squared, i);
            }

            parts[block] = (far, within, least, medoids);
        });
        return From(parts, sizes, means, whole, rows);
    }

    private static ClusterMeasures From((double[] Far, double[] Within, double[] Least, int[] Medoids)[] parts, int[] sizes, double[] means, double[] whole, int rows)
    {
        var (groups, width) = (sizes.Length, whole.Length);
        var (spread, inside, least, medoids) = (new double[groups], new double[width], new double[groups], new int[groups]);
        Array.Fill(least, double.PositiveInfinity);
        foreach (var part in parts)
        {
            Vectors.AddScaled(spread, 1, part.Far);
            Vectors.AddScaled(inside, 1, part.Within);
            for (var c = 0; c < groups; c++)
            {
                if (part.Least[c] < least[c])
                    (least[c], medoids[c]) = (part.Least[c], part.Medoids[c]);
            }
        }

        var between = new double[width];
        for (var c = 0; c < groups; c++)
        {
            spread[c] /= sizes[c];
            for (var j = 0; j < width; j++)
                between[j] += sizes[c] * (means[(c * width) + j] - whole[j]) * (means[(c * width) + j] - whole[j]);
        }

        var worst = 0.0;
        for (var c = 0; c < groups; c++)
            worst += Enumerable.Range(0, groups).Where(o => o != c).Select(o => Overlap(c, o)).DefaultIfEmpty(double.NaN).Max();
        var (b, w) = (between.Sum(), inside.Sum());
        return new ClusterMeasures(sizes, means, medoids, worst / groups, groups < 2 || rows <= groups ? double.NaN : b / (groups - 1) / (w / (rows - groups)),
            [.. between.Select((v, j) => v + inside[j] > 0 ? v / (v + inside[j]) : 0)]);

        double Overlap(int c, int o)
        {
            var apart = 0.0;
            for (var j = 0; j < width; j++)
                apart += Math.Pow(means[(c * width) + j] - means[(o * width) + j], 2);
            return apart > 0 ? (spread[c] + spread[o]) / Math.Sqrt(apart) : 0;
        }
    }
}
