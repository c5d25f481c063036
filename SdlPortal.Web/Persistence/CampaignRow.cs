using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;

namespace SdlPortal.Web.Persistence;

/// <summary>A campaign as the list shows it: a projection of its log, written with it and rebuildable from it.</summary>
internal sealed class CampaignRow
{
    public required Guid Id { get; init; }

    /// <summary>The sequence of the last event that the row reflects.</summary>
    public required long Sequence { get; init; }

    public required string Name { get; init; }

    public required CampaignStatus Status { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset? StartedAt { get; init; }

    public required DateTimeOffset? FinishedAt { get; init; }

    public required DateTimeOffset LastEventAt { get; init; }

    public required int Completed { get; init; }

    public required int Failed { get; init; }

    public required int InFlight { get; init; }

    public required int Spent { get; init; }

    public required int? BudgetExperiments { get; init; }

    public required double? BudgetHours { get; init; }

    public required string Strategy { get; init; }

    public required string ObjectiveName { get; init; }

    public required string? ObjectiveUnit { get; init; }

    public required Goal Goal { get; init; }

    public required double? BestValue { get; init; }

    public required int? BestExperiment { get; init; }

    /// <summary>The running best as a JSON array of numbers.</summary>
    public required string Sparkline { get; init; }

    public required string? Attention { get; init; }

    /// <summary>The table of results that simulated stations measure from, by the name the definition gives.</summary>
    public required string? ResultTable { get; init; }

    public static void Configure(EntityTypeBuilder<CampaignRow> table)
    {
        table.ToTable("Campaigns");
        table.HasKey(c => c.Id);
        table.Property(c => c.Id).ValueGeneratedNever();
        table.Property(c => c.Name).HasMaxLength(200);
        table.Property(c => c.Status).HasConversion<string>().HasMaxLength(20).IsUnicode(false);
        table.Property(c => c.CreatedBy).HasMaxLength(EventRow.LongestActor);
        table.Property(c => c.Strategy).HasMaxLength(64);
        table.Property(c => c.ObjectiveName).HasMaxLength(100);
        table.Property(c => c.Goal).HasConversion<string>().HasMaxLength(20).IsUnicode(false);
        table.Property(c => c.Sparkline).IsUnicode(false);
        table.HasIndex(c => c.CreatedAt);
    }
}
