using SdlPortal.Domain.Analytics.Multivariate;
using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Domain.Analytics.Pictures;

/// <summary>Clusters of rows with the values by which their points are drawn.</summary>
/// <param name="Columns">Up to four columns of numbers, those first that tell the clusters apart best.</param>
/// <param name="SourceRows">The rows of the clusters' points in the table as it was brought.</param>
/// <param name="Examples">The same of each cluster's medoid.</param>
public sealed record ClusterPicture(RowClusters Clusters, IReadOnlyList<PointColumn> Columns, IReadOnlyList<int> SourceRows, IReadOnlyList<int> Examples);

/// <param name="Values">One per point, in the column's own units; not a number where missing.</param>
public sealed record PointColumn(string Name, string? Unit, IReadOnlyList<double> Values);

/// <summary>See <see cref="ClusterPicture"/>. Pure.</summary>
public static class ClusterPictureAnalysis
{
    private const int MostColumns = 4;

    public static TableAnalysis<ClusterSettings, ClusterPicture> Definition { get; } = new("cluster-picture", ClusterAnalysis.Definition.Version, "Clusters", Run);

    public static ClusterPicture Run(DataTable table, ClusterSettings settings, AnalysisStep step)
    {
        var clusters = ClusterAnalysis.Run(table, settings, step);
        List<PointColumn> columns = [];
        foreach (var telling in clusters.Columns)
        {
            var index = table.IndexOf(telling.Name);
            if (index < 0 || table.Columns[index].Kind != ColumnKind.Number)
                continue;
            step.Cancellation.ThrowIfCancellationRequested();
            var values = table.Values(index);
            columns.Add(new PointColumn(telling.Name, telling.Unit, [.. clusters.Points.Select(p => values[p.Row])]));
            if (columns.Count == MostColumns)
                break;
        }

        return new ClusterPicture(clusters, columns, [.. clusters.Points.Select(p => table.SourceRow(p.Row))], [.. clusters.Clusters.Select(c => table.SourceRow(c.Medoid))]);
    }
}
