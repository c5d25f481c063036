using System.Data;
using Microsoft.EntityFrameworkCore;
using SdlPortal.Domain.MetaAnalysis.Recommendations;

namespace SdlPortal.Web.Persistence;

/// <summary>What a rebuild wrote, and which logs could not be read.</summary>
public sealed record RebuildReport(int Campaigns, int Experiments, int Recommendations, IReadOnlyList<string> Problems);

/// <summary>Rebuilds the query rows from the logs: after damage, or when a new version projects more than the old one did.</summary>
public sealed class Projections(IDbContextFactory<PortalContext> contexts)
{
    /// <summary>One campaign or recommendation after the other, each in one transaction, so that a running server may go on meanwhile. A damaged log keeps its rows and is reported.</summary>
    public async Task<RebuildReport> RebuildAsync(CancellationToken cancellationToken = default)
    {
        var (campaigns, experiments, problems) = (0, 0, new List<string>());
        foreach (var id in await DropOrphansAsync(cancellationToken))
        {
            try
            {
                experiments += await RebuildAsync(id, cancellationToken);
                campaigns++;
            }
            catch (InvalidDataException e)
            {
                problems.Add(e.Message);
            }
        }

        var recommendations = 0;
        foreach (var id in await DropOrphanRecommendationsAsync(cancellationToken))
        {
            try
            {
                await RebuildRecommendationAsync(id, cancellationToken);
                recommendations++;
            }
            catch (InvalidDataException e)
            {
                problems.Add(e.Message);
            }
        }

        return new RebuildReport(campaigns, experiments, recommendations, problems);
    }

    private async Task RebuildRecommendationAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        if (Recommendation.Fold(await RecommendationLog.ReadAsync(context, id, cancellationToken)) is { } recommendation)
            await RecommendationLog.WriteRowAsync(context, recommendation, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task<List<Guid>> DropOrphanRecommendationsAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Recommendations.Where(r => !context.RecommendationEvents.Any(e => e.RecommendationId == r.Id)).ExecuteDeleteAsync(cancellationToken);
        return await context.RecommendationEvents.Select(e => e.RecommendationId).Distinct().ToListAsync(cancellationToken);
    }

    private async Task<int> RebuildAsync(Guid campaign, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        var head = new CampaignHead(campaign, await EfCampaignLog.ReadAsync(context, campaign, 0, cancellationToken));
        await head.WriteRowsAsync(context, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return head.Fold.Experiments.Count;
    }

    /// <summary>Removes rows without a log; returns the campaigns that have one.</summary>
    private async Task<List<Guid>> DropOrphansAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Campaigns.Where(c => !context.Events.Any(e => e.CampaignId == c.Id)).ExecuteDeleteAsync(cancellationToken);
        return await context.Events.Select(e => e.CampaignId).Distinct().ToListAsync(cancellationToken);
    }
}
