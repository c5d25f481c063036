using SdlPortal.Domain.People;

namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>
/// Who may do what with a recommendation, and when. Each question is answered with null (it may be done) or with the sentence that says why not and what is possible instead. Pages ask without what somebody has seen, to show or hide a button;
/// commands ask with it. Pure.
/// </summary>
public static class RecommendationRules
{
    public static string? WhyNotDraft(Actor actor) => actor.WhyNot(Deed.DraftRecommendations);

    /// <param name="version">The version that the new one was made from; null asks only whether a revision is possible at all.</param>
    public static string? WhyNotRevise(Recommendation recommendation, Actor actor, int? version = null) => throw new NotImplementedException();

    public static string? WhyNotSubmit(Recommendation recommendation, Actor actor) => throw new NotImplementedException();

    public static string? WhyNotWithdraw(Recommendation recommendation, Actor actor) => throw new NotImplementedException();

    public static string? WhyNotComment(Actor actor) => actor.WhyNot(Deed.Comment);

    /// <summary>Approve for validation, as it is or with edits.</summary>
    public static string? WhyNotApprove(Recommendation recommendation, Actor actor, SeenByReviewer? seen = null) => throw new NotImplementedException();

    public static string? WhyNotReject(Recommendation recommendation, Actor actor, SeenByReviewer? seen = null) => throw new NotImplementedException();

    public static string? WhyNotStartValidation(Recommendation recommendation, Actor actor) => throw new NotImplementedException();

    public static string? WhyNotMakeOfficial(Recommendation recommendation, Actor actor, SeenByReviewer? seen = null) => throw new NotImplementedException();

    /// <param name="successor">Null asks whether it may be replaced by anything.</param>
    public static string? WhyNotReplace(Recommendation recommendation, Recommendation? successor, Actor actor, SeenByReviewer? seen = null) => throw new NotImplementedException();
}
