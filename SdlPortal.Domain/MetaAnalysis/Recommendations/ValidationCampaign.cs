using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>
/// The campaign that tries a recommendation: as many fresh experiments inside and outside of its region as its <see cref="ValidationDesign"/> says, both drawn evenly (parameters that the region leaves free and those that it does not know, too),
/// in blocks of both kinds so that a drift of the lab does not speak for either. Pure: the design's seed decides every point.
/// </summary>
public static class ValidationCampaign
{
    /// <param name="id">Of the recommendation.</param>
    /// <param name="version">Of its document.</param>
    /// <param name="basis">Whose parameters, constraints, objectives, workflow and lab it takes; its strategy, budget and warm start do not matter.</param>
    /// <param name="known">Configurations, in the parameters of <paramref name="basis"/>, that are not fresh beside those of the recommendation's donors.</param>
    /// <exception cref="RefusedException">The region cannot be tried in this space: the reason and the way out.</exception>
    /// <exception cref="DefinitionException">The region does not fit the parameters or the objective: all problems at once.</exception>
    public static CampaignDefinition Of(RecommendationDocument document, Guid id, int version, CampaignDefinition basis, IReadOnlyCollection<Configuration>? known = null) => throw new NotImplementedException();
}
