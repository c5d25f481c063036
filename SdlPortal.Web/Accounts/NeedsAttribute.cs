using Microsoft.AspNetCore.Authorization;
using SdlPortal.Domain.People;

namespace SdlPortal.Web.Accounts;

/// <summary>What somebody must be allowed to do to open a page or an endpoint. Every page has one, or stands in <see cref="OpenDoors"/>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsAttribute : AuthorizeAttribute
{
    public NeedsAttribute(Deed deed)
        : base(PolicyOf(deed)) => Deed = deed;

    public Deed Deed { get; }

    /// <summary>The name of the policy; one for each deed.</summary>
    public static string PolicyOf(Deed deed) => $"deed {deed}";
}
