using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.People;

namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>
/// Who may do what with a recommendation, and when. Each question is answered with null (it may be done) or with the sentence that says why not and what is possible instead. Pages ask without what somebody has seen, to show or hide a button;
/// commands ask with it. The reasons for the rules: docs/decisions/0013. Pure.
/// </summary>
public static class RecommendationRules
{
    public static string? WhyNotDraft(Actor actor) => actor.WhyNot(Deed.DraftRecommendations);

    public static string? WhyNotComment(Actor actor) => actor.WhyNot(Deed.Comment);

    /// <param name="version">The version that the new one was made from; null asks only whether a revision is possible at all.</param>
    public static string? WhyNotRevise(Recommendation recommendation, Actor actor, int? version = null)
    {
        if (actor.WhyNot(Deed.DraftRecommendations) is { } forbidden)
            return forbidden;
        if (!recommendation.Author.Is(actor))
            return $"{recommendation.Author.Name} drafted it, and nobody else revises it. Comment on it, or draft one of your own; a PI can also approve it with edits.";
        if (version is { } old && old != recommendation.Current.Number)
            return Text($"{recommendation.Current.By.Name} wrote version {recommendation.Current.Number} on {At(recommendation.Current.At)}, after version {old} that you edited. Look at that one and make your changes there.");
        return recommendation.Status switch
        {
            RecommendationStatus.Validating when recommendation.IsMeasuring => "A campaign measures this version at the moment. Wait until it has ended, or stop that campaign, and revise it then.",
            RecommendationStatus.Official => "It is official, and the lab relies on this version. Draft a new recommendation: when that is official, it can take the place of this one. Or a PI rejects this one, and it can be revised.",
            RecommendationStatus.Superseded => $"{StandsAs(recommendation)}. Draft a new recommendation.",
            _ => null,
        };
    }

    public static string? WhyNotSubmit(Recommendation recommendation, Actor actor)
    {
        if (actor.WhyNot(Deed.DraftRecommendations) is { } forbidden)
            return forbidden;
        if (!recommendation.Author.Is(actor))
            return $"{recommendation.Author.Name} drafted it, and submits it when it is ready. Comment on it to say so.";
        if (recommendation.Status != RecommendationStatus.Draft)
            return $"{StandsAs(recommendation)}; only a draft is submitted.{(WhyNotRevise(recommendation, actor) is null ? " Revise it first." : "")}";
        return Changed(recommendation);
    }

    public static string? WhyNotWithdraw(Recommendation recommendation, Actor actor)
    {
        if (actor.WhyNot(Deed.DraftRecommendations) is { } forbidden)
            return forbidden;
        if (!recommendation.Author.Is(actor))
            return $"{recommendation.Author.Name} drafted it, and nobody else takes it back. A PI can reject it.";
        return recommendation.Status switch
        {
            RecommendationStatus.InReview or RecommendationStatus.ApprovedForValidation => null,
            RecommendationStatus.Draft => "It is a draft; there is nothing to take back. Leave it, or revise it.",
            RecommendationStatus.Validating when recommendation.IsMeasuring => "A campaign measures it at the moment. Stop that campaign first; then it can be taken back.",
            RecommendationStatus.Validating => "Its validation has ended, and a PI decides. Say what you think in a comment, or revise it.",
            _ => $"{StandsAs(recommendation)}; only what is in review or approved for validation is taken back.{(WhyNotRevise(recommendation, actor) is null ? " Revise it instead." : "")}",
        };
    }

    /// <summary>Approve for validation, as it is or with edits.</summary>
    public static string? WhyNotApprove(Recommendation recommendation, Actor actor, SeenByReviewer? seen = null)
    {
        if (WhyNotDecide(recommendation, actor, seen) is { } refused)
            return refused;
        if (recommendation.Status != RecommendationStatus.InReview)
            return $"{StandsAs(recommendation)}; only what is in review is approved.{(recommendation.Status == RecommendationStatus.Draft ? $" {recommendation.Author.Name} submits it first." : "")}";
        if (Changed(recommendation) is { } changed)
            return changed;
        return recommendation.Document.Forecast is null
            ? $"It has no forecast that a validation could be held against: {recommendation.Document.WhyNoForecast ?? "the analysis made none"} Reject it, or {recommendation.Author.Name} revises it with an analysis of more tasks."
            : null;
    }

