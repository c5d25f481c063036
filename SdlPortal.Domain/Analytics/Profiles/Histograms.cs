using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Profiles;

/// <summary>Histograms of ascending finite values. Pure.</summary>
public static class Histograms
{
    /// <summary>
    /// Bars of the width 2 IQR n^(−1/3) (Freedman and Diaconis 1981, Z. Wahrscheinlichkeitstheorie 57, 453), of Sturges' number where the quartiles are equal, at most as many as allowed; over whole numbers bars are whole, so that none
    /// holds more numbers than its neighbor.
    /// </summary>
    public static Histogram Of(ReadOnlySpan<double> sorted, bool whole, int mostBars, bool logarithmic = false)
    {
        var n = sorted.Length;
        double At(double value) => logarithmic ? Math.Log10(value) : value;
        var (low, high) = (At(sorted[0]), At(sorted[^1]));
        if (!(high > low) || !double.IsFinite(high - low))
            return new Histogram(low, 0, [n], logarithmic);
        var (q1, q3) = (At(Robust.Quantile(sorted, 0.25)), At(Robust.Quantile(sorted, 0.75)));
        var width = 2 * (q3 - q1) * Math.Pow(n, -1.0 / 3);
        if (!(width > 0))
            width = (high - low) / (1 + Math.Ceiling(Math.Log2(n)));
        width = Math.Max(width, (high - low) / mostBars);
        if (whole && !logarithmic)
            (width, low, high) = (Math.Max(1, Math.Ceiling(width)), low - 0.5, high + 0.5);
        var bars = Math.Clamp((int)Math.Ceiling((high - low) / width), 1, mostBars);
        if (!whole || logarithmic)
            width = (high - low) / bars;
        var counts = new int[bars];
        foreach (var value in sorted)
            counts[Math.Clamp((int)((At(value) - low) / width), 0, bars - 1)]++;
        return new Histogram(low, width, counts, logarithmic);
    }
}
