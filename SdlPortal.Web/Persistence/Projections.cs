using System.Data;
using Microsoft.EntityFrameworkCore;

namespace SdlPortal.Web.Persistence;

/// <summary>What a rebuild wrote, and which logs could not be read.</summary>
public sealed record RebuildReport(int Campaigns, int Experiments, IReadOnlyList<string> Problems);

/// <summary>Rebuilds the query rows from the logs: after damage, or when a new version projects more than the old one did.</summary>
public sealed class Projections(IDbContextFactory<PortalContext> contexts)
{
    /// <summary>Campaign by campaign, each in one transaction, so that a running server may go on meanwhile. A damaged log keeps its rows and is reported.</summary>
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

        return new RebuildReport(campaigns, experiments, problems);
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
