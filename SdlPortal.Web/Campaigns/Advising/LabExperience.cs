using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Simulation.Line;
using SdlPortal.Domain.Stations;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Campaigns.Advising;

/// <summary>How the lab's stations behaved in past campaigns.</summary>
public delegate Task<LearnedLab> LabExperience(IReadOnlyList<StationDescription> stations, CancellationToken cancellationToken);

/// <summary>The campaigns that finished last, read for what they say about the stations.</summary>
internal static class PastCampaigns
{
    /// <summary>A station of last year may have been another one; and each log takes time to read.</summary>
    private const int Latest = 5;

    public static LabExperience Of(CampaignIndex index, ICampaignLog log) =>
        (stations, cancellationToken) => Task.Run(() => LearnAsync(index, log, stations, cancellationToken), cancellationToken);

    private static async Task<LearnedLab> LearnAsync(CampaignIndex index, ICampaignLog log, IReadOnlyList<StationDescription> stations, CancellationToken cancellationToken)
    {
        var past = new List<Campaign>();
        foreach (var summary in (await index.ListAsync(cancellationToken)).Where(c => c.FinishedAt is not null).OrderByDescending(c => c.FinishedAt).Take(Latest))
        {
            try
            {
                past.Add(Campaign.Fold(summary.Id, await log.ReadAsync(summary.Id, cancellationToken: cancellationToken)));
            }
            catch (InvalidDataException)
            {
                // Its own page says what is wrong with that log; the others still tell how the stations behave.
            }
        }

        return LabModel.Learned(stations, past);
    }
}
