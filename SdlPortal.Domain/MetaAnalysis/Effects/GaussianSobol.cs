using MathNet.Numerics.Statistics;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.ModelHealth;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Effects;

/// <summary>
/// Sobol indices of a Gaussian process over the box: first order, pairs and total, of its mean; intervals from functions drawn from the posterior, each with a bootstrap sample of the base points
/// (Le Gratiet, Cannamela and Iooss 2014, SIAM/ASA J. Uncertain. Quantif. 2, 336). It takes some hundred runs. Pure.
/// </summary>
internal static class GaussianSobol
{
    /// <summary>A process sees so many parameters, the strongest of the forest.</summary>
    private const int MostParameters = 12;

    /// <summary>Pairs are taken among so many parameters, the strongest in total.</summary>
    private const int MostPaired = 4;

    private const int FittedRows = 250;
    private const int Points = 1024;
    private const int Draws = 32;

    /// <param name="strength">How strong each column is, to choose from many.</param>
    public static Answer<ImportanceReport> Of(IReadOnlyList<ParameterColumn> columns, double[] outcomes, double[] strength, int mostRuns, long seed, CancellationToken cancellationToken)
    {
        var n = outcomes.Length;
        var stride = (double)n / Math.Min(n, mostRuns);

        // By outcome, so that the whole range is there; equal ones by their place in the canonical table.
        var order = Enumerable.Range(0, n).ToArray();
        Array.Sort(order, (a, b) => outcomes[a] != outcomes[b] ? outcomes[a].CompareTo(outcomes[b]) : a.CompareTo(b));
        int[] rows = [.. Enumerable.Range(0, Math.Min(n, mostRuns)).Select(k => order[(int)((k + 0.5) * stride)]).Order()];
        int[] chosen = [.. Enumerable.Range(0, columns.Count).Where(j => Varies(columns[j], rows)).OrderByDescending(j => strength[j]).ThenBy(j => j).Take(MostParameters).Order()];
        if (chosen.Length == 0)
            return Answer<ImportanceReport>.NotEnough($"No parameter varies over the {rows.Length} runs.");
        if (rows.Length < chosen.Length + 8)
            return Answer<ImportanceReport>.NotEnough($"{n} runs for {chosen.Length} parameters; at least {chosen.Length + 8} are needed for a Gaussian process.");

        var choices = chosen.Select(j => Choices(columns[j], rows)).ToArray();
        var cube = new UnitCube(new SearchSpace([.. chosen.Select((j, c) => Parameter(columns[j], rows, choices[c]))], []));
        double[][] inputs = [.. rows.Select(i => chosen.Select((j, c) => Unit(cube.Columns[c], columns[j].Values[i], choices[c])).ToArray())];
        double[] outputs = [.. rows.Select(i => outcomes[i])];
        GaussianProcess process;
        try
        {
            process = GaussianProcess.Fit(new TrainingSet(inputs, outputs, cube.Categorical), new FitOptions { MaxPoints = FittedRows, Priors = PriorKind.DimensionScaled }, cancellationToken: cancellationToken);
        }
        catch (CholeskyException e)
        {
            return Answer<ImportanceReport>.NotEnough($"No Gaussian process fits these {rows.Length} runs: {e.Message}");
        }

        var left = process.LeaveOneOut();
        var rSquared = HeldOut.RSquared([.. rows.Select((_, k) => new HeldOut(k, outputs[k], left.Means[k], left.Sds[k]))]);
        if (!(rSquared > 0))
            return Answer<ImportanceReport>.NotEnough(FormattableString.Invariant($"The Gaussian process explains nothing: leave-one-out r² is {rSquared:0.00} from {rows.Length} runs. Either no parameter matters, or more runs are needed."));

        var indices = new Indices(process, cube, seed, cancellationToken);
        var remarks = new List<string> { FormattableString.Invariant($"Over the box, {Points} base points; {Draws} functions from the posterior.") };
        if (rows.Length < n)
            remarks.Add(FormattableString.Invariant($"A Gaussian process of {rows.Length} of {n} runs, spread evenly over the outcomes."));
        if (chosen.Length < columns.Count)
            remarks.Add($"{chosen.Length} of {columns.Count} parameters: those that vary and are strongest in the forest.");
        if (chosen.Any(j => rows.Any(i => double.IsNaN(columns[j].Values[i]))))
            remarks.Add("Parameters that were not active stand in the middle of their range, or as a choice of their own.");
        return Answer<ImportanceReport>.Of(new ImportanceReport(ImportanceMethod.GaussianSobol, indices.Parameters(), indices.Pairs(), rows.Length, n, rSquared, remarks));
    }

