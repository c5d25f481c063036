using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace SdlPortal.Domain.Simulation;

/// <summary>The mean of independent values with Student's t interval, and the two-sided p-value of "the mean is zero". Pure.</summary>
public static class MeanEstimate
{
    private const double Confidence = 0.95;

    /// <param name="values">At least one; with one the interval is not a number.</param>
    public static Estimate Of(IReadOnlyList<double> values)
    {
        var mean = values.Mean();
        var half = HalfWidth(StandardError(values), values.Count);
        return new Estimate(mean, mean - half, mean + half);
    }

    /// <summary>Half of the 95 % interval around an estimate with this standard error from <paramref name="count"/> values; not a number for fewer than two.</summary>
    public static double HalfWidth(double standardError, int count) =>
        count < 2 ? double.NaN : StudentT.InvCDF(0, 1, count - 1, (1 + Confidence) / 2) * standardError;

    /// <summary>1 for fewer than two values: nothing is claimed from them.</summary>
    public static double PValue(IReadOnlyList<double> values)
    {
        if (values.Count < 2)
            return 1;
        var (mean, error) = (values.Mean(), StandardError(values));
        if (error == 0)
            return mean == 0 ? 1 : 0;
        return 2 * StudentT.CDF(0, 1, values.Count - 1, -Math.Abs(mean / error));
    }

    /// <summary>Of the mean; not a number for fewer than two values.</summary>
    public static double StandardError(IReadOnlyList<double> values) => values.StandardDeviation() / Math.Sqrt(values.Count);
}
