using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.Campaigns.Live;
using SdlPortal.Web.Layout;
using SdlPortal.Web.Live;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Tests.Campaigns.Live;

public class CampaignPageTests : BunitContext
{
    private readonly VirtualPortal portal = new(("mixer", 1), ("oven", 2), ("meter", 1));

    public CampaignPageTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        this.AddViewerInUtc();
        this.AddSignedIn();
        JSInterop.SetupModule("./Campaigns/Live/StageGantt.razor.js").SetupModule("attach", _ => true).Mode = JSRuntimeMode.Loose;
        foreach (var module in new[] { "./Campaigns/Live/Menu.razor.js", "./Campaigns/Live/DeskDialogs.razor.js" })
            JSInterop.SetupModule(module).Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(portal.Orchestrator).AddSingleton(portal.Feed).AddSingleton<ICampaignLog>(portal.Log).AddSingleton<TimeProvider>(portal.Time)
            .AddScoped<BrowserMemory>().AddSingleton(new Templates(null!, portal.Time));
    }

    private Guid Create() => portal.Orchestrator.CreateAsync(CampaignDefinition.From(Drafts.Small()), People.Ada).GetAwaiter().GetResult();

    private static string Disabled(IRenderedComponent<CampaignActions> actions, string verb) =>
        actions.FindAll("button").Single(b => b.TextContent.Trim().StartsWith(verb, StringComparison.Ordinal)).GetAttribute("aria-disabled") ?? "false";

    private IRenderedComponent<CampaignActions> Actions(Campaign campaign) =>
        Render<CampaignActions>(p => p.Add(a => a.Campaign, campaign).Add(a => a.Desk, Desk(campaign.Id)));

    private CommandDesk Desk(Guid campaign) => new(portal.Orchestrator, Services.GetRequiredService<SignedIn>(), campaign, () => { });

    [Fact]
    public void An_unknown_campaign_says_so_and_shows_the_way_out()
    {
        var page = Render<CampaignPage>(p => p.Add(c => c.Id, Guid.NewGuid()));
        Assert.Contains("There is no campaign with this address", page.Markup, StringComparison.Ordinal);
        Assert.Equal("/campaigns", page.Find("a.btn-primary").GetAttribute("href"));
    }

    [Fact]
    public void A_campaign_that_has_not_started_offers_start_and_its_tabs_are_addresses()
    {
        var id = Create();
        var page = Render<CampaignPage>(p => p.Add(c => c.Id, id));
        page.WaitForAssertion(() => Assert.Contains("Small", page.Find("h1").TextContent, StringComparison.Ordinal));
        Assert.Contains(page.FindAll("button"), b => b.TextContent.Trim() == "Start");
        Assert.Equal([$"/campaigns/{id}?tab=live", $"/campaigns/{id}?tab=experiments", $"/campaigns/{id}?tab=model", $"/campaigns/{id}?tab=advice", $"/campaigns/{id}?tab=replay", $"/campaigns/{id}?tab=events", $"/campaigns/{id}?tab=definition"], page.FindAll("nav.tabs a").Select(a => a.GetAttribute("href")));
        Assert.Equal("Live", page.Find("nav.tabs a[aria-current]").TextContent);
    }

    [Fact]
    public void The_address_chooses_the_tab()
    {
        var id = Create();
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/campaigns/{id}?tab=events");
        var page = Render<CampaignPage>(p => p.Add(c => c.Id, id));
        page.WaitForAssertion(() => Assert.Contains("The campaign Small was created.", page.Markup, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("model", "A model needs results of two different configurations")]
    [InlineData("advice", "No advice was taken")]
    [InlineData("replay", "What if")]
    public void A_tab_that_reads_the_address_opens_from_another_one(string tab, string shown)
    {
        var id = Create();
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo($"/campaigns/{id}?tab=definition");
        var page = Render<CampaignPage>(p => p.Add(c => c.Id, id));
        page.WaitForAssertion(() => Assert.Equal("Definition", page.Find("nav.tabs a[aria-current]").TextContent));

        navigation.NavigateTo($"/campaigns/{id}?tab={tab}");

        page.WaitForAssertion(() => Assert.Contains(shown, page.Find("nav.tabs ~ *").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Commands_are_enabled_by_the_campaigns_rules()
    {
        var running = new CampaignStory().Suggest(0, 1);
        var actions = Actions(running.Campaign);
        Assert.Equal("false", Disabled(actions, "Pause"));
        Assert.Equal("false", Disabled(actions, "Finish what runs"));
        Assert.Equal("true", Disabled(actions, "Edit the definition"));
        Assert.Contains("its definition is part of the record", actions.Markup, StringComparison.Ordinal);

        var notStarted = Actions(new CampaignStory(start: false).Campaign);
        Assert.Equal("false", Disabled(notStarted, "Start"));
        Assert.Equal("true", Disabled(notStarted, "Abort what runs"));
        Assert.Equal("false", Disabled(notStarted, "Edit the definition"));

        var paused = Actions(running.Tell(10, new CampaignPaused("lunch"), "Ada").Campaign);
        Assert.Equal("false", Disabled(paused, "Resume"));
        var finished = Actions(running.Tell(20, new CampaignFinished(FinishReason.Stopped)).Campaign);
        Assert.Equal("true", Disabled(finished, "Pause"));
        Assert.Equal("true", Disabled(finished, "Insert an experiment"));
    }

    [Fact]
    public async Task A_refusal_stays_until_it_is_dismissed()
    {
        var id = Create();
        var desk = Desk(id);
        await desk.PauseAsync();
        var notice = Render<DeskDialogs>(p => p.Add(d => d.Desk, desk));
        Assert.Contains("Pause was refused", notice.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Contains("The campaign has not started.", notice.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        notice.Find("[role=alert] button").Click();
        Assert.Empty(notice.FindAll("[role=alert]"));
    }

    [Fact]
    public void Stopping_names_the_campaign_and_the_consequence_before_it_happens()
    {
        var story = new CampaignStory().Suggest(0, 1).Suggest(0, 2).Begin(0, 1, 0, "dispenser-1");
        var desk = Desk(story.Campaign.Id);
        desk.AskStop(story.Campaign, StopMode.AbortRunning);
        var dialog = Render<DeskDialogs>(p => p.Add(d => d.Desk, desk)).Find("dialog");
        Assert.Contains("Stop Coatings", dialog.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 stage at work is aborted", dialog.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejection_needs_a_reason()
    {
        var story = new CampaignStory(d => d.Approval = "required").Suggest(0, 1);
        var desk = Desk(story.Campaign.Id);
        await desk.DoAsync(ExperimentAction.Reject, story.Campaign, story.Campaign.Experiment(1));
        var dialog = Render<DeskDialogs>(p => p.Add(d => d.Desk, desk));
        dialog.Find("form").Submit();
        Assert.Contains("Give a reason", dialog.Find(".field-error").TextContent, StringComparison.Ordinal);
        Assert.Empty(desk.Refusals);
    }

    [Fact]
    public async Task A_wrong_value_is_named_at_its_field_and_nothing_is_sent()
    {
        Configuration? sent = null;
        var space = new CampaignStory().Campaign.Definition.Space;
        var desk = Desk(CampaignStory.Id);
        desk.Ask(new DeskQuestion.Configure("Insert", "Insert", space, CampaignStory.Recipe(), (configuration, _) =>
        {
            sent = configuration;
            return Task.CompletedTask;
        }));
        var dialog = Render<DeskDialogs>(p => p.Add(d => d.Desk, desk));
        dialog.Find("#desk-temperature").Input("900");
        Assert.Equal("true", dialog.Find("#desk-temperature").GetAttribute("aria-invalid"));
        Assert.Equal("900 is not between 100 and 300 °C.", dialog.Find("#desk-temperature-hint").TextContent);
        await dialog.Find("form").SubmitAsync();
        Assert.Null(sent);
        dialog.Find("#desk-temperature").Input("250");
        await dialog.Find("form").SubmitAsync();
        Assert.Equal(CampaignStory.Recipe(250), sent);
    }
}
