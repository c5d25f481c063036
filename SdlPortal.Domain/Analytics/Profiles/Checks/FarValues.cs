using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Profiles.Checks;

/// <summary>
/// Values with a modified z-score beyond 3.5 that lie so far out that an exponential tail with the column's own decay reaches there by chance in one column of a hundred: a long tail alone is no outlier. On logarithms where the column is
/// better looked at so. Pure.
/// </summary>
internal static class FarValues
{
    private const double Cut = 3.5;
    private const int Fewest = 10;

    /// <summary>Beyond this share they are no outliers but a second group.</summary>
    private const double Many = 0.03;

    /// <summary>Excess kurtosis; a million exponential values have 6, lognormal ones with a spread of 1 about 100.</summary>
    private const double LongTail = 50;
    private const double TailShare = 0.01;

    public static IEnumerable<TableFinding> Of(ColumnLook look)
    {
        if (!look.IsNumber || look.IsGrid || look.Sorted.Length < Fewest || Identifiers.Is(look.Profile))
            yield break;
        var numbers = look.Profile.Numbers!;
        var log = look.Profile.LogHistogram is not null;
        double[] sorted = log ? Array.ConvertAll(look.Sorted, Math.Log10) : look.Sorted;
        var (median, mad) = (Robust.Median(sorted), Robust.Mad(sorted));
        if (!(mad > 0))
            yield break;
        var (low, high) = (Limit(sorted, look.Settings.Level, up: false), Limit(sorted, look.Settings.Level, up: true));
        var (apartLow, apartHigh) = OutOfBounds.Detached(look);
        double Z(double v) => Robust.ModifiedZ(log ? Math.Log10(v) : v, median, mad);
        bool Far(double v)
        {
            var t = log ? Math.Log10(v) : v;
            // What lies apart from a bounded bulk is said to be out of bounds already.
            return double.IsFinite(v) && v >= apartLow && v <= apartHigh && (t < low || t > high) && Math.Abs(Z(v)) > Cut;
        }

        var shape = look.Profile.Shape!;
        if (shape.Kurtosis > LongTail && shape.FarByModifiedZ > TailShare * look.Sorted.Length)
        {
            yield return look.Finding(FindingSeverity.Notes, $"{look.Name} has a long tail: {shape.FarByModifiedZ:N0} of {look.Sorted.Length:N0} values lie beyond {Cut} modified standard deviations, up to {Quantity.Text(Math.Abs(numbers.Max - numbers.Median) > Math.Abs(numbers.Min - numbers.Median) ? numbers.Max : numbers.Min, look.Unit)} where the median is {Quantity.Text(numbers.Median, look.Unit)} (excess kurtosis {Quantity.Text(shape.Kurtosis, digits: 3)}).",
                log ? "Analyze ranks or logarithms, so that the tail does not rule." : "Analyze ranks, or scale robustly, so that the tail does not rule.");
        }

        double[] far = [.. look.Sorted.Where(Far)];
        if (far.Length == 0)
            yield break;
        var worst = Math.Abs(Z(far[0])) > Math.Abs(Z(far[^1])) ? far[0] : far[^1];
        var share = (double)far.Length / look.Sorted.Length;
        var where = far[0] > numbers.Median ? "all above" : far[^1] < numbers.Median ? "all below" : "on both sides";
        yield return look.Finding(share > Many ? FindingSeverity.Notes : FindingSeverity.Warns,
            $"{look.Name} has {Check.Count(far.Length, "outlier")} in {Check.Count(look.Sorted.Length, "row")}, {where}: {Quantity.Text(worst, look.Unit)} is {Quantity.Text(Math.Abs(Z(worst)), digits: 3)} modified standard deviations from the median {Quantity.Text(numbers.Median, look.Unit)}{(log ? " on a log scale" : "")}.",
            share > Many ? "These are too many for outliers: analyze ranks, or look what sets the group apart." : "Look at the measurement; leave out what is wrong, or scale robustly.", Far);
    }

    /// <summary>
    /// Where the outermost tenth (at least 5 values) would end: its inner edge and, with the tail's scale from its median excess, scale · ln(k / level), widened for the uncertainty of the scale.
    /// </summary>
    public static double Limit(double[] sorted, double level, bool up)
    {
        var n = sorted.Length;
        var k = Math.Clamp(n / 10, 5, n / 2);
        var edge = up ? sorted[n - k - 1] : sorted[k];
        double[] excess = [.. up ? sorted[^k..].Select(v => v - edge) : sorted[..k].Reverse().Select(v => edge - v)];
        var reach = Robust.Median(excess) / Math.Log(2) * Math.Log(k / level) * (1 + (2 / Math.Sqrt(k)));
        return up ? edge + reach : edge - reach;
    }
}
