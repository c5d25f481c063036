using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Profiles;

/// <summary>Gaussian kernel densities of ascending finite values. Pure.</summary>
public static class Densities
{
    /// <summary>Fine places for each point of the curve.</summary>
    private const int Fineness = 4;

    /// <summary>Beyond this many bandwidths the kernel counts as 0 (3·10⁻⁵ of its height).</summary>
    private const double Reach = 4.5;

    /// <summary>
    /// f(t) = Σ φ((t − xᵢ) / h) / (n h) with h = 0.9 min(sd, IQR / 1.34) n^(−1/5) (Silverman 1986, eq. 3.31); values are shared between the two nearest fine places first (linear binning, Wand 1994), so that the cost does not grow with n times points.
    /// </summary>
    /// <param name="sd">Of the values, or of their decimal logarithms.</param>
    /// <returns>Null where fewer than two values differ.</returns>
    public static DensityCurve? Of(ReadOnlySpan<double> sorted, double sd, int points, bool logarithmic = false)
    {
        var n = sorted.Length;
        double At(double value) => logarithmic ? Math.Log10(value) : value;
        if (n < 2 || points < 2 || !(At(sorted[^1]) > At(sorted[0])) || !double.IsFinite(sorted[^1] - sorted[0]) || !(sd > 0))
            return null;
        var quarters = (At(Robust.Quantile(sorted, 0.75)) - At(Robust.Quantile(sorted, 0.25))) / 1.34;
        var bandwidth = 0.9 * (quarters > 0 ? Math.Min(sd, quarters) : sd) * Math.Pow(n, -0.2);
        // A curve with fewer points than bandwidths would miss its own hills.
        bandwidth = Math.Max(bandwidth, (At(sorted[^1]) - At(sorted[0])) / (2 * points));
        var low = At(sorted[0]) - (3 * bandwidth);
        var step = (At(sorted[^1]) + (3 * bandwidth) - low) / (points - 1);
        var fine = step / Fineness;
        var places = ((points - 1) * Fineness) + 1;
        var weights = new double[places];
        foreach (var value in sorted)
        {
            var place = Math.Clamp((At(value) - low) / fine, 0, places - 1);
            var left = Math.Min((int)place, places - 2);
            weights[left] += left + 1 - place;
            weights[left + 1] += place - left;
        }

        var reach = (int)Math.Ceiling(Reach * bandwidth / fine);
        var kernel = new double[reach + 1];
        for (var k = 0; k <= reach; k++)
            kernel[k] = Normal.Density(k * fine / bandwidth) / (n * bandwidth);
        var values = new double[points];
        for (var i = 0; i < points; i++)
        {
            var center = i * Fineness;
            for (var k = Math.Max(0, center - reach); k <= Math.Min(places - 1, center + reach); k++)
                values[i] += weights[k] * kernel[Math.Abs(k - center)];
        }

        return new DensityCurve(low, step, values, bandwidth, logarithmic);
    }
}
