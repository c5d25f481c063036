using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.Acquisition;

/// <summary>
/// An average over S joint samples of latent values (pending points, and for the noisy form training inputs): each sample raises the incumbent and shifts the candidate's
/// mean, and the candidate itself is integrated out exactly. The same expectation as plain Monte Carlo over all of them (Wilson et al. 2018, arXiv 1805.10196), with less
/// variance, smooth, and as a logarithm never flat (Ament et al. 2023, arXiv 2310.20708). Without latent points it is the analytic formula.
/// </summary>
public abstract class ImprovementAcquisition : PosteriorAcquisition
{
    /// <summary>Below this density and value underflow in doubles, and each sample's logarithm is taken by itself.</summary>
    private const double TailStart = -35;

    private readonly LatentSamples samples;
    private readonly double[] ratios;

    private protected ImprovementAcquisition(GaussianProcess model, IReadOnlyList<double[]> latent, double best, long seed, int samples, bool logarithm)
        : base(model, latent)
    {
        IsLogarithmic = logarithm;
        this.samples = LatentSamples.Draw(Posterior, (best - model.Data.Mean) / model.Data.Deviation, seed, samples);
        ratios = new double[this.samples.Count * ConditionedPosterior.Lanes];
    }

    public sealed override bool IsLogarithmic { get; }

    private protected LatentSamples Samples => samples;

    /// <summary>Pending points in an order that does not depend on the order of points or columns, as the normals are handed out one after the other: best mean first.</summary>
    private protected static IReadOnlyList<double[]> Ordered(GaussianProcess model, IReadOnlyList<double[]> pending) =>
        pending.Count < 2 ? pending : [.. pending.OrderByDescending(p => model.Mean(p))];

    public override double Value(double score) => IsLogarithmic ? Math.Exp(score) : score;

    public sealed override bool Vanishes(double score) => !(Value(score) > 1e-300);

    private protected Vector512<double> Average<TTerm>(bool wantsGradient, out Vector512<double> byMean, out Vector512<double> byDeviation)
        where TTerm : IImprovementTerm
    {
        var count = samples.Count;
        var deviation = Posterior.Deviation;
        var scale = TTerm.ScalesWithDeviation ? deviation * Model.Data.Deviation : Vector512<double>.One;
        var highest = Standardize(deviation);
        ref var z = ref MemoryMarshal.GetArrayDataReference(ratios);
        var (total, bySum, byRatio) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        var tail = Vector512.LessThan(highest, Vector512.Create(TailStart));
        var (logTotal, tailMean, tailRatio) = tail == Vector512<double>.Zero ? default : Tail<TTerm>(tail, wantsGradient);
        for (var s = 0; s < count; s++)
        {
            var ratio = TriangularLanes.Load(ref z, s);
            var (value, slope) = TTerm.Of(ratio);
            total += value;
            if (!wantsGradient)
                continue;
            bySum += slope;
            byRatio = Vector512.FusedMultiplyAdd(slope, ratio, byRatio);
            TriangularLanes.Store(Vector512.ConditionalSelect(tail, ratio, slope), ref z, s);
        }

        // From here on the derivatives of log Σ g: weights that add up to a slope, whether they were summed as they are or by their logarithms.
        var inverse = Vector512.ConditionalSelect(tail, Vector512<double>.One, Vector512<double>.One / total);
        bySum = Vector512.ConditionalSelect(tail, tailMean, bySum * inverse);
        byRatio = Vector512.ConditionalSelect(tail, tailRatio, byRatio * inverse);
        byMean = bySum / deviation;
        byDeviation = ((TTerm.ScalesWithDeviation ? Vector512<double>.One : Vector512<double>.Zero) - byRatio) / deviation;
        var average = Vector512.ConditionalSelect(tail, Exponential.OfNegative(logTotal), total) * scale / Vector512.Create((double)count);
        if (wantsGradient)
            Shifts(inverse / deviation);
        if (IsLogarithmic)
            return Vector512.ConditionalSelect(tail, logTotal + Log(scale / Vector512.Create((double)count)), Log(average));
        byMean *= average;
        byDeviation *= average;
        for (var i = 0; i < Posterior.Latent.Count; i++)
        {
            ref var slope = ref Posterior.ShiftSlopes[i * ConditionedPosterior.Lanes];
            TriangularLanes.Store(TriangularLanes.Load(ref slope, 0) * average, ref slope, 0);
        }

        return average;
    }

