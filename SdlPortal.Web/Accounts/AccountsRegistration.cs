using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SdlPortal.Domain.People;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Accounts;

/// <summary>Puts accounts, signing in and the rules of who may open what into the container.</summary>
public static class AccountsRegistration
{
    public const int ShortestPassword = 12;
    public const int MostWrongPasswords = 5;
    public static readonly TimeSpan LockedAfterWrongPasswords = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SignedInFor = TimeSpan.FromDays(7);
    private static readonly TimeSpan LookAgainEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LinkGoodFor = TimeSpan.FromDays(3);

    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        // Identity's stores want a context of their own scope; it is never a circuit's.
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<PortalContext>>().CreateDbContext());
        services.AddHttpContextAccessor();
        services.AddIdentityCore<Account>(options =>
        {
            // Length is what makes a password hard to guess.
            (options.Password.RequiredLength, options.Password.RequiredUniqueChars) = (ShortestPassword, 5);
            (options.Password.RequireDigit, options.Password.RequireLowercase, options.Password.RequireUppercase, options.Password.RequireNonAlphanumeric) = (false, false, false, false);
            (options.Lockout.MaxFailedAccessAttempts, options.Lockout.DefaultLockoutTimeSpan) = (MostWrongPasswords, LockedAfterWrongPasswords);
        }).AddRoles<IdentityRole>().AddEntityFrameworkStores<PortalContext>().AddClaimsPrincipalFactory<ActorClaims>().AddSignInManager().AddDefaultTokenProviders();
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = LinkGoodFor);
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = LookAgainEvery);
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(Cookie));
        services.AddAuthorization(Rules);
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitSignIn>().AddScoped<SignedIn>();
        return services.AddSingleton<AccountBook>().AddSingleton<FirstAdministrator>().AddSingleton<DemoSignIn>();
    }

    private static void Cookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "SdlPortal";
        (options.Cookie.HttpOnly, options.Cookie.SameSite, options.Cookie.SecurePolicy) = (true, SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        (options.ExpireTimeSpan, options.SlidingExpiration) = (SignedInFor, true);
        (options.LoginPath, options.AccessDeniedPath, options.ReturnUrlParameter) = (OpenDoors.SignIn, OpenDoors.Refused, "returnUrl");
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnRedirectToLogin = context => AnswerAsync(context, StatusCodes.Status401Unauthorized, $"Sign in first, at {OpenDoors.SignIn}, and send the cookie along.");
        options.Events.OnRedirectToAccessDenied = context =>
        {
            var deed = context.HttpContext.GetEndpoint()?.Metadata.GetOrderedMetadata<NeedsAttribute>() is [.., var needs] ? needs.Deed : Deed.Look;
            return AnswerAsync(context, StatusCodes.Status403Forbidden, ActorClaims.Read(context.HttpContext.User).WhyNot(deed) ?? "");
        };
    }

    /// <summary>The cookie of a demo person is good only where the demo sign-in is; all others are looked up again from time to time.</summary>
    private static Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (context.Principal is null || !DemoSignIn.IsDemo(context.Principal))
            return SecurityStampValidator.ValidatePrincipalAsync(context);
        if (!context.HttpContext.RequestServices.GetRequiredService<DemoSignIn>().IsOffered(context.HttpContext))
            context.RejectPrincipal();
        return Task.CompletedTask;
    }

    /// <summary>People are led on; programs are told in words.</summary>
    private static Task AnswerAsync(RedirectContext<CookieAuthenticationOptions> context, int status, string why)
    {
        if (IsForPeople(context.Request))
        {
            if (status == StatusCodes.Status401Unauthorized)
                context.Response.Redirect(context.RedirectUri);
            else
                context.Response.StatusCode = status;
            return Task.CompletedTask;
        }

        return Results.Problem(why, statusCode: status).ExecuteAsync(context.HttpContext);
    }

    private static bool IsForPeople(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/hubs") && !request.Path.StartsWithSegments("/_blazor");

    private static void Rules(AuthorizationOptions options)
    {
        foreach (var deed in Enum.GetValues<Deed>())
            options.AddPolicy(NeedsAttribute.PolicyOf(deed), policy => policy.RequireAuthenticatedUser().RequireAssertion(context => ActorClaims.Read(context.User).May(deed)));
        // Whatever has no rule is closed to whoever is not signed in; the tests refuse it altogether.
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
    }
}
