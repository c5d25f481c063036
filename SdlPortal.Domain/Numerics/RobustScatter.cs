using MathNet.Numerics.Distributions;

namespace SdlPortal.Domain.Numerics;

/// <summary>
/// Center and scatter of the bulk of a cloud of points, which up to a quarter of wild points do not move: the minimum covariance determinant of three quarters of the points, found by FAST-MCD
/// (Rousseeuw and Van Driessen 1999, Technometrics 41, 212), consistent at the normal distribution, then reweighted at the 0.975 quantile. Immutable.
/// </summary>
public sealed class RobustScatter
{
    private const int Starts = 100;
    private const int Finalists = 10;
    private const double Share = 0.75;
    private const double Reweighting = 0.975;

    private readonly double[] center;
    private readonly double[] inverse;

    private RobustScatter(double[] center, double[] inverse, int used) => (this.center, this.inverse, Used) = (center, inverse, used);

    /// <summary>How many points the final scatter rests on.</summary>
    public int Used { get; }

    public int Dimensions => center.Length;

    /// <summary>The squared Mahalanobis distance of a point; for normal points χ² with as many degrees of freedom as dimensions.</summary>
    public double SquaredDistance(ReadOnlySpan<double> point)
    {
        var p = center.Length;
        var sum = 0.0;

        // inverse is L⁻¹ by rows, so the distance is |L⁻¹ (x - m)|².
        for (var i = 0; i < p; i++)
        {
            var row = 0.0;
            for (var j = 0; j <= i; j++)
                row += inverse[(i * p) + j] * (point[j] - center[j]);
            sum += row * row;
        }

        return sum;
    }

    /// <summary>The squared distance beyond which a point lies with this chance: of a new point when the scatter of <see cref="Used"/> normal points was estimated, p (n² - 1) / (n (n - p)) F(p, n - p).</summary>
    public double Cut(double chance)
    {
        double n = Used, p = Dimensions;
        return p * ((n * n) - 1) / (n * (n - p)) * FisherSnedecor.InvCDF(p, n - p, 1 - chance);
    }

    /// <summary>Null where three quarters of the points lie on a plane, so that no scatter exists; at least 5 points per dimension are needed.</summary>
    /// <param name="points">n × p, row-major, finite; columns should be of comparable size.</param>
    public static RobustScatter? Of(ReadOnlySpan<double> points, int dimensions, long seed, CancellationToken cancellationToken = default)
    {
        var (n, p) = (points.Length / dimensions, dimensions);
        if (n < 5 * p || p == 0)
            return null;
        var h = (int)Math.Ceiling(Share * n);
        var random = SeededRandom.Derive(seed, n, p);
        var order = new int[n];
        var distances = new double[n];
        var found = new List<(double LogDeterminant, RobustScatter Scatter)>();
        for (var start = 0; start < Starts; start++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < n; i++)
                order[i] = i;
            var size = p + 1;
            RobustScatter? scatter = null;
            for (var i = 0; i < n && scatter is null; i++)
            {
                var j = i + (int)random.NextInt(n - i);
                (order[i], order[j]) = (order[j], order[i]);
                if (i + 1 >= size)
                    scatter = Fit(points, p, order.AsSpan(0, i + 1))?.Scatter;
                if (i + 1 > 4 * size)
                    break;
            }

            var step = scatter is null ? null : Concentrate(points, scatter, order, distances, h);
            if (step is { } first && Concentrate(points, first.Scatter, order, distances, h) is { } second)
                found.Add(second);
        }

        (double LogDeterminant, RobustScatter Scatter)? best = null;
        foreach (var finalist in found.OrderBy(f => f.LogDeterminant).Take(Finalists))
        {
            var now = finalist;
            for (var step = 0; step < 50; step++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Concentrate(points, now.Scatter, order, distances, h) is not { } next || next.LogDeterminant >= now.LogDeterminant - 1e-12)
                    break;
                now = next;
            }

