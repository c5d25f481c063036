using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.Stations;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Campaigns.Live;

namespace SdlPortal.Tests.Campaigns.Live;

public class GanttChartTests
{
    private static GanttView Build(CampaignStory story, double now, double from = 0, double to = 1000, IReadOnlyList<PlannedRun>? planned = null, IReadOnlyList<StationView>? stations = null, TimeSpan offset = default)
    {
        var campaign = story.Campaign;
        stations ??= CampaignStory.Stations;
        var window = new GanttWindow(CampaignStory.At(from), CampaignStory.At(to), 1000, offset);
        return GanttChart.Build(campaign, stations, Scheduler.Assign(campaign, stations, CampaignStory.At(now)), planned ?? [], CampaignStory.At(now), window);
    }

    private static GanttLane Lane(GanttView view, string station, int slot = 0) =>
        view.Rows.SelectMany(r => r.Lanes).Single(l => l.Place == new Place(station, slot));

    [Fact]
    public void Each_station_has_a_row_and_each_slot_a_lane_with_the_robot_last()
    {
        var view = Build(new CampaignStory(), 0);
        Assert.Equal(["Dispenser", "Hotplate", "Probe", "Robot"], view.Rows.Select(r => r.Name));
        Assert.Equal([1, 2, 1, 1], view.Rows.Select(r => r.Lanes.Count));
        var tops = view.Rows.SelectMany(r => r.Lanes).Select(l => l.Top).ToList();
        Assert.Equal(tops.Order(), tops);
        Assert.All(tops.Zip(tops.Skip(1)), pair => Assert.True(pair.Second - pair.First >= GanttChart.BarHeight));
    }

    [Fact]
    public void A_finished_stage_lies_at_its_time_on_its_slot()
    {
        var story = new CampaignStory().Suggest(0, 1, observed: 27, pending: 4).Begin(100, 1, 0, "dispenser-1").End(160, 1, 0);
        var bar = Lane(Build(story, 400), "dispenser-1").Bars.Single(b => b.Status == BarStatus.Done);
        Assert.Equal((100, 60), (bar.X, bar.Width));
        Assert.Equal((1, "dispense", 1, "1"), (bar.Experiment, bar.StepName, bar.Attempt, bar.Text));
        Assert.Equal("experiment 1 · dispense · done · 1:00 of about 1:00 lab time · attempt 1 · suggested with 27 results, 4 pending", bar.Tooltip);
        Assert.Null(bar.ExpectedX);
    }

    [Fact]
    public void A_running_stage_reaches_to_now_and_is_expected_to_go_on()
    {
        var story = new CampaignStory().Suggest(0, 1).Begin(0, 1, 0, "dispenser-1");
        var bar = Lane(Build(story, 20), "dispenser-1").Bars.Single();
        Assert.Equal((BarStatus.Running, 0, 20, 60), (bar.Status, bar.X, bar.Width, bar.ExpectedX));
        Assert.False(bar.Overrun);
    }

