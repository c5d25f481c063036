using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.People;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Reviews;

/// <summary>
/// Where recommendations are drafted, discussed and decided about. Every command asks whether the actor may, then whether the rules allow it (<see cref="RecommendationRules"/>), appends what happened and tells all pages;
/// nothing is half-done, and a command in the wrong state is refused with the reason. Safe for any thread.
/// </summary>
public sealed class ReviewDesk
{
    /// <summary>All, the one that changed last first.</summary>
    public Task<IReadOnlyList<RecommendationSummary>> ListAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Null where there is none.</summary>
    /// <exception cref="InvalidDataException">Its log is damaged.</exception>
    public Task<Recommendation?> FindAsync(Guid id, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>All that can be read, for the retrospective.</summary>
    public Task<IReadOnlyList<Recommendation>> AllAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>What waits for somebody, most pressing first.</summary>
    public Task<IReadOnlyList<InboxItem>> InboxAsync(Actor actor, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>How much waits for somebody: the badge.</summary>
    public Task<int> WaitingAsync(Actor actor, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <exception cref="ForbiddenException">The actor's roles do not allow it.</exception>
    /// <exception cref="Domain.Campaigns.DefinitionException">All that is wrong with the document.</exception>
    public Task<Recommendation> DraftAsync(RecommendationDocument document, Actor actor, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <param name="version">The version that was edited: refused where a later one was written meanwhile.</param>
    /// <exception cref="Domain.Campaigns.RefusedException">The rules do not allow it; every command may throw this.</exception>
    public Task<Recommendation> ReviseAsync(Guid id, int version, RecommendationDocument document, string why, Actor actor, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    public Task<Recommendation> SubmitAsync(Guid id, string note, Actor actor, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    public Task<Recommendation> WithdrawAsync(Guid id, string why, Actor actor, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    public Task<Recommendation> CommentAsync(Guid id, string text, Actor actor, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <param name="seen">What the PI had before them (<see cref="Recommendation.Seen"/> of what the page shows).</param>
    /// <param name="edited">The document as the PI wants it; null to approve it as it is.</param>
    public Task<Recommendation> ApproveAsync(Guid id, SeenByReviewer seen, RecommendationDocument? edited, string note, Actor actor, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    public Task<Recommendation> RejectAsync(Guid id, SeenByReviewer seen, string reason, Actor actor, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <param name="campaign">Exists, and its definition names this recommendation and its version as what it validates.</param>
    public Task<Recommendation> StartValidationAsync(Guid id, Guid campaign, Actor actor, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    public Task<Recommendation> MakeOfficialAsync(Guid id, SeenByReviewer seen, string note, Actor actor, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <param name="successor">An official recommendation.</param>
    public Task<Recommendation> ReplaceAsync(Guid id, Guid successor, SeenByReviewer seen, string reason, Actor actor, CancellationToken cancellationToken = default) => throw new NotImplementedException();
}
