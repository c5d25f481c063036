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
    private readonly OutcomePosterior[] outputs;
    private readonly Merit[] merits;
    private readonly int pending;

    /// <summary>One set of boxes and q normals per output for each joint sample of the pending results.</summary>
    private readonly NonDominatedBoxes[] boxes;
    private readonly double[][][] normals;
    private readonly double[] scores;
    private readonly BoxExpectation[] parts;
    private readonly double[] byMean;
    private readonly double[] bySd;
    private readonly double[][] byShift;

    /// <param name="models">One for each output, one to three.</param>
    /// <param name="merits">What makes a value of each output good.</param>
    /// <param name="front">Merits of the results so far, one row each; dominated rows change nothing.</param>
    /// <param name="reference">Only what exceeds it in every merit counts.</param>
    /// <param name="pending">Points whose results are not yet known, d numbers each.</param>
    /// <param name="seed">Decides the normals.</param>
    public ExpectedHypervolumeImprovement(IReadOnlyList<GaussianProcess> models, IReadOnlyList<Merit> merits, IReadOnlyList<double[]> front, double[] reference,
        IReadOnlyList<double[]> pending, long seed, int samples = 64)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(models.Count, reference.Length);
        outputs = [.. models.Select(m => new OutcomePosterior(m, pending))];
        this.merits = [.. merits];
        this.pending = pending.Count;
        var count = pending.Count == 0 ? 1 : samples;
        boxes = new NonDominatedBoxes[count];
        normals = new double[count][][];
        var volume = Hypervolume.Of(front, reference);
        var sequence = pending.Count == 0 ? null : Sobol.Wide(outputs.Length * pending.Count, seed);
        for (var s = 0; s < count; s++)
        {
            var draw = sequence?.Invoke(s).Select(u => Normal.Quantile(Math.Max(u, 1e-16))).ToArray() ?? [];
            normals[s] = [.. outputs.Select((_, m) => draw[(m * pending.Count)..((m + 1) * pending.Count)])];
            var drawn = outputs.Select((o, m) => o.PendingValues(normals[s][m])).ToArray();
            List<double[]> rows = [.. front, .. Enumerable.Range(0, pending.Count).Select(j => drawn.Select((y, m) => this.merits[m].Of(y[j])).ToArray())];
            boxes[s] = new NonDominatedBoxes(rows, reference);
            PendingImprovement += pending.Count == 0 ? 0 : (Hypervolume.Of(rows, reference) - volume) / count;
        }

        scores = new double[count];
        parts = [.. boxes.Select(b => new BoxExpectation(b))];
        byMean = new double[outputs.Length];
        bySd = new double[outputs.Length];
        byShift = [.. outputs.Select(_ => new double[pending.Count])];
    }

    public override string Name => outputs.Length == 1 ? "expected gain in closeness" : "expected hypervolume improvement";

    /// <summary>Expected improvement by the pending experiments alone, from the same samples.</summary>
    public double PendingImprovement { get; }

    public override double Value(double score) => Math.Exp(score);

    /// <summary>log of the expected hypervolume improvement at x, a product of the outputs' units.</summary>
    public override double Score(ReadOnlySpan<double> x, Span<double> gradient)
    {
        foreach (var output in outputs)
            output.MoveTo(x);
        var largest = double.NegativeInfinity;
        for (var s = 0; s < scores.Length; s++)
        {
            for (var m = 0; m < outputs.Length; m++)
                parts[s].Fill(m, merits[m], outputs[m].Mean + Vectors.Dot(outputs[m].Shifts, normals[s][m]), outputs[m].Sd);
            scores[s] = parts[s].LogSum(!gradient.IsEmpty);
            largest = Math.Max(largest, scores[s]);
        }

        if (double.IsNegativeInfinity(largest))
        {
            gradient.Clear();
            return largest;
        }

        var total = 0.0;
        for (var s = 0; s < scores.Length; s++)
            total += scores[s] = Math.Exp(scores[s] - largest);
        if (!gradient.IsEmpty)
            Backwards(x, total, gradient);
        return largest + Math.Log(total / scores.Length);
    }

    private void Backwards(ReadOnlySpan<double> x, double total, Span<double> gradient)
    {
        gradient.Clear();
        for (var m = 0; m < outputs.Length; m++)
        {
            (byMean[m], bySd[m]) = (0, 0);
            Array.Clear(byShift[m]);
            for (var s = 0; s < scores.Length; s++)
            {
                var weight = scores[s] / total;
                if (weight == 0)
                    continue;
                byMean[m] += weight * parts[s].ByMean(m);
                bySd[m] += weight * parts[s].BySd(m);
                Vectors.AddScaled(byShift[m], weight * parts[s].ByMean(m), normals[s][m]);
            }

            outputs[m].AddGradient(x, byMean[m], bySd[m], byShift[m], gradient);
        }
    }
}
