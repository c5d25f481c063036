using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Forests;

/// <summary>
/// A regression random forest (Breiman 2001): trees of least squared error on bootstrap draws, a random part of the columns tried at each split. Numbers are cut into at most 255 classes of about as many rows;
/// categories are split by sets of levels, natively; "not active" is a value of its own. The same bytes for any number of threads, and exactly negated predictions for negated outcomes. Immutable, safe from any thread.
/// </summary>
public sealed class RandomForest
{
    private RandomForest(BinnedColumn[] columns, RegressionTree[] trees, double[] impurityShares, int draws) =>
        (Columns, Trees, ImpurityShares, DrawsPerTree) = (columns, trees, impurityShares, draws);

    /// <summary>Share of the outcomes' variance that trees explain for rows they had not drawn; not a number where no row was left out or outcomes are constant.</summary>
    public double OutOfBagRSquared { get; private init; } = double.NaN;

    public double OutOfBagMeanSquaredError { get; private init; } = double.NaN;

    /// <summary>Rows of which that is the mean.</summary>
    public int OutOfBagRows { get; private init; }

    /// <summary>Mean decrease of impurity by column, sum 1 (all 0 where no tree splits).</summary>
    public double[] ImpurityShares { get; }

    public int DrawsPerTree { get; }

    public int TreeCount => Trees.Length;

    internal BinnedColumn[] Columns { get; }

    internal RegressionTree[] Trees { get; }

    /// <param name="columns">Their values are the configurations; not a number is "not active". At least one.</param>
    /// <param name="outcomes">Finite, one per row.</param>
    /// <param name="weights">How often a row is drawn, relative to the others; null for alike.</param>
    public static RandomForest Grow(IReadOnlyList<ParameterColumn> columns, double[] outcomes, ForestOptions options, long seed, double[]? weights = null, int threads = 1, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var draws = options.DrawsPerTree ?? Math.Min(outcomes.Length, ForestOptions.MostDraws);
        var table = BinnedTable.Of(columns, outcomes, ForestOptions.MostBins, draws, threads, cancellationToken);
        return Grow(table, outcomes, options, seed, weights, threads, progress, cancellationToken);
    }

