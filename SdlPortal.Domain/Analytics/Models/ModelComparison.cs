using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Domain.Analytics.Models;

/// <summary>
/// Which model foretells a column best, by nested cross-validation: whatever learns from data (filling in, scaling, choosing settings) learns from the training rows of a split alone.
/// </summary>
public static class ModelComparison
{
    public static TableAnalysis<ComparisonSettings, ComparisonResult> Definition { get; } = new("models", 1, "Model comparison", Do);

    private static ComparisonResult Do(DataTable table, ComparisonSettings settings, AnalysisStep step) => throw new NotImplementedException();
}
