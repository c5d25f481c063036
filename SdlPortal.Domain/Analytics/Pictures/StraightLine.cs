using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Pictures;

/// <summary>The line of least squares y = intercept + slope x through n points, on the axes as they are drawn.</summary>
/// <param name="R">Pearson's correlation.</param>
/// <param name="P">Two-sided, of "there is none", by Student's t with n − 2 degrees of freedom.</param>
/// <param name="Spearman">Of the ranks.</param>
/// <param name="Residual">√(Σ residual² / (n − 2)), in units of y.</param>
/// <param name="MeanX">Of x.</param>
/// <param name="SquaresX">Σ (x − mean)².</param>
public sealed record StraightLine(int N, double Intercept, double Slope, double R, double P, double Spearman, double Residual, double MeanX, double SquaresX)
{
    public double At(double x) => Intercept + (Slope * x);

    /// <summary>Half of the 95 % interval of the mean at x: t · s √(1/n + (x − mean)² / Σ (x − mean)²).</summary>
    public double Margin(double x) => TailProbability.StudentCritical(0.95, N - 2) * Residual * Math.Sqrt((1.0 / N) + ((x - MeanX) * (x - MeanX) / SquaresX));

    public static Answer<StraightLine> Through(double[] x, double[] y)
    {
        var n = x.Length;
        if (n < 3)
            return Answer<StraightLine>.NotEnough($"A line with its uncertainty needs 3 rows with both values; there {(n == 1 ? "is 1" : $"are {n}")}.");
        var r = Ranks.Pearson(x, y);
        var (meanX, meanY) = (x.Average(), y.Average());
        var (xx, xy) = (0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            xx += (x[i] - meanX) * (x[i] - meanX);
            xy += (x[i] - meanX) * (y[i] - meanY);
        }

        if (double.IsNaN(r) || !(xx > 0))
            return Answer<StraightLine>.NotEnough("One of the two columns is the same in all rows that have both, so there is no correlation.");
        var (slope, intercept) = (xy / xx, meanY - (xy / xx * meanX));
        var left = 0.0;
        for (var i = 0; i < n; i++)
        {
            var residual = y[i] - intercept - (slope * x[i]);
            left += residual * residual;
        }

        return Answer<StraightLine>.Of(new StraightLine(n, intercept, slope, r, Ranks.PValue(r, n), Ranks.Spearman(x, y), Math.Sqrt(left / (n - 2)), meanX, xx));
    }
}
