using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Pictures;

/// <summary>Where bins begin and end. Pure.</summary>
public static class HistogramBins
{
    private const int Fewest = 5;
    private const int Most = 60;

    /// <summary>Whole numbers over a range up to this have a bin each.</summary>
    private const int MostWhole = 30;

    private static readonly double[] TimeSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 1209600, 2629800, 7889400, 15778800];

    /// <summary>Of width 2 IQR n^(−1/3) (Freedman and Diaconis 1981), at round numbers; of whole numbers one for each, or whole widths.</summary>
    /// <param name="sorted">Finite, ascending, at least one.</param>
    /// <param name="isWhole">True where every value is a whole number and the axis is not logarithmic.</param>
    public static double[] Edges(ReadOnlySpan<double> sorted, int? bins, bool isWhole, bool isTime = false)
    {
        var (low, high) = (sorted[0], sorted[^1]);
        if (!(high > low))
        {
            var half = isWhole ? 0.5 : Math.Max(Math.Abs(low) * 0.01, 1e-9);
            return [low - half, low + half];
        }

        if (isWhole && high - low < MostWhole && bins is null)
            return [.. Enumerable.Range(0, (int)(high - low) + 2).Select(i => low - 0.5 + i)];
        var width = 2 * (Robust.Quantile(sorted, 0.75) - Robust.Quantile(sorted, 0.25)) * Math.Pow(sorted.Length, -1.0 / 3);
        var count = bins is { } asked ? Math.Clamp(asked, 1, 500) : width > 0 ? Math.Clamp((int)Math.Ceiling(Math.Min((high - low) / width, Most)), Fewest, Most) : Math.Clamp((int)Math.Ceiling(Math.Log2(sorted.Length) + 1), Fewest, Most);
        if (bins is not null)
            return [.. Enumerable.Range(0, count + 1).Select(i => i == count ? high : low + ((high - low) * i / count))];
        var step = isTime ? RoundTime((high - low) / count) : Round((high - low) / count);
        if (isWhole)
            step = Math.Max(1, Math.Round(step));
        // Bins of whole numbers lie around them.
        var shift = isWhole ? 0.5 : 0;
        var first = (Math.Floor(((low + shift) / step) + 1e-9) * step) - shift;
        var last = (int)Math.Floor(((high - first) / step) + 1e-9);
        // The largest value belongs to the last bin, also on its upper edge.
        var number = last > 0 && first + (last * step) >= high - (1e-9 * step) ? last : last + 1;
        return [.. Enumerable.Range(0, number + 1).Select(i => first + (i * step))];
    }

    /// <param name="edges">Ascending.</param>
    /// <returns>−1 outside.</returns>
    public static int BinOf(double[] edges, double value)
    {
        var at = Array.BinarySearch(edges, value);
        var bin = at >= 0 ? at : ~at - 1;
        return bin == edges.Length - 1 && value <= edges[^1] * (1 + (1e-9 * Math.Sign(edges[^1]))) ? bin - 1 : bin < edges.Length - 1 ? bin : -1;
    }

    /// <summary>Minutes, hours and days as people count them; beyond a year, whole years.</summary>
    private static double RoundTime(double rough)
    {
        const double Year = 365.25 * 86400;
        if (rough < 1)
            return Round(rough);
        if (rough > 0.75 * Year)
            return Math.Max(1, Round(rough / Year)) * Year;
        return TimeSteps.MinBy(s => Math.Abs(Math.Log(s / rough)));
    }

    /// <summary>The nearest of 1, 2, 2.5 and 5 times a power of ten.</summary>
    private static double Round(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return (rough / power) switch
        {
            < 1.5 => power,
            < 2.25 => 2 * power,
            < 3.5 => 2.5 * power,
            < 7.5 => 5 * power,
            _ => 10 * power,
        };
    }
}