    [Fact]
    public void Durations_are_in_lab_time_and_the_axis_in_clock_time()
    {
        var story = new CampaignStory(timeScale: 60).Suggest(0, 1).Begin(0, 1, 0, "dispenser-1");
        var bar = Build(story, 0.5, to: 10).Bars.Single();
        Assert.Equal((0, 50, 100), (bar.X, bar.Width, bar.ExpectedX));
        Assert.Contains("0:30 of about 1:00 lab time", bar.Tooltip, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stage_that_took_longer_than_planned_shows_where_it_should_have_ended()
    {
        var story = new CampaignStory().Suggest(0, 1).Begin(0, 1, 0, "dispenser-1").End(90, 1, 0);
        var bar = Lane(Build(story, 400), "dispenser-1").Bars.Single(b => b.Status == BarStatus.Done);
        Assert.True(bar.Overrun);
        Assert.Equal(60, bar.ExpectedX);
        Assert.Contains("0:30 longer than expected", bar.Tooltip, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_stage_and_its_second_attempt_are_two_bars()
    {
        var story = new CampaignStory().Suggest(0, 1).Begin(0, 1, 0, "dispenser-1").Fail(100, 1, 0, "the nozzle is blocked").Begin(110, 1, 0, "dispenser-1", attempt: 2);
        var bars = Lane(Build(story, 250), "dispenser-1").Bars;
        Assert.Equal([BarStatus.Failed, BarStatus.Running], bars.Select(b => b.Status));
        Assert.Equal("✕ 1", bars[0].Text);
        Assert.Contains("the nozzle is blocked", bars[0].Tooltip, StringComparison.Ordinal);
        Assert.Equal((2, "1 attempt 2"), (bars[1].Attempt, bars[1].Text));
        Assert.StartsWith("experiment 1 attempt 2 · dispense · running", bars[1].Tooltip, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(250)]
    [InlineData(900)]
    public void What_is_written_on_a_bar_stands_in_its_accessible_name(double width)
    {
        var story = new CampaignStory().Suggest(0, 1).Begin(0, 1, 0, "dispenser-1").Fail(100, 1, 0, "the nozzle is blocked").Begin(110, 1, 0, "dispenser-1", attempt: 2).Suggest(120, 2);
        var bars = Build(story, width).Bars.Where(b => b.Text.Length > 0).ToList();
        Assert.NotEmpty(bars);
        Assert.All(bars, b => Assert.Contains(b.Text.Trim(' ', '✕', '?', '↻'), b.Tooltip, StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_outcome_asks_for_a_person()
    {
        var story = new CampaignStory().Suggest(0, 1).Begin(0, 1, 0, "dispenser-1").Tell(50, new StageOutcomeUnknown(1, 0, 1, "the controller restarted"));
        var bar = Lane(Build(story, 80), "dispenser-1").Bars.Single();
        Assert.Equal((BarStatus.Unknown, "? 1"), (bar.Status, bar.Text));
        Assert.Contains("needs a person", bar.Tooltip, StringComparison.Ordinal);
        Assert.Contains("the controller restarted", bar.Tooltip, StringComparison.Ordinal);
    }

    [Fact]
    public void A_move_is_a_bar_on_the_robots_row()
    {
        var story = new CampaignStory().Suggest(0, 1).Begin(0, 1, 0, "dispenser-1").End(60, 1, 0).Begin(60, 1, 1, "robot-1", destination: new Place("hotplate-1", 1)).End(75, 1, 1);
        var bar = Lane(Build(story, 100), "robot-1").Bars.Single();
        Assert.True(bar.IsTransfer);
        Assert.Equal((60, 15, "to anneal"), (bar.X, bar.Width, bar.StepName));
    }

    [Fact]
    public void Samples_in_two_slots_of_one_station_have_a_lane_each()
    {
        var story = new CampaignStory().Suggest(0, 1).Suggest(0, 2);
        foreach (var n in new[] { 1, 2 })
        {
            story.Begin(n * 60, n, 0, "dispenser-1").End((n * 60) + 60, n, 0).Begin((n * 60) + 60, n, 1, "robot-1", destination: new Place("hotplate-1", n - 1)).End((n * 60) + 70, n, 1)
                .Begin((n * 60) + 70, n, 2, "hotplate-1", n - 1);
        }

        var view = Build(story, 300);
        Assert.Equal(1, Lane(view, "hotplate-1", 0).Bars.Single(b => b.Status == BarStatus.Running).Experiment);
        Assert.Equal(2, Lane(view, "hotplate-1", 1).Bars.Single(b => b.Status == BarStatus.Running).Experiment);
    }

    [Fact]
    public void A_queued_experiment_stands_right_of_now_at_the_station_it_waits_for_with_the_reason()
    {
        var story = new CampaignStory().Suggest(0, 1).Suggest(0, 2).Begin(0, 1, 0, "dispenser-1");
        var bar = Lane(Build(story, 20), "dispenser-1").Bars.Single(b => b.Status == BarStatus.Queued);
        Assert.Equal((2, 60, 60), (bar.Experiment, bar.X, bar.Width));
        Assert.Equal("dispenser is taken by experiment 1", bar.Reason);
        Assert.EndsWith("waits for dispenser: dispenser is taken by experiment 1", bar.Tooltip, StringComparison.Ordinal);
    }

    [Fact]
    public void A_queued_bar_becomes_the_running_bar_with_the_same_key()
    {
        var story = new CampaignStory().Suggest(0, 1).Suggest(0, 2).Begin(0, 1, 0, "dispenser-1");
        var queued = Build(story, 20).Bars.Single(b => b.Status == BarStatus.Queued);
        story.End(60, 1, 0).Begin(60, 1, 1, "robot-1", destination: new Place("hotplate-1", 0)).Begin(60, 2, 0, "dispenser-1");
        Assert.Equal(queued.Key, Build(story, 70).Bars.Single(b => b.Experiment == 2).Key);
    }

    [Fact]
    public void A_suggestion_that_waits_for_approval_says_so()
    {
        var story = new CampaignStory(d => d.Approval = "required").Suggest(0, 1);
        var bar = Build(story, 20).Bars.Single();
        Assert.Equal((BarStatus.Approval, "a person has to approve it"), (bar.Status, bar.Reason));
    }

    [Fact]
    public void Planned_runs_are_dashed_and_those_that_wait_already_are_not_drawn_twice()
    {
        var story = new CampaignStory().Suggest(0, 1).Suggest(0, 2).Begin(0, 1, 0, "dispenser-1");
        PlannedRun[] planned =
        [
            new(1, 0, "dispenser-1", 0, CampaignStory.At(0), CampaignStory.At(60)),
            new(1, 2, "hotplate-1", 1, CampaignStory.At(70), CampaignStory.At(370)),
            new(2, 0, "dispenser-1", 0, CampaignStory.At(65), CampaignStory.At(125)),
        ];
        var view = Build(story, 20, planned: planned);
        Assert.Equal(2, Lane(view, "dispenser-1").Bars.Count);
        Assert.Equal(65, Lane(view, "dispenser-1").Bars[1].X);
        var bar = Lane(view, "hotplate-1", 1).Bars.Single();
        Assert.Equal((BarStatus.Planned, 70, 300), (bar.Status, bar.X, bar.Width));
    }

    [Fact]
    public void A_sample_that_stands_in_a_slot_between_two_stages_is_seen()
    {
        var story = new CampaignStory().Suggest(0, 1).Begin(0, 1, 0, "dispenser-1").End(60, 1, 0).Begin(200, 1, 1, "robot-1", destination: new Place("hotplate-1", 0));
        var bar = Lane(Build(story, 220), "dispenser-1").Bars.Single(b => b.Status == BarStatus.Holding);
        Assert.Equal((60, 140), (bar.X, bar.Width));
        Assert.Contains("2:20", bar.Tooltip, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_the_window_shows_is_built()
    {
        var story = new CampaignStory();
        for (var n = 1; n <= 50; n++)
            story.Whole((n - 1) * 410, n, n);
        var view = Build(story, 50 * 410, from: 410 * 20, to: 410 * 21);
        Assert.All(view.Bars, b => Assert.InRange(b.Experiment, 20, 22));
        Assert.Contains(view.Bars, b => b.Experiment == 21);
    }

    [Fact]
    public void Runs_too_narrow_to_tell_apart_become_one_block_that_says_so()
    {
        var story = new CampaignStory();
        for (var n = 1; n <= 100; n++)
            story.Whole((n - 1) * 410, n, n);
        var view = Build(story, 100 * 410, from: 0, to: 410 * 1000);
        var blocks = Lane(view, "hotplate-1").Bars;
        Assert.All(blocks, b => Assert.Equal(BarStatus.Dense, b.Status));
        Assert.Equal(100, blocks.Sum(b => b.Count));
        Assert.InRange(blocks.Count, 2, 4);
        Assert.Equal($"{blocks[0].Count} runs of experiments 1 to {blocks[0].Count} · all done · zoom in to tell them apart", blocks[0].Tooltip);
        Assert.Equal(500, view.MergedRuns);
    }

    [Fact]
    public void A_failure_among_many_runs_stays_visible_on_its_own()
    {
        var story = new CampaignStory();
        for (var n = 1; n <= 40; n++)
            story.Whole((n - 1) * 410, n, n);
        story.Suggest(40 * 410, 41).Begin(40 * 410, 41, 0, "dispenser-1").Fail((40 * 410) + 60, 41, 0, "the nozzle is blocked").Begin((40 * 410) + 60, 41, 0, "dispenser-1", attempt: 2).End((40 * 410) + 120, 41, 0, attempt: 2);
        var bars = Lane(Build(story, 41 * 410, from: 0, to: 410 * 1000), "dispenser-1").Bars;
        Assert.Equal([BarStatus.Dense, BarStatus.Failed, BarStatus.Done], bars.Where(b => b.Status != BarStatus.Holding).Select(b => b.Status).TakeLast(3));
    }

    [Fact]
    public void However_many_runs_there_are_the_page_gets_few_bars()
    {
        var story = new CampaignStory();
        for (var n = 1; n <= 400; n++)
            story.Whole((n - 1) * 410, n, n);
        var view = Build(story, 400 * 410, from: 0, to: 410 * 400);
        Assert.InRange(view.Bars.Count(), 1, GanttChart.MostBars);
        Assert.Equal(2000, view.Bars.Where(b => b.Status != BarStatus.Holding).Sum(b => b.Count));
    }

    [Fact]
    public void The_now_line_is_left_out_when_now_is_not_shown()
    {
        var story = new CampaignStory().Suggest(0, 1);
        Assert.Equal(500, Build(story, 500).NowX);
        Assert.Null(Build(story, 1500).NowX);
    }

    [Fact]
    public void The_axis_shows_the_viewers_clock_and_the_time_since_the_start()
    {
        var ticks = Build(new CampaignStory(), 0, offset: TimeSpan.FromHours(2)).Ticks;
        Assert.Equal(["16:00", "16:02", "16:04"], ticks.Take(3).Select(t => t.Clock));
        Assert.Equal(["start", "+2 min", "+4 min"], ticks.Take(3).Select(t => t.SinceStart));
        Assert.Equal(120, ticks[1].X);
    }

    [Fact]
    public void A_station_that_takes_no_work_says_why_and_one_that_is_gone_keeps_its_row()
    {
        var story = new CampaignStory().Suggest(0, 1).Begin(0, 1, 0, "dispenser-9").End(60, 1, 0);
        StationView[] stations = [CampaignStory.Stations[0] with { State = new StationState(StationCondition.Faulted, "the door is open") }, .. CampaignStory.Stations.Skip(1)];
        var view = Build(story, 100, stations: stations);
        Assert.Equal("faulted: the door is open", view.Rows[0].Trouble);
        Assert.Equal(("dispenser-9", "disconnected: not part of this lab any more"), (view.Rows[^1].Name, view.Rows[^1].Trouble));
        Assert.Single(Lane(view, "dispenser-9").Bars, b => b.Status == BarStatus.Done);
    }
}
