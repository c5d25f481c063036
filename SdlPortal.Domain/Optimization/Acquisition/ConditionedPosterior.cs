using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.Acquisition;

/// <summary>
/// The posterior of a Gaussian process at eight points at a time, split into what the data say and what further latent values would add. With the data y and
/// latent values f at e further points (pending experiments, or training inputs whose noise-free value counts), f(x) = mean + Σ shiftᵢ zᵢ + deviation · z₀
/// where z are the standard normals that make f = μ + L z: mean comes from y alone, the deviation is what remains when y and f are known. Everything is standardized as
/// the model's outputs are. Gradients by reverse mode, no allocation per evaluation. One object per thread.
/// </summary>
internal sealed class ConditionedPosterior
{
    public const int Lanes = Panels.Width;
    private readonly GaussianProcess model;
    private readonly int observed;

    /// <summary>Where the latent rows start: the data's fill whole panels.</summary>
    private readonly int padded;
    private readonly int count;
    private readonly KernelRows latentKernel;
    private readonly double[][] latentRows;
    private readonly double[] points;
    private readonly double[] slopes;
    private readonly double[] white;
    private readonly double[] adjoint;
    private readonly double[] shiftSlopes;
    private readonly double floor;
    private readonly Trend.Workspace? trendSpace;
    private int placed;
    private Vector512<double> isFloored;

    /// <param name="latent">Points at which the latent function counts as known, d numbers each.</param>
    /// <exception cref="CholeskyException">The joint covariance cannot be factored.</exception>
    public ConditionedPosterior(GaussianProcess model, IReadOnlyList<double[]> latent)
    {
        this.model = model;
        Latent = latent;
        observed = model.Data.Count;
        padded = Panels.Padded(observed);
        count = padded + latent.Count;
        latentKernel = new KernelRows(latent, model.Data.Categorical, model.Hyper);
        floor = 1e-14 * model.Hyper.OutputScale;
        trendSpace = model.Data.Trend is null ? null : new Trend.Workspace();
        points = new double[Lanes * model.Data.Dimension];
        slopes = new double[count * Lanes];
        white = new double[count * Lanes];
        adjoint = new double[count * Lanes];
        shiftSlopes = new double[latent.Count * Lanes];
        latentRows = new double[latent.Count][];
        LatentMeans = new double[latent.Count];
        for (var first = 0; first < latent.Count; first += Lanes)
            AppendRows(first, Math.Min(Lanes, latent.Count - first));
    }

    public GaussianProcess Model => model;

    public IReadOnlyList<double[]> Latent { get; }

    /// <summary>Posterior means of the latent values.</summary>
    public double[] LatentMeans { get; }

    public Vector512<double> Mean { get; private set; }

    /// <summary>Not below 1e-7 of the prior's: at a known point the variance is rounding.</summary>
    public Vector512<double> Deviation { get; private set; }

    /// <summary>Shift i of the eight points at 8 i.</summary>
    public Span<double> Shifts => white.AsSpan(padded * Lanes);

    /// <summary>To be filled with the derivatives by the shifts before <see cref="Gradients"/> is called.</summary>
    public Span<double> ShiftSlopes => shiftSlopes;

    /// <summary>Row i of the lower factor of the latent values' posterior covariance, i + 1 numbers.</summary>
    public ReadOnlySpan<double> LatentFactor(int i) => latentRows[i].AsSpan(padded, i + 1);

    /// <summary>Goes to up to eight points (row-major); unused lanes repeat the last.</summary>
    public void Place(ReadOnlySpan<double> x, bool wantsGradient)
    {
        Whiten(x, Latent.Count, wantsGradient);
        ref var v = ref MemoryMarshal.GetArrayDataReference(white);
        var square = Vector512<double>.Zero;
        for (var i = 0; i < count; i++)
        {
            var w = TriangularLanes.Load(ref v, i);
            square = Vector512.FusedMultiplyAdd(w, w, square);
        }

        var variance = Vector512.Create(model.Hyper.OutputScale) - square;
        isFloored = Vector512.LessThan(variance, Vector512.Create(floor));
        Deviation = Vector512.Sqrt(Vector512.Max(variance, Vector512.Create(floor)));
    }

