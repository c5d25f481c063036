using Microsoft.EntityFrameworkCore;
using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Web.Persistence;

/// <summary>
/// Where a campaign's log ends: its fold, the last hash, and what its query rows have to become. Used by one append at a time, and
/// thrown away when that append does not commit, so that it is never ahead of the database.
/// </summary>
internal sealed class CampaignHead
{
    private readonly HashSet<int> changed = [];
    private readonly HashSet<int> added = [];
    private bool rowsTrusted;

    public CampaignHead(Guid campaign, IEnumerable<RecordedEvent> log)
    {
        Fold = new Campaign(campaign);
        foreach (var item in log)
            Take(item);
    }

    public Campaign Fold { get; }

    public string Hash { get; private set; } = "";

    public DateTimeOffset LastEventAt { get; private set; }

    public void Take(RecordedEvent item)
    {
        Fold.Apply(item);
        (Hash, LastEventAt) = (item.Hash, item.At);
        if (item.Event is ExperimentSuggested suggested)
            added.Add(suggested.Experiment);
        else if (EventSubject.ExperimentOf(item.Event) is { } experiment)
            changed.Add(experiment);
    }

    /// <summary>
    /// Writes the query rows within the caller's transaction. The first write after the log was read replaces all of the campaign's rows
    /// (whatever became of them); each later one touches the campaign's row and the experiments that changed.
    /// </summary>
    public async Task WriteRowsAsync(PortalContext context, CancellationToken cancellationToken)
    {
        if (rowsTrusted)
        {
            context.Update(Projection.Of(Fold, LastEventAt));
            foreach (var number in changed.Except(added))
                context.Update(Projection.Of(Fold.Id, Fold.Experiment(number)));
            foreach (var number in added)
                context.Add(Projection.Of(Fold.Id, Fold.Experiment(number)));
        }
        else
        {
            await context.Experiments.Where(e => e.CampaignId == Fold.Id).ExecuteDeleteAsync(cancellationToken);
            await context.Campaigns.Where(c => c.Id == Fold.Id).ExecuteDeleteAsync(cancellationToken);
            context.Add(Projection.Of(Fold, LastEventAt));
            context.AddRange(Fold.Experiments.Select(e => Projection.Of(Fold.Id, e)));
        }
    }

    /// <summary>The transaction has committed: from here on only changes need writing.</summary>
    public void Committed()
    {
        changed.Clear();
        added.Clear();
        rowsTrusted = true;
    }
}
