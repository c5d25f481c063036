using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Recommendations;

namespace SdlPortal.Web.Campaigns.HandingOver;

/// <summary>
/// What is handed to the designer beside an address: kept for those who follow the link. In a folder of its own under the data folder, one JSON file each. Safe for any thread.
/// </summary>
public sealed class Handovers(string folder, TimeProvider time)
{
    public const string FolderName = "handovers";

    /// <summary>Keeps a handover and returns its id, for `/campaigns/new?plan={id}`.</summary>
    /// <param name="title">What it is, as the designer says it: "Search plan of batch F".</param>
    /// <param name="draft">
    /// A campaign of which only parts are said: the warm start, and of the rest what the plan knows (name, parameters with bounds, constraints, objectives, workflow, budget, seed). What it does not say comes from the blank campaign, or from the
    /// template or campaign that the person chooses.
    /// </param>
    /// <param name="recommendation">What the warm start was made of, so that it can be fitted anew to another space; null where that is not needed.</param>
    public Task<Guid> KeepAsync(string title, CampaignDraft draft, RegionRecommendation? recommendation, string actor, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Null where there is none, or where it cannot be read any more.</summary>
    public Task<Handover?> FindAsync(Guid id, CancellationToken cancellationToken = default) => throw new NotImplementedException();
}

/// <summary>Something handed to the designer.</summary>
public sealed record Handover(Guid Id, string Title, CampaignDraft Draft, RegionRecommendation? Recommendation, DateTimeOffset At, string By);
