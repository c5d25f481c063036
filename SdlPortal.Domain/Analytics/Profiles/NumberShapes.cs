using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Profiles;

/// <summary>What follows from the ascending finite values of a column beyond <see cref="ColumnProfiles.Numbers"/>. Pure; n values are read a few times, nothing is copied.</summary>
public static class NumberShapes
{
    private const int MostOutside = 200;

    /// <summary>See <see cref="NumberShape"/>.</summary>
    public static NumberShape Shape(ReadOnlySpan<double> sorted, NumberProfile numbers)
    {
        var n = sorted.Length;
        var (second, third, fourth) = (0.0, 0.0, 0.0);
        // In units of the standard deviation, so that neither tiny nor huge values lose their powers.
        var scale = numbers.Sd > 0 ? numbers.Sd : 1;
        foreach (var value in sorted)
        {
            var d = (value - numbers.Mean) / scale;
            var square = d * d;
            second += square;
            third += square * d;
            fourth += square * square;
        }

        (second, third, fourth) = (second / n, third / n, fourth / n);
        var cut = n / 10;
        var (middle, low, high) = (0.0, sorted[cut], sorted[n - 1 - cut]);
        for (var i = cut; i < n - cut; i++)
            middle += sorted[i];
        var far = 0;
        if (numbers.Mad > 0)
        {
            for (var i = 0; i < n && Robust.ModifiedZ(sorted[i], numbers.Median, numbers.Mad) < -3.5; i++)
                far++;
            for (var i = n - 1; i >= 0 && Robust.ModifiedZ(sorted[i], numbers.Median, numbers.Mad) > 3.5; i--)
                far++;
        }

        return new NumberShape(second > 0 ? third / Math.Pow(second, 1.5) : double.NaN, second > 0 ? (fourth / (second * second)) - 3 : double.NaN, middle / (n - (2 * cut)), (middle + (cut * (low + high))) / n, far);
    }

    /// <summary>See <see cref="BoxNumbers"/>.</summary>
    public static BoxNumbers Box(ReadOnlySpan<double> sorted)
    {
        var (low, high) = Robust.TukeyFences(sorted);
        var (first, last) = (0, sorted.Length - 1);
        while (sorted[first] < low)
            first++;
        while (sorted[last] > high)
            last--;
        var (below, above) = (first, sorted.Length - 1 - last);
        var shown = Math.Min(MostOutside, below + above);
        var outside = new double[shown];
        for (var i = 0; i < shown; i++)
        {
            var at = shown < 2 ? 0 : (int)((long)i * (below + above - 1) / (shown - 1));
            outside[i] = sorted[at < below ? at : last + 1 + at - below];
        }

        return new BoxNumbers(Robust.Quantile(sorted, 0.25), Robust.Median(sorted), Robust.Quantile(sorted, 0.75), low, high, sorted[first], sorted[last], below, above, outside);
    }

    /// <summary>Logarithms for positive values that lie skewed or span decades and less so as logarithms; robust scaling for tails; the plain one otherwise.</summary>
    public static ScalingAdvice Advice(ReadOnlySpan<double> sorted, NumberProfile numbers, NumberShape shape)
    {
        var n = sorted.Length;
        if (sorted[0] == sorted[^1])
            return new ScalingAdvice(Logarithm: false, Scaling.None, "It is constant, so there is nothing to scale.");
        if (IsLogarithmic(sorted, shape, out var skewness))
            return new ScalingAdvice(Logarithm: true, Scaling.Standard, $"All values are positive and skewed (skewness {Quantity.Text(shape.Skewness, digits: 3)}), their logarithms are less so ({Quantity.Text(skewness, digits: 3)}).");
        var share = (double)shape.FarByModifiedZ / n;
        return shape.FarByModifiedZ > 0 && (share > 0.005 || n < 200)
            ? new ScalingAdvice(Logarithm: false, Scaling.Robust, $"{shape.FarByModifiedZ:N0} of {n:N0} values lie far from the median, which would rule a mean and a standard deviation.")
            : new ScalingAdvice(Logarithm: false, Scaling.Standard, "There are no long tails: mean and standard deviation describe it.");
    }

    /// <summary>Are the values better looked at as logarithms?</summary>
    /// <param name="skewness">Of the logarithms.</param>
    public static bool IsLogarithmic(ReadOnlySpan<double> sorted, NumberShape shape, out double skewness)
    {
        skewness = double.NaN;
        if (!(sorted[0] > 0) || !(shape.Skewness > 1))
            return false;
        var (n, sum) = (sorted.Length, 0.0);
        foreach (var value in sorted)
            sum += Math.Log10(value);
        var (mean, second, third) = (sum / n, 0.0, 0.0);
        foreach (var value in sorted)
        {
            var d = Math.Log10(value) - mean;
            second += d * d;
            third += d * d * d;
        }

        skewness = second > 0 ? third / n / Math.Pow(second / n, 1.5) : double.NaN;
        return Math.Abs(skewness) < shape.Skewness / 2;
    }
}
