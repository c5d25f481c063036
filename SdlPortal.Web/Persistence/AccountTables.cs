using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SdlPortal.Domain.People;
using SdlPortal.Web.Accounts;

namespace SdlPortal.Web.Persistence;

/// <summary>The tables of accounts as Identity needs them, under names that whoever looks into the database understands, with the four roles in place.</summary>
internal static class AccountTables
{
    public static void Configure(ModelBuilder model)
    {
        Account.Configure(model.Entity<Account>());
        AccountEventRow.Configure(model.Entity<AccountEventRow>());
        model.Entity<IdentityRole>().ToTable("Roles").HasData(Enum.GetValues<Role>().Select(Row));
        model.Entity<IdentityUserRole<string>>().ToTable("AccountRoles");
        model.Entity<IdentityUserClaim<string>>().ToTable("AccountClaims");
        model.Entity<IdentityUserLogin<string>>().ToTable("AccountLogins");
        model.Entity<IdentityUserToken<string>>().ToTable("AccountTokens");
        model.Entity<IdentityRoleClaim<string>>().ToTable("RoleClaims");
    }

    /// <summary>The same in every database, so that migrations have nothing to say about it.</summary>
    private static IdentityRole Row(Role role) => new($"{role}")
    {
        Id = $"{role}",
        NormalizedName = $"{role}".ToUpperInvariant(),
        ConcurrencyStamp = $"{role}",
    };
}
