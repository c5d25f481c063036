using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Stations;
using SdlPortal.Domain.Workflows;

namespace SdlPortal.Domain.Orchestration;

/// <summary>Asks the optimizer; on a worker thread in a live portal, inline in virtual time.</summary>
public delegate Task<Suggestion> SuggestAsync(SuggestionRequest request, CancellationToken cancellationToken);

/// <summary>What the runner of a campaign needs from the world around it.</summary>
internal sealed record RunnerSurroundings(ICampaignLog Log, ILab Lab, LabFeed Feed, TimeProvider Time, SuggestAsync Suggest, Action<Guid, string?> Trouble)
{
    public IReadOnlyList<StationView> Stations() => [.. Lab.Stations.Select(s => new StationView(s.Description, s.State))];

    public IStation? Find(string station) => Lab.Stations.FirstOrDefault(s => s.Description.Id == station);
}

/// <summary>The id of a stage command: unique among all attempts of all campaigns, and the same again after a restart.</summary>
internal static class CommandIds
{
    public static string Of(Guid campaign, int experiment, int step, int attempt) => $"{campaign:N}-{experiment}-{step}-{attempt}";
}

/// <summary>What a campaign occupies in the lab: one line serves one campaign at a time.</summary>
internal sealed record LineClaim(string Campaign, bool Active, IReadOnlySet<string> StationKinds)
{
    /// <summary>A paused campaign without a sample on the line lets others run meanwhile.</summary>
    public static LineClaim Of(Campaign campaign) => new(
        campaign.Definition.Name,
        campaign.Status is CampaignStatus.Running or CampaignStatus.Stopping || campaign.Status == CampaignStatus.Paused && campaign.InFlight.Any(e => e.Runs.Count > 0),
        KindsOf(campaign.Definition.Workflow));

    private static HashSet<string> KindsOf(Workflow workflow) => [.. workflow.Route.Select(s => s.StationKind)];
}
