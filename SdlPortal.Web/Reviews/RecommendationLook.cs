using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Web.Layout;

namespace SdlPortal.Web.Reviews;

/// <summary>How a recommendation's status looks and what it means. Pure.</summary>
public static class RecommendationLook
{
    /// <summary>The order in which lists and filters name them.</summary>
    public static IReadOnlyList<RecommendationStatus> Order { get; } =
    [
        RecommendationStatus.InReview, RecommendationStatus.Stale, RecommendationStatus.Validating, RecommendationStatus.ApprovedForValidation,
        RecommendationStatus.Draft, RecommendationStatus.Official, RecommendationStatus.Superseded, RecommendationStatus.Rejected,
    ];

    public static StatusTone Tone(RecommendationStatus status) => status switch
    {
        RecommendationStatus.Draft => new("tone-queued", "edit", "draft"),
        RecommendationStatus.InReview => new("tone-attention", "person", "in review"),
        RecommendationStatus.ApprovedForValidation => new("tone-running", "check", "approved for validation"),
        RecommendationStatus.Validating => new("tone-running", "play", "validating"),
        RecommendationStatus.Official => new("tone-done", "seal", "official"),
        RecommendationStatus.Rejected => new("tone-given-up", "ban", "rejected"),
        RecommendationStatus.Superseded => new("tone-given-up", "stack", "superseded"),
        RecommendationStatus.Stale => new("tone-failed", "warning", "stale"),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    /// <summary>What the status means, for whoever reads the badge alone.</summary>
    public static string Meaning(RecommendationStatus status) => status switch
    {
        RecommendationStatus.Draft => "Its author works on it.",
        RecommendationStatus.InReview => "It waits for a PI who did not draft it.",
        RecommendationStatus.ApprovedForValidation => "A PI found it worth trying; its validating campaign can begin.",
        RecommendationStatus.Validating => "A campaign measures fresh experiments inside and outside of its region.",
        RecommendationStatus.Official => "Validated and signed: the lab relies on it.",
        RecommendationStatus.Rejected => "A PI rejected it; the reason is in its history.",
        RecommendationStatus.Superseded => "A later recommendation took its place.",
        RecommendationStatus.Stale => "It was official; new data contradict it.",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    public static string Address(Guid recommendation) => $"/reviews/{recommendation}";
}
