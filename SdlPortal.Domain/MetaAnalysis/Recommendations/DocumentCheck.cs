using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>Whether a document can be kept as a version: everything that is wrong with it at once.</summary>
public static class DocumentCheck
{
    public const int LongestTitle = 200;
    public const int LongestText = 10_000;

    public static IReadOnlyList<Problem> Problems(RecommendationDocument document) => throw new NotImplementedException();
}
