using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Domain.Analytics.Preparation;

/// <summary>Which columns are filled in and tried, and how.</summary>
/// <param name="Columns">By name; null for every usable column of numbers.</param>
/// <param name="Hidden">The share of the known cells of a column that is hidden and filled in again.</param>
public sealed record ImputationSettings(IReadOnlyList<string>? Columns = null, double Hidden = 0.1, long Seed = 1)
{
    /// <summary>Beyond it rows are taken evenly spread.</summary>
    public int MostRows { get; init; } = 5000;
}

/// <summary>How well each way of filling in meets cells that are known.</summary>
public sealed record ImputationResult(IReadOnlyList<ImputedColumn> Columns, IReadOnlyList<string> Remarks);

/// <summary>Root mean squared errors at the hidden cells of a column, in its unit; not a number where none could be hidden.</summary>
/// <param name="Missing">Cells that are missing in the table.</param>
/// <param name="Tried">Cells that were hidden.</param>
/// <param name="Best">The policy with the smallest error; the simplest of those that come within 2 % of it.</param>
public sealed record ImputedColumn(string Name, string? Unit, int Missing, int Tried, double Mean, double Median, double Neighbors, MissingPolicy Best);

/// <summary>Mean, median and nearest neighbors at filling in cells that are known, so that a person can choose.</summary>
public static class ImputationAnalysis
{
    public static TableAnalysis<ImputationSettings, ImputationResult> Definition { get; } = new("imputation", 1, "Filling in missing values", Do);

    private static ImputationResult Do(DataTable table, ImputationSettings settings, AnalysisStep step) => throw new NotImplementedException();
}
