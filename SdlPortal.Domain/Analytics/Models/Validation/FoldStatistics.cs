using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Models.Validation;

/// <summary>
/// Means over the folds of cross-validation with intervals. Folds share training rows, so the variance of their mean is not s²/J but about (1/J + test/training) s²
/// (Nadeau and Bengio 2003, Mach. Learn. 52, 239, equation 9; J folds over all repeats), with Student's t of J − 1 degrees of freedom. Pure.
/// </summary>
internal static class FoldStatistics
{
    private const double Level = 0.95;

    /// <param name="values">One for each fold; those that are not a number do not count.</param>
    /// <param name="ratio">Test rows over training rows.</param>
    public static (double Mean, double Low, double High, double PValue) Mean(IEnumerable<double> values, double ratio)
    {
        double[] known = [.. values.Where(v => !double.IsNaN(v))];
        if (known.Length == 0)
            return (double.NaN, double.NaN, double.NaN, double.NaN);
        var mean = known.Average();
        if (known.Length == 1 || !double.IsFinite(mean))
            return (mean, double.NaN, double.NaN, double.NaN);
        var variance = known.Sum(v => (v - mean) * (v - mean)) / (known.Length - 1);
        var error = Math.Sqrt(((1.0 / known.Length) + ratio) * variance);
        var half = TailProbability.StudentCritical(Level, known.Length - 1) * error;
        var p = error > 0 ? TailProbability.StudentTwoSided(mean / error, known.Length - 1) : mean == 0 ? 1 : 0;
        return (mean, mean - half, mean + half, p);
    }
}