    private static bool Varies(ParameterColumn column, int[] rows)
    {
        var first = double.NaN;
        foreach (var row in rows)
        {
            var value = column.Values[row];
            if (double.IsNaN(value))
                continue;
            if (!double.IsFinite(value))
                return false;
            if (!double.IsNaN(first) && value != first)
                return true;
            first = value;
        }

        return false;
    }

    /// <summary>Categories: the levels that occur, not a number for "not active" among them. Empty for numbers.</summary>
    private static double[] Choices(ParameterColumn column, int[] rows) =>
        column.Shape.IsCategory ? [.. rows.Select(i => column.Values[i]).Distinct().Order()] : [];

    private static Parameter Parameter(ParameterColumn column, int[] rows, double[] choices)
    {
        if (column.Shape.IsCategory)
            return new CategoricalParameter(column.Shape.Name, [.. choices.Select((_, k) => FormattableString.Invariant($"{k}"))]);
        var (low, high) = (column.Shape.Low ?? double.PositiveInfinity, column.Shape.High ?? double.NegativeInfinity);
        foreach (var row in rows)
        {
            if (!double.IsNaN(column.Values[row]))
                (low, high) = (Math.Min(low, column.Values[row]), Math.Max(high, column.Values[row]));
        }

        return new ContinuousParameter(column.Shape.Name, low, high, column.Shape.Scale == Scale.Log && low > 0 ? Scale.Log : Scale.Linear);
    }

    private static double Unit(UnitColumn unit, double value, double[] choices) =>
        choices.Length > 0 ? Array.FindIndex(choices, c => c.Equals(value)) : double.IsNaN(value) ? 0.5 : unit.ToUnit(value);

    /// <summary>Indices of the mean and of drawn functions at one design.</summary>
    private sealed class Indices
    {
        private readonly UnitCube cube;
        private readonly SensitivityDesign design;
        private readonly List<(int First, int Second)> pairs = [];
        private readonly (double[] First, double[] Total, double[] Pairs) center;
        private readonly (double[] First, double[] Total, double[] Pairs)[] draws;

        public Indices(GaussianProcess process, UnitCube cube, long seed, CancellationToken cancellationToken)
        {
            this.cube = cube;
            design = SensitivityDesign.Of(new FeasibleSampler(cube.Space), Points, SeededRandom.DeriveSeed(seed, 0x50B));
            var blocks = new List<double[][]> { design.Base };
            for (var j = 0; j < cube.Dimension; j++)
                blocks.Add(design.Redrawn(j));
            blocks.Add(design.Donors);
            var all = Enumerable.Range(0, Points).ToArray();
            var means = blocks.Select(b => Means(process, b)).ToList();
            var total = SobolIndices.Estimate(design, [.. means], all).Total;
            int[] paired = [.. Enumerable.Range(0, cube.Dimension).OrderByDescending(j => total[j]).ThenBy(j => j).Take(MostPaired).Order()];
            for (var a = 0; a < paired.Length; a++)
            {
                for (var b = a + 1; b < paired.Length; b++)
                    pairs.Add((paired[a], paired[b]));
            }

            // The base points with both parameters of a pair from the donors.
            blocks.AddRange(pairs.Select(p => design.Base.Select((point, k) =>
            {
                var mixed = (double[])point.Clone();
                (mixed[p.First], mixed[p.Second]) = (design.Donors[k][p.First], design.Donors[k][p.Second]);
                return mixed;
            }).ToArray()));
            means.AddRange(blocks.Skip(means.Count).Select(b => Means(process, b)));
            center = Estimate([.. means], all);

            var values = Enumerable.Range(0, Draws).Select(_ => blocks.Select(_ => new double[Points]).ToArray()).ToArray();
            var paths = new PosteriorPaths(process, cube, Draws, seed);
            var at = new double[Draws];
            for (var b = 0; b < blocks.Count; b++)
            {
                for (var k = 0; k < Points; k++)
                {
                    if (k % 64 == 0)
                        cancellationToken.ThrowIfCancellationRequested();
                    paths.Values(blocks[b][k], at);
                    for (var p = 0; p < Draws; p++)
                        values[p][b][k] = at[p];
                }
            }

            var random = SeededRandom.Derive(seed, 0xB007);
            draws = [.. values.Select(v =>
            {
                var sample = new int[Points];
                for (var k = 0; k < Points; k++)
                    sample[k] = (int)random.NextInt(Points);
                return Estimate(v, sample);
            })];
        }

