using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>Pearson's and Spearman's correlations of every pair of columns, each over the rows where both have a value. Pure.</summary>
/// <param name="Pairs">Rows where both have a value.</param>
/// <param name="Pearson">Not a number below 3 pairs or where either is constant among them; the diagonal 1.</param>
/// <param name="Spearman">Pearson's of the average ranks among those rows.</param>
public sealed record PairwiseCorrelations(PairTable Pairs, PairTable Pearson, PairTable Spearman)
{
    private const int FewestPairs = 3;

    /// <param name="columns">d arrays of n; not a number is missing, nothing is infinite. They are overwritten.</param>
    public static PairwiseCorrelations Of(double[][] columns, AnalysisStep step)
    {
        var width = columns.Length;
        var rows = width == 0 ? 0 : columns[0].Length;
        var ranks = new int[width][];
        var spread = new bool[width];
        var ties = new bool[width];
        step.Report(0, "ranking the columns");
        RowBlocks.Each(width, step.Part(0, 0.5), j =>
        {
            ranks[j] = RankCodes.Of(columns[j], out ties[j]);
            spread[j] = Standardize(columns[j]);
        });
        var gaps = Gaps.Of(ranks, rows);
        step.Report(0.5, "multiplying the columns");
        var pairs = Count(gaps, rows, width, step with { Report = (_, _) => { } });
        var pearson = PearsonOf(columns, ranks, spread, gaps, pairs, step.Part(0.5, 0.7));
        step.Report(0.7, "multiplying the ranks");
        return new PairwiseCorrelations(pairs, pearson, SpearmanOf(ranks, ties, gaps, pairs, step.Part(0.7, 1)));
    }

    /// <summary>(x − mean) / sd, 0 where missing; false where there is no spread.</summary>
    private static bool Standardize(double[] column)
    {
        var (count, largest) = (0, 0.0);
        foreach (var value in column)
        {
            if (!double.IsNaN(value))
            {
                count++;
                largest = Math.Max(largest, Math.Abs(value));
            }
        }

        // By a power of two near the largest first: neither sums nor squares overflow, and no digit is lost.
        var unit = largest > 0 ? Math.ScaleB(1, Math.Clamp(-Math.ILogB(largest), -1022, 1022)) : 0;
        var mean = 0.0;
        foreach (var value in column)
            mean += double.IsNaN(value) ? 0 : value * unit;
        mean /= count;
        var (squares, rest) = (0.0, 0.0);
        for (var i = 0; i < column.Length; i++)
        {
            column[i] = double.IsNaN(column[i]) ? 0 : (column[i] * unit) - mean;
            squares += column[i] * column[i];
            rest += column[i];
        }

        var variance = (squares / count) - (rest / count * (rest / count));
        // A constant with a mean that is rounded has a spread of nothing but rounding.
        if (!(variance > 1e-31 * mean * mean))
        {
            Array.Clear(column);
            return false;
        }

        var scale = 1 / Math.Sqrt(variance);
        for (var i = 0; i < column.Length; i++)
            column[i] *= scale;
        return true;
    }

    private static PairTable Count(Gaps gaps, int rows, int width, AnalysisStep step)
    {
        var counts = new PairTable(new double[width], new double[PairTable.Pairs(width)]);
        var panels = BlockGram.PanelsFor(gaps.Kinds.Count);
        var both = gaps.Kinds.Count == 0 ? [] : BlockGram.Of(rows, panels, (_, _) => true, (start, count, block) => Fill(block, 0, gaps.Kinds.Count, start, count, (k, i) => gaps.Kinds[k][i] != 0 ? 1 : 0), step);
        double Of(int a, int b) => a < 0 && b < 0 ? rows : a < 0 ? Of(b, b) : b < 0 ? Of(a, a) : both[(Math.Min(a, b) * panels * Panels.Width) + Math.Max(a, b)];
        for (var i = 0; i < width; i++)
        {
            counts.Diagonal[i] = Of(gaps.KindOf[i], gaps.KindOf[i]);
            for (var j = 0; j < i; j++)
                counts.Below[PairTable.Index(i, j)] = Of(gaps.KindOf[i], gaps.KindOf[j]);
        }

        return counts;
    }

