using MathNet.Numerics.Statistics;

namespace SdlPortal.Domain.Numerics;

/// <summary>Location, spread and slope that a few wild values do not move. Pure; nothing may be not-a-number.</summary>
public static class Robust
{
    /// <summary>MAD × this estimates the standard deviation of a normal distribution.</summary>
    public const double NormalMad = 1.4826022185056018;

    /// <summary>The factor of the modified z-score, Φ⁻¹(0.75) rounded as its authors do.</summary>
    private const double ModifiedFactor = 0.6745;

    /// <summary>Type 7 quantile (linear between order statistics) of ascending values; not a number for none.</summary>
    public static double Quantile(ReadOnlySpan<double> sorted, double p)
    {
        if (sorted.Length == 0)
            return double.NaN;
        var place = p * (sorted.Length - 1);
        var low = (int)Math.Floor(place);
        return low + 1 >= sorted.Length || sorted[low] == sorted[low + 1] ? sorted[low] : sorted[low] + ((place - low) * (sorted[low + 1] - sorted[low]));
    }

    public static double Median(ReadOnlySpan<double> sorted) => Quantile(sorted, 0.5);

    /// <summary>The median of |x - median| of ascending values, not scaled; O(n) by merging from both sides of the median.</summary>
    public static double Mad(ReadOnlySpan<double> sorted)
    {
        if (sorted.Length == 0)
            return double.NaN;
        var center = Median(sorted);
        var right = sorted.Length / 2;
        var left = right - 1;
        var (before, last) = (0.0, 0.0);
        for (var k = 0; k <= sorted.Length / 2; k++)
        {
            before = last;
            last = left < 0 || (right < sorted.Length && sorted[right] - center <= center - sorted[left]) ? Math.Abs(sorted[right++] - center) : Math.Abs(center - sorted[left--]);
        }

        return sorted.Length % 2 == 1 ? last : (before + last) / 2;
    }

    /// <summary>0.6745 (x - median) / MAD (Iglewicz and Hoaglin 1993); infinite, or 0 at the median, where the MAD is 0.</summary>
    public static double ModifiedZ(double value, double median, double mad) =>
        value == median ? 0 : ModifiedFactor * (value - median) / mad;

    /// <summary>Q1 - k IQR and Q3 + k IQR of ascending values (Tukey 1977), quartiles of type 7.</summary>
    public static (double Low, double High) TukeyFences(ReadOnlySpan<double> sorted, double k = 1.5)
    {
        var (q1, q3) = (Quantile(sorted, 0.25), Quantile(sorted, 0.75));
        return (q1 - (k * (q3 - q1)), q3 + (k * (q3 - q1)));
    }

    /// <summary>
    /// The median slope over all pairs with different x, median(y) - slope median(x), and the slope's confidence interval (Sen 1968, J. Am. Stat. Assoc. 63, 1379, with the correction for ties).
    /// n²/2 slopes are held, so for some thousand pairs at most.
    /// </summary>
    public static (double Slope, double Intercept, double Low, double High) TheilSen(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double confidence = 0.95)
    {
        var n = x.Length;
        var slopes = new List<double>(n * (n - 1) / 2);
        for (var i = 0; i < n; i++)
        {
            for (var j = i + 1; j < n; j++)
            {
                if (x[i] != x[j])
                    slopes.Add((y[j] - y[i]) / (x[j] - x[i]));
            }
        }

        slopes.Sort();
        var sorted = slopes.ToArray();
        var slope = Median(sorted);
        var intercept = ArrayStatistics.MedianInplace(y.ToArray()) - (slope * ArrayStatistics.MedianInplace(x.ToArray()));
        var z = Normal.Quantile(0.5 + (confidence / 2));
        double size = n;
        var twice = size * (size - 1) * ((2 * size) + 5);
        var sigma = Math.Sqrt((twice - Ties(x) - Ties(y)) / 18);
        var upper = Math.Min((int)Math.Round((sorted.Length + (z * sigma)) / 2), sorted.Length - 1);
        var lower = Math.Max((int)Math.Round((sorted.Length - (z * sigma)) / 2) - 1, 0);
        return sorted.Length == 0 ? (double.NaN, double.NaN, double.NaN, double.NaN) : (slope, intercept, sorted[lower], sorted[upper]);
    }

    /// <summary>Σ t (t - 1)(2t + 5) over groups of t equal values.</summary>
    private static double Ties(ReadOnlySpan<double> values)
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
            sum += t * (t - 1) * ((2 * t) + 5);
            i = end;
        }

        return sum;
    }
}
