namespace SdlPortal.Domain.Analytics.Pictures;

/// <summary>Of which columns boxes are drawn.</summary>
/// <param name="Columns">By name; null for the first numbers.</param>
/// <param name="By">A box for each group of this column; null for one of all rows.</param>
public sealed record BoxSettings(IReadOnlyList<string>? Columns = null, string? By = null)
{
    /// <summary>Fences are taken on the logarithm.</summary>
    public IReadOnlyList<string> Logarithms { get; init; } = [];
}
