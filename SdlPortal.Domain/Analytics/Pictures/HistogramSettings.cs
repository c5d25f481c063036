namespace SdlPortal.Domain.Analytics.Pictures;

/// <summary>Which columns are counted in bins.</summary>
/// <param name="Columns">By name; null for the first that can be shown.</param>
/// <param name="By">Counted for each group of this column by itself; null for all rows together.</param>
public sealed record HistogramSettings(IReadOnlyList<string>? Columns = null, string? By = null)
{
    /// <summary>Bins of equal width in the logarithm.</summary>
    public IReadOnlyList<string> Logarithms { get; init; } = [];

    /// <summary>Null for as many as Freedman and Diaconis (1981) advise, 5 to 60.</summary>
    public int? Bins { get; init; }
}
