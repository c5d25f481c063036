using MathNet.Numerics.LinearAlgebra;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>The singular values and right singular vectors of centered rows. Pure.</summary>
/// <param name="Means">Of the d columns.</param>
/// <param name="SingularValues">The largest first; those that are nothing but rounding are left out.</param>
/// <param name="Axes">One unit vector of d for each; their signs are arbitrary.</param>
public sealed record PrincipalAxes(double[] Means, double[] SingularValues, double[][] Axes)
{
    /// <summary>Multiplications up to which the rows themselves are decomposed, which loses no digits of small singular values; beyond it their products are, whose small singular values are true to 1e-16 (σ₁/σ)².</summary>
    private const double MostMultiplications = 4e8;

    /// <param name="values">n x d, row-major, finite.</param>
    public static PrincipalAxes Of(double[] values, int width, AnalysisStep step)
    {
        var rows = width == 0 ? 0 : values.Length / width;
        var means = MeansOf(values, width, step);
        if (rows < 2)
            return new PrincipalAxes(means, [], []);
        var (singular, axes) = rows < width ? Wide(values, means, rows, step.Cancellation) : (double)rows * width * width <= MostMultiplications ? RotatedTriangle(Centered(values, means, rows), step.Cancellation) : Products(values, means, rows, step);
        var order = Enumerable.Range(0, singular.Length).OrderByDescending(k => singular[k]).ThenBy(k => k).ToArray();
        var largest = singular.Length == 0 ? 0 : singular[order[0]];
        // Centering leaves rounding of the size of the means behind.
        var noise = 1e-14 * Math.Max(largest, Math.Sqrt(rows) * means.Max(Math.Abs));
        order = [.. order.Where(k => singular[k] > noise)];
        return new PrincipalAxes(means, [.. order.Select(k => singular[k])], [.. order.Select(k => axes[k])]);
    }

    private static double[] MeansOf(double[] values, int width, AnalysisStep step)
    {
        var rows = width == 0 ? 0 : values.Length / width;
        var sums = new double[RowBlocks.Count(rows)][];
        RowBlocks.Each(rows, step with { Report = (_, _) => { } }, (block, start, count) =>
        {
            var sum = new double[width];
            for (var i = start; i < start + count; i++)
                Vectors.AddScaled(sum, 1, values.AsSpan(i * width, width));
            sums[block] = sum;
        });
        var means = new double[width];
        foreach (var sum in sums)
            Vectors.AddScaled(means, 1.0 / rows, sum);
        return means;
    }

    /// <summary>Fewer rows than columns: Aᵀ = QR, R = UΣVᵀ, so the axes of A are Aᵀv / σ.</summary>
    private static (double[] Singular, double[][] Axes) Wide(double[] values, double[] means, int rows, CancellationToken cancellationToken)
    {
        var width = means.Length;
        var lines = new double[rows][];
        for (var i = 0; i < rows; i++)
        {
            lines[i] = values.AsSpan(i * width, width).ToArray();
            Vectors.AddScaled(lines[i], -1, means);
        }

        var (singular, sides) = RotatedTriangle([.. lines.Select(l => (double[])l.Clone())], cancellationToken);
        var axes = new double[rows][];
        for (var k = 0; k < rows; k++)
        {
            axes[k] = new double[width];
            for (var i = 0; i < rows; i++)
                Vectors.AddScaled(axes[k], sides[k][i], lines[i]);
            var length = Math.Sqrt(Vectors.Dot(axes[k], axes[k]));
            for (var j = 0; j < width; j++)
                axes[k][j] /= length > 0 ? length : 1;
        }

        return (singular, axes);
    }

