using SdlPortal.Domain.MetaAnalysis.Recommendations;

namespace SdlPortal.Web.Reviews.History;

/// <summary>One event of a recommendation as people read it.</summary>
/// <param name="Tone">The class that carries its color.</param>
/// <param name="What">What happened, to be read behind the name of who did it: "submitted it for review".</param>
/// <param name="Said">The person's own words, or why it happened; null where nothing was said.</param>
/// <param name="Seen">What whoever decided had before them; null where nobody decided.</param>
/// <param name="Version">Of the document, where the event made one.</param>
/// <param name="Campaign">Where the event is about one.</param>
/// <param name="Successor">The recommendation that took its place, where the event says so.</param>
public sealed record HistoryRow(long Sequence, DateTimeOffset At, string By, string Tone, string Icon, string What, string? Said, SeenByReviewer? Seen = null, int? Version = null, Guid? Campaign = null, Guid? Successor = null)
{
    /// <summary>What the new version changed; empty for the first one and where there is none.</summary>
    public IReadOnlyList<FieldChange> Changes { get; init; } = [];

    public bool IsComment => Icon == HistoryRows.CommentIcon;
}
