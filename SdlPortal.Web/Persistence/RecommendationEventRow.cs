using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Recommendations;

namespace SdlPortal.Web.Persistence;

/// <summary>
/// One stored entry of a recommendation's log: the record itself, never changed. The primary key is the lock between two PIs:
/// the second one to claim a sequence is refused by the database.
/// </summary>
internal sealed class RecommendationEventRow
{
    public required Guid RecommendationId { get; init; }

    public required long Sequence { get; init; }

    public required string Type { get; init; }

    public required int Version { get; init; }

    public required string Json { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string ActorId { get; init; }

    public required string ActorName { get; init; }

    public required string Hash { get; init; }

    /// <summary>What the row's other columns hash to, over the hash before it.</summary>
    public static string HashOf(string before, Guid recommendation, long sequence, string type, int version, string json, DateTimeOffset at, string actorId, string actorName) =>
        EventSerializer.Hash(before, recommendation, sequence, type, version, json, at, FormattableString.Invariant($"{actorId.Length}:{actorId} {actorName}"));

    /// <exception cref="InvalidDataException">The record is damaged; names the recommendation and the sequence.</exception>
    public RecommendationEntry Read(ChainWalk walk)
    {
        walk.Follow(Sequence);
        walk.Take(Sequence, HashOf(walk.Hash, RecommendationId, Sequence, Type, Version, Json, At, ActorId, ActorName), Hash);
        try
        {
            return new RecommendationEntry(RecommendationId, Sequence, RecommendationJson.Read(Type, Version, Json), At, ActorId, ActorName, Hash);
        }
        catch (InvalidDataException e)
        {
            throw walk.Unreadable(e);
        }
    }

    public static void Configure(EntityTypeBuilder<RecommendationEventRow> table)
    {
        table.ToTable("RecommendationEvents");
        table.HasKey(e => new { e.RecommendationId, e.Sequence });
        table.Property(e => e.Sequence).ValueGeneratedNever();
        table.Property(e => e.Type).HasMaxLength(64).IsUnicode(false);
        table.Property(e => e.ActorId).HasMaxLength(EventRow.LongestActor);
        table.Property(e => e.ActorName).HasMaxLength(EventRow.LongestActor);
        table.Property(e => e.Hash).HasMaxLength(64).IsFixedLength().IsUnicode(false);
    }
}
