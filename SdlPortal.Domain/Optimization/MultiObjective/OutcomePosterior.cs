using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.MultiObjective;

/// <summary>
/// The prediction of one output at a point given the results and, for any values they may take, the pending experiments: with the pending values written as
/// m + L z for standard normals z, the candidate is normal with mean <see cref="Mean"/> + <see cref="Shifts"/>·z and deviation <see cref="Sd"/>.
/// In the output's units. Holds scratch space: one object per thread.
/// </summary>
internal sealed class OutcomePosterior
{
    private readonly GaussianProcess model;
    private readonly KernelRows kernel;
    private readonly Cholesky factor;
    private readonly int observed;
    private readonly int count;

    /// <summary>Inverse of the lower factor of the covariance of observed points (with noise) then pending points (latent), N x N.</summary>
    private readonly double[] inverse;
    private readonly double[] pendingMeans;
    private readonly double[] k;
    private readonly double[] slopes;
    private readonly double[] v;
    private readonly double[] shifts;
    private readonly double[] byWhite;
    private readonly double[] byKernel;
    private double variance;

    public OutcomePosterior(GaussianProcess model, IReadOnlyList<double[]> pending)
    {
        this.model = model;
        observed = model.Data.Count;
        count = observed + pending.Count;
        var points = Enumerable.Range(0, observed).Select(i => model.Data.Input(i).ToArray()).Concat(pending).ToList();
        kernel = pending.Count == 0 ? model.Kernel : new KernelRows(points, model.Data.Categorical, model.Hyper);
        factor = model.Factor.Copy();
        for (var p = observed; p < count; p++)
        {
            var column = new double[p];
            kernel.Covariances(points[p], column, default);
            factor.Append(column, model.Hyper.OutputScale);
        }

        inverse = factor.InverseFactor();
        pendingMeans = [.. pending.Select(p => model.Mean(p))];
        k = new double[count];
        slopes = new double[count];
        v = new double[count];
        shifts = new double[pending.Count];
        byWhite = new double[count];
        byKernel = new double[count];
    }

    public double Mean { get; private set; }

    public double Sd { get; private set; }

    public ReadOnlySpan<double> Shifts => shifts;

    /// <summary>The pending experiments' values for normals z (q numbers each).</summary>
    public double[] PendingValues(ReadOnlySpan<double> z)
    {
        var values = (double[])pendingMeans.Clone();
        for (var j = 0; j < values.Length; j++)
            values[j] += model.Data.Deviation * Vectors.Dot(factor.Row(observed + j)[observed..], z);
        return values;
    }

    /// <summary>Predicts at x (d numbers). O((n + q)²).</summary>
    public void MoveTo(ReadOnlySpan<double> x)
    {
        kernel.Covariances(x, k, slopes);
        for (var i = 0; i < count; i++)
            v[i] = Vectors.Dot(inverse.AsSpan(i * count, i + 1), k);
        Mean = model.Data.Mean + (model.Data.Deviation * (model.Hyper.Mean + Vectors.Dot(model.Alpha, k)));

        // At an observed point without noise the variance is rounding; the floor keeps logarithms finite.
        variance = Math.Max(model.Hyper.OutputScale - Vectors.Dot(v, v), 1e-14 * model.Hyper.OutputScale);
        Sd = model.Data.Deviation * Math.Sqrt(variance);
        for (var j = 0; j < shifts.Length; j++)
            shifts[j] = model.Data.Deviation * v[observed + j];
    }

    /// <summary>Adds to the gradient at the same x what follows from the derivatives by mean, deviation and shifts.</summary>
    public void AddGradient(ReadOnlySpan<double> x, double byMean, double bySd, ReadOnlySpan<double> byShift, Span<double> gradient)
    {
        var isFloored = variance <= 1e-14 * model.Hyper.OutputScale;
        var byVariance = isFloored ? 0 : bySd * model.Data.Deviation / (2 * Math.Sqrt(variance));
        for (var i = 0; i < count; i++)
            byWhite[i] = (-2 * byVariance * v[i]) + (i >= observed ? model.Data.Deviation * byShift[i - observed] : 0);
        Array.Clear(byKernel);
        Vectors.AddScaled(byKernel.AsSpan(0, observed), byMean * model.Data.Deviation, model.Alpha);
        for (var i = 0; i < count; i++)
            Vectors.AddScaled(byKernel.AsSpan(0, i + 1), byWhite[i], inverse.AsSpan(i * count, i + 1));
        for (var i = 0; i < count; i++)
            byKernel[i] *= slopes[i];
        kernel.AddGradient(x, byKernel, gradient);
    }
}
