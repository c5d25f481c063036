namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>What names a version of a document by its content: hexadecimal SHA-256 over its canonical JSON (names in ordinal order, nothing that is null or an empty list), so that properties that later versions of the portal add do not change it.</summary>
public static class RecommendationHash
{
    public static string Of(RecommendationDocument document) => throw new NotImplementedException();
}
