namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>The correlations of a table's columns, pair by pair over the rows where both have a value. Columns stand in the order of their clustering, so that what belongs together stands together; columns without correlations come last.</summary>
/// <param name="Pairs">Rows where both have a value; on the diagonal where the one has.</param>
/// <param name="Pearson">−1 to 1; not a number where either is constant in those rows or there are fewer than 3.</param>
/// <param name="Spearman">The same of the average ranks among those rows.</param>
/// <param name="Links">The tree of the columns that have correlations: leaves are their places in <paramref name="Columns"/>, heights are 1 − mean |ρ|.</param>
/// <param name="Clusters">Of two columns and more, in the order of the columns.</param>
/// <param name="Rows">That were looked at.</param>
/// <param name="Remarks">Sentences for people: what was left out, why, and what was sampled.</param>
public sealed record Correlations(
    IReadOnlyList<CorrelatedColumn> Columns,
    PairTable Pairs,
    CorrelationTable Pearson,
    CorrelationTable Spearman,
    IReadOnlyList<Link> Links,
    IReadOnlyList<ColumnCluster> Clusters,
    int Rows,
    IReadOnlyList<string> Remarks);

/// <summary>One kind of correlation with its p-values.</summary>
/// <param name="P">Two-sided, of "there is none", by Student's t with pairs − 2 degrees of freedom.</param>
/// <param name="Adjusted">Corrected over all pairs by Benjamini and Hochberg.</param>
public sealed record CorrelationTable(PairTable Value, PairTable P, PairTable Adjusted);

/// <param name="Present">Rows with a value.</param>
/// <param name="Cluster">Its place in <see cref="Correlations.Clusters"/>; −1 where it stands alone.</param>
/// <param name="WhyNot">Why it has no correlations ("all 40 values are 3.2"); null where it has.</param>
public sealed record CorrelatedColumn(string Name, string? Unit, int Present, int Cluster, string? WhyNot);

/// <summary>Columns that go together.</summary>
/// <param name="Name">After the column nearest to all others: "around temperature".</param>
/// <param name="Columns">Their places in <see cref="Correlations.Columns"/>.</param>
/// <param name="MeanStrength">The mean |ρ| within.</param>
/// <param name="Weakest">The smallest |ρ| within.</param>
public sealed record ColumnCluster(string Name, IReadOnlyList<int> Columns, double MeanStrength, double Weakest);
