using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;

namespace SdlPortal.Web.Campaigns.Model;

/// <summary>What a page asks a model: the campaign's results at one moment, and their names.</summary>
internal sealed record ModelQuestion(SuggestionRequest Request, IReadOnlyList<ResultName> Names)
{
    public int Results => Request.Observations.Count;

    /// <summary>What is pending plays no part: the model answers about results alone.</summary>
    public static ModelQuestion Of(Campaign campaign) => new(campaign.Definition.Ask([.. campaign.Observations()], [], 0), ResultName.All(campaign));
}
