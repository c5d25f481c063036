using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Recommendations;

namespace SdlPortal.Web.Reviews.Deciding;

/// <summary>What somebody is typing on a recommendation's page, and what they had before them when they began. Kept in the browser too, so that it survives a reload. Lives in the page's dispatcher.</summary>
public sealed class ReviewTyping
{
    public string Comment { get; set; } = "";

    /// <summary>The reason or note of the act that is open.</summary>
    public string Note { get; set; } = "";

    /// <summary>The version as it is being edited; null while none is.</summary>
    public DocumentForm? Form { get; set; }

    /// <summary>What takes its place, while that is being chosen.</summary>
    public Guid? Successor { get; set; }

    /// <summary>Pinned while an act is open; null otherwise.</summary>
    public SeenByReviewer? Seen { get; set; }

    /// <summary>What happened since they began, by others than the reader; empty while no act is open.</summary>
    public IReadOnlyList<RecommendationEntry> Missed(Recommendation now, string reader) =>
        Seen is not { } seen ? [] : [.. now.History.Where(e => e.Sequence > seen.Sequence && e.ActorId != reader)];

    /// <summary>Begins an act, or goes on with one after reading what happened meanwhile. What was typed stays.</summary>
    public void See(Recommendation now) => Seen = now.Seen;

    /// <summary>The act is done or given up.</summary>
    public void Close() => (Note, Form, Successor, Seen) = ("", null, null, null);

    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>Nothing typed where the text cannot be read.</summary>
    public static ReviewTyping FromJson(string? json)
    {
        try
        {
            return json is null ? new ReviewTyping() : JsonSerializer.Deserialize<ReviewTyping>(json) ?? new ReviewTyping();
        }
        catch (JsonException)
        {
            return new ReviewTyping();
        }
    }
}