    /// <summary>Also what is official already: a PI takes it out of use by that.</summary>
    public static string? WhyNotReject(Recommendation recommendation, Actor actor, SeenByReviewer? seen = null) => WhyNotDecide(recommendation, actor, seen) ?? recommendation.Status switch
    {
        RecommendationStatus.Draft => $"It is a draft; {recommendation.Author.Name} submits it before anybody decides about it. Comment on it.",
        RecommendationStatus.Validating when recommendation.IsMeasuring => "A campaign measures it at the moment. Wait until it has ended, or stop that campaign, and decide then.",
        RecommendationStatus.Rejected => "It is rejected already. Say more in a comment.",
        RecommendationStatus.Superseded => $"{StandsAs(recommendation)}; there is nothing left to decide.",
        _ => null,
    };

    public static string? WhyNotStartValidation(Recommendation recommendation, Actor actor)
    {
        if (actor.WhyNot(Deed.DraftRecommendations) is { } forbidden)
            return forbidden;
        if (recommendation.Status != RecommendationStatus.ApprovedForValidation)
        {
            return $"{StandsAs(recommendation)}; a validation starts once a PI has approved it." + (recommendation.Status == RecommendationStatus.Validating && !recommendation.IsMeasuring
                ? " Each version is validated once: fresh experiments are not repeated until they please. Revise it for another one."
                : "");
        }

        if (Changed(recommendation) is { } changed)
            return changed;
        var version = recommendation.Current;
        if (version.ByReview && (version.By.Is(actor) || !IsPerson(actor.Id)))
        {
            return Text($"{version.By.Name} wrote version {version.Number} when approving it. {recommendation.Author.Name}, or somebody else with an account, starts its validation, and by that stands behind the version too.");
        }

        return null;
    }

    public static string? WhyNotMakeOfficial(Recommendation recommendation, Actor actor, SeenByReviewer? seen = null)
    {
        if (WhyNotDecide(recommendation, actor, seen) is { } refused)
            return refused;
        if (recommendation.Status != RecommendationStatus.Validating)
            return $"{StandsAs(recommendation)}; it becomes official only after a validation with fresh experiments.";
        if (recommendation.ValidationScore is not { } score || recommendation.IsMeasuring)
            return "Its validation still measures. Wait until the campaign has ended and its experiments are counted.";
        if (score.Score.Verdict is not (GainVerdict.AsForecast or GainVerdict.BetterButNotAsForecast))
            return $"Its validation does not bear it out. {score.Score.Sentence} Reject it, or {recommendation.Author.Name} revises it, and that version is validated anew.";
        if (Changed(recommendation) is { } changed)
            return changed;
        var version = recommendation.Current;
        return version.ByReview && version.By.Is(actor) && !IsBorneByOther(recommendation, version)
            ? Text($"{actor.Name} wrote version {version.Number} when approving it, and nobody else stands behind it yet. Another PI makes it official.")
            : null;
    }

    /// <param name="successor">Null asks whether it may be replaced by anything.</param>
    public static string? WhyNotReplace(Recommendation recommendation, Recommendation? successor, Actor actor, SeenByReviewer? seen = null)
    {
        if (WhyNotDecide(recommendation, actor, seen) is { } refused)
            return refused;
        if (recommendation.IsMeasuring)
            return "A campaign measures it at the moment. Wait until it has ended, or stop that campaign, and decide then.";
        if (recommendation.Status is RecommendationStatus.Draft or RecommendationStatus.Rejected or RecommendationStatus.Superseded)
            return $"{StandsAs(recommendation)}; nothing has to take its place.";
        if (successor is null)
            return null;
        if (successor.Id == recommendation.Id)
            return "A recommendation does not take its own place. Choose another one.";
        return successor.Status == RecommendationStatus.Official ? null : $"'{successor.Title}' is not official ({StandsAs(successor)}). Only an official recommendation takes the place of another.";
    }

