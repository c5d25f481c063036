using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Plans;

/// <summary>
/// The belief that the donors' runs give: each donor is an atom, its draws are functions from the posterior of its Gaussian process, and what is in the top decile of a draw is decided among measurements (with the donor's own noise) of reference configurations spread over the space.
/// </summary>
internal sealed class DonorBelief : PlanBelief
{
    private const int Paths = 32;
    private const int MostRuns = 150;

    private readonly UnitCube cube;
    private readonly PosteriorPaths[] donors;
    private readonly double[] noise;
    private readonly double[][] references;

    private DonorBelief(UnitCube cube, PosteriorPaths[] donors, double[] noise, double[] weights, double[][] references, LeftOut? leftOut, long seed)
        : base([.. donors.Select((_, i) => Enumerable.Range(i * Paths, Paths).ToArray())], weights, null, seed, leftOut?.Unlike ?? 0) =>
        (this.cube, this.donors, this.noise, this.references, LeftOutDonors) = (cube, donors, noise, references, leftOut);

    /// <summary>What the other donors' best places were worth on each donor; null with one donor.</summary>
    public LeftOut? LeftOutDonors { get; }

    /// <param name="usable">At least one, see <see cref="Usable"/>.</param>
    /// <param name="space">Of the donors' runs.</param>
    /// <param name="reference">Configurations spread evenly over what can be searched of it: what is best is decided among them.</param>
    /// <exception cref="CholeskyException">A covariance cannot be factored.</exception>
    public static DonorBelief Fit(SearchSpace space, IReadOnlyList<Donor> usable, IReadOnlyList<Configuration> reference, long seed, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var cube = new UnitCube(space);
        var paths = new PosteriorPaths[usable.Count];
        var noise = new double[usable.Count];
        var references = new double[usable.Count * Paths][];
        var points = reference.Select(cube.Encode).ToArray();
        Span<double> values = stackalloc double[Paths];
        for (var i = 0; i < usable.Count; i++)
        {
            var runs = Even(usable[i].Runs);
            var (scores, _) = OutcomeScaling.Apply(OutcomeScale.Quantile, [.. runs.Select(r => r.Value)]);
            var data = new TrainingSet([.. runs.Select(r => cube.Encode(r.Configuration))], scores, cube.Categorical);
            var model = GaussianProcess.Fit(data, new FitOptions { Priors = PriorKind.Alike, Starts = 2, MaxPoints = MostRuns }, null, cancellationToken);
            // Every donor draws the same numbers, so its place in the list changes nothing.
            paths[i] = new PosteriorPaths(model, cube, Paths, SeededRandom.DeriveSeed(seed, 0xD0));
            for (var p = 0; p < Paths; p++)
                references[(i * Paths) + p] = new double[points.Length];
            noise[i] = model.NoiseSd;
            var random = SeededRandom.Derive(seed, 0xE5);
            for (var r = 0; r < points.Length; r++)
            {
                paths[i].Values(points[r], values);
                for (var p = 0; p < Paths; p++)
                    references[(i * Paths) + p][r] = values[p] + (noise[i] * random.NextNormal());
            }

            progress?.Report((i + 1.0) / usable.Count);
        }

        double[] weights = [.. usable.Select(d => d.Weight)];
        var leftOut = LeftOut.Of(usable.Count, weights, references, Paths);
        foreach (var sorted in references)
            Array.Sort(sorted);
        return new DonorBelief(cube, paths, noise, weights, references, leftOut, seed);
    }

    /// <summary>Donors whose runs tell better from worse.</summary>
    public static IReadOnlyList<Donor> Usable(IReadOnlyList<Donor> donors) => [.. donors.Where(d => d.Weight > 0 && d.Runs.Count >= 5 && d.Runs.Any(r => r.Value != d.Runs[0].Value))];

    public override PointBelief At(Configuration configuration)
    {
        var (decile, twentieth, percentile) = (new double[Draws], new double[Draws], new double[Draws]);
        var point = cube.Encode(configuration);
        Span<double> values = stackalloc double[Paths];
        for (var i = 0; i < donors.Length; i++)
        {
            donors[i].Values(point, values);
            for (var p = 0; p < Paths; p++)
            {
                var draw = (i * Paths) + p;
                var sorted = references[draw];
                decile[draw] = Above(values[p], Robust.Quantile(sorted, 0.9), noise[i]);
                twentieth[draw] = Above(values[p], Robust.Quantile(sorted, 0.95), noise[i]);
                var at = Array.BinarySearch(sorted, values[p]);
                percentile[draw] = 100.0 * (at >= 0 ? at : ~at) / sorted.Length;
            }
        }

        return new PointBelief(decile, twentieth, percentile);
    }

    /// <summary>The chance that a measurement of the value comes out above a limit.</summary>
    private static double Above(double value, double limit, double noise) => noise > 1e-9 ? Normal.Cdf((value - limit) / noise) : value > limit ? 1 : 0;

    /// <summary>Of many runs an even choice over their values.</summary>
    private static IReadOnlyList<DonorRun> Even(EquatableList<DonorRun> runs)
    {
        if (runs.Count <= MostRuns)
            return [.. runs];
        var order = Enumerable.Range(0, runs.Count).OrderBy(i => runs[i].Value).ThenBy(i => i).ToArray();
        return [.. Enumerable.Range(0, MostRuns).Select(k => order[(int)(((2L * k) + 1) * runs.Count / (2L * MostRuns))]).Order().Select(i => runs[i])];
    }
}
