using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Recommendations;

namespace SdlPortal.Web.Persistence;

/// <summary>A recommendation as lists, the inbox and badges show it, without reading its log.</summary>
/// <param name="Sequence">Of the last entry that this reflects.</param>
/// <param name="Version">The number of the version that counts.</param>
/// <param name="ProjectId">The project of prior runs that it rests on.</param>
/// <param name="Project">That project's name when the evidence was made.</param>
/// <param name="Target">The task it is for; null for any task like those of the project.</param>
/// <param name="EditorId">The PI who wrote the version that counts in the act of approving it; null where its author did.</param>
/// <param name="ValidatingCampaign">Measures now, or has ended with a score that waits for a PI.</param>
/// <param name="Verdict">Of fresh experiments about the version that counts; null before its validation has ended.</param>
/// <param name="EvidenceChanged">What became of its evidence, in a sentence; null while it stands.</param>
/// <param name="Alarm">What speaks against it, in a sentence; null while nothing does.</param>
/// <param name="Note">The last decision's reason or note; null without a decision.</param>
public sealed record RecommendationSummary(
    Guid Id,
    long Sequence,
    string Title,
    string Claim,
    RecommendationSubject Subject,
    RecommendationStatus Status,
    int Version,
    string ProjectId,
    string Project,
    string? Target,
    string AuthorId,
    string AuthorName,
    string? EditorId,
    DateTimeOffset DraftedAt,
    DateTimeOffset UpdatedAt,
    string UpdatedBy,
    Guid? ValidatingCampaign,
    GainVerdict? Verdict,
    string? EvidenceChanged,
    string? Alarm,
    string? Note)
{
    /// <summary>The id of who made the last entry.</summary>
    public string UpdatedById { get; init; } = "";
}
