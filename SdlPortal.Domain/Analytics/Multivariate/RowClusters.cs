namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>The rows of a table in k clusters.</summary>
/// <param name="Clusters">The largest first.</param>
/// <param name="Inertia">Σ squared distance of each row from the center of its cluster, on the prepared scale.</param>
/// <param name="Iterations">Of the last run over all rows.</param>
/// <param name="Converged">False where it was stopped before rows stayed where they were.</param>
/// <param name="Quality">Of these clusters.</param>
/// <param name="Choices">What each number of clusters that was looked at reaches, ascending; one where the number was given.</param>
/// <param name="Columns">The prepared columns, those first that tell the clusters apart best.</param>
/// <param name="Points">Rows for plotting, ascending.</param>
/// <param name="Rows">Rows that were used.</param>
public sealed record RowClusters(
    IReadOnlyList<RowCluster> Clusters,
    double Inertia,
    int Iterations,
    bool Converged,
    ClusterQuality Quality,
    IReadOnlyList<ClusterChoice> Choices,
    IReadOnlyList<TellingColumn> Columns,
    IReadOnlyList<ClusterPoint> Points,
    int Rows,
    IReadOnlyList<string> Remarks);

/// <param name="Center">On the prepared scale, in the order of <see cref="RowClusters.Columns"/>.</param>
/// <param name="Means">In the columns' own units, in that order: the mean of the values that are there; of a level its share.</param>
/// <param name="Medoid">The row of the table nearest to the center: an example to look at.</param>
public sealed record RowCluster(int Size, double[] Center, double[] Means, int Medoid, double Silhouette);

/// <summary>How far clusters stand apart.</summary>
/// <param name="Silhouette">Mean of (b − a) / max(a, b), −1 to 1 (Rousseeuw 1987); not a number for one cluster.</param>
/// <param name="DaviesBouldin">Mean over clusters of the worst (spread + spread) / distance of centers; 0 is best (Davies and Bouldin 1979).</param>
/// <param name="CalinskiHarabasz">Variance between over variance within, each per degree of freedom (Caliński and Harabasz 1974).</param>
/// <param name="SilhouetteRows">Rows that the silhouette was taken from.</param>
public sealed record ClusterQuality(double Silhouette, double DaviesBouldin, double CalinskiHarabasz, int SilhouetteRows);

/// <summary>What a number of clusters reaches, on the rows that the choice was made from.</summary>
public sealed record ClusterChoice(int Clusters, double Inertia, double Silhouette);

/// <param name="Unit">Of the column; null where it has none.</param>
/// <param name="Share">η²: the share of the column's variance that lies between the clusters, 0 to 1.</param>
public sealed record TellingColumn(string Name, string? Unit, double Share);

/// <param name="Row">Of the table that was asked about.</param>
public sealed record ClusterPoint(int Row, int Cluster);
