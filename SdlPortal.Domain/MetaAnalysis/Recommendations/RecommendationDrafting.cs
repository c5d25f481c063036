namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>Makes a draft of what an analysis recommends: the claim with its interval, what would change it, and a validation with enough experiments to come to a verdict. People revise it before they submit it. Pure.</summary>
public static class RecommendationDrafting
{
    /// <param name="projectSequence">The number of the project's last decision when the evidence was made.</param>
    /// <param name="variant">The variant to recommend; null for the region.</param>
    /// <param name="feasibility">What stands in the way of trying it in this lab.</param>
    public static RecommendationDocument From(RegionRecommendation evidence, string projectId, int projectSequence, string? variant = null, IReadOnlyList<string>? feasibility = null) => throw new NotImplementedException();
}