    /// <summary>z of each sample and point, and the highest of each point. Four samples together, so that each shift is loaded once for four products.</summary>
    private Vector512<double> Standardize(Vector512<double> deviation)
    {
        var e = Posterior.Latent.Count;
        ref var z = ref MemoryMarshal.GetArrayDataReference(ratios);
        ref var shift = ref MemoryMarshal.GetReference(Posterior.Shifts);
        ref var normal = ref MemoryMarshal.GetArrayDataReference(samples.Normals);
        var mean = Posterior.Mean;
        var highest = Vector512.Create(double.NegativeInfinity);
        var s = 0;
        for (; s <= samples.Count - 4; s += 4)
        {
            var (m0, m1, m2, m3) = (mean, mean, mean, mean);
            for (var i = 0; i < e; i++)
            {
                var known = TriangularLanes.Load(ref shift, i);
                m0 = Vector512.FusedMultiplyAdd(TriangularLanes.Lanes(ref normal, (s * e) + i), known, m0);
                m1 = Vector512.FusedMultiplyAdd(TriangularLanes.Lanes(ref normal, ((s + 1) * e) + i), known, m1);
                m2 = Vector512.FusedMultiplyAdd(TriangularLanes.Lanes(ref normal, ((s + 2) * e) + i), known, m2);
                m3 = Vector512.FusedMultiplyAdd(TriangularLanes.Lanes(ref normal, ((s + 3) * e) + i), known, m3);
            }

            m0 = (m0 - Vector512.Create(samples.Incumbents[s])) / deviation;
            m1 = (m1 - Vector512.Create(samples.Incumbents[s + 1])) / deviation;
            m2 = (m2 - Vector512.Create(samples.Incumbents[s + 2])) / deviation;
            m3 = (m3 - Vector512.Create(samples.Incumbents[s + 3])) / deviation;
            TriangularLanes.Store(m0, ref z, s);
            TriangularLanes.Store(m1, ref z, s + 1);
            TriangularLanes.Store(m2, ref z, s + 2);
            TriangularLanes.Store(m3, ref z, s + 3);
            highest = Vector512.Max(highest, Vector512.Max(Vector512.Max(m0, m1), Vector512.Max(m2, m3)));
        }

        for (; s < samples.Count; s++)
        {
            var m = mean;
            for (var i = 0; i < e; i++)
                m = Vector512.FusedMultiplyAdd(TriangularLanes.Lanes(ref normal, (s * e) + i), TriangularLanes.Load(ref shift, i), m);
            m = (m - Vector512.Create(samples.Incumbents[s])) / deviation;
            TriangularLanes.Store(m, ref z, s);
            highest = Vector512.Max(highest, m);
        }

        return highest;
    }

    /// <summary>The points whose every sample underflows, one by one: log Σ g and its derivatives by mean (times deviation) and by ratio; the samples' weights replace their z.</summary>
    private (Vector512<double> Log, Vector512<double> BySum, Vector512<double> ByRatio) Tail<TTerm>(Vector512<double> tail, bool wantsGradient)
        where TTerm : IImprovementTerm
    {
        Span<double> logs = samples.Count <= 1024 ? stackalloc double[samples.Count] : new double[samples.Count];
        Span<double> slopes = samples.Count <= 1024 ? stackalloc double[samples.Count] : new double[samples.Count];
        var (log, bySum, byRatio) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        for (var lane = 0; lane < ConditionedPosterior.Lanes; lane++)
        {
            if (tail[lane] == 0)
                continue;
            var largest = double.NegativeInfinity;
            for (var s = 0; s < logs.Length; s++)
            {
                logs[s] = TTerm.Log(ratios[(s * ConditionedPosterior.Lanes) + lane], out slopes[s]);
                largest = Math.Max(largest, logs[s]);
            }

            var total = 0.0;
            for (var s = 0; s < logs.Length; s++)
                total += Math.Exp(logs[s] - largest);
            var (sum, ratio) = (0.0, 0.0);
            for (var s = 0; s < logs.Length && wantsGradient; s++)
            {
                ref var z = ref ratios[(s * ConditionedPosterior.Lanes) + lane];
                var weight = Math.Exp(logs[s] - largest) / total * slopes[s];
                sum += weight;
                ratio += weight * z;
                z = weight;
            }

            log = log.WithElement(lane, largest + Math.Log(total));
            bySum = bySum.WithElement(lane, sum);
            byRatio = byRatio.WithElement(lane, ratio);
        }

        return (log, bySum, byRatio);
    }

    /// <summary>Derivatives by the shifts: Σ over the samples of their weights and normals.</summary>
    private void Shifts(Vector512<double> factor)
    {
        var e = Posterior.Latent.Count;
        if (e == 0)
            return;
        ref var weight = ref MemoryMarshal.GetArrayDataReference(ratios);
        ref var normal = ref MemoryMarshal.GetArrayDataReference(samples.Normals);
        ref var slope = ref MemoryMarshal.GetReference(Posterior.ShiftSlopes);
        var i = 0;
        for (; i <= e - 4; i += 4)
        {
            var (s0, s1, s2, s3) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
            for (var s = 0; s < samples.Count; s++)
            {
                var w = TriangularLanes.Load(ref weight, s);
                s0 = Vector512.FusedMultiplyAdd(TriangularLanes.Lanes(ref normal, (s * e) + i), w, s0);
                s1 = Vector512.FusedMultiplyAdd(TriangularLanes.Lanes(ref normal, (s * e) + i + 1), w, s1);
                s2 = Vector512.FusedMultiplyAdd(TriangularLanes.Lanes(ref normal, (s * e) + i + 2), w, s2);
                s3 = Vector512.FusedMultiplyAdd(TriangularLanes.Lanes(ref normal, (s * e) + i + 3), w, s3);
            }

            TriangularLanes.Store(s0 * factor, ref slope, i);
            TriangularLanes.Store(s1 * factor, ref slope, i + 1);
            TriangularLanes.Store(s2 * factor, ref slope, i + 2);
            TriangularLanes.Store(s3 * factor, ref slope, i + 3);
        }

        for (; i < e; i++)
        {
            var sum = Vector512<double>.Zero;
            for (var s = 0; s < samples.Count; s++)
                sum = Vector512.FusedMultiplyAdd(TriangularLanes.Lanes(ref normal, (s * e) + i), TriangularLanes.Load(ref weight, s), sum);
            TriangularLanes.Store(sum * factor, ref slope, i);
        }
    }

    private static Vector512<double> Log(Vector512<double> x)
    {
        for (var lane = 0; lane < ConditionedPosterior.Lanes; lane++)
            x = x.WithElement(lane, Math.Log(x[lane]));
        return x;
    }
}
