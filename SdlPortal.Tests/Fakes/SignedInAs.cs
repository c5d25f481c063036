using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.People;
using SdlPortal.Web.Accounts;

namespace SdlPortal.Tests.Fakes;

/// <summary>A circuit on which somebody is signed in.</summary>
internal static class SignedInAs
{
    /// <param name="actor">Ada, who may do most, where nobody is named.</param>
    public static SignedIn AddSignedIn(this BunitContext context, Actor? actor = null)
    {
        var signedIn = Of(actor ?? People.Ada);
        context.Services.AddSingleton(signedIn);
        return signedIn;
    }

    public static SignedIn Of(Actor actor)
    {
        var signedIn = new SignedIn();
        signedIn.Become(actor);
        return signedIn;
    }
}