    private static PairTable PearsonOf(double[][] z, int[][] ranks, bool[] spread, Gaps gaps, PairTable pairs, AnalysisStep step)
    {
        var (width, kinds, rows) = (z.Length, gaps.Kinds.Count, z.Length == 0 ? 0 : z[0].Length);
        // Side by side: who has a value, by kind of gap; the values; their squares. Sums over the rows that a pair shares are products of these.
        var (atZ, atSquares) = (BlockGram.PanelsFor(kinds), BlockGram.PanelsFor(kinds) + BlockGram.PanelsFor(width));
        var panels = kinds == 0 ? atSquares : atSquares + BlockGram.PanelsFor(width);
        var gram = BlockGram.Of(rows, panels, (a, b) => (a < atZ && b >= atZ) || (a >= atZ && b < atSquares), (start, count, block) =>
        {
            Fill(block, 0, kinds, start, count, (k, i) => gaps.Kinds[k][i] != 0 ? 1 : 0);
            Fill(block, atZ, width, start, count, (j, i) => z[j][i]);
            if (kinds > 0)
                Fill(block, atSquares, width, start, count, (j, i) => z[j][i] * z[j][i]);
        }, step);
        double At(int panelA, int a, int panelB, int b) => gram[((((panelA * Panels.Width) + a) * panels) * Panels.Width) + (panelB * Panels.Width) + b];
        var result = new PairTable([.. spread.Select((s, j) => s && pairs[j, j] >= 2 ? 1 : double.NaN)], new double[PairTable.Pairs(width)]);
        RowBlocks.Each(width, step with { Report = (_, _) => { } }, i =>
        {
            for (var j = 0; j < i; j++)
            {
                var n = pairs[i, j];
                result.Below[PairTable.Index(i, j)] = n < FewestPairs || !spread[i] || !spread[j] ? double.NaN : One(i, j, n);
            }
        });
        return result;

        double One(int i, int j, double n)
        {
            var (sumI, squaresI) = Sums(i, gaps.KindOf[j]);
            var (sumJ, squaresJ) = Sums(j, gaps.KindOf[i]);
            var (vi, vj) = (squaresI - (sumI * sumI / n), squaresJ - (sumJ * sumJ / n));
            // Where the shared rows hold a small part of a column's spread the differences cancel: then from the values themselves.
            if (vi < 1e-4 * n || vj < 1e-4 * n)
                return Directly(z[i], ranks[i], z[j], ranks[j]);
            return Math.Clamp((At(atZ, j, atZ, i) - (sumI * sumJ / n)) / Math.Sqrt(vi) / Math.Sqrt(vj), -1, 1);
        }

        (double Sum, double Squares) Sums(int column, int otherKind) => otherKind < 0 || otherKind == gaps.KindOf[column]
            ? (0, At(atZ, column, atZ, column))
            : (At(0, otherKind, atZ, column), At(0, otherKind, atSquares, column));
    }

    private static double Directly(double[] x, int[] hasX, double[] y, int[] hasY)
    {
        var both = new List<(double X, double Y)>();
        for (var i = 0; i < x.Length; i++)
        {
            if (hasX[i] != 0 && hasY[i] != 0)
                both.Add((x[i], y[i]));
        }

        return Ranks.Pearson([.. both.Select(b => b.X)], [.. both.Select(b => b.Y)]);
    }

    private static PairTable SpearmanOf(int[][] ranks, bool[] ties, Gaps gaps, PairTable pairs, AnalysisStep step)
    {
        var width = ranks.Length;
        var result = new PairTable(new double[width], new double[PairTable.Pairs(width)]);
        Array.Fill(result.Diagonal, double.NaN);
        Array.Fill(result.Below, double.NaN);
        var groups = Enumerable.Range(0, width).GroupBy(j => gaps.KindOf[j]).OrderBy(g => g.Key).Select(g => (Kind: g.Key, Columns: g.ToArray())).ToList();
        var quiet = step with { Report = (_, _) => { } };
        foreach (var (_, columns) in groups)
            Multiply([.. columns.Select(j => ranks[j])], columns, columns.Length, pairs, result, quiet);
        var between = Enumerable.Range(0, groups.Count).SelectMany(a => Enumerable.Range(0, a).Select(b => (First: groups[b], Second: groups[a]))).ToList();
        // Columns with gaps of their own pair by pair; columns that are missing together are ranked once for all of the other kind.
        var single = between.Where(g => g.First.Columns.Length == 1 || g.Second.Columns.Length == 1).SelectMany(g => g.First.Columns.SelectMany(i => g.Second.Columns.Select(j => (I: i, J: j)))).ToList();
        RowBlocks.Each(single.Count, step.Part(0, 0.5), k =>
        {
            var (i, j) = single[k];
            if (pairs[i, j] >= FewestPairs)
                result.Below[PairTable.Index(i, j)] = RankCodes.Spearman(ranks[i], ranks[j], (int)pairs[i, j], ties[i] || ties[j]);
        });
        var many = between.Where(g => g.First.Columns.Length > 1 && g.Second.Columns.Length > 1).ToList();
        var among = many.Count == 0 ? [] : Enumerable.Range(0, many.Max(g => g.First.Columns.Length + g.Second.Columns.Length)).Select(_ => new int[ranks[0].Length]).ToArray();
        for (var m = 0; m < many.Count; m++)
        {
            step.Report(0.5 + (0.5 * m / many.Count), null);
            var (first, second) = many[m];
            int[] columns = [.. first.Columns, .. second.Columns];
            RowBlocks.Each(columns.Length, quiet, k =>
            {
                var other = k < first.Columns.Length ? second.Kind : first.Kind;
                if (other < 0)
                    ranks[columns[k]].CopyTo(among[k], 0);
                else
                    RankCodes.Among(ranks[columns[k]], gaps.Kinds[other], among[k]);
            });
            Multiply(among, columns, first.Columns.Length, pairs, result, quiet);
        }

        return result;
    }

