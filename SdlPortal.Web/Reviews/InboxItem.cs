using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Reviews;

/// <summary>Why a recommendation waits for somebody.</summary>
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

/// <summary>Something that waits for somebody, most pressing first.</summary>
/// <param name="Sentence">What happened and what they can do.</param>
public sealed record InboxItem(RecommendationSummary Recommendation, InboxReason Reason, string Sentence);
