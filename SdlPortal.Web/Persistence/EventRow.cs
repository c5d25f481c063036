using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SdlPortal.Web.Persistence;

/// <summary>
/// One stored entry of a campaign's log: the record itself, never changed. The primary key is the lock between two writers:
/// the second one to claim a sequence is refused by the database.
/// </summary>
internal sealed class EventRow
{
    public const int LongestActor = 200;

    public required Guid CampaignId { get; init; }

    public required long Sequence { get; init; }

    public required string Type { get; init; }

    public required int Version { get; init; }

    public required string Json { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Actor { get; init; }

    public required string Hash { get; init; }

    public static void Configure(EntityTypeBuilder<EventRow> table)
    {
        table.ToTable("Events");
        table.HasKey(e => new { e.CampaignId, e.Sequence });
        table.Property(e => e.Sequence).ValueGeneratedNever();
        table.Property(e => e.Type).HasMaxLength(64).IsUnicode(false);
        table.Property(e => e.Actor).HasMaxLength(LongestActor);
        table.Property(e => e.Hash).HasMaxLength(64).IsFixedLength().IsUnicode(false);
    }
}
