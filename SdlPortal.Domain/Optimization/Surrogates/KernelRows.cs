using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Optimization.Surrogates;

/// <summary>
/// The Matern-5/2 kernel between any point and a fixed list of points, k = s (1 + √5 r + 5/3 r²) exp(-√5 r), r² = Σ (Δ/l)² with Δ = 0 or 1 in
/// categorical columns. The list is kept column by column and divided by the length scales, so that one call is a few straight loops. Immutable.
/// </summary>
internal sealed class KernelRows
{
    private readonly double[][] columns;
    private readonly bool[] categorical;
    private readonly double[] inverseScales;
    private readonly double outputScale;

    public KernelRows(IReadOnlyList<double[]> points, bool[] categorical, Hyperparameters hyper)
    {
        this.categorical = categorical;
        outputScale = hyper.OutputScale;
        Count = points.Count;
        inverseScales = [.. hyper.LengthScales.Select(l => 1 / l)];
        columns = new double[categorical.Length][];
        for (var j = 0; j < columns.Length; j++)
            columns[j] = [.. points.Select(p => categorical[j] ? p[j] : p[j] * inverseScales[j])];
    }

    public int Count { get; }

    /// <summary>The kernel between two points.</summary>
    public double Covariance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var j = 0; j < columns.Length; j++)
        {
            var difference = categorical[j] ? (a[j] == b[j] ? 0 : 1) : a[j] - b[j];
            sum += difference * difference * inverseScales[j] * inverseScales[j];
        }

        Span<double> buffer = [sum, 0, 0];
        Vectors.Matern52(buffer[..1], buffer[1..2], buffer[2..]);
        return outputScale * buffer[1];
    }

    /// <summary>
    /// The kernel between x and the first points of the list, as many as <paramref name="values"/> holds; and, unless empty, its derivatives by r² in
    /// <paramref name="derivatives"/>.
    /// </summary>
    public void Covariances(ReadOnlySpan<double> x, Span<double> values, Span<double> derivatives)
    {
        var count = values.Length;
        var slopes = derivatives.IsEmpty ? new double[count] : derivatives;
        var squared = count <= 512 ? stackalloc double[count] : new double[count];
        squared.Clear();
        for (var j = 0; j < columns.Length; j++)
        {
            if (!categorical[j])
            {
                Vectors.AddSquaredDifferences(squared, x[j] * inverseScales[j], columns[j]);
                continue;
            }

            var mismatch = inverseScales[j] * inverseScales[j];
            for (var i = 0; i < count; i++)
                squared[i] += columns[j][i] == x[j] ? 0 : mismatch;
        }

        Vectors.Matern52(squared, values, slopes);
        for (var i = 0; i < count; i++)
        {
            values[i] *= outputScale;
            slopes[i] *= outputScale;
        }
    }

    /// <summary>
    /// For a function of x through its kernel values, with cᵢ = ∂F/∂kᵢ · dkᵢ/dr²: adds ∂F/∂xⱼ to each component of the gradient. Categorical columns have none.
    /// </summary>
    public void AddGradient(ReadOnlySpan<double> x, ReadOnlySpan<double> c, Span<double> gradient)
    {
        var total = 0.0;
        foreach (var value in c)
            total += value;
        for (var j = 0; j < columns.Length; j++)
        {
            // Σ cᵢ · 2 (xⱼ - Xᵢⱼ)/l²
            if (!categorical[j])
                gradient[j] += 2 * inverseScales[j] * ((x[j] * inverseScales[j] * total) - Vectors.Dot(c, columns[j]));
        }
    }
}