            if (best is null || now.LogDeterminant < best.Value.LogDeterminant)
                best = now;
        }

        return best is { } bulk ? Reweighted(points, bulk.Scatter.Scaled(Consistency(p, (double)h / n)), p) : null;
    }

    /// <summary>By how much the covariance of the innermost share of normal points is too small.</summary>
    private static double Consistency(int p, double share) => share / ChiSquared.CDF(p + 2, ChiSquared.InvCDF(p, share));

    private RobustScatter Scaled(double factor) => new(center, [.. inverse.Select(v => v / Math.Sqrt(factor))], Used);

    private static RobustScatter? Reweighted(ReadOnlySpan<double> points, RobustScatter bulk, int p)
    {
        var cut = ChiSquared.InvCDF(p, Reweighting);
        var inside = new List<int>();
        for (var i = 0; i < points.Length / p; i++)
        {
            if (bulk.SquaredDistance(points.Slice(i * p, p)) <= cut)
                inside.Add(i);
        }

        return Fit(points, p, [.. inside])?.Scatter.Scaled(Consistency(p, Reweighting));
    }

    /// <summary>The scatter of the h points nearest to a scatter: never a larger determinant.</summary>
    private static (double LogDeterminant, RobustScatter Scatter)? Concentrate(ReadOnlySpan<double> points, RobustScatter scatter, int[] order, double[] distances, int h)
    {
        var p = scatter.Dimensions;
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
            distances[i] = scatter.SquaredDistance(points.Slice(i * p, p));
        }

        Array.Sort(distances, order);
        Array.Sort(order, 0, h);
        return Fit(points, p, order.AsSpan(0, h));
    }

    private static (double LogDeterminant, RobustScatter Scatter)? Fit(ReadOnlySpan<double> points, int p, ReadOnlySpan<int> rows)
    {
        var n = rows.Length;
        if (n <= p)
            return null;
        var mean = new double[p];
        foreach (var row in rows)
        {
            for (var j = 0; j < p; j++)
                mean[j] += points[(row * p) + j];
        }

        for (var j = 0; j < p; j++)
            mean[j] /= n;
        var factor = new double[p * p];
        Span<double> gap = p <= 256 ? stackalloc double[p] : new double[p];
        foreach (var row in rows)
        {
            for (var j = 0; j < p; j++)
                gap[j] = points[(row * p) + j] - mean[j];
            for (var i = 0; i < p; i++)
            {
                for (var j = 0; j <= i; j++)
                    factor[(i * p) + j] += gap[i] * gap[j];
            }
        }

        for (var i = 0; i < factor.Length; i++)
            factor[i] /= n - 1;

        // Cholesky in place, then the inverse of the factor; a pivot that rounding alone could have made means a plane.
        var log = 0.0;
        for (var i = 0; i < p; i++)
        {
            var diagonal = factor[(i * p) + i];
            for (var j = 0; j <= i; j++)
            {
                var sum = factor[(i * p) + j];
                for (var k = 0; k < j; k++)
                    sum -= factor[(i * p) + k] * factor[(j * p) + k];
                if (i != j)
                {
                    factor[(i * p) + j] = sum / factor[(j * p) + j];
                    continue;
                }

                if (!(sum > 1e-10 * diagonal) || !(diagonal > 1e-12))
                    return null;
                factor[(i * p) + i] = Math.Sqrt(sum);
                log += Math.Log(sum);
            }
        }

        var inverse = new double[p * p];
        for (var j = 0; j < p; j++)
        {
            inverse[(j * p) + j] = 1 / factor[(j * p) + j];
            for (var i = j + 1; i < p; i++)
            {
                var sum = 0.0;
                for (var k = j; k < i; k++)
                    sum -= factor[(i * p) + k] * inverse[(k * p) + j];
                inverse[(i * p) + j] = sum / factor[(i * p) + i];
            }
        }

        return (log, new RobustScatter(mean, inverse, n));
    }
}
