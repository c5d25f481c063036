using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SdlPortal.Web.Persistence;

/// <summary>What was done to an account, by whom and when. Rows are only ever added.</summary>
internal sealed class AccountEventRow
{
    private const int LongestSentence = 400;

    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string By { get; init; }

    /// <summary>The id of whoever did it: an account's, or a word for the portal.</summary>
    public required string ById { get; init; }

    public required string AccountId { get; init; }

    public required string What { get; init; }

    public static void Configure(EntityTypeBuilder<AccountEventRow> table)
    {
        table.ToTable("AccountEvents");
        table.HasKey(e => e.Id);
        table.Property(e => e.By).HasMaxLength(EventRow.LongestActor);
        table.Property(e => e.ById).HasMaxLength(64);
        table.Property(e => e.AccountId).HasMaxLength(64);
        table.Property(e => e.What).HasMaxLength(LongestSentence);
        table.HasIndex(e => e.AccountId);
    }
}
