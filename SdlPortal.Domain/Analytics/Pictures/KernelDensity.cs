using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Pictures;

/// <summary>Gaussian kernel density estimates on a grid, by linear binning, so that their cost hardly depends on the number of values.</summary>
public static class KernelDensity
{
    private const int FineSteps = 1000;

    /// <summary>Silverman's rule of thumb: 0.9 min(sd, IQR / 1.34) n^(−1/5) (Silverman 1986, eq. 3.31); sd alone where the IQR is 0, and 0 where all values are alike.</summary>
    /// <param name="sorted">n finite values, ascending.</param>
    public static double Bandwidth(ReadOnlySpan<double> sorted)
    {
        if (sorted.Length < 2)
            return 0;
        var mean = 0.0;
        foreach (var v in sorted)
            mean += v / sorted.Length;
        var squares = 0.0;
        foreach (var v in sorted)
            squares += (v - mean) * (v - mean);
        var sd = Math.Sqrt(squares / (sorted.Length - 1));
        var quartiles = (Robust.Quantile(sorted, 0.75) - Robust.Quantile(sorted, 0.25)) / 1.34;
        return 0.9 * (quartiles > 0 ? Math.Min(sd, quartiles) : sd) * Math.Pow(sorted.Length, -0.2);
    }

    /// <summary>f(g) = Σ φ((g − x) / h) / (n h) at <paramref name="points"/> evenly spaced places from low to high; per unit of x. A bandwidth below a thousandth of the range is taken as that.</summary>
    /// <param name="values">n finite values within [low, high].</param>
    public static double[] On(ReadOnlySpan<double> values, double low, double high, int points, double bandwidth)
    {
        var density = new double[points];
        if (values.Length == 0 || !(high > low) || !(bandwidth > 0))
            return density;
        var step = (high - low) / FineSteps;
        var h = Math.Max(bandwidth, step);
        var mass = new double[FineSteps + 1];
        foreach (var v in values)
        {
            var at = Math.Clamp((v - low) / step, 0, FineSteps);
            var left = Math.Min((int)at, FineSteps - 1);
            mass[left] += 1 - (at - left);
            mass[left + 1] += at - left;
        }

        var scale = 1 / (values.Length * h * Math.Sqrt(2 * Math.PI));
        for (var g = 0; g < points; g++)
        {
            var place = low + ((high - low) * g / (points - 1));
            // Beyond five bandwidths a kernel adds less than 4e-6 of its height.
            var (from, to) = (Math.Max(0, (int)((place - (5 * h) - low) / step)), Math.Min(FineSteps, (int)((place + (5 * h) - low) / step) + 1));
            for (var i = from; i <= to; i++)
            {
                var z = (place - low - (i * step)) / h;
                density[g] += mass[i] * Math.Exp(-0.5 * z * z);
            }

            density[g] *= scale;
        }

        return density;
    }
}
