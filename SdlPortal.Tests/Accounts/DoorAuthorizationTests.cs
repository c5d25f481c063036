using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using SdlPortal.Domain.People;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.Cli;

namespace SdlPortal.Tests.Accounts;

/// <summary>Every page and every endpoint of the server as it is built: each has a rule, and the running server keeps it for every role.</summary>
public sealed class DoorAuthorizationTests(RunningPortal portal) : IClassFixture<RunningPortal>
{
    public static TheoryData<string> Pages => [.. typeof(PortalCli).Assembly.GetTypes().Where(t => t.IsDefined(typeof(RouteAttribute))).Select(t => t.FullName!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_says_what_it_needs_or_stands_in_the_list_of_open_doors(string page)
    {
        var type = typeof(PortalCli).Assembly.GetType(page)!;
        var open = type.IsDefined(typeof(AllowAnonymousAttribute));

        Assert.True(open != type.IsDefined(typeof(NeedsAttribute)), $"{page} needs one of two: @attribute [Needs(Deed…)], or [AllowAnonymous] and a place in OpenDoors.");
        if (open)
            Assert.All(type.GetCustomAttributes<RouteAttribute>(), r => Assert.Contains(r.Template, OpenDoors.Patterns));
    }

    [Fact]
    public void An_endpoint_has_a_rule_or_stands_in_the_list_of_open_doors()
    {
        var without = portal.Doors.Where(d => d.Metadata.GetMetadata<IAllowAnonymous>() is not null
            ? !OpenDoors.Patterns.Contains(Pattern(d))
            : d.Metadata.GetMetadata<NeedsAttribute>() is null);

        Assert.Empty(without.Select(Pattern));
        Assert.Empty(OpenDoors.Patterns.Except(portal.Doors.Select(Pattern)));
        Assert.Contains("/_blazor", portal.Doors.Select(Pattern));
    }

    [Fact]
    public async Task The_server_leads_strangers_to_the_sign_in_and_opens_each_door_to_those_who_may_alone()
    {
        using var stranger = portal.Stranger();
        var people = new List<(Actor Actor, HttpClient Client)>();
        foreach (var role in Enum.GetValues<Role>())
            people.Add((new Actor("id", $"{role}", [role]), await portal.SignInAsync(role)));
        foreach (var door in portal.Doors)
        {
            var unknown = await AskAsync(stranger, door);
            var deed = door.Metadata.GetMetadata<IAllowAnonymous>() is null ? door.Metadata.GetMetadata<NeedsAttribute>()!.Deed : (Deed?)null;
            if (deed is not null)
                Assert.True(unknown.Status == HttpStatusCode.Unauthorized || (unknown.Status == HttpStatusCode.Found && unknown.To.Contains(OpenDoors.SignIn, StringComparison.Ordinal)), $"{Pattern(door)} answers a stranger with {unknown.Status} {unknown.To}.");
            foreach (var (actor, client) in people)
            {
                var (status, to) = await AskAsync(client, door);
                var let = status is not (HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized) && !to.Contains(OpenDoors.SignIn + "?", StringComparison.Ordinal);
                Assert.True(let == (deed is null || actor.May(deed.Value)) && status != HttpStatusCode.InternalServerError, $"{Pattern(door)} answers {actor.Name} with {(int)status} {to}.");
            }
        }

        people.ForEach(p => p.Client.Dispose());
    }

    [Fact]
    public async Task Somebody_turned_away_is_told_which_role_it_takes()
    {
        using var cleo = await portal.SignInAsync(Role.Viewer);

        var page = await cleo.GetAsync("/campaigns/new");
        var hub = await cleo.GetAsync("/settings/accounts");

        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.Contains("Running campaigns needs the role researcher or PI; Cleo is viewer", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("Managing accounts is for administrators", await hub.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static string Pattern(RouteEndpoint door) => "/" + door.RoutePattern.RawText!.TrimStart('/');

    private static async Task<(HttpStatusCode Status, string To)> AskAsync(HttpClient client, RouteEndpoint door)
    {
        var path = string.Join('/', door.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(Part))));
        var method = door.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is [var first, ..] ? first : "GET";
        using var request = new HttpRequestMessage(new HttpMethod(method), "/" + path);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return (response.StatusCode, response.Headers.Location?.ToString() ?? "");

        string Part(Microsoft.AspNetCore.Routing.Patterns.RoutePatternPart part) => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => parameter.ParameterPolicies.Any(p => p.Content == "int") ? "1" : $"{Guid.Empty}",
            _ => throw new NotSupportedException(part.GetType().Name),
        };
    }
}
