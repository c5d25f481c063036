using System.Text.Json.Serialization;
using SdlPortal.Domain.MetaAnalysis.Gains;

namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>What can happen to a recommendation. A closed family; its log is append-only and hashed like a campaign's, and its state is the fold of it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Drafted), "drafted")]
[JsonDerivedType(typeof(Revised), "revised")]
[JsonDerivedType(typeof(Submitted), "submitted")]
[JsonDerivedType(typeof(Withdrawn), "withdrawn")]
[JsonDerivedType(typeof(Commented), "commented")]
[JsonDerivedType(typeof(Approved), "approved")]
[JsonDerivedType(typeof(RejectedByReview), "rejected")]
[JsonDerivedType(typeof(ValidationStarted), "validationStarted")]
[JsonDerivedType(typeof(ValidationLost), "validationLost")]
[JsonDerivedType(typeof(Scored), "scored")]
[JsonDerivedType(typeof(MadeOfficial), "madeOfficial")]
[JsonDerivedType(typeof(Contradicted), "contradicted")]
[JsonDerivedType(typeof(EvidenceChanged), "evidenceChanged")]
[JsonDerivedType(typeof(ReplacedBy), "replacedBy")]
public abstract record RecommendationEvent;

public sealed record Drafted(RecommendationDocument Document) : RecommendationEvent;

/// <param name="Why">In the editor's words; may be empty for the author's own drafts.</param>
public sealed record Revised(RecommendationDocument Document, string Why) : RecommendationEvent;

public sealed record Submitted(string Note) : RecommendationEvent;

/// <summary>Its author takes it back to draft.</summary>
public sealed record Withdrawn(string Why) : RecommendationEvent;

public sealed record Commented(string Text) : RecommendationEvent;

/// <param name="Seen">What the PI saw when deciding.</param>
/// <param name="Edited">The version the PI approved, where they approved it with edits; null where as it was.</param>
public sealed record Approved(SeenByReviewer Seen, RecommendationDocument? Edited, string Note) : RecommendationEvent;

public sealed record RejectedByReview(SeenByReviewer Seen, string Reason) : RecommendationEvent;

public sealed record ValidationStarted(Guid Campaign) : RecommendationEvent;

/// <summary>The validating campaign is gone or ended without enough results; it can be validated anew.</summary>
public sealed record ValidationLost(Guid Campaign, string Reason) : RecommendationEvent;

/// <summary>Fresh experiments were counted: at the end of the validation (then a PI decides), and whenever campaigns that follow it bring more.</summary>
/// <param name="Campaigns">Whose experiments were counted.</param>
public sealed record Scored(IReadOnlyList<Guid> Campaigns, GainScore Score, bool EndsValidation) : RecommendationEvent;

public sealed record MadeOfficial(SeenByReviewer Seen, string Note) : RecommendationEvent;

/// <summary>The alarm: new data speak against it.</summary>
public sealed record Contradicted(string Reason, GainScore? Score) : RecommendationEvent;

/// <summary>Runs it rests on were since excluded, replaced or harmonized otherwise. Nobody signs it before it was revised.</summary>
public sealed record EvidenceChanged(string Reason, int ProjectSequence) : RecommendationEvent;

/// <param name="Successor">The official recommendation that took its place.</param>
/// <param name="Seen">Of the one replaced.</param>
public sealed record ReplacedBy(Guid Successor, SeenByReviewer Seen, string Reason) : RecommendationEvent;

/// <summary>What somebody had before them when they decided.</summary>
/// <param name="Sequence">The log's last event they saw: a decision on an older state is refused.</param>
/// <param name="Version">Of the document.</param>
/// <param name="DocumentHash">Hexadecimal SHA-256 of that version.</param>
public sealed record SeenByReviewer(long Sequence, int Version, string DocumentHash);

/// <summary>One entry of a recommendation's log, as stored.</summary>
/// <param name="Hash">Hexadecimal SHA-256 over the entry and the hash before it.</param>
public sealed record RecommendationEntry(Guid Recommendation, long Sequence, RecommendationEvent Event, DateTimeOffset At, string ActorId, string ActorName, string Hash);
