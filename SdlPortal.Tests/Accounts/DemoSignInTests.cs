using System.Net;
using SdlPortal.Domain.People;
using SdlPortal.Web.Accounts;

namespace SdlPortal.Tests.Accounts;

/// <summary>The demo's people come in from this machine alone, and only where the server listens nowhere else.</summary>
public sealed class DemoSignInTests(RunningPortal portal) : IClassFixture<RunningPortal>
{
    [Theory]
    [InlineData("http://localhost:5080", true)]
    [InlineData("http://127.0.0.1:5080", true)]
    [InlineData("https://127.8.9.1:5080", true)]
    [InlineData("http://[::1]:5080", true)]
    [InlineData("http://0.0.0.0:5080", false)]
    [InlineData("http://[::]:5080", false)]
    [InlineData("http://*:5080", false)]
    [InlineData("http://+:5080", false)]
    [InlineData("http://192.168.1.7:5080", false)]
    [InlineData("http://lab.example:5080", false)]
    [InlineData("http://localhost.lab.example:5080", false)]
    [InlineData("http://unix:/tmp/portal.sock", false)]
    public void An_address_is_this_machines_alone_or_not(string address, bool alone) => Assert.Equal(alone, DemoSignIn.IsLoopback(address));

    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("X-Real-IP", "127.0.0.1")]
    [InlineData("Host", "lab.example")]
    public async Task What_comes_through_a_proxy_or_by_another_name_finds_no_demo_sign_in(string header, string value)
    {
        using var client = portal.Stranger();
        Assert.Contains("Sign in as Ada", await client.GetStringAsync(OpenDoors.SignIn), StringComparison.Ordinal);
        client.DefaultRequestHeaders.TryAddWithoutValidation(header, value);

        Assert.DoesNotContain("Sign in as Ada", await client.GetStringAsync(OpenDoors.SignIn), StringComparison.Ordinal);
        var answer = await RunningPortal.PostAsync(client, OpenDoors.SignIn, OpenDoors.Demo, ("who", DemoSignIn.Ada.Id));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_demo_persons_cookie_is_worth_nothing_through_a_proxy()
    {
        using var ada = await portal.SignInAsync(Role.PrincipalInvestigator);
        Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync("/campaigns/new")).StatusCode);

        ada.DefaultRequestHeaders.Add("X-Forwarded-For", "10.0.0.7");

        Assert.Equal(HttpStatusCode.Found, (await ada.GetAsync("/campaigns/new")).StatusCode);
    }

    [Fact]
    public async Task Nobody_signs_in_as_a_demo_person_with_a_password()
    {
        using var client = portal.Stranger();
        foreach (var name in new[] { "Ada", "ada", DemoSignIn.Ada.Id })
            Assert.Equal(HttpStatusCode.OK, (await RunningPortal.SignInAsync(client, name, "")).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await client.GetAsync("/campaigns")).StatusCode);
    }
}
