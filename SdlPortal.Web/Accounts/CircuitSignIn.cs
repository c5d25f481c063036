using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace SdlPortal.Web.Accounts;

/// <summary>Who is signed in on a circuit. Looks again twice a minute, and at once after a change made by this server: an account that was locked or got a new password is signed out, changed roles count from then on.</summary>
internal sealed class CircuitSignIn : RevalidatingServerAuthenticationStateProvider
{
    private readonly AccountBook accounts;
    private readonly string stampClaim;

    public CircuitSignIn(ILoggerFactory loggers, AccountBook accounts, IOptions<IdentityOptions> options)
        : base(loggers)
    {
        (this.accounts, stampClaim) = (accounts, options.Value.ClaimsIdentity.SecurityStampClaimType);
        accounts.Changed += OnChanged;
    }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var next = await LookAgainAsync(authenticationState.User, cancellationToken);
        if (next is not null && !ReferenceEquals(next, authenticationState.User))
            SetAuthenticationState(Task.FromResult(new AuthenticationState(next)));
        return next is not null;
    }

    /// <returns>The same where nothing has changed, somebody with other roles, or null where the person is signed out.</returns>
    private async Task<ClaimsPrincipal?> LookAgainAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        // Demo people have no account; the server that let them in still listens where it did.
        if (DemoSignIn.IsDemo(user))
            return user;
        var before = ActorClaims.Read(user);
        if (await accounts.FindAsync(before.Id, cancellationToken) is not var (actor, stamp) || stamp != user.FindFirstValue(stampClaim))
            return null;
        if (actor == before)
            return user;
        var identity = ActorClaims.Write(actor);
        identity.AddClaim(new Claim(stampClaim, stamp));
        return new ClaimsPrincipal(identity);
    }

    private void OnChanged(string account) => _ = Task.Run(async () =>
    {
        var state = await GetAuthenticationStateAsync();
        if (ActorClaims.Read(state.User).Id != account)
            return;
        var next = await LookAgainAsync(state.User, CancellationToken.None);
        if (!ReferenceEquals(next, state.User))
            SetAuthenticationState(Task.FromResult(new AuthenticationState(next ?? new ClaimsPrincipal(new ClaimsIdentity()))));
    });

    protected override void Dispose(bool disposing)
    {
        accounts.Changed -= OnChanged;
        base.Dispose(disposing);
    }
}
