using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>Rows in k clusters around their means.</summary>
/// <param name="Centers">k x d, row-major.</param>
/// <param name="Inertia">Σ squared distance of each row from its center.</param>
/// <param name="Iterations">Counted as scikit-learn does.</param>
/// <param name="Converged">Rows stayed where they were, or centers moved no more than the tolerance.</param>
public sealed record KMeansFit(double[] Centers, int[] Labels, double Inertia, int Iterations, bool Converged);

/// <summary>k-means by Lloyd's iteration (Lloyd 1982) from k-means++ starts (Arthur and Vassilvitskii 2007) with several candidates for each center. Pure; the same for any number of threads.</summary>
public static class KMeans
{
    public const int MostIterations = 300;

    /// <summary>Beyond so many rows the starts are tried on so many, drawn at random, and the best goes on with all.</summary>
    public const int StartRows = 40_000;

    /// <summary>Centers that move by less in squares, as a share of the mean variance of the columns, count as at rest (scikit-learn's tol).</summary>
    private const double Tolerance = 1e-4;

    /// <param name="values">n x d, row-major, finite.</param>
    /// <param name="clusters">1 to n.</param>
    public static KMeansFit Fit(double[] values, int width, int clusters, int starts, long seed, AnalysisStep step)
    {
        var rows = values.Length / width;
        var few = rows <= StartRows ? values : Drawn(values, width, StartRows, SeededRandom.Derive(seed, clusters, -1));
        var fits = new KMeansFit[Math.Max(1, starts)];
        var alone = AnalysisStep.Quiet with { Cancellation = step.Cancellation };
        RowBlocks.Each(fits.Length, step.Part(0, rows <= StartRows ? 1 : 0.3), s => fits[s] = From(few, width, Seeds(few, width, clusters, SeededRandom.Derive(seed, clusters, s)), alone));
        var best = fits[0];
        foreach (var fit in fits)
            best = fit.Inertia < best.Inertia ? fit : best;
        return rows <= StartRows ? best : From(values, width, best.Centers, step.Part(0.3, 1));
    }

    /// <summary>Lloyd's iteration from given centers.</summary>
    /// <param name="centers">k x d; not changed.</param>
    public static KMeansFit From(double[] values, int width, double[] centers, AnalysisStep step)
    {
        var (rows, clusters) = (values.Length / width, centers.Length / width);
        var labels = new int[rows];
        Array.Fill(labels, -1);
        centers = [.. centers];
        var rest = Tolerance * MeanVariance(values, width, step);
        var (strict, still, iterations) = (false, false, 0);
        while (iterations < MostIterations && !still)
        {
            iterations++;
            var (changed, sums, sizes, _) = Assign(values, width, centers, labels, step, learn: true);
            Fill(values, width, centers, labels, sums, sizes, step);
            var moved = 0.0;
            for (var c = 0; c < clusters; c++)
            {
                for (var j = 0; j < width && sizes[c] > 0; j++)
                {
                    var to = sums[(c * width) + j] / sizes[c];
                    moved += (to - centers[(c * width) + j]) * (to - centers[(c * width) + j]);
                    centers[(c * width) + j] = to;
                }
            }

            strict = changed == 0;
            still = strict || moved <= rest;
            step.Report((double)iterations / MostIterations, null);
        }

        var (_, _, _, inertia) = Assign(values, width, centers, labels, step, learn: false);
        return new KMeansFit(centers, labels, inertia, iterations, still);
    }

    /// <summary>Puts each row to the nearest center, of equals the first; sums and counts by center.</summary>
    private static (int Changed, double[] Sums, int[] Sizes, double Inertia) Assign(double[] values, int width, double[] centers, int[] labels, AnalysisStep step, bool learn)
    {
        var (rows, clusters) = (labels.Length, centers.Length / width);
        var lanes = new LaneRows(centers, width, double.PositiveInfinity);
        var parts = new (int Changed, double[] Sums, int[] Sizes, double Inertia)[RowBlocks.Count(rows)];
        RowBlocks.Each(rows, step with { Report = (_, _) => { } }, (block, start, count) =>
        {
            var (changed, sums, sizes, inertia) = (0, learn ? new double[clusters * width] : [], learn ? new int[clusters] : [], 0.0);
            var squared = new double[4 * lanes.Padded];
            for (var i = start; i < start + count; i += 4)
            {
                var some = Math.Min(4, start + count - i);
                if (some == 4)
                    lanes.FourDistances(values.AsSpan(i * width, 4 * width), squared);
                for (var r = 0; r < some; r++)
                {
                    var own = squared.AsSpan((some == 4 ? r : 0) * lanes.Padded, lanes.Padded);
                    var row = values.AsSpan((i + r) * width, width);
                    if (some < 4)
                        lanes.Distances(row, own);
                    var nearest = 0;
                    for (var c = 1; c < clusters; c++)
                        nearest = own[c] < own[nearest] ? c : nearest;
                    inertia += own[nearest];
                    changed += labels[i + r] != nearest ? 1 : 0;
                    labels[i + r] = nearest;
                    if (learn)
                    {
                        sizes[nearest]++;
                        Vectors.AddScaled(sums.AsSpan(nearest * width, width), 1, row);
                    }
                }
            }

            parts[block] = (changed, sums, sizes, inertia);
        });
        var total = (Changed: 0, Sums: new double[learn ? clusters * width : 0], Sizes: new int[learn ? clusters : 0], Inertia: 0.0);
        foreach (var part in parts)
        {
            total.Changed += part.Changed;
            total.Inertia += part.Inertia;
            Vectors.AddScaled(total.Sums, 1, part.Sums);
            for (var c = 0; c < total.Sizes.Length; c++)
                total.Sizes[c] += part.Sizes[c];
        }

        return total;
    }

