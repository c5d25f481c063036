using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>
/// How often regions are found again when tasks are drawn anew (with replacement) and runs are weighed anew within each (Bayesian bootstrap, Rubin 1981). The same for any number of threads.
/// </summary>
internal sealed class RegionStability
{
    private readonly BinnedRuns runs;
    private readonly double[] mass;
    private readonly List<(bool[] Union, List<bool[]> Boxes)> found;

    /// <param name="find">The search: union and single boxes of a field.</param>
    public RegionStability(BinnedRuns runs, double[] values, double[] weights, RegionOptions options, Func<BoxField, (List<CodeBox> Union, List<CodeBox> Boxes)> find, CancellationToken cancellationToken)
    {
        this.runs = runs;
        mass = BoxField.Of(runs, runs.Rank, [.. weights.Select(_ => 1.0)]).Mass;
        var results = new (bool[], List<bool[]>)[options.Resamples];
        Parallel.For(0, options.Resamples, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Threads), CancellationToken = cancellationToken }, r =>
        {
            var random = SeededRandom.Derive(options.Seed, 0x57AB, r);
            var (taskWeights, rowWeights) = Draw(random, weights);
            var (union, boxes) = find(BoxField.Of(runs, values, taskWeights, rowWeights));
            results[r] = (Cells(union), [.. boxes.Select(b => Cells([b]))]);
        });
        found = [.. results];
    }

    public (Estimate Jaccard, double FoundAgain) OfUnion(IReadOnlyList<CodeBox> union) => Of(Cells(union), f => [f.Union]);

    public (Estimate Jaccard, double FoundAgain) OfBox(CodeBox box) => Of(Cells([box]), f => f.Boxes);

    private static readonly Estimate Unknown = new(double.NaN, double.NaN, double.NaN);

    private (Estimate Jaccard, double FoundAgain) Of(bool[] cells, Func<(bool[] Union, List<bool[]> Boxes), IReadOnlyList<bool[]>> others)
    {
        if (found.Count == 0)
            return (Unknown, double.NaN);
        var overlaps = found.Select(f => others(f).Select(o => Overlap(mass, cells, o)).DefaultIfEmpty(0).Max()).Order().ToArray();
        double At(double share) => overlaps[(int)Math.Round(share * (overlaps.Length - 1))];
        return (new Estimate(overlaps.Sum() / overlaps.Length, At(0.025), At(0.975)), overlaps.Count(o => o >= 0.5) / (double)overlaps.Length);
    }

    /// <summary>Shared mass over the mass of either (Jaccard).</summary>
    public static double Overlap(double[] mass, bool[] a, bool[] b)
    {
        var (both, either) = (0.0, 0.0);
        for (var c = 0; c < mass.Length; c++)
        {
            both += a[c] && b[c] ? mass[c] : 0;
            either += a[c] || b[c] ? mass[c] : 0;
        }

        return either > 0 ? both / either : 0;
    }

    private bool[] Cells(IReadOnlyList<CodeBox> boxes) => CodeBox.Union(boxes, runs.Codes, runs.Cells);

    private (double[] Tasks, double[] Rows) Draw(SeededRandom random, double[] weights)
    {
        var usable = Enumerable.Range(0, weights.Length).Where(t => weights[t] > 0).ToArray();
        var tasks = new double[weights.Length];
        for (var k = 0; k < usable.Length; k++)
        {
            var t = usable[random.NextInt(usable.Length)];
            tasks[t] += weights[t];
        }

        var rows = new double[runs.Count];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = -Math.Log(1 - random.NextDouble());
        return (tasks, rows);
    }
}
