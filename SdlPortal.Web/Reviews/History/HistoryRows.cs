using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Web.Reviews.Paper;

namespace SdlPortal.Web.Reviews.History;

/// <summary>The log of a recommendation in words: who did what, when, and what they saw. Pure.</summary>
public static class HistoryRows
{
    internal const string CommentIcon = "comment";

    /// <param name="entries">In the order of their sequence, from the first.</param>
    /// <returns>In the same order.</returns>
    public static IReadOnlyList<HistoryRow> Of(IReadOnlyList<RecommendationEntry> entries)
    {
        var rows = new List<HistoryRow>();
        RecommendationDocument? current = null;
        var version = 0;
        foreach (var entry in entries)
        {
            var row = Row(entry);
            if (DocumentOf(entry.Event) is { } next)
            {
                version++;
                row = row with { Version = version, Changes = current is null ? [] : DocumentDiff.Of(current, next) };
                current = next;
            }

            rows.Add(row);
        }

        return rows;
    }

    /// <summary>The version that an event made; null where it made none.</summary>
    public static RecommendationDocument? DocumentOf(RecommendationEvent happened) => happened switch
    {
        Drafted e => e.Document,
        Revised e => e.Document,
        Approved e => e.Edited,
        _ => null,
    };

    private static HistoryRow Row(RecommendationEntry entry)
    {
        HistoryRow Of(string tone, string icon, string? said = null) => new(entry.Sequence, entry.At, entry.ActorName, tone, icon, RecommendationWords.Did(entry.Event), string.IsNullOrWhiteSpace(said) ? null : said);
        return entry.Event switch
        {
            Drafted => Of("tone-queued", "edit"),
            Revised e => Of("tone-queued", "edit", e.Why),
            Submitted e => Of("tone-attention", "send", e.Note),
            Withdrawn e => Of("tone-queued", "undo", e.Why),
            Commented e => Of("tone-queued", CommentIcon, e.Text),
            Approved e => Of("tone-running", "signature", e.Note) with { Seen = e.Seen },
            RejectedByReview e => Of("tone-given-up", "ban", e.Reason) with { Seen = e.Seen },
            ValidationStarted e => Of("tone-running", "play") with { Campaign = e.Campaign },
            ValidationLost e => Of("tone-attention", "warning", e.Reason) with { Campaign = e.Campaign },
            Scored e => Of(GainSentences.Tone(e.Score.Verdict).Tone, "equal", e.Score.Sentence) with { Campaign = e.Campaigns is [var only] ? only : null },
            MadeOfficial e => Of("tone-done", "seal", e.Note) with { Seen = e.Seen },
            Contradicted e => Of("tone-failed", "warning", e.Reason),
            EvidenceChanged e => Of("tone-attention", "warning", e.Reason),
            ReplacedBy e => Of("tone-given-up", "stack", e.Reason) with { Seen = e.Seen, Successor = e.Successor },
            _ => throw new ArgumentOutOfRangeException(nameof(entry), entry.Event, "An event without a look."),
        };
    }
}
