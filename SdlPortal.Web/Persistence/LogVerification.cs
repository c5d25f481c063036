using Microsoft.EntityFrameworkCore;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Recommendations;

namespace SdlPortal.Web.Persistence;

/// <summary>What walking all logs found; no problems means that every entry is as it was written.</summary>
/// <param name="Events">Of campaigns and recommendations.</param>
public sealed record VerificationReport(int Campaigns, int Recommendations, long Events, IReadOnlyList<string> Problems);

/// <summary>
/// Walks the hash chain of every log. A chain cannot show that its own end was cut off; the query rows, which remember how far
/// each log went, can.
/// </summary>
public sealed class LogVerification(IDbContextFactory<PortalContext> contexts)
{
    public async Task<VerificationReport> VerifyAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var seen = await context.Campaigns.ToDictionaryAsync(c => c.Id, c => c.Sequence, cancellationToken);
        var campaigns = await context.Events.Select(e => e.CampaignId).Distinct().ToListAsync(cancellationToken);
        var problems = new List<string>();
        long events = 0;
        foreach (var campaign in campaigns.Union(seen.Keys))
        {
            try
            {
                var log = await EfCampaignLog.ReadAsync(context, campaign, 0, cancellationToken);
                events += log.Count;
                // A running server may have appended since the rows were read, so only a log that is too short is wrong.
                if (seen.TryGetValue(campaign, out var sequence) && log.Count < sequence)
                    problems.Add($"The record of campaign {campaign} ends at event {log.Count}, but has reached event {sequence}: the last entries are missing. Restore the database from a backup.");
                else if (log[0].Event is not CampaignCreated)
                    problems.Add($"The record of campaign {campaign} does not begin with its creation. Restore the database from a backup.");
            }
            catch (InvalidDataException e)
            {
                problems.Add(e.Message);
            }
        }

        var (recommendations, more) = await VerifyRecommendationsAsync(context, problems, cancellationToken);
        return new VerificationReport(campaigns.Count, recommendations, events + more, problems);
    }

    private static async Task<(int Recommendations, long Events)> VerifyRecommendationsAsync(PortalContext context, List<string> problems, CancellationToken cancellationToken)
    {
        var seen = await context.Recommendations.ToDictionaryAsync(r => r.Id, r => r.Sequence, cancellationToken);
        var recommendations = await context.RecommendationEvents.Select(e => e.RecommendationId).Distinct().ToListAsync(cancellationToken);
        long events = 0;
        foreach (var id in recommendations.Union(seen.Keys))
        {
            try
            {
                var log = await RecommendationLog.ReadAsync(context, id, cancellationToken);
                events += log.Count;
                if (seen.TryGetValue(id, out var sequence) && log.Count < sequence)
                    problems.Add($"The record of recommendation {id} ends at event {log.Count}, but has reached event {sequence}: the last entries are missing. Restore the database from a backup.");
                else
                    Recommendation.Fold(log);
            }
            catch (InvalidDataException e)
            {
                problems.Add(e.Message);
            }
        }

        return (recommendations.Count, events);
    }
}
