using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using SdlPortal.Domain.People;

namespace SdlPortal.Web.Accounts;

/// <summary>Signing out, the demo sign-in, and the rules of endpoints.</summary>
internal static class AccountEndpoints
{
    /// <summary>Opens it to those who may do something.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, Deed deed)
        where TBuilder : IEndpointConventionBuilder => endpoint.RequireAuthorization(new NeedsAttribute(deed));

    /// <summary>What belongs to interactive pages, such as the circuit's own connection, is for whoever may look; pages have rules of their own.</summary>
    public static void NeedsLookWithoutRule(this IEndpointConventionBuilder endpoints) => endpoints.Finally(endpoint =>
    {
        if (!endpoint.Metadata.Any(m => m is IAuthorizeData or IAllowAnonymous))
            endpoint.Metadata.Add(new NeedsAttribute(Deed.Look));
    });

    public static void MapSignOut(this IEndpointRouteBuilder app) => app.MapPost(OpenDoors.SignOut, async (HttpContext context, IAntiforgery antiforgery) =>
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return Results.Problem("The form is out of date; load the page again and sign out there.", statusCode: StatusCodes.Status400BadRequest);
        await context.SignOutAsync(IdentityConstants.ApplicationScheme);
        return Results.LocalRedirect(OpenDoors.SignIn);
    }).AllowAnonymous();

    /// <summary>Where the demo sign-in is not offered there is nothing here.</summary>
    public static void MapDemoSignIn(this IEndpointRouteBuilder app) => app.MapPost(OpenDoors.Demo, async (HttpContext context, IAntiforgery antiforgery, DemoSignIn demo, string? returnUrl) =>
    {
        if (!demo.IsOffered(context))
            return Results.Problem("There is no demo sign-in here.", statusCode: StatusCodes.Status404NotFound);
        if (!await antiforgery.IsRequestValidAsync(context))
            return Results.Problem("The form is out of date; load the page again.", statusCode: StatusCodes.Status400BadRequest);
        if (DemoSignIn.Find((await context.Request.ReadFormAsync(context.RequestAborted))["who"]) is not { } person)
            return Results.Problem("There is nobody of that name in the demo lab.", statusCode: StatusCodes.Status404NotFound);
        await context.SignInAsync(IdentityConstants.ApplicationScheme, new ClaimsPrincipal(ActorClaims.Write(person)));
        return Results.LocalRedirect(Local(returnUrl));
    }).AllowAnonymous();

    /// <summary>An address within the portal to go to; home for anything else.</summary>
    public static string Local(string? returnUrl) =>
        returnUrl is ['/', ..] && (returnUrl.Length == 1 || returnUrl[1] is not ('/' or '\\')) && !returnUrl.Any(char.IsControl) ? returnUrl : "/";
}
