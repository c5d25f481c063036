using System.Globalization;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>See <see cref="RowHierarchy"/>. Pure.</summary>
public static class HierarchyAnalysis
{
    /// <summary>All distances of more rows would take too much memory.</summary>
    private const int MostRows = 5000;

    public static TableAnalysis<HierarchySettings, RowHierarchy> Definition { get; } = new("hierarchy", 1, "Hierarchical clusters", Run);

    public static RowHierarchy Run(DataTable table, HierarchySettings settings, AnalysisStep step)
    {
        step.Report(0, "preparing the columns");
        var prepared = PreparedTable.Of(table, settings.Preparation, step.Part(0, 0.3));
        var remarks = new List<string>(prepared.Remarks);
        var taken = EvenlySpread.Of(prepared.Count, Math.Clamp(settings.MostRows, 2, MostRows));
        if (taken.Length < prepared.Count)
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"The tree is of {taken.Length:N0} of {prepared.Count:N0} rows, evenly spread."));
        var (n, d) = (taken.Length, prepared.Width);
        int[] rows = [.. taken.Select(i => prepared.Rows[i])];
        if (n < 2 || d == 0)
        {
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"A tree needs two rows and a column that varies; there are {n:N0} rows and {d:N0} usable columns."));
            return new RowHierarchy(rows, [], [.. Enumerable.Range(0, n)], Math.Min(1, n), new int[n], double.NaN, [], double.NaN, remarks);
        }

        var values = ClusterAnalysis.Taken(prepared, taken);
        step.Report(0.3, "measuring distances");
        var distances = Distances(values, d, step.Part(0.3, 0.4));
        step.Report(0.4, "building the tree");
        var links = NearestNeighborChain.Of([.. distances], n, settings.Linkage, step.Part(0.4, 0.7));
        double Distance(int i, int j) => distances[(i * n) + j];
        var order = Dendrogram.Order(links, Distance);
        step.Report(0.7, "measuring how far clusters stand apart");
        var cuts = Enumerable.Range(2, Math.Max(0, Math.Min(settings.Most, n - 1) - 1)).Select(k => (Clusters: k, Labels: Dendrogram.Cut(links, k))).ToList();
        var silhouettes = Silhouette.Of(values, d, [.. cuts.Select(c => c.Labels)], step.Part(0.7, 1));
        var choices = cuts.Select((c, i) => new HierarchyChoice(c.Clusters, ClusterAnalysis.Mean(silhouettes[i]))).ToList();
        var clusters = settings.Clusters ?? (choices.Count == 0 ? 1 : choices.MaxBy(c => c.Silhouette)!.Clusters);
        if (clusters < 1 || clusters > n)
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"{clusters:N0} clusters of {n:N0} rows cannot be made; {Math.Clamp(clusters, 1, n):N0} were."));
        clusters = Math.Clamp(clusters, 1, n);
        var (below, above) = (clusters < n ? links[n - 1 - clusters].Height : 0, clusters > 1 ? links[n - clusters].Height : links[^1].Height * 1.1);
        return new RowHierarchy(rows, links, order, clusters, Dendrogram.Cut(links, clusters), (below + above) / 2, choices, Dendrogram.Cophenetic(links, Distance), remarks);
    }

    private static double[] Distances(double[] values, int width, AnalysisStep step)
    {
        var rows = values.Length / width;
        var lanes = new LaneRows(values, width, 0);
        var distances = new double[rows * rows];
        RowBlocks.Each(rows, step, (_, start, count) =>
        {
            var line = new double[lanes.Padded];
            for (var i = start; i < start + count; i++)
            {
                lanes.Distances(values.AsSpan(i * width, width), line);
                System.Numerics.Tensors.TensorPrimitives.Sqrt(line.AsSpan(0, rows), distances.AsSpan(i * rows, rows));
            }
        }, 64);
        return distances;
    }
}
