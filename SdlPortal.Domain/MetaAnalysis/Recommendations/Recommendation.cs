using System.Collections.Immutable;
using SdlPortal.Domain.People;

namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>The state of a recommendation: the fold of its log, nothing else. Immutable, so that any number of pages may hold the same one.</summary>
public sealed record Recommendation
{
    public required Guid Id { get; init; }

    /// <summary>The sequence of the last entry.</summary>
    public required long Sequence { get; init; }

    public required RecommendationStatus Status { get; init; }

    /// <summary>The first is the draft; the last is the one that counts.</summary>
    public required ImmutableArray<DocumentVersion> Versions { get; init; }

    /// <summary>Who began it; nobody but them revises it, and they never decide about it.</summary>
    public required Person Author { get; init; }

    public required DateTimeOffset DraftedAt { get; init; }

    /// <summary>When it was submitted last; null before.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>Of the last entry.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Of the last entry.</summary>
    public required Person UpdatedBy { get; init; }

    public ImmutableArray<ReviewComment> Comments { get; init; } = [];

    public ImmutableArray<ReviewDecision> Decisions { get; init; } = [];

    /// <summary>In the order of their beginnings, lost ones too.</summary>
    public ImmutableArray<Validation> Validations { get; init; } = [];

    public ImmutableArray<ScoreEntry> Scores { get; init; } = [];

    /// <summary>Set while what it rests on has changed since; a version with younger evidence takes it away.</summary>
    public EvidenceMark? EvidenceChanged { get; init; }

    /// <summary>What speaks against it, the latest; null while nothing does or a later version was drafted.</summary>
    public Alarm? Alarm { get; init; }

    /// <summary>Which version the lab relies on, or did before the alarm; null where none was made official.</summary>
    public int? OfficialVersion { get; init; }

    /// <summary>What took its place.</summary>
    public Succession? Succession { get; init; }

    /// <summary>The whole log.</summary>
    public required ImmutableArray<RecommendationEntry> History { get; init; }

    public DocumentVersion Current => Versions[^1];

    public RecommendationDocument Document => Current.Document;

    public string Title => Document.Title;

    /// <summary>The validation that measures now, or has ended with a score and waits for a PI; null in every other state.</summary>
    public Validation? Validation => Status == RecommendationStatus.Validating ? Validations[^1] : null;

    /// <summary>Its campaign still measures, or is not counted yet.</summary>
    public bool IsMeasuring => Validation is { Score: null };

    /// <summary>How fresh experiments judged the version that counts; null before its validation has ended.</summary>
    public ScoreEntry? ValidationScore => Scores.LastOrDefault(s => s.EndsValidation && s.Version == Current.Number);

    /// <summary>What whoever looks at it now has before them: what a decision must carry.</summary>
    public SeenByReviewer Seen => new(Sequence, Current.Number, Current.Hash);

    /// <returns>Null for an empty log.</returns>
    /// <exception cref="InvalidDataException">The log does not begin with a draft.</exception>
    public static Recommendation? Fold(IEnumerable<RecommendationEntry> entries) => RecommendationFold.Of(entries);

    public Recommendation Next(RecommendationEntry entry) => RecommendationFold.Next(this, entry);
}

/// <summary>One version of the document.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Hash">Hexadecimal SHA-256, see <see cref="RecommendationHash"/>.</param>
/// <param name="Why">In the words of who wrote it; may be empty.</param>
/// <param name="ByReview">Whether a PI wrote it in the act of approving, instead of its author.</param>
public sealed record DocumentVersion(int Number, RecommendationDocument Document, string Hash, Person By, DateTimeOffset At, string Why, bool ByReview);

/// <param name="Version">That counted when it was said.</param>
public sealed record ReviewComment(long Sequence, Person By, DateTimeOffset At, int Version, string Text);

public enum DecisionKind { Approved, ApprovedWithEdits, Rejected, MadeOfficial, Replaced }

/// <summary>What a PI decided, and what they had before them when they did.</summary>
/// <param name="Version">What the decision is about: with edits the edited version, otherwise the seen one.</param>
/// <param name="Note">The reason, or what they wanted to say; may be empty for approvals.</param>
public sealed record ReviewDecision(long Sequence, DecisionKind Kind, Person By, DateTimeOffset At, SeenByReviewer Seen, int Version, string Note);

/// <summary>A campaign that tries, or tried, a version with fresh experiments.</summary>
/// <param name="By">Who started it.</param>
/// <param name="EndedAt">When it was counted or lost; null while it measures.</param>
/// <param name="Lost">Why it says nothing; null where it did not get lost.</param>
/// <param name="Score">The sequence of its score; null while it has none.</param>
public sealed record Validation(Guid Campaign, int Version, Person By, DateTimeOffset At, DateTimeOffset? EndedAt, string? Lost, long? Score);

/// <param name="Version">Whose forecast was scored.</param>
/// <param name="EndsValidation">Whether it was counted at the end of a validation; otherwise campaigns that follow the recommendation brought it.</param>
public sealed record ScoreEntry(long Sequence, DateTimeOffset At, int Version, IReadOnlyList<Guid> Campaigns, Gains.GainScore Score, bool EndsValidation);

/// <param name="ProjectSequence">The number of the project's last decision that changed it.</param>
public sealed record EvidenceMark(long Sequence, DateTimeOffset At, string Reason, int ProjectSequence);

public sealed record Alarm(long Sequence, DateTimeOffset At, string Reason, Gains.GainScore? Score);

public sealed record Succession(Guid Successor, Person By, DateTimeOffset At, string Reason);
