using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.People;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Accounts;

namespace SdlPortal.Tests.Accounts;

/// <summary>Accounts on the real server: how people come to them, and how they lose them.</summary>
public sealed class AccountBookTests(RunningPortal portal) : IClassFixture<RunningPortal>
{
    [Fact]
    public async Task There_is_a_first_administrator_once_and_never_again()
    {
        var first = portal.Services.GetRequiredService<FirstAdministrator>();

        Assert.Null(await first.AwaitAsync());
        Assert.False(first.IsAwaited);
        await Assert.ThrowsAsync<RefusedException>(() => first.BecomeAsync("", "Eve", "eve", RunningPortal.Password));
        using var stranger = portal.Stranger();
        Assert.Contains("There is an administrator", await stranger.GetStringAsync(OpenDoors.First), StringComparison.Ordinal);
        await Assert.ThrowsAsync<RefusedException>(() => portal.Accounts.AddFirstAsync("Eve", "eve", RunningPortal.Password, default));
    }

    [Fact]
    public async Task An_invited_person_chooses_a_password_by_a_link_that_is_good_once()
    {
        var link = await portal.Accounts.InviteAsync("Frida", "frida@lab.example", [Role.Researcher], People.Dora);
        using var frida = portal.Stranger();

        Assert.Contains("For the account of Frida", await frida.GetStringAsync(link.Path), StringComparison.Ordinal);
        Assert.Contains("at least 12 characters", await (await UseAsync(frida, link, "short")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("Your password is set", await (await UseAsync(frida, link, RunningPortal.Password)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("not good any more", await frida.GetStringAsync(link.Path), StringComparison.Ordinal);

        var signedIn = await RunningPortal.SignInAsync(frida, "frida@lab.example", RunningPortal.Password);
        Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
        var cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie"), c => c.StartsWith("SdlPortal=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, (await frida.GetAsync("/campaigns/new")).StatusCode);
        Assert.Equal(["password chosen by one-time link", "invited as researcher, signing in as frida@lab.example"], (await portal.Accounts.HistoryAsync()).Where(e => e.Account == "Frida").Select(e => e.What));
    }

    [Fact]
    public async Task A_newer_link_makes_the_one_before_void()
    {
        var before = await portal.Accounts.InviteAsync("Gus", "gus", [Role.Viewer], People.Dora);
        var id = QueryHelpers.ParseQuery(before.Path[before.Path.IndexOf('?', StringComparison.Ordinal)..])["account"].ToString();
        var after = await portal.Accounts.RenewLinkAsync(id, People.Dora);
        using var gus = portal.Stranger();

        Assert.Contains("not good any more", await gus.GetStringAsync(before.Path), StringComparison.Ordinal);
        Assert.Contains("Choose your password", await gus.GetStringAsync(after.Path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_administrator_who_can_sign_in_stays_one()
    {
        var dora = (await portal.Accounts.ListAsync()).Single(a => a.Name == "Dora");
        await portal.Accounts.InviteAsync("Hal", "hal", [Role.Administrator], People.Dora); // Invited only: nobody has Hal's password yet.

        Assert.Contains("last administrator", (await Assert.ThrowsAsync<RefusedException>(() => portal.Accounts.LockAsync(dora.Id, People.Dora))).Message, StringComparison.Ordinal);
        Assert.Contains("last administrator", (await Assert.ThrowsAsync<RefusedException>(() => portal.Accounts.ChangeRolesAsync(dora.Id, [Role.Viewer], People.Dora))).Message, StringComparison.Ordinal);
        Assert.Equal([Role.Administrator], (await portal.Accounts.ListAsync()).Single(a => a.Name == "Dora").Roles);
    }

    [Theory]
    [InlineData(" dora ")]
    [InlineData("Portal")]
    [InlineData("console")]
    [InlineData(" ")]
    public async Task A_name_that_the_records_could_mistake_is_refused(string name) =>
        await Assert.ThrowsAsync<RefusedException>(() => portal.Accounts.InviteAsync(name, "somebody-new", [Role.Viewer], People.Dora));

    [Fact]
    public async Task Five_wrong_passwords_lock_an_account_for_a_while_and_a_stranger_learns_nothing_from_the_answer()
    {
        using var ivo = await OpenedAsync("Ivo", "ivo");
        using var stranger = portal.Stranger();
        var unknown = await (await RunningPortal.SignInAsync(stranger, "nobody-at-all", "wrong wrong wrong")).Content.ReadAsStringAsync();
        for (var i = 0; i < AccountsRegistration.MostWrongPasswords; i++)
            Assert.Equal(Notice(unknown), Notice(await (await RunningPortal.SignInAsync(stranger, "ivo", "wrong wrong wrong")).Content.ReadAsStringAsync()));

        Assert.Equal(Notice(unknown), Notice(await (await RunningPortal.SignInAsync(stranger, "ivo", RunningPortal.Password)).Content.ReadAsStringAsync()));
        Assert.Equal(HttpStatusCode.OK, (await ivo.GetAsync("/campaigns")).StatusCode); // Whoever was signed in stays so.
    }

    [Theory]
    [InlineData("/campaigns?sort=x", "/campaigns?sort=x")]
    [InlineData("https://elsewhere.example/", "/")]
    [InlineData("//elsewhere.example", "/")]
    [InlineData("/\\elsewhere.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData(null, "/")]
    public void Signing_in_leads_to_addresses_within_the_portal_alone(string? asked, string led) => Assert.Equal(led, AccountEndpoints.Local(asked));

    [Fact]
    public async Task A_form_without_its_token_is_not_taken()
    {
        using var stranger = portal.Stranger();

        var answer = await stranger.PostAsync(OpenDoors.Demo, new FormUrlEncodedContent([KeyValuePair.Create("who", DemoSignIn.Ada.Id)]));
        var password = await stranger.PostAsync(OpenDoors.SignIn, new FormUrlEncodedContent([KeyValuePair.Create("_handler", "sign-in"), KeyValuePair.Create("Form.SignInName", "dora@lab.example"), KeyValuePair.Create("Form.Password", RunningPortal.Password)]));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (answer.StatusCode, password.StatusCode));
    }

    private async Task<HttpClient> OpenedAsync(string name, string signInName)
    {
        var client = portal.Stranger();
        await UseAsync(client, await portal.Accounts.InviteAsync(name, signInName, [Role.Researcher], People.Dora), RunningPortal.Password);
        Assert.Equal(HttpStatusCode.Found, (await RunningPortal.SignInAsync(client, signInName, RunningPortal.Password)).StatusCode);
        return client;
    }

    private static Task<HttpResponseMessage> UseAsync(HttpClient client, OneTimeLink link, string password) =>
        RunningPortal.PostAsync(client, link.Path, link.Path, ("_handler", "link"), ("Form.Password", password), ("Form.Again", password));

    private static string Notice(string page) => page[page.IndexOf("role=\"alert\"", StringComparison.Ordinal)..].Split('<')[0];
}