        public IReadOnlyList<ParameterImportance> Parameters() => [.. cube.Columns.Select((c, j) => new ParameterImportance(c.Name, Interval(center.First[j], draws.Select(d => d.First[j])), Interval(center.Total[j], draws.Select(d => d.Total[j]))))];

        public IReadOnlyList<PairImportance> Pairs() => [.. pairs
            .Select((p, k) => new PairImportance(cube.Columns[p.First].Name, cube.Columns[p.Second].Name, Interval(center.Pairs[k], draws.Select(d => d.Pairs[k]))))
            .OrderByDescending(p => p.Interaction.Value).ThenBy(p => p.First, StringComparer.Ordinal).ThenBy(p => p.Second, StringComparer.Ordinal)];

        private static double[] Means(GaussianProcess process, double[][] points)
        {
            var means = new double[points.Length];
            process.PosteriorBatch([.. points.SelectMany(p => p)], means, default);
            return means;
        }

        /// <summary>Percentiles of the draws, made to hold the value.</summary>
        private static Share Interval(double value, IEnumerable<double> draws)
        {
            double[] sorted = [.. draws.Order()];
            double At(double p) => SortedArrayStatistics.QuantileCustom(sorted, p, QuantileDefinition.R7);
            return new Share(value, sorted.StandardDeviation(), Math.Clamp(Math.Min(value, At(0.025)), 0, 1), Math.Clamp(Math.Max(value, At(0.975)), 0, 1));
        }

        /// <summary>A pair's index: what both together explain (Saltelli et al. 2010, table 2 (b), for a group) less what each does alone.</summary>
        private (double[] First, double[] Total, double[] Pairs) Estimate(double[][] values, int[] rows)
        {
            var d = cube.Dimension;
            var (first, total) = SobolIndices.Estimate(design, values[..(d + 2)], rows);
            var (basic, donors) = (values[0], values[d + 1]);
            var (mean, square) = (0.0, 0.0);
            foreach (var k in rows)
                mean += (basic[k] + donors[k]) / (2 * rows.Length);
            foreach (var k in rows)
                square += (((basic[k] - mean) * (basic[k] - mean)) + ((donors[k] - mean) * (donors[k] - mean))) / (2 * rows.Length);
            var interactions = new double[pairs.Count];
            for (var p = 0; p < pairs.Count && square > 0; p++)
            {
                var (i, j) = pairs[p];
                var (both, one, other) = (values[d + 2 + p], values[i + 1], values[j + 1]);
                var sum = 0.0;

                // V(ij) − V(i) − V(j) = E[f(B) (f(AB_ij) − f(AB_i) − f(AB_j) + f(A))]: the same points in all four, so their noise cancels.
                foreach (var k in rows)
                    sum += (donors[k] - mean) * (both[k] - one[k] - other[k] + basic[k]);
                interactions[p] = sum / rows.Length / square;
            }

            return (first, total, interactions);
        }
    }
}
