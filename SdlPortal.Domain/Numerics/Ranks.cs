namespace SdlPortal.Domain.Numerics;

/// <summary>Ranks and correlations of ranks. Pure; nothing may be not-a-number.</summary>
public static class Ranks
{
    /// <summary>1 for the smallest; equal values share the average of their ranks.</summary>
    public static double[] Average(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        var order = new int[sorted.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(sorted, order);
        var ranks = new double[sorted.Length];
        for (var i = 0; i < sorted.Length;)
        {
            var end = i + 1;
            while (end < sorted.Length && sorted[end] == sorted[i])
                end++;
            for (var k = i; k < end; k++)
                ranks[order[k]] = (i + 1 + end) / 2.0;
            i = end;
        }

        return ranks;
    }

    /// <summary>Σ (t³ - t) over groups of t equal values, which corrections for ties need.</summary>
    public static double TieSum(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        var sum = 0.0;
        for (var i = 0; i < sorted.Length;)
        {
            var end = i + 1;
            while (end < sorted.Length && sorted[end] == sorted[i])
                end++;
            double t = end - i;
            sum += (t * t * t) - t;
            i = end;
        }

        return sum;
    }

    /// <summary>Pearson's correlation; not a number where either side is constant or there are fewer than two pairs.</summary>
    public static double Pearson(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var n = x.Length;
        if (n < 2)
            return double.NaN;
        var (meanX, meanY) = (0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            meanX += x[i];
            meanY += y[i];
        }

        meanX /= n;
        meanY /= n;
        var (xx, yy, xy) = (0.0, 0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            var (dx, dy) = (x[i] - meanX, y[i] - meanY);
            xx += dx * dx;
            yy += dy * dy;
            xy += dx * dy;
        }

        return xx > 0 && yy > 0 ? Math.Clamp(xy / Math.Sqrt(xx) / Math.Sqrt(yy), -1, 1) : double.NaN;
    }

    /// <summary>Spearman's ρ: Pearson's correlation of average ranks.</summary>
    public static double Spearman(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Pearson(Average(x), Average(y));

    /// <summary>Two-sided p-value of a correlation of n pairs by t = r √((n-2)/(1-r²)) with n - 2 degrees of freedom; an approximation for ranks.</summary>
    public static double PValue(double correlation, int pairs)
    {
        if (double.IsNaN(correlation) || pairs < 3)
            return double.NaN;
        if (Math.Abs(correlation) >= 1)
            return 0;
        var t = correlation * Math.Sqrt((pairs - 2) / ((1 - correlation) * (1 + correlation)));
        return 2 * MathNet.Numerics.Distributions.StudentT.CDF(0, 1, pairs - 2, -Math.Abs(t));
    }

    /// <summary>
    /// Kendall's τ-b, (concordant - discordant) / √((n₀ - ties of x)(n₀ - ties of y)), by sorting (Knight 1966, J. Am. Stat. Assoc. 61, 436): O(n log n). Not a number where either side is constant.
    /// </summary>
    public static double KendallB(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var n = x.Length;
        var xs = x.ToArray();
        var ys = y.ToArray();
        Array.Sort(xs, ys);
        for (var i = 0; i < n;)
        {
            var end = i + 1;
            while (end < n && xs[end] == xs[i])
                end++;
            Array.Sort(ys, i, end - i);
            i = end;
        }

        var (tiesX, tiesBoth) = (0.0, 0.0);
        for (var i = 0; i < n;)
        {
            var end = i + 1;
            while (end < n && xs[end] == xs[i])
                end++;
            tiesX += Pairs(end - i);
            for (var k = i; k < end;)
            {
                var same = k + 1;
                while (same < end && ys[same] == ys[k])
                    same++;
                tiesBoth += Pairs(same - k);
                k = same;
            }

            i = end;
        }

        var swaps = Inversions(ys);
        var tiesY = 0.0;
        for (var i = 0; i < n;)
        {
            var end = i + 1;
            while (end < n && ys[end] == ys[i])
                end++;
            tiesY += Pairs(end - i);
            i = end;
        }

        var all = Pairs(n);
        var scale = Math.Sqrt(all - tiesX) * Math.Sqrt(all - tiesY);
        return scale > 0 ? Math.Clamp((all - tiesX - tiesY + tiesBoth - (2 * swaps)) / scale, -1, 1) : double.NaN;
    }

    private static double Pairs(double count) => count * (count - 1) / 2;

    /// <summary>Sorts by merging and counts how many pairs stood in the wrong order.</summary>
    private static double Inversions(double[] values)
    {
        var (from, to) = (values, new double[values.Length]);
        var count = 0.0;
        for (var width = 1; width < values.Length; width *= 2)
        {
            for (var start = 0; start < values.Length; start += 2 * width)
            {
                var (middle, end) = (Math.Min(start + width, values.Length), Math.Min(start + (2 * width), values.Length));
                var (left, right) = (start, middle);
                for (var k = start; k < end; k++)
                {
                    if (left < middle && (right >= end || from[left] <= from[right]))
                    {
                        to[k] = from[left++];
                    }
                    else
                    {
                        count += middle - left;
                        to[k] = from[right++];
                    }
                }
            }

            (from, to) = (to, from);
        }

        if (!ReferenceEquals(from, values))
            from.CopyTo(values, 0);
        return count;
    }
}
