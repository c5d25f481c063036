using System.Collections.Concurrent;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.People;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Reviews;

/// <summary>
/// Where recommendations are drafted, discussed and decided about. Every command asks whether the actor may, then whether the rules allow it (<see cref="RecommendationRules"/>), appends what happened and tells all pages;
/// nothing is half-done, and a command in the wrong state is refused with the reason. Safe for any thread.
/// </summary>
public sealed class ReviewDesk(RecommendationLog log, ICampaignLog campaigns, RecommendationFeed feed, TimeProvider time)
{
    /// <summary>How often an act is tried anew when somebody else was faster: each time the rules look at what they did.</summary>
    private const int MostTries = 20;

    private readonly ConcurrentDictionary<Guid, Recommendation> known = new();

    /// <summary>All, the one that changed last first.</summary>
    public Task<IReadOnlyList<RecommendationSummary>> ListAsync(CancellationToken cancellationToken = default) => log.ListAsync(cancellationToken);

    /// <summary>Null where there is none.</summary>
    /// <exception cref="InvalidDataException">Its log is damaged.</exception>
    public async Task<Recommendation?> FindAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var found = await log.ReadAsync(id, known.GetValueOrDefault(id), cancellationToken);
        if (found is not null)
            known[id] = found;
        return found;
    }

    /// <summary>All with everything that happened to them, for the retrospective.</summary>
    /// <exception cref="InvalidDataException">A log is damaged.</exception>
    public async Task<IReadOnlyList<Recommendation>> AllAsync(CancellationToken cancellationToken = default)
    {
        var all = new List<Recommendation>();
        foreach (var summary in await log.ListAsync(cancellationToken))
        {
            if (await FindAsync(summary.Id, cancellationToken) is { } found)
                all.Add(found);
        }

        return all;
    }

    /// <summary>What waits for somebody, most pressing first.</summary>
    public async Task<IReadOnlyList<InboxItem>> InboxAsync(Actor actor, CancellationToken cancellationToken = default) => InboxItem.Of(await log.ListAsync(cancellationToken), actor);

    /// <summary>How much waits for somebody: the badge.</summary>
    public async Task<int> WaitingAsync(Actor actor, CancellationToken cancellationToken = default) => (await InboxAsync(actor, cancellationToken)).Count;

    /// <exception cref="ForbiddenException">The actor's roles do not allow it; every command may throw this.</exception>
    /// <exception cref="DefinitionException">All that is wrong with the document.</exception>
    public async Task<Recommendation> DraftAsync(RecommendationDocument document, Actor actor, CancellationToken cancellationToken = default)
    {
        actor.Demand(Deed.DraftRecommendations);
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var drafted = await log.AppendAsync(id, null, RecommendationActs.Draft(document, actor), now, actor, cancellationToken) ?? throw new InvalidOperationException($"Recommendation {id} exists already.");
        return Publish(drafted);
    }

    /// <param name="version">The version that was edited: refused where a later one was written meanwhile.</param>
    /// <exception cref="RefusedException">The rules do not allow it; every command may throw this.</exception>
    public Task<Recommendation> ReviseAsync(Guid id, int version, RecommendationDocument document, string why, Actor actor, CancellationToken cancellationToken = default)
    {
        actor.Demand(Deed.DraftRecommendations);
        return DoAsync(id, r => RecommendationActs.Revise(r, version, document, why, actor), actor, cancellationToken);
    }

    public Task<Recommendation> SubmitAsync(Guid id, string note, Actor actor, CancellationToken cancellationToken = default)
    {
        actor.Demand(Deed.DraftRecommendations);
        return DoAsync(id, r => RecommendationActs.Submit(r, note, actor), actor, cancellationToken);
    }

    public Task<Recommendation> WithdrawAsync(Guid id, string why, Actor actor, CancellationToken cancellationToken = default)
    {
        actor.Demand(Deed.DraftRecommendations);
        return DoAsync(id, r => RecommendationActs.Withdraw(r, why, actor), actor, cancellationToken);
    }

    public Task<Recommendation> CommentAsync(Guid id, string text, Actor actor, CancellationToken cancellationToken = default)
    {
        actor.Demand(Deed.Comment);
        return DoAsync(id, _ => RecommendationActs.Comment(text, actor), actor, cancellationToken);
    }

    /// <param name="seen">What the PI had before them (<see cref="Recommendation.Seen"/> of what the page shows).</param>
    /// <param name="edited">The document as the PI wants it; null to approve it as it is.</param>
    public Task<Recommendation> ApproveAsync(Guid id, SeenByReviewer seen, RecommendationDocument? edited, string note, Actor actor, CancellationToken cancellationToken = default)
    {
        actor.Demand(Deed.SignRecommendations);
        return DoAsync(id, r => RecommendationActs.Approve(r, seen, edited, note, actor), actor, cancellationToken);
    }

    public Task<Recommendation> RejectAsync(Guid id, SeenByReviewer seen, string reason, Actor actor, CancellationToken cancellationToken = default)
    {
        actor.Demand(Deed.SignRecommendations);
        return DoAsync(id, r => RecommendationActs.Reject(r, seen, reason, actor), actor, cancellationToken);
    }

    /// <param name="campaign">Its definition names this recommendation and its version as what it validates, and it has no result yet.</param>
    public async Task<Recommendation> StartValidationAsync(Guid id, Guid campaign, Actor actor, CancellationToken cancellationToken = default)
    {
        actor.Demand(Deed.DraftRecommendations);
        var validating = Campaign.Fold(campaign, await campaigns.ReadAsync(campaign, 0, cancellationToken));
        return await DoAsync(id, r =>
        {
            var started = RecommendationActs.StartValidation(r, campaign, actor);
            return WhyNot(validating, r) is { } reason ? throw new RefusedException(reason) : started;
        }, actor, cancellationToken);
    }

    public Task<Recommendation> MakeOfficialAsync(Guid id, SeenByReviewer seen, string note, Actor actor, CancellationToken cancellationToken = default)
    {
        actor.Demand(Deed.SignRecommendations);
        return DoAsync(id, r => RecommendationActs.MakeOfficial(r, seen, note, actor), actor, cancellationToken);
    }

    /// <param name="successor">An official recommendation.</param>
    public async Task<Recommendation> ReplaceAsync(Guid id, Guid successor, SeenByReviewer seen, string reason, Actor actor, CancellationToken cancellationToken = default)
    {
        actor.Demand(Deed.SignRecommendations);
        var other = await FindAsync(successor, cancellationToken) ?? throw new RefusedException("There is no such recommendation to take its place. Choose one of the list.");
        return await DoAsync(id, r => RecommendationActs.Replace(r, other, seen, reason, actor), actor, cancellationToken);
    }

    /// <summary>Notes what the portal found by itself, unless it was noted before.</summary>
    /// <param name="find">What to note about the state at hand; null for nothing.</param>
    /// <returns>The state after it; null where there was nothing to note.</returns>
    internal async Task<Recommendation?> NoteAsync(Guid id, Func<Recommendation, RecommendationEvent?> find, CancellationToken cancellationToken = default)
    {
        for (var left = MostTries; left > 0; left--)
        {
            if (await FindAsync(id, cancellationToken) is not { } now || find(now) is not { } found || RecommendationRules.WhyNotNote(now, found) is not null)
                return null;
            if (await log.AppendAsync(id, now, found, time.GetUtcNow(), Actor.Portal, cancellationToken) is { } next)
                return Publish(next);
        }

        return null;
    }

    private async Task<Recommendation> DoAsync(Guid id, Func<Recommendation, RecommendationEvent> act, Actor actor, CancellationToken cancellationToken)
    {
        for (var left = MostTries; left > 0; left--)
        {
            var now = await FindAsync(id, cancellationToken) ?? throw new RefusedException("There is no such recommendation. Choose one of the list.");
            if (await log.AppendAsync(id, now, act(now), time.GetUtcNow(), actor, cancellationToken) is { } next)
                return Publish(next);
        }

        throw new RefusedException("Others change it without a pause at the moment; nothing was recorded. Try again.");
    }

    private static string? WhyNot(Campaign validating, Recommendation recommendation)
    {
        if (validating.Sequence == 0)
            return "There is no such campaign any more. Start the validation again, which makes a new one.";
        var name = validating.Definition.Name;
        if (validating.Definition.WarmStart?.Origin is not { Purpose: WarmStartPurpose.Validate } origin || origin.Recommendation != recommendation.Id || origin.Version != recommendation.Current.Number)
            return FormattableString.Invariant($"The campaign '{name}' does not validate version {recommendation.Current.Number} of this recommendation. Start the validation from here, which makes the right one.");
        return validating.Completed > 0 ? $"The campaign '{name}' has results already; a validation is named before its first. Start a new one." : null;
    }

    private Recommendation Publish(Recommendation changed)
    {
        known[changed.Id] = changed;
        feed.Publish(changed.Id);
        return changed;
    }
}
