using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Stations;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Campaigns.Live;

namespace SdlPortal.Tests.Campaigns.Live;

public class StageGanttTests : BunitContext
{
    private readonly BunitJSModuleInterop script;
    private int? opened;

    public StageGanttTests()
    {
        var module = JSInterop.SetupModule("./Campaigns/Live/StageGantt.razor.js");
        script = module.SetupModule("attach", _ => true);
        script.Mode = JSRuntimeMode.Loose;
    }

    private IRenderedComponent<StageGantt> Draw(CampaignStory story, double now) => Render<StageGantt>(p => p
        .Add(g => g.Campaign, story.Campaign)
        .Add(g => g.Stations, CampaignStory.Stations)
        .Add(g => g.Now, CampaignStory.At(now))
        .Add(g => g.OnOpen, EventCallback.Factory.Create<int>(this, n => opened = n)));

    private static void Move(IRenderedComponent<StageGantt> gantt, CampaignStory story, double now) =>
        gantt.Render(p => p.Add(g => g.Campaign, story.Campaign).Add(g => g.Now, CampaignStory.At(now)));

    private static CampaignStory Busy() => new CampaignStory().Whole(0, 1, 5).Suggest(0, 2).Suggest(0, 3, observed: 27, pending: 4)
        .Begin(60, 2, 0, "dispenser-1").End(120, 2, 0).Begin(120, 2, 1, "robot-1", destination: new Place("hotplate-1", 1)).End(130, 2, 1).Begin(130, 2, 2, "hotplate-1", 1)
        .Begin(400, 3, 0, "dispenser-1");

    [Fact]
    public void Every_bar_has_an_accessible_name_with_its_story()
    {
        var gantt = Draw(Busy(), 420);
        var bars = gantt.FindAll("g.gantt-bar");
        Assert.Equal(9, bars.Count);
        Assert.All(bars, b => Assert.Equal("link", b.GetAttribute("role")));
        Assert.Contains(bars, b => b.GetAttribute("aria-label") == "experiment 3 · dispense · running · 0:20 of about 1:00 lab time · attempt 1 · suggested with 27 results, 4 pending");
    }

