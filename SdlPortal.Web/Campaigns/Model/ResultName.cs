using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Web.Campaigns.Model;

/// <summary>How people call a result that the model knows by its place: prior results come first, then experiments in the order in which they were completed.</summary>
/// <param name="Experiment">Its number; null for a prior result.</param>
public sealed record ResultName(string Text, int? Experiment)
{
    public static ResultName Of(Campaign campaign, int result)
    {
        if (result < campaign.PriorResults.Count)
            return new ResultName($"prior result {result + 1}", null);
        var at = result - campaign.PriorResults.Count;
        return at < campaign.CompletedInOrder.Count
            ? new ResultName($"experiment {campaign.CompletedInOrder[at].Number}", campaign.CompletedInOrder[at].Number)
            : new ResultName($"result {result + 1}", null);
    }

    /// <summary>The names of all results at this moment, for work that goes on while the campaign does.</summary>
    public static IReadOnlyList<ResultName> All(Campaign campaign) => [.. Enumerable.Range(0, campaign.PriorResults.Count + campaign.CompletedInOrder.Count).Select(i => Of(campaign, i))];
}
