using SdlPortal.Domain.MetaAnalysis.Forests;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Effects;

/// <summary>
/// Small forests on random halves of the runs, each with its complement. Two halves share no run, so products of what both say are free of what chance made one of them say, and half of their difference
/// is as uncertain as what all runs say (half-sample replication; McCarthy 1969; Wolter 2007, chapter 3). All trees together predict; a run is judged by trees of halves without it. Immutable.
/// </summary>
internal sealed class HalfForests
{
    /// <summary>Ways to halve the runs.</summary>
    public const int Splits = 16;

    private const int TreesPerHalf = 4;
    private const int MostBins = 64;
    private const int MostDraws = 16_384;
    private const int MostJudged = 8192;

    private HalfForests(BinnedTable table, double[] outcomes, RandomForest[,] halves) => (Table, Outcomes, Halves) = (table, outcomes, halves);

    public BinnedTable Table { get; }

    public double[] Outcomes { get; }

    /// <summary>By split, then side.</summary>
    public RandomForest[,] Halves { get; }

    /// <summary>For runs that a half had not seen.</summary>
    public double RSquared { get; private init; }

    /// <summary>Rows with a prediction by trees that had not seen them, ascending.</summary>
    public int[] JudgedRows { get; private init; } = [];

    /// <summary>One for each judged row.</summary>
    public double[] Judged { get; private init; } = [];

    /// <summary>Mean over the halves of how much squared error each column took away.</summary>
    public double[] ImpurityShares { get; private init; } = [];

    public int Trees => 2 * Splits * TreesPerHalf;

    public static HalfForests Grow(IReadOnlyList<ParameterColumn> columns, double[] outcomes, long seed, int threads, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var (n, d) = (outcomes.Length, columns.Count);
        var table = BinnedTable.Of(columns, outcomes, MostBins, MostDraws, threads, cancellationToken);
        var draws = Math.Min(n / 2, MostDraws);
        var options = new ForestOptions
        {
            Trees = TreesPerHalf,
            Replace = false,
            DrawsPerTree = draws,
            MinLeaf = Math.Max(2, draws / 1500),
            ColumnsPerSplit = d <= 30 ? ((2 * d) + 2) / 3 : Math.Max(20, d / 3),
            MostOutOfBagRows = 0,
        };
        var halves = new RandomForest[Splits, 2];
        var sides = new ulong[Splits][];
        var done = 0;
        Parallel.For(0, 2 * Splits, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, k =>
        {
            var (split, side) = (k / 2, k % 2);
            var first = RowDraw.WithoutReplacement(table.ByDistance, n / 2, n, SeededRandom.Derive(seed, split, 0xA1F));
            var weights = new double[n];
            Array.Fill(weights, side);
            foreach (var row in first.Rows)
                weights[row] = 1 - side;
            halves[split, side] = RandomForest.Grow(table, outcomes, options, SeededRandom.DeriveSeed(seed, split, side), weights, 1, null, cancellationToken);
            if (side == 0)
                sides[split] = Bits(first.Rows, n);
            progress?.Report((double)Interlocked.Increment(ref done) / (2 * Splits));
        });

        var rows = Enumerable.Range(0, n).ToArray();
        if (n > MostJudged)
        {
            rows = [.. Enumerable.Range(0, MostJudged).Select(k => table.ByDistance[(int)((long)k * n / MostJudged)])];
            Array.Sort(rows);
        }

        var judged = Judge(table, halves, sides, rows, threads, cancellationToken);
        var shares = new double[d];
        foreach (var half in halves)
        {
            for (var j = 0; j < d; j++)
                shares[j] += half.ImpurityShares[j] / halves.Length;
        }

        return new HalfForests(table, outcomes, halves) { JudgedRows = rows, Judged = judged, RSquared = Explained(outcomes, rows, judged), ImpurityShares = shares };
    }

    /// <summary>Mean over all trees of all halves.</summary>
    public double Mean(ReadOnlySpan<ushort> codes)
    {
        var sum = 0.0;
        foreach (var half in Halves)
            sum += half.Mean(codes);
        return sum / Halves.Length;
    }

    private static ulong[] Bits(int[] rows, int count)
    {
        var bits = new ulong[(count + 63) >> 6];
        foreach (var row in rows)
            bits[row >> 6] |= 1UL << (row & 63);
        return bits;
    }

    private static double[] Judge(BinnedTable table, RandomForest[,] halves, ulong[][] sides, int[] rows, int threads, CancellationToken cancellationToken)
    {
        var judged = new double[rows.Length];
        RandomForest.ByBlocks(rows.Length, threads, (start, end) =>
        {
            var codes = new ushort[table.Columns.Length];
            for (var k = start; k < end; k++)
            {
                var row = rows[k];
                for (var j = 0; j < codes.Length; j++)
                    codes[j] = table.Codes[j][row];
                var sum = 0.0;
                for (var s = 0; s < Splits; s++)
                {
                    var inFirst = (sides[s][row >> 6] >> (row & 63) & 1) != 0;
                    sum += halves[s, inFirst ? 1 : 0].Mean(codes);
                }

                judged[k] = sum / Splits;
            }
        }, cancellationToken);
        return judged;
    }

    private static double Explained(double[] outcomes, int[] rows, double[] judged)
    {
        var mean = 0.0;
        foreach (var row in rows)
            mean += outcomes[row] / rows.Length;
        var (residual, total) = (0.0, 0.0);
        for (var k = 0; k < rows.Length; k++)
        {
            var y = outcomes[rows[k]];
            residual += (y - judged[k]) * (y - judged[k]);
            total += (y - mean) * (y - mean);
        }

        return total > 0 ? 1 - (residual / total) : double.NaN;
    }
}
