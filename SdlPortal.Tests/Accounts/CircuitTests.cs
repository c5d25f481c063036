using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.People;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.Campaigns.Live;

namespace SdlPortal.Tests.Accounts;

/// <summary>What an open circuit lets its person do, also after the person's account has changed.</summary>
public sealed class CircuitTests(RunningPortal running) : BunitContext, IClassFixture<RunningPortal>
{
    [Fact]
    public async Task A_viewers_circuit_cannot_command_and_says_why()
    {
        var portal = new VirtualPortal();
        var id = await portal.Orchestrator.CreateAsync(CampaignDefinition.From(Drafts.Small()), People.Ada);
        var desk = new CommandDesk(portal.Orchestrator, SignedInAs.Of(People.Cleo), id, () => { });

        await desk.StartAsync();

        Assert.Contains("needs the role researcher or PI; Cleo is viewer", Assert.Single(desk.Refusals), StringComparison.Ordinal);
        Assert.Equal(CampaignStatus.NotStarted, Campaign.Fold(id, await portal.Log.ReadAsync(id)).Status);
    }

    [Fact]
    public void A_viewers_buttons_are_there_disabled_with_the_reason()
    {
        var portal = new VirtualPortal();
        var campaign = new CampaignStory(start: false).Campaign;
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./Campaigns/Live/Menu.razor.js").Mode = JSRuntimeMode.Loose;
        var actions = Render<CampaignActions>(p => p.Add(a => a.Campaign, campaign).Add(a => a.Desk, new CommandDesk(portal.Orchestrator, SignedInAs.Of(People.Cleo), campaign.Id, () => { })));

        var start = actions.FindAll("button").First(b => b.TextContent.Trim() == "Start");

        Assert.Equal("true", start.GetAttribute("aria-disabled"));
        Assert.Contains("Cleo is viewer", start.GetAttribute("title"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_that_change_count_at_once_on_an_open_circuit_and_a_locked_account_is_signed_out()
    {
        await running.Accounts.InviteAsync("Jo", "jo", [Role.Viewer], People.Dora);
        var jo = (await running.Accounts.ListAsync()).Single(a => a.Name == "Jo");
        await using var scope = running.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var principal = await services.GetRequiredService<IUserClaimsPrincipalFactory<Account>>().CreateAsync((await services.GetRequiredService<UserManager<Account>>().FindByIdAsync(jo.Id))!);
        using var circuit = new CircuitSignIn(NullLoggerFactory.Instance, running.Accounts, services.GetRequiredService<IOptions<IdentityOptions>>());
        circuit.SetAuthenticationState(Task.FromResult(new AuthenticationState(principal)));

        await running.Accounts.ChangeRolesAsync(jo.Id, [Role.Researcher], People.Dora);
        await UntilAsync(circuit, a => a.May(Deed.RunCampaigns));
        await running.Accounts.ChangeRolesAsync(jo.Id, [Role.Viewer], People.Dora);
        await UntilAsync(circuit, a => !a.May(Deed.RunCampaigns) && a.May(Deed.Look));
        await running.Accounts.LockAsync(jo.Id, People.Dora);
        await UntilAsync(circuit, a => a == SignedIn.Nobody);
    }

    private static async Task UntilAsync(CircuitSignIn circuit, Func<Actor, bool> reached)
    {
        for (var i = 0; i < 500; i++)
        {
            if (reached(ActorClaims.Read((await circuit.GetAuthenticationStateAsync()).User)))
                return;
            await Task.Delay(20);
        }

        Assert.Fail("The circuit still has who was signed in before.");
    }
}
