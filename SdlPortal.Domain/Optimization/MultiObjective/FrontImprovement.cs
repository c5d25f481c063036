using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.MultiObjective;

/// <summary>
/// The search for a better Pareto front of two or three objectives, or for a result closer to one target: the merits of the results so far as the models believe them, the
/// reference point, and what an experiment is expected to add. Pending experiments are averaged over, or have the results that the policy assumes. Immutable.
/// </summary>
internal sealed class FrontImprovement
{
    /// <summary>A result cannot be closer to its target than this share of the model's spread; below it nothing could be gained any more.</summary>
    private const double Closest = 1e-6;

    private readonly EncodedRequest encoded;
    private readonly GaussianProcess[] models;
    private readonly Merit[] merits;
    private readonly double[][] front;
    private readonly double[] reference;
    private readonly IReadOnlyList<double[]> pending;

    /// <param name="sought">One to three objectives.</param>
    /// <param name="fitted">The model of each of them.</param>
    public FrontImprovement(EncodedRequest encoded, IReadOnlyList<int> sought, IReadOnlyList<GaussianProcess> fitted, PendingPolicy policy)
    {
        this.encoded = encoded;
        merits = [.. sought.Select(encoded.MeritOf)];
        pending = policy is PendingPolicy.Joint or PendingPolicy.Penalized ? encoded.Pending : [];
        var assumed = fitted.Select((m, o) => PendingAssumption.Values(policy, m, encoded.Pending, merits[o])).ToArray();
        models = [.. fitted.Select((m, o) => m.Condition(assumed[o].Count == 0 ? [] : encoded.Pending, assumed[o]))];
        var means = models.Select(m => m.FittedMeans()).ToArray();
        Rows = encoded.Candidates;
        double[] At(int row) => [.. means.Select((m, o) => merits[o].Of(m[row]))];
        front = [.. Rows.Concat(Enumerable.Range(encoded.Inputs.Count, assumed[0].Count)).Select(At)];
        reference = sought.Count > 1
            ? Hypervolume.ReferencePoint([.. Rows.Select(i => sought.Select((o, k) => merits[k].Of(encoded.Outputs[i][o])).ToArray())])
            : [Math.Min(front.Max(y => y[0]), -Closest * fitted[0].Data.Deviation)];
        var best = ParetoFront.Mark(front);
        Near = [.. Enumerable.Range(0, Rows.Count).Where(k => best[k]).OrderByDescending(k => sought.Count == 1 ? 0 : Hypervolume.Gain(front[k], [.. front.Where((_, j) => j != k && best[j])], reference)).Select(k => Rows[k])];
        Incumbent = sought.Count == 1 ? means[0][Near[0]] : null;
    }

    /// <summary>The results that count, by their row.</summary>
    public IReadOnlyList<int> Rows { get; }

    /// <summary>Rows of the results on the front, those that contribute most first.</summary>
    public IReadOnlyList<int> Near { get; }

    /// <summary>The believed value closest to the target; null for several objectives.</summary>
    public double? Incumbent { get; }

    public ExpectedHypervolumeImprovement Acquire() =>
        new(models, merits, merits.Length == 1 ? [] : front, reference, pending, encoded.Seed(0xE4F1));
}
