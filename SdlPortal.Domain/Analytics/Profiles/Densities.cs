using SdlPortal.Domain.Analytics.Pictures;

namespace SdlPortal.Domain.Analytics.Profiles;

/// <summary>The density of a column by <see cref="KernelDensity"/>, from three bandwidths below the least value to three above the largest. Pure.</summary>
internal static class Densities
{
    private const int Points = 201;

    /// <param name="sorted">Finite, ascending; decimal logarithms where <paramref name="logarithmic"/>.</param>
    /// <returns>Null where fewer than two values differ.</returns>
    public static DensityCurve? Of(double[] sorted, bool logarithmic = false)
    {
        var bandwidth = KernelDensity.Bandwidth(sorted);
        if (!(bandwidth > 0) || !double.IsFinite(sorted[^1] - sorted[0]))
            return null;
        // A curve with fewer points than bandwidths would miss its own hills.
        bandwidth = Math.Max(bandwidth, (sorted[^1] - sorted[0]) / (2 * Points));
        var (low, high) = (sorted[0] - (3 * bandwidth), sorted[^1] + (3 * bandwidth));
        return new DensityCurve(low, (high - low) / (Points - 1), KernelDensity.On(sorted, low, high, Points, bandwidth), bandwidth, logarithmic);
    }
}