    /// <summary>The gradients by x of a function whose derivatives by mean, deviation and shifts are known, for the points last placed (row-major).</summary>
    public void Gradients(Vector512<double> byMean, Vector512<double> byDeviation, Span<double> gradients)
    {
        // Backwards: deviation and shifts -> whitened covariances -> kernel values -> x.
        ref var v = ref MemoryMarshal.GetArrayDataReference(white);
        ref var a = ref MemoryMarshal.GetArrayDataReference(adjoint);
        var byWhite = Vector512.ConditionalSelect(isFloored, Vector512<double>.Zero, -byDeviation / Deviation);
        for (var i = 0; i < count; i++)
            TriangularLanes.Store(byWhite * TriangularLanes.Load(ref v, i), ref a, i);
        ref var s = ref MemoryMarshal.GetArrayDataReference(shiftSlopes);
        for (var i = padded; i < count; i++)
            TriangularLanes.Store(TriangularLanes.Load(ref a, i) + TriangularLanes.Load(ref s, i - padded), ref a, i);
        TriangularLanes.SolveUpper(latentRows, padded, count, adjoint);
        model.Factor.SolveUpperPanel(adjoint.AsSpan(0, padded * Lanes));
        ref var alpha = ref MemoryMarshal.GetReference(model.Alpha);
        for (var i = 0; i < observed; i++)
            TriangularLanes.Store(Vector512.FusedMultiplyAdd(byMean, TriangularLanes.Lanes(ref alpha, i), TriangularLanes.Load(ref a, i)), ref a, i);
        ref var slope = ref MemoryMarshal.GetArrayDataReference(slopes);
        for (var i = 0; i < count; i++)
            TriangularLanes.Store(TriangularLanes.Load(ref a, i) * TriangularLanes.Load(ref slope, i), ref a, i);
        gradients.Clear();
        var at = points.AsSpan(0, placed * model.Data.Dimension);
        model.Kernel.AddGradients(at, adjoint.AsSpan(0, observed * Lanes), gradients);
        if (count > padded)
            latentKernel.AddGradients(at, adjoint.AsSpan(padded * Lanes), gradients);
        if (trendSpace is not null)
            model.Data.Trend!.AddGradients(at, byMean, trendSpace, gradients);
    }

    /// <summary>Means and whitened covariances with the data and the first latent points, as many as <paramref name="latent"/>.</summary>
    private void Whiten(ReadOnlySpan<double> x, int latent, bool wantsSlopes)
    {
        placed = x.Length / model.Data.Dimension;
        x.CopyTo(points);
        model.Kernel.Panel(x, observed, white.AsSpan(0, observed * Lanes), wantsSlopes ? slopes.AsSpan(0, observed * Lanes) : default);
        white.AsSpan(observed * Lanes, (padded - observed) * Lanes).Clear();
        if (latent > 0)
            latentKernel.Panel(x, latent, white.AsSpan(padded * Lanes, latent * Lanes), wantsSlopes ? slopes.AsSpan(padded * Lanes, latent * Lanes) : default);
        ref var v = ref MemoryMarshal.GetArrayDataReference(white);
        ref var alpha = ref MemoryMarshal.GetReference(model.Alpha);
        var mean = Vector512.Create(model.Hyper.Mean);
        for (var i = 0; i < observed; i++)
            mean = Vector512.FusedMultiplyAdd(TriangularLanes.Lanes(ref alpha, i), TriangularLanes.Load(ref v, i), mean);
        Mean = trendSpace is null ? mean : mean + model.Data.Trend!.Place(x, trendSpace, wantsSlopes);
        model.Factor.SolveLowerPanels(white.AsSpan(0, padded * Lanes), default);
        TriangularLanes.SolveLower(latentRows, padded, padded + latent, white);
    }

    /// <summary>
    /// Extends the factor of the data's covariance by the latent points, up to eight at a time: whitened with the rows there are, then with each other. A pivot that is not
    /// positive (a repeated point) is raised to 1e-8 of the prior variance.
    /// </summary>
    private void AppendRows(int first, int some)
    {
        var d = model.Data.Dimension;
        var added = new double[some * d];
        for (var p = 0; p < some; p++)
            Latent[first + p].CopyTo(added, p * d);
        Whiten(added, first, wantsSlopes: false);
        var known = padded + first;
        for (var p = 0; p < some; p++)
        {
            LatentMeans[first + p] = Mean[p];
            var row = latentRows[first + p] = new double[known + p + 1];
            for (var i = 0; i < known; i++)
                row[i] = white[(i * Lanes) + p];
            for (var q = 0; q <= p; q++)
            {
                var other = latentRows[first + q];
                var covariance = model.Kernel.Covariance(added.AsSpan(p * d, d), added.AsSpan(q * d, d)) - Vectors.Dot(row.AsSpan(0, known + q), other);
                row[known + q] = q < p ? covariance / other[known + q] : Math.Sqrt(Math.Max(covariance, 1e-8 * model.Hyper.OutputScale));
            }

            if (!double.IsFinite(row[^1]))
                throw new CholeskyException(known + p + 1, 1e-8);
        }
    }
}
