using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>A recommendation as a JSON document (docs/meta-analysis-files.md): what `meta recommend` writes, and what campaigns start from.</summary>
public static class RecommendationFile
{
    /// <summary>The recommendation, or null with everything that is wrong, each with the place in the document.</summary>
    public static (RegionRecommendation? Recommendation, IReadOnlyList<Problem> Problems) Read(string json) => throw new NotImplementedException();

    /// <summary>The same recommendation gives the same text.</summary>
    public static string Write(RegionRecommendation recommendation) => throw new NotImplementedException();
}