    public static RandomForest Grow(AnalysisTable table, ForestOptions options, long seed, double[]? weights = null, int threads = 1, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        Grow(table.Parameters, table.Outcomes, options, seed, weights, threads, progress, cancellationToken);

    /// <param name="configuration">One number per column: value, index of the level, or not a number for "not active". A level that was never seen goes with the greater part at each split.</param>
    public double Predict(ReadOnlySpan<double> configuration)
    {
        Span<ushort> codes = Columns.Length <= 256 ? stackalloc ushort[Columns.Length] : new ushort[Columns.Length];
        Encode(configuration, codes);
        return Mean(codes);
    }

    public ForestPrediction PredictWithSpread(ReadOnlySpan<double> configuration)
    {
        Span<ushort> codes = Columns.Length <= 256 ? stackalloc ushort[Columns.Length] : new ushort[Columns.Length];
        Encode(configuration, codes);
        var mean = Mean(codes);
        var square = 0.0;
        foreach (var tree in Trees)
        {
            var off = tree.Value(codes) - mean;
            square += off * off;
        }

        return new ForestPrediction(mean, Trees.Length < 2 ? double.NaN : Math.Sqrt(square / (Trees.Length - 1)));
    }

    /// <summary>Predictions of all rows of columns that stand as those the forest was grown on.</summary>
    public double[] Predict(IReadOnlyList<ParameterColumn> columns, int threads = 1, CancellationToken cancellationToken = default)
    {
        var means = new double[columns[0].Values.Length];
        ByBlocks(means.Length, threads, (start, end) =>
        {
            // Tree by tree, so that one tree stays at hand for all rows of a block.
            var d = Columns.Length;
            var codes = new ushort[(end - start) * d];
            for (var i = start; i < end; i++)
            {
                for (var j = 0; j < d; j++)
                    codes[((i - start) * d) + j] = Columns[j].Code(columns[j].Values[i]);
            }

            foreach (var tree in Trees)
            {
                for (var i = start; i < end; i++)
                    means[i] += tree.Value(codes.AsSpan((i - start) * d, d));
            }

            for (var i = start; i < end; i++)
                means[i] /= Trees.Length;
        }, cancellationToken);
        return means;
    }

    internal static RandomForest Grow(BinnedTable table, double[] outcomes, ForestOptions options, long seed, double[]? weights, int threads, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var draws = options.DrawsPerTree ?? Math.Min(outcomes.Length, ForestOptions.MostDraws);
        var trees = new RegressionTree[options.Trees];
        var gains = new double[options.Trees][];
        var bags = new ulong[options.Trees][];
        var among = weights is null ? table.ByDistance : Array.FindAll(table.ByDistance, i => weights[i] > 0);
        ArgumentOutOfRangeException.ThrowIfZero(among.Length, nameof(outcomes));
        var cumulative = weights is null ? null : RunningSums(among, weights);
        var done = 0;
        Parallel.For(0, trees.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, t =>
        {
            var random = SeededRandom.Derive(seed, t, 0xBA6);
            var draw = options.Replace ? RowDraw.WithReplacement(among, cumulative, draws, table.Count, random) : RowDraw.WithoutReplacement(among, draws, table.Count, random);
            bags[t] = Bag(draw, table.Count);
            (trees[t], gains[t]) = new TreeGrower(table, draw.Rows, draw.Times, options, SeededRandom.DeriveSeed(seed, t)).Grow(cancellationToken);
            progress?.Report((double)Interlocked.Increment(ref done) / trees.Length);
        });

        var (error, rSquared, rows) = OutOfBag(table, outcomes, trees, bags, among, options.MostOutOfBagRows, threads, cancellationToken);
        return new RandomForest(table.Columns, trees, Shares(gains, table.Columns.Length), draws) { OutOfBagMeanSquaredError = error, OutOfBagRSquared = rSquared, OutOfBagRows = rows };
    }

    /// <summary>Mean over the trees, summed in their order.</summary>
    internal double Mean(ReadOnlySpan<ushort> codes)
    {
        var sum = 0.0;
        foreach (var tree in Trees)
            sum += tree.Value(codes);
        return sum / Trees.Length;
    }

    internal static void ByBlocks(int count, int threads, Action<int, int> work, CancellationToken cancellationToken)
    {
        const int block = 512;
        Parallel.For(0, (count + block - 1) / block, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, b => work(b * block, Math.Min(count, (b + 1) * block)));
    }

    private static ulong[] Bag(RowDraw draw, int count)
    {
        var bag = new ulong[(count + 63) >> 6];
        foreach (var row in draw.Rows)
            bag[row >> 6] |= 1UL << (row & 63);
        return bag;
    }

    private static double[] RunningSums(int[] among, double[] weights)
    {
        var (sums, sum) = (new double[among.Length], 0.0);
        for (var k = 0; k < among.Length; k++)
            sums[k] = sum += weights[among[k]];
        return sums;
    }

    private static (double Error, double RSquared, int Rows) OutOfBag(BinnedTable table, double[] outcomes, RegressionTree[] trees, ulong[][] bags, int[] among, int most, int threads, CancellationToken cancellationToken)
    {
        if (most <= 0)
            return (double.NaN, double.NaN, 0);

        // Every k-th by distance from the center: the whole range of outcomes, whatever the order of rows.
        var stride = Math.Max(1, (among.Length + most - 1) / most);
        var count = (among.Length + stride - 1) / stride;
        var predictions = new double[count];
        ByBlocks(count, threads, (start, end) =>
        {
            var d = table.Columns.Length;
            var codes = new ushort[(end - start) * d];
            var seen = new int[end - start];
            for (var k = start; k < end; k++)
            {
                for (var j = 0; j < d; j++)
                    codes[((k - start) * d) + j] = table.Codes[j][among[k * stride]];
            }

            for (var t = 0; t < trees.Length; t++)
            {
                for (var k = start; k < end; k++)
                {
                    var row = among[k * stride];
                    if ((bags[t][row >> 6] >> (row & 63) & 1) != 0)
                        continue;
                    predictions[k] += trees[t].Value(codes.AsSpan((k - start) * d, d));
                    seen[k - start]++;
                }
            }

            for (var k = start; k < end; k++)
                predictions[k] /= seen[k - start];
        }, cancellationToken);

        var (used, mean) = (0, 0.0);
        for (var k = 0; k < count; k++)
        {
            if (double.IsNaN(predictions[k]))
                continue;
            mean += outcomes[among[k * stride]];
            used++;
        }

        mean /= used;
        var (residual, total) = (0.0, 0.0);
        for (var k = 0; k < count; k++)
        {
            if (double.IsNaN(predictions[k]))
                continue;
            var y = outcomes[among[k * stride]];
            residual += (y - predictions[k]) * (y - predictions[k]);
            total += (y - mean) * (y - mean);
        }

        return (residual / used, table.HalfRange > 0 && total > 0 ? 1 - (residual / total) : double.NaN, used);
    }

    /// <summary>Of each tree by its sum, then their mean, as scikit-learn's feature_importances_.</summary>
    private static double[] Shares(double[][] gains, int columns)
    {
        var shares = new double[columns];
        var all = 0.0;
        foreach (var tree in gains)
        {
            var sum = tree.Sum();
            for (var j = 0; j < columns && sum > 0; j++)
            {
                shares[j] += tree[j] / sum;
                all += tree[j] / sum;
            }
        }

        for (var j = 0; j < columns && all > 0; j++)
            shares[j] /= all;
        return shares;
    }

    private void Encode(ReadOnlySpan<double> configuration, Span<ushort> codes)
    {
        for (var j = 0; j < codes.Length; j++)
            codes[j] = Columns[j].Code(configuration[j]);
    }
}
