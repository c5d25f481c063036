using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.People;

namespace SdlPortal.Web.Reviews.Deciding;

/// <summary>Something that somebody can do with a recommendation on its page.</summary>
/// <param name="Key">In the page's address: "approve".</param>
/// <param name="Verb">On the button.</param>
/// <param name="WhyNot">The rule that forbids it now; null when it is allowed.</param>
public sealed record ReviewAct(string Key, string Verb, string Icon, string? WhyNot)
{
    public const string Approve = "approve";
    public const string ApproveWithEdits = "approve-with-edits";
    public const string Reject = "reject";
    public const string MakeOfficial = "make-official";
    public const string Replace = "replace";
    public const string Edit = "edit";
    public const string Submit = "submit";
    public const string Withdraw = "withdraw";

    public bool IsPrimary => Key is Approve or MakeOfficial or Submit;

    public bool IsDanger => Key == Reject;

    /// <summary>Whether the whole version is edited, not only a note written.</summary>
    public static bool IsEditing(string? key) => key is Edit or ApproveWithEdits;

    /// <summary>What PIs decide where it stands now; each stays in view, forbidden ones with the reason.</summary>
    /// <param name="seen">What they had before them when they began; null asks whether they may at all.</param>
    public static IReadOnlyList<ReviewAct> Decisions(Recommendation recommendation, Actor actor, SeenByReviewer? seen = null)
    {
        var reject = new ReviewAct(Reject, "Reject", "ban", RecommendationRules.WhyNotReject(recommendation, actor, seen));
        return recommendation.Status switch
        {
            RecommendationStatus.Validating => [new(MakeOfficial, "Make official", "seal", RecommendationRules.WhyNotMakeOfficial(recommendation, actor, seen)), reject],
            RecommendationStatus.Official or RecommendationStatus.Stale or RecommendationStatus.Superseded => [new(Replace, "Replace", "stack", RecommendationRules.WhyNotReplace(recommendation, null, actor, seen)), reject],
            _ =>
            [
                new(Approve, "Approve", "signature", RecommendationRules.WhyNotApprove(recommendation, actor, seen)),
                new(ApproveWithEdits, "Approve with edits", "edit", RecommendationRules.WhyNotApprove(recommendation, actor, seen)),
                reject,
            ],
        };
    }

    /// <summary>What its author does with it where it stands now; empty for everybody else.</summary>
    public static IReadOnlyList<ReviewAct> OfAuthor(Recommendation recommendation, Actor actor, int? version = null)
    {
        if (!recommendation.Author.Is(actor))
            return [];
        var acts = new List<ReviewAct> { new(Edit, "Edit", "edit", RecommendationRules.WhyNotRevise(recommendation, actor, version)) };
        if (recommendation.Status == RecommendationStatus.Draft)
            acts.Add(new(Submit, "Submit for review", "send", RecommendationRules.WhyNotSubmit(recommendation, actor)));
        else if (RecommendationRules.WhyNotWithdraw(recommendation, actor) is null)
            acts.Add(new(Withdraw, "Take back to draft", "undo", null));
        return acts;
    }

    /// <summary>Null for words of an address that are not known.</summary>
    public static ReviewAct? Of(Recommendation recommendation, Actor actor, string? key, SeenByReviewer? seen = null) =>
        Decisions(recommendation, actor, seen).Concat(OfAuthor(recommendation, actor, seen?.Version)).FirstOrDefault(a => a.Key == key);
}
