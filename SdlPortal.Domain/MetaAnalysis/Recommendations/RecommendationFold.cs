using SdlPortal.Domain.People;

namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>From a recommendation's entries to its state. Pure; it takes any log that the rules let through, and never asks for the rules itself.</summary>
internal static class RecommendationFold
{
    public static Recommendation? Of(IEnumerable<RecommendationEntry> entries)
    {
        Recommendation? now = null;
        foreach (var entry in entries)
            now = now is null ? Begin(entry) : Next(now, entry);
        return now;
    }

    public static Recommendation Next(Recommendation now, RecommendationEntry entry)
    {
        var by = By(entry);
        now = now with { Sequence = entry.Sequence, UpdatedAt = entry.At, UpdatedBy = by, History = now.History.Add(entry) };
        return entry.Event switch
        {
            Revised e => Draft(Write(now, e.Document, e.Why, entry, byReview: false)),
            Submitted => now with { Status = RecommendationStatus.InReview, SubmittedAt = entry.At },
            Withdrawn => now with { Status = RecommendationStatus.Draft },
            Commented e => now with { Comments = now.Comments.Add(new ReviewComment(entry.Sequence, by, entry.At, now.Current.Number, e.Text)) },
            Approved e => Approve(now, e, entry),
            RejectedByReview e => Decide(now, DecisionKind.Rejected, e.Seen, e.Reason, entry) with { Status = RecommendationStatus.Rejected },
            ValidationStarted e => now with
            {
                Status = RecommendationStatus.Validating,
                Validations = now.Validations.Add(new Validation(e.Campaign, now.Current.Number, by, entry.At, null, null, null)),
            },
            ValidationLost e => EndValidation(now, e.Campaign, v => v with { EndedAt = entry.At, Lost = e.Reason }) with { Status = RecommendationStatus.ApprovedForValidation },
            Scored e => Score(now, e, entry),
            MadeOfficial e => Decide(now, DecisionKind.MadeOfficial, e.Seen, e.Note, entry) with { Status = RecommendationStatus.Official, OfficialVersion = now.Current.Number },
            Contradicted e => now with
            {
                Status = now.Status == RecommendationStatus.Official ? RecommendationStatus.Stale : now.Status,
                Alarm = new Alarm(entry.Sequence, entry.At, e.Reason, e.Score),
            },
            EvidenceChanged e => now with { EvidenceChanged = new EvidenceMark(entry.Sequence, entry.At, e.Reason, e.ProjectSequence) },
            ReplacedBy e => Decide(now, DecisionKind.Replaced, e.Seen, e.Reason, entry) with
            {
                Status = RecommendationStatus.Superseded,
                Succession = new Succession(e.Successor, by, entry.At, e.Reason),
            },
            _ => throw new InvalidDataException($"Entry {entry.Sequence} of recommendation {entry.Recommendation} is a {entry.Event.GetType().Name}, which cannot follow a draft."),
        };
    }

    private static Recommendation Begin(RecommendationEntry entry)
    {
        if (entry.Event is not Drafted drafted)
            throw new InvalidDataException($"The log of recommendation {entry.Recommendation} begins with a {entry.Event.GetType().Name}, not with its draft.");
        var by = By(entry);
        return new Recommendation
        {
            Id = entry.Recommendation,
            Sequence = entry.Sequence,
            Status = RecommendationStatus.Draft,
            Versions = [new DocumentVersion(1, drafted.Document, RecommendationHash.Of(drafted.Document), by, entry.At, "", ByReview: false)],
            Author = by,
            DraftedAt = entry.At,
            UpdatedAt = entry.At,
            UpdatedBy = by,
            History = [entry],
        };
    }

    private static Recommendation Approve(Recommendation now, Approved e, RecommendationEntry entry)
    {
        if (e.Edited is { } edited)
            now = Write(now, edited, e.Note, entry, byReview: true);
        return Decide(now, e.Edited is null ? DecisionKind.Approved : DecisionKind.ApprovedWithEdits, e.Seen, e.Note, entry) with { Status = RecommendationStatus.ApprovedForValidation };
    }

    private static Recommendation Write(Recommendation now, RecommendationDocument document, string why, RecommendationEntry entry, bool byReview) => now with
    {
        Versions = now.Versions.Add(new DocumentVersion(now.Current.Number + 1, document, RecommendationHash.Of(document), By(entry), entry.At, why, byReview)),
        // Only evidence that knows of the change takes the mark away: a better title does not.
        EvidenceChanged = now.EvidenceChanged is { } mark && document.ProjectSequence < mark.ProjectSequence ? mark : null,
    };

    /// <summary>A revision has everything before it again: review, validation, signature.</summary>
    private static Recommendation Draft(Recommendation now) => now with { Status = RecommendationStatus.Draft, Alarm = null, OfficialVersion = null };

    private static Recommendation Decide(Recommendation now, DecisionKind kind, SeenByReviewer seen, string note, RecommendationEntry entry) =>
        now with { Decisions = now.Decisions.Add(new ReviewDecision(entry.Sequence, kind, By(entry), entry.At, seen, now.Current.Number, note)) };

    private static Recommendation Score(Recommendation now, Scored e, RecommendationEntry entry)
    {
        now = now with { Scores = now.Scores.Add(new ScoreEntry(entry.Sequence, entry.At, now.Current.Number, e.Campaigns, e.Score, e.EndsValidation)) };
        return e.EndsValidation ? EndValidation(now, now.Validations[^1].Campaign, v => v with { EndedAt = entry.At, Score = entry.Sequence }) : now;
    }

    /// <summary>The latest one of that campaign.</summary>
    private static Recommendation EndValidation(Recommendation now, Guid campaign, Func<Validation, Validation> end)
    {
        for (var i = now.Validations.Length - 1; i >= 0; i--)
        {
            if (now.Validations[i].Campaign == campaign)
                return now with { Validations = now.Validations.SetItem(i, end(now.Validations[i])) };
        }

        return now;
    }

    private static Person By(RecommendationEntry entry) => new(entry.ActorId, entry.ActorName);
}
