using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Campaigns;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Tests.Campaigns;

public class CampaignTableTests : BunitContext
{
    public CampaignTableTests()
    {
        Services.AddSingleton<TimeProvider>(new VirtualTime(Summaries.Day.AddHours(4)));
        this.AddViewerInUtc();
    }

    [Fact]
    public void A_running_campaign_shows_status_progress_best_with_unit_and_strategy()
    {
        var row = Table(Summaries.Running()).Find("tbody tr").TextContent;

        Assert.Contains("running", row);
        Assert.Contains("41 of 100, 4 in flight, 2 failed", row);
        Assert.Contains("3.42×10⁶\u00a0S/m", row);
        Assert.Contains("highest conductivity", row);
        Assert.Contains("Expected improvement", row);
        Assert.Contains("3 h ago", row);
    }

    [Fact]
    public void The_best_of_a_campaign_that_minimizes_is_called_the_lowest() =>
        Assert.Contains("lowest conductivity", Table(Summaries.Running() with { Goal = Goal.Minimize }).Find("tbody tr").TextContent);

    [Fact]
    public void What_waits_for_a_person_stands_beside_the_status() =>
        Assert.Contains("2 suggestions to approve", Table(Summaries.Running() with { Attention = "2 suggestions to approve" }).Find("td[data-label=Status]").TextContent);

    [Fact]
    public void What_keeps_the_portal_from_driving_a_campaign_stands_beside_the_status()
    {
        var campaign = Summaries.Running();
        var table = Render<CampaignTable>(p => p.Add(t => t.Campaigns, [campaign]).Add(t => t.Troubles, new Dictionary<Guid, string> { [campaign.Id] = "Events cannot be recorded" }));
        Assert.Contains("Events cannot be recorded", table.Find("td[data-label=Status]").TextContent);
    }

    [Fact]
    public void A_time_is_relative_and_on_hover_the_viewers_own()
    {
        var time = Table(Summaries.Running()).Find("td[data-label=Started] time");
        Assert.Equal("3 h ago", time.TextContent);
        Assert.EndsWith("UTC+00:00", time.GetAttribute("title"));
    }

    [Fact]
    public void Only_a_campaign_that_never_started_can_be_deleted()
    {
        CampaignSummary? deleted = null;
        var draft = Summaries.NotStarted();
        var table = Render<CampaignTable>(p => p.Add(t => t.Campaigns, [Summaries.Running(), draft]).Add(t => t.Query, new CampaignQuery()).Add(t => t.Delete, c => deleted = c));

        Assert.Single(table.FindAll(".row-actions button"));
        table.Find("button[aria-label='Delete Draft']").Click();
        Assert.Equal(draft, deleted);
    }

    [Fact]
    public void A_campaign_can_be_opened_duplicated_and_exported_by_link()
    {
        var campaign = Summaries.Running();
        var links = Table(campaign).FindAll("tbody a").Select(a => a.GetAttribute("href"));
        Assert.Equal([$"/campaigns/{campaign.Id}", $"/campaigns/new?from={campaign.Id}", $"/api/campaigns/{campaign.Id}/file"], links);
    }

    [Fact]
    public void A_column_head_says_how_the_table_is_sorted_and_sorts_it()
    {
        CampaignOrder? asked = null;
        var table = Render<CampaignTable>(p => p.Add(t => t.Campaigns, [Summaries.Running()]).Add(t => t.Query, new CampaignQuery(Order: CampaignOrder.Name, Descending: false)).Add(t => t.Sort, o => asked = o));

        Assert.Equal("ascending", table.FindAll("th")[0].GetAttribute("aria-sort"));
        Assert.False(table.FindAll("th")[1].HasAttribute("aria-sort"));
        table.FindAll("th button")[2].Click();
        Assert.Equal(CampaignOrder.Progress, asked);
    }

    [Fact]
    public void A_filter_that_nothing_fits_says_so_and_offers_all()
    {
        var shownAll = false;
        var table = Render<CampaignTable>(p => p.Add(t => t.Campaigns, []).Add(t => t.Query, new CampaignQuery("x")).Add(t => t.ShowAll, () => shownAll = true));
        table.Find(".empty button").Click();
        Assert.True(shownAll);
    }

    private IRenderedComponent<CampaignTable> Table(CampaignSummary campaign) =>
        Render<CampaignTable>(p => p.Add(t => t.Campaigns, [campaign]).Add(t => t.Query, new CampaignQuery()));
}
