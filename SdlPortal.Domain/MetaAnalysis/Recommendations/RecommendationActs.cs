using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.People;

namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>What people can do with a recommendation: each act asks the rules and gives what is to be recorded, or is refused. Pure.</summary>
public static class RecommendationActs
{
    /// <exception cref="ForbiddenException">Their roles do not allow it; every act may throw this.</exception>
    /// <exception cref="DefinitionException">All that is wrong with the document.</exception>
    public static RecommendationEvent Draft(RecommendationDocument document, Actor actor)
    {
        actor.Demand(Deed.DraftRecommendations);
        return new Drafted(Checked(document));
    }

    /// <param name="version">That was edited.</param>
    /// <exception cref="RefusedException">The rules do not allow it; every act may throw this.</exception>
    public static RecommendationEvent Revise(Recommendation recommendation, int version, RecommendationDocument document, string why, Actor actor)
    {
        actor.Demand(Deed.DraftRecommendations);
        Refuse(RecommendationRules.WhyNotRevise(recommendation, actor, version));
        if (RecommendationHash.Of(Checked(document)) == recommendation.Current.Hash)
            throw new RefusedException("Nothing differs from the version that counts. Change something, or leave it.");
        return new Revised(document, Optional(why));
    }

    public static RecommendationEvent Submit(Recommendation recommendation, string note, Actor actor)
    {
        actor.Demand(Deed.DraftRecommendations);
        Refuse(RecommendationRules.WhyNotSubmit(recommendation, actor));
        return new Submitted(Optional(note));
    }

    public static RecommendationEvent Withdraw(Recommendation recommendation, string why, Actor actor)
    {
        actor.Demand(Deed.DraftRecommendations);
        Refuse(RecommendationRules.WhyNotWithdraw(recommendation, actor));
        return new Withdrawn(Optional(why));
    }

    public static RecommendationEvent Comment(string text, Actor actor)
    {
        actor.Demand(Deed.Comment);
        return new Commented(Needed(text, "The comment is empty. Write something, or leave it."));
    }

    /// <param name="edited">The document as the PI wants it; null as it is. The region's sides may be moved within what was declared; evidence and forecast are not for editing by hand.</param>
    public static RecommendationEvent Approve(Recommendation recommendation, SeenByReviewer seen, RecommendationDocument? edited, string note, Actor actor)
    {
        actor.Demand(Deed.SignRecommendations);
        Refuse(RecommendationRules.WhyNotApprove(recommendation, actor, seen));
        if (edited is null || RecommendationHash.Of(Checked(edited)) == recommendation.Current.Hash)
            return new Approved(seen, null, Optional(note));
        if (RecommendationHash.OfEvidence(edited) != RecommendationHash.OfEvidence(recommendation.Document))
            throw new RefusedException($"Evidence and forecast follow from an analysis and are not edited by hand. Reject it, so that {recommendation.Author.Name} revises it with a new analysis.");
        // The sides are taken over, not what was written beside them: the record says for itself that they were moved.
        var evidence = EditedRegion.With(recommendation.Document.Evidence, [.. edited.Evidence.Region.Boxes]);
        return EditedRegion.Problems(evidence.Region.Boxes, evidence.Parameters) is { Count: > 0 } problems ? throw new DefinitionException(problems) : new Approved(seen, edited with { Evidence = evidence }, Optional(note));
    }

    public static RecommendationEvent Reject(Recommendation recommendation, SeenByReviewer seen, string reason, Actor actor)
    {
        actor.Demand(Deed.SignRecommendations);
        Refuse(RecommendationRules.WhyNotReject(recommendation, actor, seen));
        return new RejectedByReview(seen, Needed(reason, "There is no reason. Say why, so that its author knows what to do."));
    }

    public static RecommendationEvent StartValidation(Recommendation recommendation, Guid campaign, Actor actor)
    {
        actor.Demand(Deed.DraftRecommendations);
        Refuse(RecommendationRules.WhyNotStartValidation(recommendation, actor));
        if (recommendation.Validations.Any(v => v.Campaign == campaign))
            throw new RefusedException("That campaign was its validation before. Start a new one, so that its experiments are fresh.");
        return new ValidationStarted(campaign);
    }

    public static RecommendationEvent MakeOfficial(Recommendation recommendation, SeenByReviewer seen, string note, Actor actor)
    {
        actor.Demand(Deed.SignRecommendations);
        Refuse(RecommendationRules.WhyNotMakeOfficial(recommendation, actor, seen));
        return new MadeOfficial(seen, Optional(note));
    }

    public static RecommendationEvent Replace(Recommendation recommendation, Recommendation successor, SeenByReviewer seen, string reason, Actor actor)
    {
        actor.Demand(Deed.SignRecommendations);
        Refuse(RecommendationRules.WhyNotReplace(recommendation, successor, actor, seen));
        return new ReplacedBy(successor.Id, seen, Needed(reason, "There is no reason. Say why the other one takes its place."));
    }

    private static void Refuse(string? whyNot)
    {
        if (whyNot is not null)
            throw new RefusedException(whyNot);
    }

    private static RecommendationDocument Checked(RecommendationDocument document) =>
        DocumentCheck.Problems(document) is { Count: > 0 } problems ? throw new DefinitionException(problems) : document;

    private static string Needed(string text, string missing)
    {
        text = Optional(text);
        return text.Length == 0 ? throw new RefusedException(missing) : text;
    }

    private static string Optional(string text)
    {
        text = text.Trim();
        return text.Length > DocumentCheck.LongestText ? throw new RefusedException(FormattableString.Invariant($"The text has {text.Length} characters; shorten it to {DocumentCheck.LongestText}.")) : text;
    }
}
