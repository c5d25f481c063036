using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.People;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Web.Accounts;

/// <summary>What a signed-in person's cookie says, and the <see cref="Actor"/> it stands for.</summary>
internal sealed class ActorClaims(UserManager<Account> users, RoleManager<IdentityRole> roles, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<Account, IdentityRole>(users, roles, options)
{
    public const string Name = "sdl:name";

    /// <summary>Nobody where nobody is signed in.</summary>
    public static Actor Read(ClaimsPrincipal principal) => principal.Identity is { IsAuthenticated: true } && principal.FindFirstValue(ClaimTypes.NameIdentifier) is { } id
        ? new Actor(id, principal.FindFirstValue(Name) ?? id, RolesOf(principal.FindAll(ClaimTypes.Role).Select(c => c.Value)))
        : SignedIn.Nobody;

    public static ClaimsIdentity Write(Actor actor) => new(
        [new Claim(ClaimTypes.NameIdentifier, actor.Id), new Claim(ClaimTypes.Name, actor.Name), new Claim(Name, actor.Name), .. actor.Roles.Select(r => new Claim(ClaimTypes.Role, $"{r}"))],
        IdentityConstants.ApplicationScheme);

    /// <summary>In the order of <see cref="Role"/>; words that are no role count for nothing.</summary>
    public static EquatableList<Role> RolesOf(IEnumerable<string> names) => [.. names.Select(n => Enum.TryParse<Role>(n, out var role) ? role : (Role?)null).OfType<Role>().Distinct().Order()];

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(Name, user.Name));
        return identity;
    }
}