    /// <summary>Centers without rows take the rows farthest from theirs, one each, while there are rows that are not at their center.</summary>
    private static void Fill(double[] values, int width, double[] centers, int[] labels, double[] sums, int[] sizes, AnalysisStep step)
    {
        var empty = Enumerable.Range(0, sizes.Length).Where(c => sizes[c] == 0).ToArray();
        if (empty.Length == 0)
            return;
        step.Cancellation.ThrowIfCancellationRequested();
        double Far(int i) => Squared(values.AsSpan(i * width, width), centers.AsSpan(labels[i] * width, width));
        var farthest = Enumerable.Range(0, labels.Length).Select(i => (Row: i, Far: Far(i))).Where(r => r.Far > 0).OrderByDescending(r => r.Far).ThenBy(r => r.Row).Take(empty.Length).ToArray();
        foreach (var (center, (row, _)) in empty.Zip(farthest))
        {
            if (sizes[labels[row]] < 2)
                continue;
            Vectors.AddScaled(sums.AsSpan(labels[row] * width, width), -1, values.AsSpan(row * width, width));
            sizes[labels[row]]--;
            values.AsSpan(row * width, width).CopyTo(sums.AsSpan(center * width, width));
            sizes[center] = 1;
        }
    }

    /// <summary>Each next center is drawn with the squared distance from the nearest one before as its weight; of 2 + ln k such draws the one that leaves the smallest sum.</summary>
    private static double[] Seeds(double[] values, int width, int clusters, SeededRandom random)
    {
        var rows = values.Length / width;
        var centers = new double[clusters * width];
        var nearest = new double[rows];
        Array.Fill(nearest, double.PositiveInfinity);
        var tries = 2 + (int)Math.Log(clusters);
        for (var c = 0; c < clusters; c++)
        {
            var (best, bestSum, bestNearest) = (-1, double.PositiveInfinity, nearest);
            for (var t = 0; t < (c == 0 ? 1 : tries); t++)
            {
                var candidate = c == 0 ? (int)random.NextInt(rows) : Draw(nearest, random);
                var point = values.AsSpan(candidate * width, width);
                var (after, sum) = (new double[rows], 0.0);
                for (var i = 0; i < rows; i++)
                {
                    after[i] = Math.Min(nearest[i], Squared(values.AsSpan(i * width, width), point));
                    sum += after[i];
                }

                if (sum < bestSum)
                    (best, bestSum, bestNearest) = (candidate, sum, after);
            }

            nearest = bestNearest;
            values.AsSpan(best * width, width).CopyTo(centers.AsSpan(c * width, width));
        }

        return centers;
    }

    private static int Draw(double[] weights, SeededRandom random)
    {
        var left = random.NextDouble() * weights.Sum();
        var last = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] > 0)
                last = i;
            left -= weights[i];
            if (left < 0)
                return i;
        }

        return last;
    }

    private static double[] Drawn(double[] values, int width, int most, SeededRandom random)
    {
        var rows = values.Length / width;
        var drawn = new double[most * width];
        // One row out of each of as many equal stretches: without repetition, and no rhythm of the table is met.
        for (var k = 0; k < most; k++)
        {
            var (from, to) = ((long)k * rows / most, (long)(k + 1) * rows / most);
            values.AsSpan((int)(from + random.NextInt(to - from)) * width, width).CopyTo(drawn.AsSpan(k * width));
        }

        return drawn;
    }

    private static double MeanVariance(double[] values, int width, AnalysisStep step)
    {
        var rows = values.Length / width;
        var parts = new (double[] Sum, double Squares)[RowBlocks.Count(rows)];
        RowBlocks.Each(rows, step with { Report = (_, _) => { } }, (block, start, count) =>
        {
            // From the first row on, as means may be far from 0.
            var (sum, squares, away) = (new double[width], 0.0, new double[width]);
            for (var i = start; i < start + count; i++)
            {
                values.AsSpan(i * width, width).CopyTo(away);
                Vectors.AddScaled(away, -1, values.AsSpan(0, width));
                Vectors.AddScaled(sum, 1, away);
                squares += Vectors.Dot(away, away);
            }

            parts[block] = (sum, squares);
        });
        var (total, all) = (new double[width], 0.0);
        foreach (var (sum, squares) in parts)
        {
            Vectors.AddScaled(total, 1, sum);
            all += squares;
        }

        return Math.Max(0, (all / rows) - (Vectors.Dot(total, total) / rows / rows)) / width;
    }

    private static double Squared(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var j = 0; j < a.Length; j++)
            sum += (a[j] - b[j]) * (a[j] - b[j]);
        return sum;
    }
}
