using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Web.MetaAnalysis.Projects;
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
        HistoryRow Of(string tone, string icon, string what, string? said = null) => new(entry.Sequence, entry.At, entry.ActorName, tone, icon, what, string.IsNullOrWhiteSpace(said) ? null : said);
        return entry.Event switch
        {
            Drafted => Of("tone-queued", "edit", "drafted it"),
            Revised e => Of("tone-queued", "edit", "revised it", e.Why),
            Submitted e => Of("tone-attention", "send", "submitted it for review", e.Note),
            Withdrawn e => Of("tone-queued", "undo", "took it back to draft", e.Why),
            Commented e => Of("tone-queued", CommentIcon, "commented", e.Text),
            Approved e => Of("tone-running", "signature", e.Edited is null ? "approved it for validation" : "approved it for validation with edits", e.Note) with { Seen = e.Seen },
            RejectedByReview e => Of("tone-given-up", "ban", "rejected it", e.Reason) with { Seen = e.Seen },
            ValidationStarted e => Of("tone-running", "play", "started its validating campaign") with { Campaign = e.Campaign },
            ValidationLost e => Of("tone-attention", "warning", "noted that its validating campaign came to nothing", e.Reason) with { Campaign = e.Campaign },
            Scored e => Of(GainSentences.Tone(e.Score.Verdict).Tone, "equal", $"scored it: {GainSentences.Tone(e.Score.Verdict).Word}, {Counts.Of(e.Score.Realized.Inside, "fresh experiment")} inside and {Counts.Of(e.Score.Realized.Outside)} outside{(e.EndsValidation ? "; its validation has ended" : "")}", e.Score.Sentence) with { Campaign = e.Campaigns is [var only] ? only : null },
            MadeOfficial e => Of("tone-done", "seal", "made it official", e.Note) with { Seen = e.Seen },
            Contradicted e => Of("tone-failed", "warning", "raised the alarm: new data contradict it", e.Reason),
            EvidenceChanged e => Of("tone-attention", "warning", "noted that its evidence has changed", e.Reason),
            ReplacedBy e => Of("tone-given-up", "stack", "put another recommendation in its place", e.Reason) with { Successor = e.Successor },
            _ => throw new ArgumentOutOfRangeException(nameof(entry), entry.Event, "An event without words."),
        };
    }
}