    /// <summary>Correlations among columns, or between the first <paramref name="split"/> of them and the rest.</summary>
    private static void Multiply(int[][] ranks, int[] columns, int split, PairTable pairs, PairTable result, AnalysisStep step)
    {
        var among = split == columns.Length;
        var atRest = BlockGram.PanelsFor(split);
        var panels = among ? atRest : atRest + BlockGram.PanelsFor(columns.Length - split);
        var middle = pairs[columns[0], columns[^1]] + 1;
        // Twice the distance from the middle rank: whole numbers.
        double Centered(int k, int row) => ranks[k][row] == 0 ? 0 : ranks[k][row] - middle;
        var gram = BlockGram.Of(ranks[0].Length, panels, (a, b) => among || a == b || (a < atRest && b >= atRest) || a / 2 == b / 2, (start, count, block) =>
        {
            Fill(block, 0, split, start, count, Centered);
            if (!among)
                Fill(block, atRest, columns.Length - split, start, count, (k, i) => Centered(split + k, i));
        }, step);
        int Place(int k) => k < split ? k : (atRest * Panels.Width) + k - split;
        double At(int k, int l) => gram[(Place(k) * panels * Panels.Width) + Place(l)];
        if (among)
        {
            for (var k = 0; k < columns.Length; k++)
                result.Diagonal[columns[k]] = At(k, k) > 0 ? 1 : double.NaN;
        }

        for (var k = 0; k < split; k++)
        {
            for (var l = among ? k + 1 : split; l < columns.Length; l++)
            {
                var n = pairs[columns[k], columns[l]];
                var scale = Math.Sqrt(At(k, k)) * Math.Sqrt(At(l, l));
                if (n >= FewestPairs && scale > 0)
                    result.Below[PairTable.Index(columns[k], columns[l])] = Math.Clamp(At(k, l) / scale, -1, 1);
            }
        }
    }

    private static void Fill(double[] block, int panel, int columns, int start, int count, Func<int, int, double> value)
    {
        for (var j = 0; j < columns; j++)
        {
            var at = (((panel + (j / Panels.Width)) * BlockGram.Block) * Panels.Width) + (j % Panels.Width);
            for (var i = 0; i < count; i++, at += Panels.Width)
                block[at] = value(j, start + i);
        }
    }

    /// <summary>In which rows columns have a value: few kinds, as columns are mostly missing together.</summary>
    /// <param name="Kinds">Ranks of one column of each kind that has gaps; 0 where a value is missing.</param>
    /// <param name="KindOf">Of each column; −1 where nothing is missing.</param>
    private sealed record Gaps(IReadOnlyList<int[]> Kinds, int[] KindOf)
    {
        public static Gaps Of(int[][] ranks, int rows)
        {
            var kinds = new List<int[]>();
            var kindOf = new int[ranks.Length];
            var known = new Dictionary<(int Missing, long Sum), List<int>>();
            for (var j = 0; j < ranks.Length; j++)
            {
                var (missing, sum) = (0, 0L);
                for (var i = 0; i < rows; i++)
                {
                    if (ranks[j][i] == 0)
                        (missing, sum) = (missing + 1, unchecked((sum * 31) + i));
                }

                if (missing == 0)
                {
                    kindOf[j] = -1;
                    continue;
                }

                if (!known.TryGetValue((missing, sum), out var alike))
                    known[(missing, sum)] = alike = [];
                var column = ranks[j];
                var place = alike.FindIndex(k => Same(kinds[k], column));
                kindOf[j] = place < 0 ? kinds.Count : alike[place];
                if (kindOf[j] == kinds.Count)
                {
                    alike.Add(kinds.Count);
                    kinds.Add(ranks[j]);
                }
            }

            return new Gaps(kinds, kindOf);
        }

        private static bool Same(int[] a, int[] b)
        {
            for (var i = 0; i < a.Length; i++)
            {
                if ((a[i] == 0) != (b[i] == 0))
                    return false;
            }

            return true;
        }
    }
}
