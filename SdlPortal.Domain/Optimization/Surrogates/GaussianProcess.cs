using System.Buffers;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Optimization.Surrogates;

/// <summary>
/// An exact Gaussian process conditioned on a training set: one length scale per column, constant mean (on top of the training set's trend, where it has one), Gaussian noise shared by all rows plus what is known of
/// each (Rasmussen and Williams 2006, equations 2.25 and 2.26). Predictions are of the latent function (noise not included), in the outputs' own units
/// unless a member says "standardized". Immutable, safe from any thread.
/// </summary>
public sealed class GaussianProcess
{
    private readonly double[] alpha;

    /// <exception cref="CholeskyException">The covariance of the training set cannot be factored.</exception>
    public GaussianProcess(TrainingSet data, Hyperparameters hyper)
    {
        (Data, Hyper) = (data, hyper);
        Kernel = new KernelRows(data.Inputs, data.Count, data.Categorical, hyper);
        var packed = ArrayPool<double>.Shared.Rent(Panels.Length(data.Count));
        Kernel.Triangle(packed);
        for (var i = 0; i < data.Count; i++)
            packed[Panels.Index(i, i)] = hyper.OutputScale + hyper.Noise + data.KnownNoiseOf(i);
        try
        {
            Factor = Cholesky.FactorPacked(packed, data.Count);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(packed);
        }

        alpha = Weights();
    }

    private GaussianProcess(TrainingSet data, Hyperparameters hyper, Cholesky factor, KernelRows kernel)
    {
        (Data, Hyper, Factor, Kernel) = (data, hyper, factor, kernel);
        alpha = Weights();
    }

    public TrainingSet Data { get; }

    public Hyperparameters Hyper { get; }

    /// <summary>What it expects where it knows nothing, in the outputs' units.</summary>
    public double OverallMean => Data.Mean + (Data.Deviation * (Hyper.Mean + Data.OverallTrend));

    /// <summary>Standard deviation of the noise that all rows share, in the outputs' units.</summary>
    public double NoiseSd => Math.Sqrt(Hyper.Noise) * Data.Deviation;

    /// <summary>(K + noise)⁻¹ (y - trend - mean), standardized.</summary>
    internal ReadOnlySpan<double> Alpha => alpha;

    internal Cholesky Factor { get; }

    internal KernelRows Kernel { get; }

