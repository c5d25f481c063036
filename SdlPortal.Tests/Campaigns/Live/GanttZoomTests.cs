using SdlPortal.Domain.Campaigns;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Campaigns.Live;

namespace SdlPortal.Tests.Campaigns.Live;

public class GanttZoomTests
{
    private static GanttWindow Window(GanttZoom zoom, double now) => zoom.Window(new CampaignStory().Campaign, CampaignStory.At(now), null, 1000, TimeSpan.Zero);

    [Fact]
    public void Fit_shows_from_the_start_to_beyond_now()
    {
        var window = Window(GanttZoom.Fit, 1000);
        Assert.InRange(window.From, CampaignStory.At(-60), CampaignStory.Start);
        Assert.True(window.To > CampaignStory.At(1000));
    }

    [Fact]
    public void The_last_hour_follows_now_in_steps_so_that_bars_stand_still_between()
    {
        var zoom = GanttZoom.Last(TimeSpan.FromHours(1));
        var window = Window(zoom, 10_000);
        Assert.Equal(TimeSpan.FromHours(1), window.Span);
        Assert.InRange(window.X(CampaignStory.At(10_000)), 600, 800);
        var distinct = Enumerable.Range(0, 60).Select(s => Window(zoom, 10_000 + s).From).Distinct().Count();
        Assert.InRange(distinct, 1, 2);
        Assert.NotEqual(window.From, Window(zoom, 10_300).From);
    }

    [Fact]
    public void Zooming_keeps_the_moment_under_the_pointer_in_place()
    {
        var shown = Window(GanttZoom.Fit, 1000);
        var moment = shown.From + (shown.Span * 0.3);
        var zoomed = Window(GanttZoom.Fit.By(0.5, shown, 0.3), 1000);
        Assert.Equal(300, zoomed.X(moment), 3);
        Assert.Equal(shown.Span / 2, zoomed.Span);
    }

    [Fact]
    public void Panning_stops_following_and_keeps_the_span()
    {
        var shown = Window(GanttZoom.Last(TimeSpan.FromMinutes(10)), 1000);
        var moved = GanttZoom.Moved(shown, TimeSpan.FromMinutes(-3));
        Assert.Equal(shown.From.AddMinutes(-3), Window(moved, 1000).From);
        Assert.Equal(Window(moved, 1000), Window(moved, 5000));
    }

    [Fact]
    public void After_the_end_the_last_hour_is_the_campaigns_last_and_zooming_stays_where_one_looks()
    {
        var campaign = new CampaignStory().Tell(7200, new CampaignFinished(FinishReason.Stopped)).Campaign;
        var window = GanttZoom.Last(TimeSpan.FromHours(1)).Window(campaign, CampaignStory.At(90_000), null, 1000, TimeSpan.Zero);
        Assert.Equal((CampaignStory.At(3600), CampaignStory.At(7200)), (window.From, window.To));
        var zoomed = GanttZoom.Fit.By(0.5, window, ended: true).Window(campaign, CampaignStory.At(90_000), null, 1000, TimeSpan.Zero);
        Assert.Equal(CampaignStory.At(4500), zoomed.From);
    }

    [Fact]
    public void No_zoom_goes_below_two_seconds() =>
        Assert.Equal(GanttZoom.Shortest, GanttZoom.Last(TimeSpan.FromSeconds(3)).By(0.1, Window(GanttZoom.Last(TimeSpan.FromSeconds(3)), 100)).Span);
}
