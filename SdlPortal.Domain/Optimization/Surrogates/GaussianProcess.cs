using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Optimization.Surrogates;

/// <summary>
/// An exact Gaussian process conditioned on a training set: Matern-5/2 kernel with one length scale per column, constant mean, Gaussian noise
/// (Rasmussen and Williams 2006, equations 2.25 and 2.26). Predictions are of the latent function (noise not included), in the outputs' own units
/// unless a member says "standardized". Immutable, safe from any thread.
/// </summary>
public sealed class GaussianProcess
{
    private readonly Cholesky factor;
    private readonly double[] alpha;

    /// <exception cref="CholeskyException">The covariance of the training set cannot be factored.</exception>
    public GaussianProcess(TrainingSet data, Hyperparameters hyper)
    {
        Data = data;
        Hyper = hyper;
        var n = data.Count;
        Kernel = new KernelRows([.. Enumerable.Range(0, n).Select(i => data.Input(i).ToArray())], data.Categorical, hyper);
        var matrix = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            Kernel.Covariances(data.Input(i), matrix.AsSpan(i * n, i + 1), default);
            matrix[(i * n) + i] += hyper.Noise;
        }

        factor = Cholesky.Factor(matrix, n);
        alpha = [.. data.Standardized.Select(y => y - hyper.Mean)];
        factor.Solve(alpha);
    }

    public TrainingSet Data { get; }

    public Hyperparameters Hyper { get; }

    /// <summary>Standard deviation of the noise in the outputs' units.</summary>
    public double NoiseSd => Math.Sqrt(Hyper.Noise) * Data.Deviation;

    /// <summary>(K + noise I)⁻¹ (y - mean), standardized.</summary>
    internal ReadOnlySpan<double> Alpha => alpha;

    internal Cholesky Factor => factor;

    internal KernelRows Kernel { get; }

    /// <summary>
    /// Fits the hyperparameters and conditions on the data. With more than <paramref name="maxPoints"/> rows the hyperparameters come from a
    /// random subset of that many (drawn from the seed); the process is conditioned on all rows.
    /// </summary>
    /// <exception cref="CholeskyException">The covariance cannot be factored.</exception>
    public static GaussianProcess Fit(TrainingSet data, long seed, int starts = 3, int maxPoints = int.MaxValue)
    {
        var basis = data;
        if (data.Count > maxPoints)
        {
            var rows = Enumerable.Range(0, data.Count).ToArray();
            SeededRandom.Derive(seed, 0x5B5E).Shuffle<int>(rows);
            var chosen = rows[..maxPoints];
            basis = new TrainingSet([.. chosen.Select(i => data.Input(i).ToArray())], [.. chosen.Select(i => data.Standardized[i])], data.Categorical);
        }

        return new GaussianProcess(data, HyperparameterFit.Find(basis, seed, starts));
    }

    /// <summary>Mean of the latent function at x (d numbers, unit cube). O(n d).</summary>
    public double Mean(ReadOnlySpan<double> x)
    {
        var k = new double[Data.Count];
        Kernel.Covariances(x, k, default);
        return Data.Mean + (Data.Deviation * (Hyper.Mean + Vectors.Dot(k, alpha)));
    }

    /// <summary>Mean of the latent function at each training input: y - noise · α, O(n).</summary>
    public double[] FittedMeans() =>
        [.. alpha.Select((a, i) => Data.Mean + (Data.Deviation * (Data.Standardized[i] - ((Hyper.Noise + factor.Jitter) * a))))];

    /// <summary>Mean and variance of the latent function at x. O(n²).</summary>
    public (double Mean, double Variance) Posterior(ReadOnlySpan<double> x)
    {
        var k = new double[Data.Count];
        Kernel.Covariances(x, k, default);
        var mean = Hyper.Mean + Vectors.Dot(k, alpha);
        factor.SolveLower(k);
        var variance = Math.Max(0, Hyper.OutputScale - Vectors.Dot(k, k));
        return (Data.Mean + (Data.Deviation * mean), variance * Data.Deviation * Data.Deviation);
    }

    /// <summary>Joint posterior of q points (each d numbers): means (q) and covariance (q x q, row-major).</summary>
    public (double[] Mean, double[] Covariance) Joint(IReadOnlyList<double[]> points)
    {
        var q = points.Count;
        var mean = new double[q];
        var whitened = new double[q][];
        var covariance = new double[q * q];
        var square = Data.Deviation * Data.Deviation;
        for (var a = 0; a < q; a++)
        {
            var k = whitened[a] = new double[Data.Count];
            Kernel.Covariances(points[a], k, default);
            mean[a] = Data.Mean + (Data.Deviation * (Hyper.Mean + Vectors.Dot(k, alpha)));
            factor.SolveLower(k);
            for (var b = 0; b <= a; b++)
            {
                var value = square * (Kernel.Covariance(points[a], points[b]) - Vectors.Dot(k, whitened[b]));
                covariance[(a * q) + b] = covariance[(b * q) + a] = a == b ? Math.Max(0, value) : value;
            }
        }

        return (mean, covariance);
    }

    /// <summary>
    /// Leave-one-out predictions of the outputs from the whole fit without refitting: yᵢ - [K⁻¹y]ᵢ / [K⁻¹]ᵢᵢ (Rasmussen and Williams, equation 5.12).
    /// </summary>
    public double[] LeaveOneOut()
    {
        var n = Data.Count;
        var inverse = factor.InverseFactor();
        var diagonal = new double[n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
                diagonal[j] += inverse[(i * n) + j] * inverse[(i * n) + j];
        }

        return [.. Enumerable.Range(0, n).Select(i => Data.Mean + (Data.Deviation * (Data.Standardized[i] - (alpha[i] / diagonal[i]))))];
    }
}
