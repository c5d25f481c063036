using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SdlPortal.Web.Accounts;

/// <summary>
/// Somebody's account. Its id names the person for good; accounts are locked, never deleted, so that records keep their meaning. Without a password until its one-time link was used.
/// </summary>
public sealed class Account : IdentityUser
{
    public const int LongestName = 60;

    /// <summary>What the records show; each has one of their own (case does not matter).</summary>
    public required string Name { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    internal static void Configure(EntityTypeBuilder<Account> table)
    {
        table.ToTable("Accounts");
        table.Property(a => a.Name).HasMaxLength(LongestName);
        table.HasIndex(a => a.Name).IsUnique();
    }
}
