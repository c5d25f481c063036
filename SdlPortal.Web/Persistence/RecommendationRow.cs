using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Recommendations;

namespace SdlPortal.Web.Persistence;

/// <summary>A recommendation as lists and the inbox show it: a projection of its log, written with it and rebuildable from it.</summary>
internal sealed class RecommendationRow
{
    public required Guid Id { get; init; }

    /// <summary>The sequence of the last entry that the row reflects.</summary>
    public required long Sequence { get; init; }

    public required string Title { get; init; }

    public required string Claim { get; init; }

    public required RecommendationSubject Subject { get; init; }

    public required RecommendationStatus Status { get; init; }

    public required int Version { get; init; }

    public required string ProjectId { get; init; }

    public required string Project { get; init; }

    public required string? Target { get; init; }

    public required string AuthorId { get; init; }

    public required string AuthorName { get; init; }

    public required string? EditorId { get; init; }

    public required DateTimeOffset DraftedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required string UpdatedById { get; init; }

    public required string UpdatedBy { get; init; }

    public required Guid? ValidatingCampaign { get; init; }

    public required GainVerdict? Verdict { get; init; }

    public required string? EvidenceChanged { get; init; }

    public required string? Alarm { get; init; }

    public required string? Note { get; init; }

    public static RecommendationRow Of(Recommendation recommendation)
    {
        var (document, version) = (recommendation.Document, recommendation.Current);
        return new RecommendationRow
        {
            Id = recommendation.Id,
            Sequence = recommendation.Sequence,
            Title = document.Title,
            Claim = document.Claim,
            Subject = document.Subject,
            Status = recommendation.Status,
            Version = version.Number,
            ProjectId = document.ProjectId,
            Project = document.Evidence.Project,
            Target = document.Evidence.Target,
            AuthorId = recommendation.Author.Id,
            AuthorName = recommendation.Author.Name,
            EditorId = version.ByReview ? version.By.Id : null,
            DraftedAt = recommendation.DraftedAt,
            UpdatedAt = recommendation.UpdatedAt,
            UpdatedById = recommendation.UpdatedBy.Id,
            UpdatedBy = recommendation.UpdatedBy.Name,
            ValidatingCampaign = recommendation.Validation?.Campaign,
            Verdict = recommendation.ValidationScore?.Score.Verdict,
            EvidenceChanged = recommendation.EvidenceChanged?.Reason,
            Alarm = recommendation.Alarm?.Reason,
            Note = recommendation.Decisions is [.., var last] ? last.Note : null,
        };
    }

    public RecommendationSummary Read() => new(Id, Sequence, Title, Claim, Subject, Status, Version, ProjectId, Project, Target, AuthorId, AuthorName, EditorId, DraftedAt, UpdatedAt, UpdatedBy, ValidatingCampaign, Verdict, EvidenceChanged, Alarm, Note) { UpdatedById = UpdatedById };

    public static void Configure(EntityTypeBuilder<RecommendationRow> table)
    {
        table.ToTable("Recommendations");
        table.HasKey(r => r.Id);
        table.Property(r => r.Id).ValueGeneratedNever();
        table.Property(r => r.Title).HasMaxLength(DocumentCheck.LongestTitle);
        table.Property(r => r.Subject).HasConversion<string>().HasMaxLength(20).IsUnicode(false);
        table.Property(r => r.Status).HasConversion<string>().HasMaxLength(30).IsUnicode(false);
        table.Property(r => r.ProjectId).HasMaxLength(100);
        table.Property(r => r.Project).HasMaxLength(200);
        table.Property(r => r.AuthorId).HasMaxLength(EventRow.LongestActor);
        table.Property(r => r.AuthorName).HasMaxLength(EventRow.LongestActor);
        table.Property(r => r.EditorId).HasMaxLength(EventRow.LongestActor);
        table.Property(r => r.UpdatedById).HasMaxLength(EventRow.LongestActor);
        table.Property(r => r.UpdatedBy).HasMaxLength(EventRow.LongestActor);
        table.Property(r => r.Verdict).HasConversion<string>().HasMaxLength(30).IsUnicode(false);
        table.HasIndex(r => r.UpdatedAt);
    }
}
