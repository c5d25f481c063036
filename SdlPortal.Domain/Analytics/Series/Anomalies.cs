using MathNet.Numerics.Statistics;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Series;

/// <summary>Conspicuous places of a series: spikes by Hampel's identifier, level shifts by the medians before and after, told apart. Pure.</summary>
public static class Anomalies
{
    /// <summary>A value and what Hampel's identifier compares it with.</summary>
    /// <param name="Median">Of the present values within the window, itself included.</param>
    /// <param name="Scale">1.4826 times their median distance from it.</param>
    public readonly record struct Place(double Median, double Scale);

    /// <summary>The median and the scale about each value (Hampel 1974; Davies and Gather 1993, J. Am. Stat. Assoc. 88, 782); the window is cut off at the ends. A value is an outlier where |x − median| &gt; t scale.</summary>
    /// <param name="half">Values on each side.</param>
    public static Place[] Hampel(ReadOnlySpan<double> values, int half)
    {
        var result = new Place[values.Length];
        var window = new SortedWindow((2 * half) + 1);
        for (var i = 0; i < Math.Min(half, values.Length); i++)
            window.Add(values[i]);
        for (var i = 0; i < values.Length; i++)
        {
            if (i + half < values.Length)
                window.Add(values[i + half]);
            if (i - half - 1 >= 0)
                window.Remove(values[i - half - 1]);
            result[i] = window.Count == 0 ? new Place(double.NaN, double.NaN) : new Place(window.Median, Robust.NormalMad * window.Mad);
        }

        return result;
    }

    /// <summary>
    /// Spikes and level shifts of at least <paramref name="threshold"/> robust standard deviations. Of a spike those of the residuals from the moving median, about the place or in the whole series, whichever is larger: where values repeat,
    /// half of a window may be alike. A level shift is measured by how the medians of neighboring windows usually differ, so that trends and slow waves are none, and has to happen within a few values.
    /// </summary>
    public static IReadOnlyList<(AnomalyKind Kind, int Index, double Value, double Expected, double Score)> Find(double[] values, int half, double threshold)
    {
        var places = Hampel(values, half);
        double[] residuals = [.. values.Zip(places, (v, p) => v - p.Median).Where(double.IsFinite)];
        if (residuals.Length < (2 * half) + 1)
            return [];
        var common = CommonScale(residuals);
        if (common == 0)
            return [];
        var shifts = LevelShifts(values, half, threshold, common);
        var found = new List<(AnomalyKind, int, double, double, double)>(shifts);
        var next = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var scale = Math.Max(places[i].Scale, common);
            if (!(Math.Abs(values[i] - places[i].Median) > threshold * scale))
                continue;
            while (next < shifts.Count && shifts[next].Index + half < i)
                next++;
            // Near a level shift a value is compared with its own side.
            var expected = next < shifts.Count && Math.Abs(shifts[next].Index - i) <= half ? (i < shifts[next].Index ? shifts[next].Expected : shifts[next].Value) : places[i].Median;
            var score = Math.Abs(values[i] - expected) / scale;
            if (score > threshold)
                found.Add((AnomalyKind.Spike, i, values[i], expected, score));
        }

        return [.. found.OrderBy(f => f.Item2)];
    }

    /// <summary>The robust scale of residuals; where most are 0, 1.2533 times their mean size, which estimates a normal distribution's standard deviation as well.</summary>
    private static double CommonScale(double[] residuals)
    {
        double[] sorted = [.. residuals.Order()];
        var scale = Robust.NormalMad * Robust.Mad(sorted);
        return scale > 0 ? scale : Math.Sqrt(Math.PI / 2) * residuals.Average(Math.Abs);
    }

    private static List<(AnomalyKind Kind, int Index, double Value, double Expected, double Score)> LevelShifts(double[] values, int half, double threshold, double noise)
    {
        var n = values.Length;
        if (n < 4 * half)
            return [];
        var before = SideMedians(values, half);
        double[] backward = [.. values.Reverse()];
        var after = SideMedians(backward, half);
        var steps = new double[n];
        for (var i = 0; i < n; i++)
            steps[i] = i >= half && i <= n - half ? after[n - i] - before[i] : double.NaN;
        double[] usual = [.. steps.Where((s, i) => i % half == 0 && double.IsFinite(s)).Order()];
        if (usual.Length < 2)
            return [];
        // A median of k values has the variance π/2 · σ²/k.
        var scale = Math.Max(Robust.NormalMad * Robust.Mad(usual), noise * Math.Sqrt(Math.PI / half));
        var found = new List<(AnomalyKind, int, double, double, double)>();
        for (var i = half; i <= n - half; i++)
        {
            var size = Math.Abs(steps[i]);
            if (!(size > threshold * scale) || !IsSharp(values, i, steps[i]))
                continue;
            // The largest step within half a window is the place; of similar ones that whose neighbors fit best.
            var best = i;
            var last = i;
            for (var j = i + 1; j <= Math.Min(n - half, last + half); j++)
            {
                if (!(Math.Abs(steps[j]) > threshold * scale))
                    continue;
                last = j;
                if (Math.Sign(steps[j]) == Math.Sign(steps[i]) && IsSharp(values, j, steps[j]) && Better(j, best))
                    best = j;
            }

            found.Add((AnomalyKind.LevelShift, best, after[n - best], before[best], Math.Abs(steps[best]) / scale));
            i = last;
        }

        return found;

        // The values beside the place fit the levels on their sides.
        bool Better(int one, int other) => Math.Abs(steps[one]) - Misfit(one) > Math.Abs(steps[other]) - Misfit(other);

        double Misfit(int i) => Off(values[i], after[n - i]) + Off(values[i - 1], before[i]);

        static double Off(double value, double level) => double.IsNaN(value) ? 0 : Math.Abs(value - level);
    }

    /// <summary>Per place the median of the values before it, without its own; of as many as a side has.</summary>
    private static double[] SideMedians(double[] values, int half)
    {
        var result = new double[values.Length + 1];
        var window = new SortedWindow(half + 1);
        for (var i = 0; i <= values.Length; i++)
        {
            result[i] = window.Count * 2 >= half ? window.Median : double.NaN;
            if (i == values.Length)
                break;
            window.Add(values[i]);
            if (i >= half)
                window.Remove(values[i - half]);
        }

        return result;
    }

    /// <summary>True where most of the step happens between the three values before and the three after.</summary>
    private static bool IsSharp(double[] values, int at, double step)
    {
        var (left, right) = (Middle(values.AsSpan(at - 3, 3)), Middle(values.AsSpan(at, 3)));
        return (right - left) / step > 0.6;
    }

    private static double Middle(ReadOnlySpan<double> three)
    {
        double[] sorted = [.. three.ToArray().Where(double.IsFinite).Order()];
        return sorted.Length == 0 ? double.NaN : ArrayStatistics.MedianInplace(sorted);
    }
}
