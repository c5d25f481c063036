using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.Acquisition;

/// <summary>
/// Expected improvement over the incumbent, larger is better, by its logarithm (Ament et al. 2023, arXiv 2310.20708), which never goes flat.
/// With pending experiments it is the expected further improvement once their results are known: S joint posterior samples of the pending points
/// (scrambled Sobol normals) each raise the incumbent to max(best, sample) and shift the candidate's mean, and the analytic expected improvements
/// are averaged: the Monte Carlo qEI of Wilson et al. (2018, arXiv 1805.10196) with the candidate integrated out exactly.
/// </summary>
public sealed class ExpectedImprovement : AcquisitionFunction
{
    private readonly GaussianProcess model;
    private readonly KernelRows kernel;
    private readonly int observed;
    private readonly int count;

    /// <summary>Inverse of the lower factor of the covariance of observed points (with noise) then pending points (latent), N x N.</summary>
    private readonly double[] inverse;

    /// <summary>S x q standard normals and the S incumbents that go with them, standardized.</summary>
    private readonly double[][] normals;
    private readonly double[] incumbents;
    private readonly double[] k;
    private readonly double[] slopes;
    private readonly double[] v;
    private readonly double[] weights;
    private readonly double[] logs;
    private readonly double[] ratios;
    private readonly double[] shifted;

    /// <param name="model">Fitted to outputs of which larger is better.</param>
    /// <param name="pending">Points whose results are not yet known, d numbers each.</param>
    /// <param name="incumbent">The value to improve on, in the outputs' units.</param>
    /// <param name="seed">Decides the normals.</param>
    public ExpectedImprovement(GaussianProcess model, IReadOnlyList<double[]> pending, double incumbent, long seed, int samples = 128)
    {
        this.model = model;
        observed = model.Data.Count;
        count = observed + pending.Count;
        Incumbent = incumbent;
        var points = Enumerable.Range(0, observed).Select(i => model.Data.Input(i).ToArray()).Concat(pending).ToList();
        kernel = pending.Count == 0 ? model.Kernel : new KernelRows(points, model.Data.Categorical, model.Hyper);
        var factor = model.Factor.Copy();
        for (var p = observed; p < count; p++)
        {
            var column = new double[p];
            kernel.Covariances(points[p], column, default);
            factor.Append(column, model.Hyper.OutputScale);
        }

        inverse = factor.InverseFactor();
        var best = (incumbent - model.Data.Mean) / model.Data.Deviation;
        (normals, incumbents) = pending.Count == 0 ? ([[]], [best]) : Sample(factor, pending, best, seed, samples);
        k = new double[count];
        slopes = new double[count];
        v = new double[count];
        weights = new double[count];
        logs = new double[incumbents.Length];
        ratios = new double[incumbents.Length];
        shifted = new double[incumbents.Length];
    }

    public override string Name => "expected improvement";

    public override bool IsLogarithmic => true;

    public double Incumbent { get; }

    /// <summary>Expected improvement of the pending experiments alone over the incumbent, from the same samples (outputs' units).</summary>
    public double PendingImprovement =>
        model.Data.Deviation * incumbents.Average(b => b - ((Incumbent - model.Data.Mean) / model.Data.Deviation));

    public override double Value(double score) => Math.Exp(score);

    /// <summary>log of the expected improvement at x, in the outputs' units.</summary>
    public override double Score(ReadOnlySpan<double> x, Span<double> gradient)
    {
        kernel.Covariances(x, k, slopes);
        var mean = model.Hyper.Mean + Vectors.Dot(model.Alpha, k);
        for (var i = 0; i < count; i++)
            v[i] = Vectors.Dot(inverse.AsSpan(i * count, i + 1), k);
        var variance = model.Hyper.OutputScale - Vectors.Dot(v, v);

        // At an observed point without noise the variance is rounding; a floor keeps the logarithm finite, and its slope then comes from the mean.
        var isFloored = variance < 1e-14 * model.Hyper.OutputScale;
        var sigma = Math.Sqrt(isFloored ? 1e-14 * model.Hyper.OutputScale : variance);
        var shifts = v.AsSpan(observed);
        var largest = double.NegativeInfinity;
        for (var s = 0; s < incumbents.Length; s++)
        {
            shifted[s] = (mean + Vectors.Dot(shifts, normals[s]) - incumbents[s]) / sigma;
            logs[s] = Normal.LogExpectedExcess(shifted[s], out ratios[s]);
            largest = Math.Max(largest, logs[s]);
        }

        var total = 0.0;
        for (var s = 0; s < logs.Length; s++)
            total += logs[s] = Math.Exp(logs[s] - largest);
        var score = Math.Log(sigma * model.Data.Deviation) + largest + Math.Log(total / logs.Length);
        if (gradient.IsEmpty)
            return score;

        // Backwards: score -> mean, sigma and the shifts -> whitened covariances v -> kernel values -> x.
        var (byMean, bySigma) = (0.0, 1.0);
        var byShift = weights.AsSpan(observed);
        byShift.Clear();
        for (var s = 0; s < logs.Length; s++)
        {
            var weight = logs[s] / total * ratios[s];
            byMean += weight;
            bySigma -= weight * shifted[s];
            Vectors.AddScaled(byShift, weight / sigma, normals[s]);
        }

        var byVariance = isFloored ? 0 : bySigma / (2 * sigma * sigma);
        for (var i = 0; i < observed; i++)
            weights[i] = 0;
        Vectors.AddScaled(weights, -2 * byVariance, v);
        Span<double> byKernel = count <= 512 ? stackalloc double[count] : new double[count];
        byKernel.Clear();
        Vectors.AddScaled(byKernel[..observed], byMean / sigma, model.Alpha);
        for (var i = 0; i < count; i++)
            Vectors.AddScaled(byKernel[..(i + 1)], weights[i], inverse.AsSpan(i * count, i + 1));
        for (var i = 0; i < count; i++)
            byKernel[i] *= slopes[i];
        gradient.Clear();
        kernel.AddGradient(x, byKernel, gradient);
        return score;
    }

    /// <summary>Joint samples of the pending points: μ + L z, with L the pending block of the factor, and the incumbents they leave.</summary>
    private (double[][] Normals, double[] Incumbents) Sample(Cholesky factor, IReadOnlyList<double[]> pending, double best, long seed, int samples)
    {
        var q = pending.Count;
        var sequence = Sobol.Wide(q, seed);
        var means = pending.Select(p => (model.Mean(p) - model.Data.Mean) / model.Data.Deviation).ToArray();
        var draws = new double[samples][];
        var bests = new double[samples];
        for (var s = 0; s < samples; s++)
        {
            var z = draws[s] = [.. sequence(s).Select(u => Normal.Quantile(Math.Max(u, 1e-16)))];
            bests[s] = best;
            for (var j = 0; j < q; j++)
                bests[s] = Math.Max(bests[s], means[j] + Vectors.Dot(factor.Row(observed + j)[observed..], z));
        }

        return (draws, bests);
    }
}
