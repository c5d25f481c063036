using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Web.Persistence;

/// <summary>All campaigns at a glance, from the query rows; the logs are not touched. Safe for any thread.</summary>
public sealed class CampaignIndex(IDbContextFactory<PortalContext> contexts)
{
    /// <summary>All campaigns, the newest first.</summary>
    public async Task<IReadOnlyList<CampaignSummary>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Campaigns.AsNoTracking().OrderByDescending(c => c.CreatedAt).ThenBy(c => c.Id).ToListAsync(cancellationToken);
        return rows.ConvertAll(Read);
    }

    /// <summary>Null when there is no such campaign.</summary>
    public async Task<CampaignSummary?> FindAsync(Guid campaign, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Campaigns.AsNoTracking().FirstOrDefaultAsync(c => c.Id == campaign, cancellationToken) is { } row ? Read(row) : null;
    }

    /// <summary>The experiments of a campaign in the order of their numbers.</summary>
    public async Task<IReadOnlyList<ExperimentSummary>> ExperimentsAsync(Guid campaign, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Experiments.AsNoTracking().Where(e => e.CampaignId == campaign).OrderBy(e => e.Number).ToListAsync(cancellationToken);
        return rows.ConvertAll(Read);
    }

    private static CampaignSummary Read(CampaignRow row) => new(
        row.Id, row.Name, row.Status, row.CreatedAt, row.CreatedBy, row.StartedAt, row.FinishedAt,
        row.Completed, row.Failed, row.InFlight, row.Spent, row.BudgetExperiments, row.BudgetHours,
        row.ObjectiveName, row.ObjectiveUnit, row.Goal, row.BestValue, row.BestExperiment,
        Numbers(row.Sparkline), row.Attention, row.Strategy, row.LastEventAt);

    private static ExperimentSummary Read(ExperimentRow row) => new(
        row.CampaignId, row.Number, row.Status, row.Source, row.Strategy, row.Edited,
        JsonSerializer.Deserialize<Configuration>(row.Configuration)!, Numbers(row.Values),
        row.NextStep, row.Attempts, row.SuggestedAt, row.StartedAt, row.EndedAt, row.Reason);

    private static EquatableList<double> Numbers(string json) => EquatableList.Create<double>(JsonSerializer.Deserialize<double[]>(json));
}
