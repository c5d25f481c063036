using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.People;
using SdlPortal.Tests.Processes;
using SdlPortal.Web;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Tests.Accounts;

/// <summary>The whole server inside the tests, on a port and a data folder of its own, with an administrator.</summary>
public sealed partial class RunningPortal : IAsyncLifetime
{
    public const string Password = "a rather long one";
    private const string FilesOfTheBuild = "{**path:file}";
    private readonly TemporaryFolder folder = new();
    private WebApplication app = null!;

    public IServiceProvider Services => app.Services;

    public AccountBook Accounts => Services.GetRequiredService<AccountBook>();

    public string Address { get; private set; } = "";

    /// <summary>Everything that can be asked for, apart from static files; those that a program run from its build finds beside them are closed to strangers like all that has no rule.</summary>
    public IReadOnlyList<RouteEndpoint> Doors => [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null && e.RoutePattern.RawText != FilesOfTheBuild)];

    public async Task InitializeAsync()
    {
        app = Portal.Build(["--Urls=http://127.0.0.1:0", $"--Data:Folder={folder.Path}", "--Logging:LogLevel:SdlPortal=Warning"]);
        await PortalDatabase.PrepareAsync(app.Services);
        await app.StartAsync();
        Address = app.Urls.First();
        var first = Services.GetRequiredService<FirstAdministrator>();
        await first.BecomeAsync((await first.AwaitAsync())!, "Dora", "dora@lab.example", Password);
    }

    /// <summary>A browser without a cookie; it does not follow where it is sent.</summary>
    public HttpClient Stranger() => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(Address) };

    /// <summary>A browser in which the demo's person of that role is signed in; for administrators, Dora.</summary>
    public async Task<HttpClient> SignInAsync(Role role)
    {
        var client = Stranger();
        var answer = role == Role.Administrator
            ? await SignInAsync(client, "dora@lab.example", Password)
            : await PostAsync(client, OpenDoors.SignIn, OpenDoors.Demo, ("who", DemoSignIn.People.Single(p => p.Roles.Contains(role)).Id));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return client;
    }

    public static Task<HttpResponseMessage> SignInAsync(HttpClient client, string name, string password) =>
        PostAsync(client, OpenDoors.SignIn, OpenDoors.SignIn, ("_handler", "sign-in"), ("Form.SignInName", name), ("Form.Password", password));

    /// <summary>Sends a form with the token of the page that it is on.</summary>
    public static async Task<HttpResponseMessage> PostAsync(HttpClient client, string page, string to, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await client.GetStringAsync(page)).Groups[1].Value;
        return await client.PostAsync(to, new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]));
    }

    public async Task DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        folder.Dispose();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
