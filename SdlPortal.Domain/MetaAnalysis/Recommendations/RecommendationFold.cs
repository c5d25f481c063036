namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>From a recommendation's entries to its state. Pure.</summary>
internal static class RecommendationFold
{
    public static Recommendation? Of(IEnumerable<RecommendationEntry> entries) => throw new NotImplementedException();

    public static Recommendation Next(Recommendation now, RecommendationEntry entry) => throw new NotImplementedException();
}
