using System.Runtime.Intrinsics;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Acquisition;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.MultiObjective;

/// <summary>
/// By how much a result is expected to enlarge the hypervolume of the front, by its logarithm. Each output has its own, independent Gaussian process; the
/// expectation over the non-dominated boxes is a sum of products of one-dimensional expectations and thus exact, with its gradient (Emmerich, Deutz and
/// Klinkenberg 2011, CEC; Yang et al. 2019, J. Glob. Optim. 75, 3). With pending experiments it is the expected further improvement once their results are known:
/// S joint samples (scrambled Sobol normals) each enlarge the front and shift the prediction, and the exact values are averaged: the qEHVI of
/// Daulton, Balandat and Bakshy (2020, arXiv 2006.05078) with the candidate integrated out. With one output it is the expected improvement, and for a
/// target the expected gain in closeness.
/// </summary>
public sealed class ExpectedHypervolumeImprovement : AcquisitionFunction
{
    private const int Lanes = ConditionedPosterior.Lanes;

    /// <summary>Below this share of the scale a sum has lost digits to underflow, and the point's logarithms are taken one by one.</summary>
    private const double Tiny = 1e-250;

    /// <summary>So far from everything that could be gained, a few samples of the pending results show the way as well as all of them.</summary>
    private const int TailSamples = 4;

    private readonly ConditionedPosterior[] outputs;
    private readonly Merit[] merits;
    private readonly int pending;

    /// <summary>One set of boxes for each joint sample of the pending results, and the normals of each output (S x q) that lead to it.</summary>
    private readonly NonDominatedBoxes[] boxes;
    private readonly double[][] normals;
    private readonly BoxLanes lanes;
    private readonly BoxExpectation[] tails;
    private readonly double[] logs;
    private readonly Vector512<double>[] byMean;
    private readonly Vector512<double>[] bySd;
    private readonly double[] one = new double[1];
    private double[] part = [];

    /// <param name="models">One for each output, one to three.</param>
    /// <param name="merits">What makes a value of each output good.</param>
    /// <param name="front">Merits of the results so far, one row each; dominated rows change nothing.</param>
    /// <param name="reference">Only what exceeds it in every merit counts.</param>
    /// <param name="pending">Points whose results are not yet known, d numbers each.</param>
    /// <param name="seed">Decides the normals.</param>
    /// <exception cref="CholeskyException">A joint covariance with the pending points cannot be factored.</exception>
    public ExpectedHypervolumeImprovement(IReadOnlyList<GaussianProcess> models, IReadOnlyList<Merit> merits, IReadOnlyList<double[]> front, double[] reference,
        IReadOnlyList<double[]> pending, long seed, int samples = 64)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(models.Count, reference.Length);
        outputs = [.. models.Select(m => new ConditionedPosterior(m, pending))];
        this.merits = [.. merits];
        this.pending = pending.Count;
        var count = pending.Count == 0 ? 1 : samples;
        normals = [.. outputs.Select(_ => new double[count * pending.Count])];
        boxes = new NonDominatedBoxes[count];
        var volume = Hypervolume.Of(front, reference);
        var sequence = pending.Count == 0 ? null : Sobol.Wide(outputs.Length * pending.Count, seed);
        for (var s = 0; s < count; s++)
        {
            var rows = sequence is null ? [] : Draw(s, sequence(s));
            boxes[s] = new NonDominatedBoxes([.. front, .. rows], reference);
            PendingImprovement += sequence is null ? 0 : (Hypervolume.Of([.. front, .. rows], reference) - volume) / count;
        }