    /// <summary>AᵀA = VΣ²Vᵀ.</summary>
    private static (double[] Singular, double[][] Axes) Products(double[] values, double[] means, int rows, AnalysisStep step)
    {
        var width = means.Length;
        var panels = BlockGram.PanelsFor(width);
        var gram = BlockGram.Of(rows, panels, (_, _) => true, (start, count, block) =>
        {
            for (var panel = 0; panel * Panels.Width < width; panel++)
            {
                var (first, some) = (panel * Panels.Width, Math.Min(Panels.Width, width - (panel * Panels.Width)));
                for (var i = 0; i < count; i++)
                {
                    var (to, from) = (((panel * BlockGram.Block) + i) * Panels.Width, ((start + i) * width) + first);
                    for (var c = 0; c < some; c++)
                        block[to + c] = values[from + c] - means[first + c];
                }
            }
        }, step);
        var eigen = Matrix<double>.Build.Dense(width, width, (i, j) => gram[(Math.Min(i, j) * panels * Panels.Width) + Math.Max(i, j)]).Evd(Symmetricity.Symmetric);
        return ([.. Enumerable.Range(0, width).Select(k => Math.Sqrt(Math.Max(0, eigen.EigenValues[k].Real)))], [.. Enumerable.Range(0, width).Select(k => eigen.EigenVectors.Column(k).ToArray())]);
    }

    private static double[][] Centered(double[] values, double[] means, int rows)
    {
        var width = means.Length;
        var columns = new double[width][];
        for (var j = 0; j < width; j++)
        {
            columns[j] = new double[rows];
            for (var i = 0; i < rows; i++)
                columns[j][i] = values[(i * width) + j] - means[j];
        }

        return columns;
    }

    /// <summary>Singular values and right singular vectors of a matrix given by its columns (overwritten), at least as long as many: Householder's R, then Jacobi's rotations of R's columns until they are orthogonal (Hestenes 1958).</summary>
    private static (double[] Singular, double[][] Axes) RotatedTriangle(double[][] columns, CancellationToken cancellationToken)
    {
        var width = columns.Length;
        var r = Triangle(columns, cancellationToken);
        var axes = new double[width][];
        for (var j = 0; j < width; j++)
        {
            axes[j] = new double[width];
            axes[j][j] = 1;
        }

        var turned = true;
        for (var sweep = 0; turned && sweep < 60; sweep++)
        {
            turned = false;
            for (var p = 0; p < width - 1; p++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                for (var q = p + 1; q < width; q++)
                {
                    var (pp, qq, pq) = (Vectors.Dot(r[p], r[p]), Vectors.Dot(r[q], r[q]), Vectors.Dot(r[p], r[q]));
                    if (Math.Abs(pq) <= 1e-15 * Math.Sqrt(pp) * Math.Sqrt(qq) || pq == 0)
                        continue;
                    turned = true;
                    var zeta = (qq - pp) / (2 * pq);
                    var t = (zeta >= 0 ? 1 : -1) / (Math.Abs(zeta) + Math.Sqrt(1 + (zeta * zeta)));
                    var c = 1 / Math.Sqrt(1 + (t * t));
                    Rotate(r[p], r[q], c, c * t);
                    Rotate(axes[p], axes[q], c, c * t);
                }
            }
        }

        return ([.. r.Select(column => Math.Sqrt(Vectors.Dot(column, column)))], axes);
    }

    private static void Rotate(double[] a, double[] b, double c, double s)
    {
        for (var i = 0; i < a.Length; i++)
            (a[i], b[i]) = ((c * a[i]) - (s * b[i]), (s * a[i]) + (c * b[i]));
    }

    /// <summary>The columns of R.</summary>
    private static double[][] Triangle(double[][] columns, CancellationToken cancellationToken)
    {
        var width = columns.Length;
        var triangle = new double[width][];
        for (var k = 0; k < width; k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            triangle[k] = new double[width];
            columns[k].AsSpan(0, k).CopyTo(triangle[k]);
            var mirror = columns[k].AsSpan(k);
            var length = Math.Sqrt(Vectors.Dot(mirror, mirror));
            if (length == 0)
                continue;
            triangle[k][k] = mirror[0] > 0 ? -length : length;
            mirror[0] -= triangle[k][k];
            var half = Vectors.Dot(mirror, mirror) / 2;
            for (var j = k + 1; j < width; j++)
                Vectors.AddScaled(columns[j].AsSpan(k), -Vectors.Dot(mirror, columns[j].AsSpan(k)) / half, mirror);
        }

        return triangle;
    }
}
