namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>What happens to a recommendation, as people say it.</summary>
public static class RecommendationWords
{
    /// <summary>After the name of who did it: "approved it for validation with edits".</summary>
    public static string Did(RecommendationEvent happened) => happened switch
    {
        Drafted => "drafted it",
        Revised => "revised it",
        Submitted => "submitted it for review",
        Withdrawn => "took it back",
        Commented => "commented on it",
        Approved { Edited: null } => "approved it for validation",
        Approved => "approved it for validation with edits",
        RejectedByReview => "rejected it",
        ValidationStarted => "started its validation",
        ValidationLost => "lost its validation",
        Scored { EndsValidation: true } => "counted its validation",
        Scored => "counted more experiments",
        MadeOfficial => "made it official",
        Contradicted => "raised an alarm about it",
        EvidenceChanged => "found its evidence changed",
        ReplacedBy => "replaced it by another",
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "An event without words."),
    };
}
