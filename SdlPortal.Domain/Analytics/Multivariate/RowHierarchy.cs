namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>The rows of a table as a tree.</summary>
/// <param name="Rows">Leaf by leaf, the rows of the table that was asked about.</param>
/// <param name="Links">n − 1 merges, the lowest first.</param>
/// <param name="Order">Leaves from left to right, so that no lines of the tree cross and neighbors are alike.</param>
/// <param name="Labels">Of each leaf, the cluster when cut at <paramref name="Clusters"/>; the largest is 0.</param>
/// <param name="CutHeight">A height that cuts the tree into so many: halfway between the merges below and above.</param>
/// <param name="Choices">The silhouette by number of clusters, ascending.</param>
/// <param name="Cophenetic">The correlation of the heights at which rows meet with their distances: how truly the tree shows the rows, up to 1 (Sokal and Rohlf 1962).</param>
public sealed record RowHierarchy(
    int[] Rows,
    IReadOnlyList<Link> Links,
    int[] Order,
    int Clusters,
    int[] Labels,
    double CutHeight,
    IReadOnlyList<HierarchyChoice> Choices,
    double Cophenetic,
    IReadOnlyList<string> Remarks);

public sealed record HierarchyChoice(int Clusters, double Silhouette);
