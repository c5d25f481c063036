namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>Which correlation is meant.</summary>
public enum CorrelationKind
{
    /// <summary>Of the values: how near they lie to a straight line.</summary>
    Pearson,

    /// <summary>Of the ranks: how near they lie to any rising or falling curve.</summary>
    Spearman,
}

/// <summary>What is asked of the correlations of a table.</summary>
/// <param name="Columns">By name; null for every column of numbers.</param>
public sealed record CorrelationSettings(IReadOnlyList<string>? Columns = null)
{
    /// <summary>By which the columns are ordered and put into clusters.</summary>
    public CorrelationKind OrderedBy { get; init; } = CorrelationKind.Spearman;

    /// <summary>Columns whose |ρ| is on average at least this stand in one cluster; 0 to 1.</summary>
    public double ClusterAt { get; init; } = 0.5;

    /// <summary>Beyond it the most complete columns are taken, among equals those with the most different values; the remarks say so.</summary>
    public int MostColumns { get; init; } = 500;

    /// <summary>Rows times columns; beyond it rows are taken evenly spread, and the remarks say so.</summary>
    public int MostCells { get; init; } = 64_000_000;
}
