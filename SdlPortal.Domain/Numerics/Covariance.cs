using MathNet.Numerics.LinearAlgebra;

namespace SdlPortal.Domain.Numerics;

/// <summary>Covariances of a cloud of points and the distances by them. Every wild point counts; <see cref="RobustScatter"/> is the one that wild points do not move. Pure.</summary>
public static class Covariance
{
    /// <summary>S = Σ (x − x̄)(x − x̄)ᵀ / (n − ddof), d × d, row-major.</summary>
    /// <param name="points">n × d, row-major, finite.</param>
    /// <param name="ddof">1 for the unbiased estimate, 0 for that of the maximal likelihood.</param>
    public static double[] Of(ReadOnlySpan<double> points, int dimensions, int ddof = 1)
    {
        var centered = Centered(points, dimensions);
        return (centered.TransposeThisAndMultiply(centered) / (centered.RowCount - ddof)).ToRowMajorArray();
    }

    /// <summary>(x − x̄)ᵀ S⁻¹ (x − x̄) of every point (Mahalanobis 1936); null where the points lie on a plane, so that S has no inverse.</summary>
    public static double[]? SquaredDistances(ReadOnlySpan<double> points, int dimensions, int ddof = 1)
    {
        var centered = Centered(points, dimensions);
        var scatter = centered.TransposeThisAndMultiply(centered) / (centered.RowCount - ddof);
        var scale = scatter.Diagonal().PointwiseSqrt();
        // Correlations show a plane whatever the columns' sizes are.
        if (scale.Minimum() <= 0 || Matrix<double>.Build.Dense(dimensions, dimensions, (i, j) => scatter[i, j] / scale[i] / scale[j]).Determinant() < 1e-12)
            return null;
        var solved = scatter.Cholesky().Solve(centered.Transpose());
        return [.. Enumerable.Range(0, centered.RowCount).Select(i => centered.Row(i).DotProduct(solved.Column(i)))];
    }

    /// <summary>
    /// How far the covariance (ddof 0) is best drawn toward a multiple of the identity, (1 − s) S + s tr(S)/d I, in squared error: s from 0 to 1 (Ledoit and Wolf 2004, J. Multivar. Anal. 88, 365, lemma 3.2 with its estimates, as scikit-learn has them).
    /// </summary>
    public static double LedoitWolfShrinkage(ReadOnlySpan<double> points, int dimensions)
    {
        var centered = Centered(points, dimensions);
        double n = centered.RowCount, p = dimensions;
        var scatter = centered.TransposeThisAndMultiply(centered) / n;
        var mean = scatter.Trace() / p;
        var squares = centered.PointwisePower(2);
        var fourth = squares.TransposeThisAndMultiply(squares).Enumerate().Sum() / n;
        var second = scatter.PointwisePower(2).Enumerate().Sum();
        var distance = (second - (p * mean * mean)) / p;
        var error = Math.Min((fourth - second) / (p * n), distance);
        return distance > 0 ? error / distance : 0;
    }

    private static Matrix<double> Centered(ReadOnlySpan<double> points, int dimensions)
    {
        var cloud = Matrix<double>.Build.DenseOfRowMajor(points.Length / dimensions, dimensions, points.ToArray());
        var means = cloud.ColumnSums() / cloud.RowCount;
        return Matrix<double>.Build.Dense(cloud.RowCount, dimensions, (i, j) => cloud[i, j] - means[j]);
    }
}