        lanes = new BoxLanes(boxes);
        tails = [.. boxes.Take(TailSamples).Select(b => new BoxExpectation(b))];
        logs = new double[tails.Length];
        byMean = new Vector512<double>[outputs.Length];
        bySd = new Vector512<double>[outputs.Length];
    }

    public override string Name => outputs.Length == 1 ? "expected gain in closeness" : "expected hypervolume improvement";

    public override bool IsLogarithmic => true;

    /// <summary>Expected improvement by the pending experiments alone, from the same samples.</summary>
    public double PendingImprovement { get; }

    public override double Value(double score) => Math.Exp(score);

    /// <summary>log of the expected hypervolume improvement at x, a product of the outputs' units.</summary>
    public override double Score(ReadOnlySpan<double> x, Span<double> gradient)
    {
        Scores(x, one, gradient);
        return one[0];
    }

    public override void Scores(ReadOnlySpan<double> points, Span<double> scores, Span<double> gradients)
    {
        var d = outputs[0].Model.Data.Dimension;
        var wantsGradient = !gradients.IsEmpty;
        for (var first = 0; first < scores.Length; first += Lanes)
        {
            var some = Math.Min(Lanes, scores.Length - first);
            foreach (var output in outputs)
                output.Place(points.Slice(first * d, some * d), wantsGradient);
            var total = Total(wantsGradient);
            var average = total / Vector512.Create((double)boxes.Length);
            for (var lane = 0; lane < some; lane++)
                scores[first + lane] = total[lane] > Tiny ? Math.Log(average[lane]) : Tail(lane, wantsGradient);
            if (wantsGradient)
                AddGradients(gradients.Slice(first * d, some * d));
        }
    }

    /// <summary>Standard deviation of an output at the points placed, in its units.</summary>
    private Vector512<double> Sd(int output) => outputs[output].Deviation * outputs[output].Model.Data.Deviation;

    /// <summary>Its mean if the pending results are those of sample s.</summary>
    private Vector512<double> Mean(int output, int sample)
    {
        var posterior = outputs[output];
        var mean = posterior.Mean;
        for (var j = 0; j < pending; j++)
            mean = Vector512.FusedMultiplyAdd(Vector512.Create(normals[output][(sample * pending) + j]), TriangularLanes.Load(ref posterior.Shifts[0], j), mean);
        return (mean * posterior.Model.Data.Deviation) + Vector512.Create(posterior.Model.Data.Mean);
    }

    /// <summary>The sum over the samples, and the derivatives of its logarithm by means, deviations and shifts (in the outputs' units).</summary>
    private Vector512<double> Total(bool wantsGradient)
    {
        Array.Clear(byMean);
        Array.Clear(bySd);
        foreach (var output in outputs)
            output.ShiftSlopes.Clear();
        var total = Vector512<double>.Zero;
        for (var s = 0; s < boxes.Length; s++)
        {
            for (var m = 0; m < outputs.Length; m++)
                lanes.Fill(boxes[s], m, merits[m], Mean(m, s), Sd(m));
            total += lanes.Sum(boxes[s], wantsGradient);
            for (var m = 0; m < outputs.Length && wantsGradient; m++)
            {
                byMean[m] += lanes.ByMean[m];
                bySd[m] += lanes.BySd[m];
                for (var j = 0; j < pending; j++)
                {
                    ref var slope = ref outputs[m].ShiftSlopes[j * Lanes];
                    TriangularLanes.Store(Vector512.FusedMultiplyAdd(lanes.ByMean[m], Vector512.Create(normals[m][(s * pending) + j]), TriangularLanes.Load(ref slope, 0)), ref slope, 0);
                }
            }
        }

        for (var m = 0; m < outputs.Length && wantsGradient; m++)
        {
            byMean[m] /= total;
            bySd[m] /= total;
            for (var j = 0; j < pending; j++)
            {
                ref var slope = ref outputs[m].ShiftSlopes[j * Lanes];
                TriangularLanes.Store(TriangularLanes.Load(ref slope, 0) / total, ref slope, 0);
            }
        }

        return total;
    }

    /// <summary>The same for one point where the sum underflows, by logarithms; returns that of the average.</summary>
    private double Tail(int lane, bool wantsGradient)
    {
        var largest = double.NegativeInfinity;
        for (var s = 0; s < tails.Length; s++)
        {
            for (var m = 0; m < outputs.Length; m++)
                tails[s].Fill(m, merits[m], Mean(m, s)[lane], Sd(m)[lane]);
            logs[s] = tails[s].LogSum(wantsGradient);
            largest = Math.Max(largest, logs[s]);
        }

        for (var m = 0; m < outputs.Length; m++)
        {
            (byMean[m], bySd[m]) = (byMean[m].WithElement(lane, 0), bySd[m].WithElement(lane, 0));
            for (var j = 0; j < pending; j++)
                outputs[m].ShiftSlopes[(j * Lanes) + lane] = 0;
        }

        if (double.IsNegativeInfinity(largest))
            return largest;
        var total = 0.0;
        for (var s = 0; s < logs.Length; s++)
            total += Math.Exp(logs[s] - largest);
        for (var s = 0; s < logs.Length && wantsGradient; s++)
        {
            var weight = Math.Exp(logs[s] - largest) / total;
            for (var m = 0; m < outputs.Length && weight > 0; m++)
            {
                byMean[m] = byMean[m].WithElement(lane, byMean[m][lane] + (weight * tails[s].ByMean(m)));
                bySd[m] = bySd[m].WithElement(lane, bySd[m][lane] + (weight * tails[s].BySd(m)));
                for (var j = 0; j < pending; j++)
                    outputs[m].ShiftSlopes[(j * Lanes) + lane] += weight * tails[s].ByMean(m) * normals[m][(s * pending) + j];
            }
        }

        return largest + Math.Log(total / logs.Length);
    }

    private void AddGradients(Span<double> gradients)
    {
        gradients.Clear();
        if (part.Length < gradients.Length)
            part = new double[gradients.Length];
        var own = part.AsSpan(0, gradients.Length);
        for (var m = 0; m < outputs.Length; m++)
        {
            // Posteriors are standardized, expectations in the outputs' units.
            var unit = outputs[m].Model.Data.Deviation;
            foreach (ref var slope in outputs[m].ShiftSlopes)
                slope *= unit;
            outputs[m].Gradients(byMean[m] * unit, bySd[m] * unit, own);
            Vectors.AddScaled(gradients, 1, own);
        }
    }

    /// <summary>Draws the normals of sample s, and returns the merits that the pending experiments then have.</summary>
    private double[][] Draw(int sample, double[] uniform)
    {
        double[][] rows = [.. Enumerable.Range(0, pending).Select(_ => new double[outputs.Length])];
        for (var m = 0; m < outputs.Length; m++)
        {
            var z = normals[m].AsSpan(sample * pending, pending);
            for (var j = 0; j < pending; j++)
                z[j] = Normal.Quantile(Math.Max(uniform[(m * pending) + j], 1e-16));
            var data = outputs[m].Model.Data;
            for (var j = 0; j < pending; j++)
                rows[j][m] = merits[m].Of(data.Mean + (data.Deviation * LatentSamples.Value(outputs[m], z, j)));
        }

        return rows;
    }
}
