using SdlPortal.Domain.Analytics.Pictures;

namespace SdlPortal.Domain.Analytics.Profiles;

/// <summary>Histograms of a column, with the bins of <see cref="HistogramBins"/>. Pure.</summary>
internal static class Histograms
{
    /// <param name="sorted">Finite, ascending, at least one; decimal logarithms where <paramref name="logarithmic"/>.</param>
    /// <param name="whole">True where every value is a whole number.</param>
    public static Histogram Of(double[] sorted, bool whole, bool logarithmic = false)
    {
        if (!(sorted[^1] > sorted[0]) || !double.IsFinite(sorted[^1] - sorted[0]))
            return new Histogram(sorted[0], 0, [sorted.Length], logarithmic);
        var edges = HistogramBins.Edges(sorted, bins: null, whole && !logarithmic);
        var counts = new int[edges.Length - 1];
        foreach (var value in sorted)
            counts[Math.Clamp(HistogramBins.BinOf(edges, value), 0, counts.Length - 1)]++;
        return new Histogram(edges[0], edges[1] - edges[0], counts, logarithmic);
    }
}