    /// <summary>Fits the hyperparameters and conditions on all the data.</summary>
    /// <exception cref="CholeskyException">The covariance cannot be factored.</exception>
    public static GaussianProcess Fit(TrainingSet data, FitOptions options, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        new(data, HyperparameterFit.Find(FittedRows(data, options.MaxPoints), options, progress, cancellationToken));

    /// <summary>
    /// Conditions on more results without a refit: hyperparameters and standardization stay. O(n²) each. The results count as noisy as any other
    /// unless their standard errors say more.
    /// </summary>
    /// <param name="points">d numbers each.</param>
    /// <param name="outputs">Measured, assumed or drawn, in the outputs' units.</param>
    /// <exception cref="CholeskyException">A value is not finite.</exception>
    public GaussianProcess Condition(IReadOnlyList<double[]> points, IReadOnlyList<double> outputs, IReadOnlyList<double>? standardErrors = null)
    {
        if (points.Count == 0)
            return this;
        var data = Data.With(points, outputs, standardErrors);
        var kernel = new KernelRows(data.Inputs, data.Count, data.Categorical, Hyper);
        var factor = Factor.Copy(points.Count);
        var column = new double[data.Count];
        for (var i = Data.Count; i < data.Count; i++)
        {
            kernel.Covariances(data.Input(i), column.AsSpan(0, i), default);
            factor.Append(column.AsSpan(0, i), Hyper.OutputScale + Hyper.Noise + data.KnownNoiseOf(i));
        }

        return new GaussianProcess(data, Hyper, factor, kernel);
    }

    /// <summary>Mean of the latent function at x (d numbers, unit cube). O(n d).</summary>
    public double Mean(ReadOnlySpan<double> x)
    {
        Span<double> k = Data.Count <= 1024 ? stackalloc double[Data.Count] : new double[Data.Count];
        Kernel.Covariances(x, k, default);
        return Data.Mean + (Data.Deviation * (Prior(x) + Vectors.Dot(k, alpha)));
    }

    /// <summary>The same, and its d derivatives (0 for categorical columns) unless empty.</summary>
    internal double Mean(ReadOnlySpan<double> x, Span<double> gradient)
    {
        if (gradient.IsEmpty)
            return Mean(x);
        Span<double> k = Data.Count <= 1024 ? stackalloc double[Data.Count] : new double[Data.Count];
        Span<double> slopes = Data.Count <= 1024 ? stackalloc double[Data.Count] : new double[Data.Count];
        Kernel.Covariances(x, k, slopes);
        for (var i = 0; i < slopes.Length; i++)
            slopes[i] *= alpha[i] * Data.Deviation;
        gradient.Clear();
        Kernel.AddGradient(x, slopes, gradient);
        var prior = Hyper.Mean + (Data.Trend?.At(x, gradient, Data.Deviation) ?? 0);
        return Data.Mean + (Data.Deviation * (prior + Vectors.Dot(k, alpha)));
    }

    /// <summary>Mean of the latent function at each training input: y - noise · α, O(n).</summary>
    public double[] FittedMeans() =>
        [.. alpha.Select((a, i) => Data.Mean + (Data.Deviation * (Data.Standardized[i] - (NoiseVariance(i) * a))))];

    /// <summary>Mean and variance of the latent function at x. O(n²).</summary>
    public (double Mean, double Variance) Posterior(ReadOnlySpan<double> x)
    {
        var (mean, sd) = Predict(x);
        return (mean, sd * sd);
    }

    /// <summary>Mean and standard deviation of the latent function at x: no overflow where the variance of huge outputs would. O(n²).</summary>
    public (double Mean, double Sd) Predict(ReadOnlySpan<double> x)
    {
        Span<double> k = Data.Count <= 1024 ? stackalloc double[Data.Count] : new double[Data.Count];
        Kernel.Covariances(x, k, default);
        var mean = Prior(x) + Vectors.Dot(k, alpha);
        Factor.SolveLower(k);
        var variance = Math.Max(0, Hyper.OutputScale - Vectors.Dot(k, k));
        return (Data.Mean + (Data.Deviation * mean), Data.Deviation * Math.Sqrt(variance));
    }

    /// <summary>
    /// Mean and standard deviation of the latent function at m points (m x d, row-major), one by one, 16 at a time: the work of a matrix product.
    /// </summary>
    /// <param name="means">Receives m numbers.</param>
    /// <param name="sds">Receives m numbers, or is empty when only means are wanted: O(m n d) then, else O(m n²).</param>
    public void PosteriorBatch(ReadOnlySpan<double> points, Span<double> means, Span<double> sds)
    {
        PanelPosterior.Fill(this, points, means, sds);
        for (var i = 0; i < means.Length; i++)
            means[i] = Data.Mean + (Data.Deviation * means[i]);
        for (var i = 0; i < sds.Length; i++)
            sds[i] *= Data.Deviation;
    }

    /// <summary>Joint posterior of q points (each d numbers): means (q) and covariance (q x q, row-major).</summary>
    public (double[] Mean, double[] Covariance) Joint(IReadOnlyList<double[]> points)
    {
        var (n, q) = (Data.Count, points.Count);
        var mean = new double[q];
        var whitened = new double[q * n];
        var covariance = new double[q * q];
        var square = Data.Deviation * Data.Deviation;
        for (var a = 0; a < q; a++)
        {
            var k = whitened.AsSpan(a * n, n);
            Kernel.Covariances(points[a], k, default);
            mean[a] = Data.Mean + (Data.Deviation * (Prior(points[a]) + Vectors.Dot(k, alpha)));
        }

        Factor.SolveLower(whitened, q);
        for (var a = 0; a < q; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var value = square * (Kernel.Covariance(points[a], points[b]) - Vectors.Dot(whitened.AsSpan(a * n, n), whitened.AsSpan(b * n, n)));
                covariance[(a * q) + b] = covariance[(b * q) + a] = a == b ? Math.Max(0, value) : value;
            }
        }

        return (mean, covariance);
    }

    /// <summary>Predictions of each row from all others.</summary>
    public LeaveOneOut LeaveOneOut() => new(this);

    /// <summary>All noise of a row, standardized: shared, known and what the factorization had to add.</summary>
    internal double NoiseVariance(int i) => Hyper.Noise + Data.KnownNoiseOf(i) + Factor.Jitter;

    /// <summary>
    /// Rows spread evenly over the outputs in order of size (equal ones by their inputs), so that the choice depends neither on the order of rows nor on chance.
    /// </summary>
    private static TrainingSet FittedRows(TrainingSet data, int count)
    {
        if (data.Count <= count)
            return data;
        var rows = Enumerable.Range(0, data.Count).ToArray();
        Array.Sort(rows, (a, b) =>
        {
            var byOutput = data.Standardized[a].CompareTo(data.Standardized[b]);
            return byOutput != 0 ? byOutput : data.Input(a).SequenceCompareTo(data.Input(b));
        });
        return data.Rows([.. Enumerable.Range(0, count).Select(k => rows[(int)((((2L * k) + 1) * data.Count) / (2L * count))])]);
    }

    /// <summary>What is expected at x before any result, standardized.</summary>
    private double Prior(ReadOnlySpan<double> x) => Data.Trend is { } trend ? Hyper.Mean + trend.At(x) : Hyper.Mean;

    private double[] Weights()
    {
        double[] weights = [.. Data.Residuals.Select(y => y - Hyper.Mean)];
        Factor.Solve(weights);
        return weights;
    }
}
