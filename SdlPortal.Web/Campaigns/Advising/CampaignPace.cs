using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;

namespace SdlPortal.Web.Campaigns.Advising;

/// <summary>How a campaign really ran until a moment, in the figures of an advice. Times are lab hours, pauses left out. Pure.</summary>
/// <param name="Results">Experiments with a result.</param>
/// <param name="MeanPending">Experiments pending at each choice after the first, on average; null before the second.</param>
internal sealed record CampaignPace(double Hours, int Results, double PerHour, double? MeanPending)
{
    private IReadOnlyDictionary<string, double> Work { get; init; } = new Dictionary<string, double>();

    /// <returns>Null before anything has run.</returns>
    public static CampaignPace? Of(Campaign campaign, IReadOnlyList<StationView> stations, DateTimeOffset now)
    {
        var hours = campaign.LabHours(campaign.FinishedAt ?? now);
        if (hours <= 0)
            return null;
        // Experiments that a person inserted were no choice of the strategy.
        var pending = campaign.Experiments.Where(e => e.Source != SuggestionSource.Manual).Skip(1).Select(e => e.Rationale.Pending).ToList();
        var slots = stations.GroupBy(s => s.Description.Kind).ToDictionary(g => g.Key, g => g.Sum(s => s.Description.Capacity));
        var kinds = stations.ToDictionary(s => s.Description.Id, s => s.Description.Kind);
        var work = new Dictionary<string, double>();
        foreach (var run in campaign.Experiments.SelectMany(e => e.Runs))
        {
            if (kinds.TryGetValue(run.Place.Station, out var kind))
                work[kind] = work.GetValueOrDefault(kind) + (((run.EndedAt ?? now) - run.StartedAt).TotalHours * campaign.TimeScale);
        }

        return new CampaignPace(hours, campaign.Completed, campaign.Completed / hours, pending.Count > 0 ? pending.Average() : null)
        {
            Work = work.ToDictionary(w => w.Key, w => w.Value / (hours * slots[w.Key])),
        };
    }

    /// <summary>Share of the time that the stations of a kind worked, over their slots; null when the lab has none.</summary>
    public double? Use(string kind) => Work.TryGetValue(kind, out var share) ? share : null;
}
