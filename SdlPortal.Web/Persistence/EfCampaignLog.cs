using System.Collections.Concurrent;
using System.Data;
using Microsoft.EntityFrameworkCore;
using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Web.Persistence;

/// <summary>
/// The campaigns' logs in the portal's database. An append writes the entries and the query rows that follow from them in one
/// transaction; the primary key refuses the second of two writers, in this process or another. Safe for any thread.
/// </summary>
public sealed class EfCampaignLog(IDbContextFactory<PortalContext> contexts) : ICampaignLog
{
    private readonly ConcurrentDictionary<Guid, Writer> writers = new();

    public async Task<IReadOnlyList<RecordedEvent>> AppendAsync(Guid campaign, long expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default)
    {
        if (events.Count == 0)
            return [];
        if (expected == 0 && events[0].Event is not CampaignCreated)
            throw new ArgumentException($"A log begins with {nameof(CampaignCreated)}, not with {events[0].Event.GetType().Name}.", nameof(events));
        if (events.FirstOrDefault(e => e.Actor.Length > EventRow.LongestActor) is { } wordy)
            throw new ArgumentException($"The name of who acts has {wordy.Actor.Length} characters; the record takes {EventRow.LongestActor}.", nameof(events));

        var writer = writers.GetOrAdd(campaign, _ => new Writer());
        await writer.Turn.WaitAsync(cancellationToken);
        try
        {
            var known = writer.Head;
            try
            {
                return await AppendAsync(writer, campaign, expected, events, cancellationToken);
            }
            catch (DbUpdateConcurrencyException) when (known is not null)
            {
                // A query row that should be there is not: somebody rebuilt them, or removed the campaign. The log decides.
                return await AppendAsync(writer, campaign, expected, events, cancellationToken);
            }
        }
        finally
        {
            writer.Turn.Release();
        }
    }

    private async Task<IReadOnlyList<RecordedEvent>> AppendAsync(Writer writer, Guid campaign, long expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var head = writer.Head;
        if (head is null || head.Fold.Sequence < expected)
            head = new CampaignHead(campaign, await ReadAsync(context, campaign, 0, cancellationToken));
        if (head.Fold.Sequence != expected)
            throw new LogConflictException(campaign, expected);

        // From here on the head runs ahead of the database, so it is nobody's until the transaction has committed.
        writer.Head = null;
        try
        {
            // Every row is announced with its state and a failure ends the whole append: neither is worth its time here.
            (context.ChangeTracker.AutoDetectChangesEnabled, context.Database.AutoSavepointsEnabled) = (false, false);
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            var recorded = Record(context, head, events);
            await head.WriteRowsAsync(context, cancellationToken);
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            head.Committed();
            writer.Head = head.Fold.Status == CampaignStatus.Finished ? null : head;
            return recorded;
        }
        catch (DbUpdateException e) when (DatabaseErrors.IsDuplicateKey(e))
        {
            throw new LogConflictException(campaign, expected);
        }
    }

    private static List<RecordedEvent> Record(PortalContext context, CampaignHead head, IReadOnlyList<NewEvent> events)
    {
        var recorded = new List<RecordedEvent>(events.Count);
        foreach (var item in events)
        {
            var sequence = head.Fold.Sequence + 1;
            var at = item.At.ToUniversalTime();
            var (type, version, json) = EventSerializer.Write(item.Event);
            var hash = EventSerializer.Hash(head.Hash, head.Fold.Id, sequence, type, version, json, at, item.Actor);
            context.Add(new EventRow { CampaignId = head.Fold.Id, Sequence = sequence, Type = type, Version = version, Json = json, At = at, Actor = item.Actor, Hash = hash });
            recorded.Add(new RecordedEvent(head.Fold.Id, sequence, item.Event, at, item.Actor, hash));
            head.Take(recorded[^1]);
        }

        return recorded;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The stored record is damaged; names the campaign and the sequence.</exception>
    public async Task<IReadOnlyList<RecordedEvent>> ReadAsync(Guid campaign, long after = 0, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await ReadAsync(context, campaign, after, cancellationToken);
    }

    internal static async Task<List<RecordedEvent>> ReadAsync(PortalContext context, Guid campaign, long after, CancellationToken cancellationToken)
    {
        // The entry before the first one asked for gives the hash that the chain goes on from.
        var rows = context.Events.AsNoTracking().Where(e => e.CampaignId == campaign && e.Sequence >= after).OrderBy(e => e.Sequence);
        var events = new List<RecordedEvent>();
        var chain = new HashChain(campaign);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (row.Sequence == after)
                chain = new HashChain(campaign, after, row.Hash);
            else
                events.Add(chain.Next(row));
        }

        return events;
    }

    public async Task<IReadOnlyList<Guid>> UnfinishedAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Unfinished(context).ToListAsync(cancellationToken);
    }

    internal static IQueryable<Guid> Unfinished(PortalContext context) => context.Events
        .Where(started => started.Type == nameof(CampaignStarted))
        .Where(started => context.Events.Where(e => e.CampaignId == started.CampaignId).OrderByDescending(e => e.Sequence).Select(e => e.Type).First() != nameof(CampaignFinished))
        .Select(started => started.CampaignId)
        .Distinct();

    public async Task RemoveNeverStartedAsync(Guid campaign, CancellationToken cancellationToken = default)
    {
        var writer = writers.GetOrAdd(campaign, _ => new Writer());
        await writer.Turn.WaitAsync(cancellationToken);
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            // Serializable: nobody starts it between the question and the removal.
            await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
            if (await context.Events.AnyAsync(e => e.CampaignId == campaign && e.Type == nameof(CampaignStarted), cancellationToken))
                throw new RefusedException("The campaign was started; its record stays.");
            writer.Head = null;
            await context.Experiments.Where(e => e.CampaignId == campaign).ExecuteDeleteAsync(cancellationToken);
            await context.Campaigns.Where(c => c.Id == campaign).ExecuteDeleteAsync(cancellationToken);
            await context.Events.Where(e => e.CampaignId == campaign).ExecuteDeleteAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        finally
        {
            writer.Turn.Release();
        }
    }

    /// <summary>One campaign's place to append: whose turn it is, and what is known of the log's end.</summary>
    private sealed class Writer
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public CampaignHead? Head { get; set; }
    }
}
