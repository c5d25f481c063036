namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>A field of a document in which two versions differ.</summary>
/// <param name="Field">In people's words: "Title", "Region: learning_rate".</param>
/// <param name="Before">Null where it was not there.</param>
/// <param name="After">Null where it is not there any more.</param>
public sealed record FieldChange(string Field, string? Before, string? After);

/// <summary>What differs between two versions of a document, field by field in the order in which people read them.</summary>
public static class DocumentDiff
{
    /// <summary>Empty where nothing differs.</summary>
    public static IReadOnlyList<FieldChange> Of(RecommendationDocument before, RecommendationDocument after) => throw new NotImplementedException();
}
