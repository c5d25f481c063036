using Microsoft.EntityFrameworkCore;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.People;

namespace SdlPortal.Web.Persistence;

/// <summary>
/// The recommendations' logs in the portal's database, append-only and hashed like those of campaigns. An append writes the entry and the query row that follows from it in one transaction; the primary key refuses the second of two writers,
/// in this process or another. Safe for any thread.
/// </summary>
public sealed class RecommendationLog(IDbContextFactory<PortalContext> contexts)
{
    /// <param name="now">The state that the entry follows; null for a new recommendation.</param>
    /// <returns>The state after it; null where somebody else was faster: then nothing was written.</returns>
    public async Task<Recommendation?> AppendAsync(Guid id, Recommendation? now, RecommendationEvent happened, DateTimeOffset at, Actor actor, CancellationToken cancellationToken = default)
    {
        foreach (var word in new[] { actor.Id, actor.Name })
        {
            if (word.Length > EventRow.LongestActor)
                throw new ArgumentException($"The name of who acts has {word.Length} characters; the record takes {EventRow.LongestActor}.", nameof(actor));
        }

        at = at.ToUniversalTime();
        var sequence = (now?.Sequence ?? 0) + 1;
        var (type, version, json) = RecommendationJson.Write(happened);
        var hash = RecommendationEventRow.HashOf(now is null ? "" : now.History[^1].Hash, id, sequence, type, version, json, at, actor.Id, actor.Name);
        var row = new RecommendationEventRow { RecommendationId = id, Sequence = sequence, Type = type, Version = version, Json = json, At = at, ActorId = actor.Id, ActorName = actor.Name, Hash = hash };
        // What is kept is what a reader of the record will see, not what was handed in.
        var entry = row.Read(new ChainWalk($"recommendation {id}", sequence - 1, now is null ? "" : now.History[^1].Hash));
        var next = now is null ? Recommendation.Fold([entry])! : now.Next(entry);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        try
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            context.Add(row);
            await WriteRowAsync(context, next, cancellationToken);
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return next;
        }
        catch (DbUpdateException e) when (DatabaseErrors.IsDuplicateKey(e))
        {
            return null;
        }
    }

    /// <param name="known">An earlier state, so that only what came since is read; the entry where it ended must still be the same. Null reads all.</param>
    /// <returns>Null where there is no such recommendation.</returns>
    /// <exception cref="InvalidDataException">The stored record is damaged; names the recommendation and the sequence.</exception>
    public async Task<Recommendation?> ReadAsync(Guid id, Recommendation? known = null, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (known is not null)
        {
            var rows = await Rows(context, id).Where(e => e.Sequence >= known.Sequence).ToListAsync(cancellationToken);
            if (rows.Count > 0 && rows[0].Sequence == known.Sequence && rows[0].Hash == known.History[^1].Hash)
            {
                var walk = new ChainWalk($"recommendation {id}", known.Sequence, rows[0].Hash);
                return rows.Skip(1).Aggregate(known, (state, row) => state.Next(row.Read(walk)));
            }
        }

        return Recommendation.Fold(await ReadAsync(context, id, cancellationToken));
    }

    /// <summary>All at a glance, the one that changed last first; the logs are not touched.</summary>
    public async Task<IReadOnlyList<RecommendationSummary>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Recommendations.AsNoTracking().OrderByDescending(r => r.UpdatedAt).ThenBy(r => r.Id).ToListAsync(cancellationToken);
        return rows.ConvertAll(r => r.Read());
    }

    internal static async Task<List<RecommendationEntry>> ReadAsync(PortalContext context, Guid id, CancellationToken cancellationToken)
    {
        var entries = new List<RecommendationEntry>();
        var walk = new ChainWalk($"recommendation {id}");
        await foreach (var row in Rows(context, id).AsAsyncEnumerable().WithCancellation(cancellationToken))
            entries.Add(row.Read(walk));
        return entries;
    }

    /// <summary>Replaces the query row within the caller's transaction, whatever became of it.</summary>
    internal static async Task WriteRowAsync(PortalContext context, Recommendation recommendation, CancellationToken cancellationToken)
    {
        await context.Recommendations.Where(r => r.Id == recommendation.Id).ExecuteDeleteAsync(cancellationToken);
        context.Add(RecommendationRow.Of(recommendation));
    }

    private static IQueryable<RecommendationEventRow> Rows(PortalContext context, Guid id) => context.RecommendationEvents.AsNoTracking().Where(e => e.RecommendationId == id).OrderBy(e => e.Sequence);
}
