using System.Globalization;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Models.Linear;

/// <summary>
/// Ordinary least squares by pivoted QR of the centered columns, each divided by its length. Where columns follow from each other (always where they outnumber the rows) the solution of least norm on that common scale is taken, with a remark.
/// </summary>
public sealed record OrdinaryEstimator : IEstimator
{
    public string Name => "linear regression";

    public IFittedModel Fit(double[] x, int width, double[] y, int classes, long seed, AnalysisStep step)
    {
        var design = new CenteredDesign(x, width, y);
        return Fit(design, out _, out _, step.Cancellation);
    }

    /// <param name="qr">Of the columns, each divided by its length.</param>
    /// <param name="lengths">What they were divided by; 1 for a constant column.</param>
    internal static LinearModel Fit(CenteredDesign design, out PivotedQr qr, out double[] lengths, CancellationToken cancellationToken)
    {
        lengths = Array.ConvertAll(design.SquaredLengths(), s => s > 0 ? Math.Sqrt(s) : 1);
        var scaled = new double[lengths.Length][];
        for (var j = 0; j < scaled.Length; j++)
        {
            var length = lengths[j];
            scaled[j] = Array.ConvertAll(design.Columns[j], v => v / length);
        }

        qr = new PivotedQr(scaled, design.Rows, cancellationToken);
        var coefficients = qr.Solve(design.Outcomes);
        for (var j = 0; j < coefficients.Length; j++)
            coefficients[j] /= lengths[j];
        var missing = coefficients.Length - qr.Rank;
        return design.Model(coefficients, missing == 0 ? [] : [string.Create(CultureInfo.InvariantCulture,
            $"{missing} of {coefficients.Length} columns follow from the others or do not vary in these {design.Rows} rows; of the many solutions that fit alike the one with the smallest coefficients was taken, so these coefficients do not stand for single columns.")]);
    }
}
