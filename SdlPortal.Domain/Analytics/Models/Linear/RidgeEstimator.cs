using System.Globalization;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Models.Linear;

/// <summary>Ridge regression (Hoerl and Kennard 1970): least ‖y − X b − b₀‖² + α ‖b‖², the intercept b₀ not penalized, as scikit-learn's Ridge. α = 0 is ordinary least squares.</summary>
/// <param name="Alpha">0 or more; on columns with standard deviation 1 compare it with the number of rows.</param>
public sealed record RidgeEstimator(double Alpha) : IEstimator
{
    public string Name => string.Create(CultureInfo.InvariantCulture, $"ridge, α = {Alpha:0.######}");

    public IFittedModel Fit(double[] x, int width, double[] y, int classes, long seed, AnalysisStep step)
    {
        var design = new CenteredDesign(x, width, y);
        if (!(Alpha > 0))
            return OrdinaryEstimator.Fit(design, out _, out _, step.Cancellation);
        var coefficients = width <= design.Rows ? ByColumns(design, step.Cancellation) : ByRows(design, step.Cancellation);
        return design.Model(coefficients ?? Augmented(design, step.Cancellation), []);
    }

    /// <summary>(Xᵀ X + α I) b = Xᵀ y; null where rounding spoils it.</summary>
    private double[]? ByColumns(CenteredDesign design, CancellationToken cancellationToken)
    {
        var factor = Factor(design.Gram(Alpha, cancellationToken), design.Columns.Length);
        if (factor is null)
            return null;
        var b = design.Moments();
        factor.Solve(b);
        return b;
    }

    /// <summary>b = Xᵀ (X Xᵀ + α I)⁻¹ y, for more columns than rows.</summary>
    private double[]? ByRows(CenteredDesign design, CancellationToken cancellationToken)
    {
        var n = design.Rows;
        var gram = new double[n * n];
        foreach (var column in design.Columns)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < n; i++)
                Vectors.AddScaled(gram.AsSpan(i * n, i + 1), column[i], column.AsSpan(0, i + 1));
        }

        for (var i = 0; i < n; i++)
            gram[(i * n) + i] += Alpha;
        var factor = Factor(gram, n);
        if (factor is null)
            return null;
        var dual = (double[])design.Outcomes.Clone();
        factor.Solve(dual);
        return Array.ConvertAll(design.Columns, c => Vectors.Dot(c, dual));
    }

    /// <summary>Least squares of [X; √α I], which needs no squares of small numbers.</summary>
    private double[] Augmented(CenteredDesign design, CancellationToken cancellationToken)
    {
        var (n, d) = (design.Rows, design.Columns.Length);
        var columns = new double[d][];
        for (var j = 0; j < d; j++)
        {
            columns[j] = new double[n + d];
            design.Columns[j].CopyTo(columns[j], 0);
            columns[j][n + j] = Math.Sqrt(Alpha);
        }

        var outcomes = new double[n + d];
        design.Outcomes.CopyTo(outcomes, 0);
        return new PivotedQr(columns, n + d, cancellationToken).Solve(outcomes);
    }

    /// <summary>Null where squares have lost more than half of the digits.</summary>
    private static Cholesky? Factor(double[] matrix, int size)
    {
        if (Cholesky.TryFactor(matrix, size) is not { } factor)
            return null;
        var (low, high) = (double.PositiveInfinity, 0.0);
        foreach (var inverse in factor.InverseDiagonal[..size])
            (low, high) = (Math.Min(low, inverse), Math.Max(high, inverse));
        return low > 1e-6 * high ? factor : null;
    }
}