    /// <summary>What the portal notes by itself: scores, lost validations, alarms and changed evidence. Null where it has not been noted yet and still says something.</summary>
    public static string? WhyNotNote(Recommendation recommendation, RecommendationEvent found) => found switch
    {
        Scored { EndsValidation: true } e => recommendation.IsMeasuring && e.Campaigns.Contains(recommendation.Validation!.Campaign) ? null : "No validation of that campaign is open.",
        Scored e => !IsInUse(recommendation) ? "It is not official." : e.Campaigns.All(c => recommendation.Scores.Any(s => s.Campaigns.Contains(c))) ? "Those campaigns are counted already." : null,
        ValidationLost e => recommendation.IsMeasuring && e.Campaign == recommendation.Validation!.Campaign ? null : "No validation of that campaign is open.",
        Contradicted => recommendation.Status == RecommendationStatus.Official ? null : "Only what is official raises an alarm.",
        EvidenceChanged e => recommendation.Status is RecommendationStatus.Rejected or RecommendationStatus.Superseded ? "Nobody relies on it."
            : recommendation.EvidenceChanged is not null ? "It is marked already."
            : e.ProjectSequence <= recommendation.Document.ProjectSequence ? "Its evidence is younger than that." : null,
        _ => $"{found.GetType().Name} is for people to decide.",
    };

    /// <summary>Where it stands, at the beginning of a sentence and without its end: "It is in review".</summary>
    public static string StandsAs(Recommendation recommendation) => recommendation.Status switch
    {
        RecommendationStatus.Draft => "It is a draft",
        RecommendationStatus.InReview => "It is in review",
        RecommendationStatus.ApprovedForValidation => "It is approved for validation",
        RecommendationStatus.Validating => recommendation.IsMeasuring ? "A campaign validates it" : "Its validation has ended and waits for a PI",
        RecommendationStatus.Official => "It is official",
        RecommendationStatus.Rejected => "It was rejected",
        RecommendationStatus.Superseded => "Another recommendation took its place",
        RecommendationStatus.Stale => "It is stale: new data contradict it",
        _ => throw new ArgumentOutOfRangeException(nameof(recommendation), recommendation.Status, "A status without words."),
    };

    private static string? WhyNotDecide(Recommendation recommendation, Actor actor, SeenByReviewer? seen)
    {
        if (actor.WhyNot(Deed.SignRecommendations) is { } forbidden)
            return forbidden;
        if (recommendation.Author.Is(actor))
            return $"{actor.Name} drafted it, and who drafts does not decide about it. Another PI does.";
        return seen is null ? null : WhyNotAsSeen(recommendation, seen);
    }

    /// <summary>A decision is about exactly what was seen: neither an earlier state nor another text.</summary>
    private static string? WhyNotAsSeen(Recommendation recommendation, SeenByReviewer seen)
    {
        var missed = recommendation.History.Where(e => e.Sequence > seen.Sequence).ToList();
        if (missed.Count > 0)
        {
            var what = missed.TakeLast(3).Select(e => $"{e.ActorName} {RecommendationWords.Did(e.Event)} on {At(e.At)}");
            return $"Something happened after what you saw: {string.Join("; ", what)}. Look at it as it is now, and decide then.";
        }

        return seen == recommendation.Seen ? null : "What you saw is not the version that counts. Load the page again, and decide then.";
    }

    private static string? Changed(Recommendation recommendation) => recommendation.EvidenceChanged is { } mark
        ? $"Its evidence has changed since it was made: {mark.Reason} {recommendation.Author.Name} revises it with a new analysis first; until then nobody signs it."
        : null;

    /// <summary>Whether somebody other than the PI who wrote a version has put their name to it: by validating it as it is, or by signing it.</summary>
    private static bool IsBorneByOther(Recommendation recommendation, DocumentVersion version) =>
        recommendation.Validations.Any(v => v.Version == version.Number && IsPerson(v.By.Id) && !v.By.Is(version.By)) ||
        recommendation.Decisions.Any(d => d.Version == version.Number && d.Kind == DecisionKind.Approved && !d.By.Is(version.By));

    private static bool IsPerson(string id) => id != Actor.Portal.Id && id != Actor.Console.Id;

    private static bool IsInUse(Recommendation recommendation) => recommendation.Status is RecommendationStatus.Official or RecommendationStatus.Stale;

    private static string At(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
