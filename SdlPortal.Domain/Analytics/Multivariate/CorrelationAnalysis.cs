using System.Globalization;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>See <see cref="Correlations"/>. Pure.</summary>
public static class CorrelationAnalysis
{
    /// <summary>Values that are ranked anew for pairs.</summary>
    private const long MostRanked = 2_000_000_000;

    private const int FewestRanked = 2000;

    public static TableAnalysis<CorrelationSettings, Correlations> Definition { get; } = new("correlation", 1, "Correlation", Run);

    public static Correlations Run(DataTable table, CorrelationSettings settings, AnalysisStep step)
    {
        var remarks = new List<string>();
        var chosen = ColumnsOfNumbers.Choose(table, settings.Columns, settings.MostColumns, remarks, step);
        var rows = EvenlySpread.Of(table.Rows, chosen.Count == 0 ? table.Rows : Math.Max(1, settings.MostCells / chosen.Count));
        if (rows.Length < table.Rows)
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"{rows.Length:N0} of {table.Rows:N0} rows, evenly spread, were used, because {chosen.Count:N0} columns of them fill the memory set aside."));
        var (values, described) = (new double[chosen.Count][], new CorrelatedColumn[chosen.Count]);
        step.Report(0, "reading the columns");
        RowBlocks.Each(chosen.Count, step.Part(0, 0.2), k =>
        {
            values[k] = ColumnsOfNumbers.Read(table, chosen[k], rows);
            var column = table.Columns[chosen[k]];
            described[k] = Described(column.Name, column.Unit, values[k]);
        });
        // Columns with gaps of their own have to be ranked anew for every pair.
        var gaps = (long)described.Count(c => c.Present < rows.Length) * chosen.Count;
        if (gaps * rows.Length > MostRanked)
        {
            var some = EvenlySpread.Of(rows.Length, (int)Math.Max(FewestRanked, MostRanked / gaps));
            if (some.Length < rows.Length)
            {
                remarks.Add(string.Create(CultureInfo.InvariantCulture, $"{some.Length:N0} of {rows.Length:N0} rows, evenly spread, were used, because many columns have missing values, so that every pair has rows of its own."));
                rows = some;
                for (var k = 0; k < chosen.Count; k++)
                {
                    values[k] = [.. some.Select(i => values[k][i])];
                    described[k] = Described(described[k].Name, described[k].Unit, values[k]);
                }
            }
        }

        var usable = Enumerable.Range(0, chosen.Count).Where(k => described[k].WhyNot is null).ToArray();
        var unusable = Enumerable.Range(0, chosen.Count).Where(k => described[k].WhyNot is not null).ToArray();
        remarks.AddRange(unusable.GroupBy(k => described[k].WhyNot, StringComparer.Ordinal).Select(g =>
            $"{ColumnsOfNumbers.Named([.. g.Select(k => described[k].Name)])}: {g.Key}, so there are no correlations."));
        if (usable.Length < 2)
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"Correlations need two columns of numbers that vary; there {(usable.Length == 1 ? "is 1" : "are none")}."));
        var found = PairwiseCorrelations.Of([.. usable.Select(k => values[k])], step.Part(0.2, 0.9));
        step.Report(0.9, "ordering the columns");
        var by = settings.OrderedBy == CorrelationKind.Pearson ? found.Pearson : found.Spearman;
        double Distance(int i, int j) => i == j ? 0 : 1 - Strength(by, i, j);
        var tree = usable.Length < 2 ? [] : NearestNeighborChain.Of(Square(usable.Length, Distance), usable.Length, Linkage.Average, step with { Report = (_, _) => { } });
        var order = usable.Length < 2 ? [.. Enumerable.Range(0, usable.Length)] : Dendrogram.Order(tree, Distance);
        var place = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
            place[order[i]] = i;
        var ordered = by.Ordered(order);
        var clusters = Clusters(tree, place, ordered, settings.ClusterAt, [.. order.Select(k => described[usable[k]].Name)]);
        var columns = order.Select(k => described[usable[k]]).ToArray();
        for (var c = 0; c < clusters.Count; c++)
        {
            foreach (var i in clusters[c].Columns)
                columns[i] = columns[i] with { Cluster = c };
        }

        // Columns without correlations come last, with nothing in their places.
        int[] withGaps = [.. order, .. Enumerable.Repeat(-1, unusable.Length)];
        var pairs = Widened(found.Pairs, withGaps, 0);
        for (var k = 0; k < unusable.Length; k++)
            pairs.Diagonal[order.Length + k] = described[unusable[k]].Present;
        return new Correlations([.. columns, .. unusable.Select(k => described[k])], pairs,
            Table(Widened(found.Pearson, withGaps, double.NaN), pairs), Table(Widened(found.Spearman, withGaps, double.NaN), pairs),
            [.. tree.Select(l => l with { Left = At(l.Left), Right = At(l.Right) })], clusters, rows.Length, remarks);

        int At(int node) => node < place.Length ? place[node] : node;
    }

    private static double Strength(PairTable table, int i, int j) => double.IsNaN(table[i, j]) ? 0 : Math.Abs(table[i, j]);

    private static double[] Square(int n, Func<int, int, double> distance)
    {
        var square = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                square[(i * n) + j] = distance(i, j);
        }

        return square;
    }

    private static CorrelatedColumn Described(string name, string? unit, double[] values)
    {
        var (present, same, first) = (0, true, double.NaN);
        foreach (var value in values)
        {
            if (double.IsNaN(value))
                continue;
            present++;
            first = present == 1 ? value : first;
            same &= value == first;
        }

        var whyNot = present == 0 ? "every value is missing"
            : present < 3 ? string.Create(CultureInfo.InvariantCulture, $"{present} of {values.Length:N0} values are there, and 3 are needed")
            : same ? string.Create(CultureInfo.InvariantCulture, $"all {present:N0} values are {first:G6}") : null;
        return new CorrelatedColumn(name, unit, present, -1, whyNot);
    }

    /// <summary>Where the tree is cut at 1 − <paramref name="at"/>, the groups of two and more, in the order of the columns.</summary>
    private static List<ColumnCluster> Clusters(Link[] tree, int[] place, PairTable by, double at, string[] names)
    {
        if (tree.Length == 0)
            return [];
        var labels = Dendrogram.Cut(tree, tree.Length + 1 - tree.Count(l => l.Height <= 1 - at));
        return [.. labels.Select((label, k) => (Label: label, At: place[k])).GroupBy(p => p.Label).Where(g => g.Count() > 1)
            .Select(g => g.Select(p => p.At).Order().ToArray()).OrderBy(g => g[0]).Select(members =>
            {
                var within = members.SelectMany(i => members.Where(j => j < i).Select(j => Strength(by, i, j))).ToArray();
                var middle = members.OrderBy(i => names[i], StringComparer.Ordinal).MaxBy(i => members.Where(j => j != i).Sum(j => Strength(by, i, j)));
                return new ColumnCluster($"around {names[middle]}", members, within.Average(), within.Min());
            })];
    }

    /// <summary>Columns in another order; −1 stands for one that the table does not have.</summary>
    private static PairTable Widened(PairTable table, int[] order, double missing)
    {
        var below = new double[PairTable.Pairs(order.Length)];
        for (var i = 1; i < order.Length; i++)
        {
            for (var j = 0; j < i; j++)
                below[PairTable.Index(i, j)] = order[i] < 0 || order[j] < 0 ? missing : table[order[i], order[j]];
        }

        return new PairTable([.. order.Select(k => k < 0 ? missing : table[k, k])], below);
    }

    private static CorrelationTable Table(PairTable correlation, PairTable pairs)
    {
        var p = new double[correlation.Below.Length];
        for (var k = 0; k < p.Length; k++)
            p[k] = PValue(correlation.Below[k], pairs.Below[k]);
        var none = correlation.Diagonal.Select(_ => double.NaN).ToArray();
        return new CorrelationTable(correlation, new PairTable(none, p), new PairTable(none, MultipleTesting.Adjust(p)));
    }

    /// <summary>By t = r √((n − 2) / (1 − r²)) with n − 2 degrees of freedom; of ranks an approximation.</summary>
    internal static double PValue(double r, double pairs) => double.IsNaN(r) ? double.NaN : Math.Abs(r) >= 1 ? 0
        : Math.Clamp(TailProbability.StudentTwoSided(r * Math.Sqrt((pairs - 2) / ((1 - r) * (1 + r))), pairs - 2), 0, 1);
}