    [Fact]
    public void Statuses_are_told_apart_by_class_sign_and_word()
    {
        var story = new CampaignStory().Suggest(0, 1).Suggest(0, 2).Begin(0, 1, 0, "dispenser-1").Fail(300, 1, 0, "the nozzle is blocked").Begin(310, 1, 0, "dispenser-1", attempt: 2).Tell(350, new StageOutcomeUnknown(1, 0, 2, "no answer"));
        var gantt = Draw(story, 600);
        Assert.Equal("✕ 1", gantt.Find("g.failed text").TextContent);
        Assert.Contains("failed", gantt.Find("g.failed").GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.StartsWith("? 1", gantt.Find("g.unknown text").TextContent, StringComparison.Ordinal);
        Assert.Single(gantt.FindAll("g.failed rect.gantt-pattern"));
        Assert.Contains("waits for dispenser: dispenser is taken by experiment 1", gantt.Find("g.queued").GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_running_bar_grows_in_the_browser_and_shows_where_it_is_expected_to_end()
    {
        var gantt = Draw(Busy(), 420);
        Assert.Equal(2, gantt.FindAll("g.running rect[data-grows]").Count);
        Assert.Equal(2, gantt.FindAll("g.running rect.gantt-expected").Count);
        Assert.Equal("true", gantt.Find("svg.gantt-svg").GetAttribute("data-live"));
        Assert.NotNull(gantt.Find("[data-nowline]"));
    }

    [Fact]
    public void One_bar_at_a_time_is_in_the_tab_order_and_arrows_move_it()
    {
        var gantt = Draw(Busy(), 420);
        string Entry() => gantt.FindAll("g.gantt-bar[tabindex='0']").Single().GetAttribute("data-key")!;
        Assert.Equal("r3-0-1", Entry());
        gantt.Find("svg.gantt-svg").FocusIn();
        gantt.Find("svg.gantt-svg").KeyDown("ArrowLeft");
        Assert.Equal("r2-0-1", Entry());
        gantt.Find("svg.gantt-svg").KeyDown("ArrowDown");
        Assert.Equal("r1-2-1", Entry());
        gantt.Find("svg.gantt-svg").KeyDown("ArrowDown");
        Assert.Equal("r2-2-1", Entry());
        Assert.Equal(3, script.Invocations["focusBar"].Count);
        Assert.Equal("r2-2-1", script.Invocations["focusBar"][2].Arguments[0]);
    }

    [Fact]
    public void Enter_and_click_open_the_experiment()
    {
        var gantt = Draw(Busy(), 420);
        gantt.Find("svg.gantt-svg").KeyDown("Enter");
        Assert.Equal(3, opened);
        gantt.Find("g[data-key='r2-2-1']").Click();
        Assert.Equal(2, opened);
    }

    [Fact]
    public void New_events_keep_the_bars_elements_and_the_focus()
    {
        var story = Busy();
        var gantt = Draw(story, 420);
        gantt.Find("svg.gantt-svg").FocusIn();
        gantt.Find("svg.gantt-svg").KeyDown("ArrowLeft");
        story.End(460, 3, 0);
        Move(gantt, story, 470);
        Assert.Contains("done", gantt.Find("g[data-key='r3-0-1']").ClassList);
        Assert.Equal("r2-0-1", gantt.Find("g.gantt-bar[tabindex='0']").GetAttribute("data-key"));
    }

    [Fact]
    public void Nothing_is_drawn_again_within_a_second_without_events()
    {
        var story = Busy();
        var gantt = Draw(story, 420);
        var before = gantt.RenderCount;
        Move(gantt, story, 420.2);
        Move(gantt, story, 420.4);
        Assert.Equal(before, gantt.RenderCount);
        Move(gantt, story, 421.1);
        Assert.Equal(before + 1, gantt.RenderCount);
    }

    [Fact]
    public async Task Zoom_and_pan_change_the_window()
    {
        var gantt = Draw(Busy(), 420);
        long Span() => long.Parse(gantt.Find("svg.gantt-svg").GetAttribute("data-span")!);
        long From() => long.Parse(gantt.Find("svg.gantt-svg").GetAttribute("data-from")!);
        var (span, from) = (Span(), From());
        gantt.Find("[aria-label='Zoom in']").Click();
        Assert.Equal(span / 2.0, Span(), 1.0);
        gantt.FindAll("button").Single(b => b.TextContent == "Fit").Click();
        Assert.Equal((span, from), (Span(), From()));
        await gantt.InvokeAsync(() => gantt.Instance.Panned(-100));
        Assert.Equal(from - (span / 10.0), From(), 1.0);
        Assert.Contains(gantt.FindAll("button"), b => b.TextContent == "Follow now");
    }

    [Fact]
    public void The_same_bars_are_there_as_a_table()
    {
        var gantt = Draw(Busy(), 420);
        gantt.FindAll("button").Single(b => b.TextContent == "Show as a table").Click();
        var rows = gantt.FindAll(".table-scroll tbody tr").Select(r => r.TextContent).ToList();
        Assert.Contains(rows, r => r.Contains("Hotplate", StringComparison.Ordinal) && r.Contains("anneal", StringComparison.Ordinal) && r.Contains("4:50", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_thousand_experiments_make_a_page_of_few_elements()
    {
        var story = new CampaignStory();
        var suggested = new CampaignStory().Whole(0, 1, 1).Events.Skip(2).ToList();
        for (var n = 1; n <= 2000; n++)
        {
            foreach (var item in suggested)
                story.Tell((n - 1) * 410 + (item.At - CampaignStory.Start).TotalSeconds, item.Event.For(n));
        }

        var gantt = Draw(story, 2000 * 410);
        Assert.InRange(gantt.FindAll("svg *").Count, 10, 1500);
        gantt.FindAll("button").Single(b => b.TextContent == "Fit").Click();
        Assert.InRange(gantt.FindAll("svg *").Count, 10, 1500);
    }
}

internal static class EventNumbers
{
    public static CampaignEvent For(this CampaignEvent item, int experiment) => item switch
    {
        ExperimentSuggested e => e with { Experiment = experiment },
        StageStarted e => e with { Experiment = experiment },
        StageFinished e => e with { Experiment = experiment },
        ExperimentCompleted e => e with { Experiment = experiment },
        _ => throw new NotSupportedException(item.GetType().Name),
    };
}
