using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.People;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Reviews;

/// <summary>Why a recommendation waits for somebody, most pressing first.</summary>
public enum InboxReason
{
    /// <summary>An alarm: it was official, and new data speak against it.</summary>
    Stale,

    /// <summary>What it rests on has changed since.</summary>
    EvidenceChanged,

    /// <summary>Its validation has ended; a PI decides whether it becomes official.</summary>
    ValidationEnded,

    /// <summary>A PI reviews it.</summary>
    InReview,

    /// <summary>It was approved; its validation can begin.</summary>
    StartValidation,

    /// <summary>A PI rejected it, and its author may revise it.</summary>
    Rejected,
}

/// <summary>Something that waits for somebody.</summary>
/// <param name="Sentence">What happened and what they can do.</param>
public sealed record InboxItem(RecommendationSummary Recommendation, InboxReason Reason, string Sentence)
{
    /// <summary>What waits for somebody, most pressing first, and what has waited longest before the others. Pure.</summary>
    public static IReadOnlyList<InboxItem> Of(IEnumerable<RecommendationSummary> all, Actor actor) =>
        [.. all.Select(r => Of(r, actor)).OfType<InboxItem>().OrderBy(i => i.Reason).ThenBy(i => i.Recommendation.UpdatedAt).ThenBy(i => i.Recommendation.Id)];

    private static InboxItem? Of(RecommendationSummary r, Actor actor)
    {
        var isAuthor = r.AuthorId == actor.Id && actor.May(Deed.DraftRecommendations);
        var decides = r.AuthorId != actor.Id && actor.May(Deed.SignRecommendations);
        if (!isAuthor && !decides)
            return null;
        InboxItem Item(InboxReason reason, string sentence) => new(r, reason, sentence);
        return r switch
        {
            { Status: RecommendationStatus.Stale } => Item(InboxReason.Stale, $"{r.Alarm} {(isAuthor ? "Revise it, or draft another one." : "Reject it, or let another one take its place.")}"),
            { Status: RecommendationStatus.Official, EvidenceChanged: { } what } => Item(InboxReason.EvidenceChanged, $"{what} {(isAuthor ? "Draft another one with a new analysis." : $"Reject it, or let another one of {r.AuthorName} take its place.")}"),
            { Status: RecommendationStatus.Official or RecommendationStatus.Superseded } => null,
            { Status: RecommendationStatus.Validating, Verdict: null } => null,
            { Status: RecommendationStatus.Rejected } => isAuthor && r.UpdatedById != actor.Id ? Item(InboxReason.Rejected, $"It was rejected: {r.Note} Revise it, or answer with a comment and leave it.") : null,
            // While the evidence is in doubt nobody signs; the next step is the author's.
            { EvidenceChanged: { } what } => isAuthor ? Item(InboxReason.EvidenceChanged, $"{what} Revise it with a new analysis.") : null,
            { Status: RecommendationStatus.Validating, Verdict: GainVerdict.AsForecast or GainVerdict.BetterButNotAsForecast } => decides ? Item(InboxReason.ValidationEnded, "Its validation has ended and bears it out. Make it official, or reject it.") : null,
            { Status: RecommendationStatus.Validating } => Item(InboxReason.ValidationEnded, $"Its validation has ended and does not bear it out. {(isAuthor ? "Revise it, or leave it to a PI to reject." : "Reject it.")}"),
            { Status: RecommendationStatus.InReview } => decides ? Item(InboxReason.InReview, $"{r.AuthorName} asks for your review.") : null,
            { Status: RecommendationStatus.ApprovedForValidation } => isAuthor ? Item(InboxReason.StartValidation, r.EditorId is null ? "It was approved. Start its validation." : "It was approved with edits. Look at them, and start its validation.") : null,
            _ => null,
        };
    }
}
