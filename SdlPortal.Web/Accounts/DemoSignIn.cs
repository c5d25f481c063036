using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using SdlPortal.Domain.People;
using SdlPortal.Domain.Stations;
using SdlPortal.Web.Layout;

namespace SdlPortal.Web.Accounts;

/// <summary>
/// Signing in with one click as one of three made-up people, where nothing can come of it: the lab is simulated, the server listens on this machine alone, and the browser runs on this machine. These people have no account, no password,
/// and count for nothing as soon as one of the three is not so.
/// </summary>
public sealed class DemoSignIn(ILab lab, IServer server)
{
    private const string IdPrefix = "demo-";

    /// <summary>What a proxy adds: whoever comes through one may sit anywhere.</summary>
    private static readonly string[] ProxyHeaders = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"];

    public static Actor Ada { get; } = new($"{IdPrefix}ada", "Ada", [Role.PrincipalInvestigator]);

    public static Actor Ben { get; } = new($"{IdPrefix}ben", "Ben", [Role.Researcher]);

    public static Actor Cleo { get; } = new($"{IdPrefix}cleo", "Cleo", [Role.Viewer]);

    public static IReadOnlyList<Actor> People { get; } = [Ada, Ben, Cleo];

    public bool IsDemoLab => DemoBanner.IsDemo(lab.Stations.Select(s => s.Description));

    /// <summary>Whether it is there for this request.</summary>
    public bool IsOffered(HttpContext context) => IsDemoLab && WhyNotHere is null && IsFromHere(context);

    /// <summary>Where the server is reached from elsewhere: the sentence for the console. Known once the server listens.</summary>
    public string? WhyNotHere
    {
        get
        {
            var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
            return addresses.FirstOrDefault(a => !IsLoopback(a)) is { } outside ? $"The server listens on {outside}, not on this machine alone."
                : addresses.Count == 0 ? "Nobody knows where the server listens."
                : null;
        }
    }

    public static Actor? Find(string? id) => People.FirstOrDefault(p => p.Id == id);

    public static bool IsDemo(ClaimsPrincipal principal) => principal.FindFirstValue(ClaimTypes.NameIdentifier)?.StartsWith(IdPrefix, StringComparison.Ordinal) == true;

    /// <summary>Only numbers are believed: any name but localhost makes the server listen everywhere.</summary>
    internal static bool IsLoopback(string address)
    {
        var host = BindingAddress.Parse(address).Host;
        return IsLoopbackHost(host);
    }

    /// <summary>From this machine, without a proxy, and by a name of this machine: a page from elsewhere whose name was pointed here has another.</summary>
    internal static bool IsFromHere(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && !ProxyHeaders.Any(context.Request.Headers.ContainsKey)
        && IsLoopbackHost(context.Request.Host.Host);

    private static bool IsLoopbackHost(string host) => string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var number) && IPAddress.IsLoopback(number));
}
