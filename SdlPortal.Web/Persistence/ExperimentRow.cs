using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Web.Persistence;

/// <summary>One experiment as tables and queries across campaigns show it: a projection of the log, like <see cref="CampaignRow"/>.</summary>
internal sealed class ExperimentRow
{
    public required Guid CampaignId { get; init; }

    public required int Number { get; init; }

    public required ExperimentStatus Status { get; init; }

    public required SuggestionSource Source { get; init; }

    /// <summary>What the rationale names as the chooser.</summary>
    public required string Strategy { get; init; }

    public required bool Edited { get; init; }

    /// <summary>The configuration as a JSON object.</summary>
    public required string Configuration { get; init; }

    /// <summary>All objectives as a JSON array, empty until completed.</summary>
    public required string Values { get; init; }

    /// <summary>The first objective, for sorting.</summary>
    public required double? FirstValue { get; init; }

    public required int NextStep { get; init; }

    /// <summary>Attempts at any stage so far.</summary>
    public required int Attempts { get; init; }

    public required DateTimeOffset SuggestedAt { get; init; }

    public required DateTimeOffset? StartedAt { get; init; }

    public required DateTimeOffset? EndedAt { get; init; }

    public required string? Reason { get; init; }

    public static void Configure(EntityTypeBuilder<ExperimentRow> table)
    {
        table.ToTable("Experiments");
        table.HasKey(e => new { e.CampaignId, e.Number });
        table.Property(e => e.Number).ValueGeneratedNever();
        table.Property(e => e.Status).HasConversion<string>().HasMaxLength(20).IsUnicode(false);
        table.Property(e => e.Source).HasConversion<string>().HasMaxLength(20).IsUnicode(false);
        table.Property(e => e.Values).IsUnicode(false);
        table.HasOne<CampaignRow>().WithMany().HasForeignKey(e => e.CampaignId).OnDelete(DeleteBehavior.Cascade);
    }
}
