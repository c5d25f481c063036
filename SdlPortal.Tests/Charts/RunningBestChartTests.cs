using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Charts;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Tests.Charts;

public class RunningBestChartTests
{
    [Fact]
    public void Results_stand_in_the_order_of_arrival_with_the_best_so_far_as_steps()
    {
        var plot = RunningBestChart.Build(Measured("maximize", (1, 4), (2, 2), (3, 7)))!;
        var best = plot.Traces[^1];

        Assert.Equal("Running best (highest)", best.Name);
        Assert.Equal([1, 2, 3], best.X);
        Assert.Equal([4, 4, 7], best.Y);
        Assert.Equal("hv", best.Line!.Shape);
        Assert.Equal("y (g)", plot.Layout.YAxis.Title);
    }

    [Fact]
    public void A_goal_to_minimize_has_a_running_minimum()
    {
        var best = RunningBestChart.Build(Measured("minimize", (1, 4), (2, 5), (3, 1)))!.Traces[^1];
        Assert.Equal("Running best (lowest)", best.Name);
        Assert.Equal([4, 4, 1], best.Y);
    }

    [Fact]
    public void A_target_has_the_closest_result_as_its_best()
    {
        var campaign = Measured(d => (d.Objectives[0].Goal, d.Objectives[0].Target) = ("target", 5), (1, [9]), (2, [4]), (3, [6.5]), (4, [4.5]));
        var best = RunningBestChart.Build(campaign)!.Traces[^1];
        Assert.Equal("Running best (closest)", best.Name);
        Assert.Equal([9, 4, 4, 4.5], best.Y);
        Assert.Equal(4, campaign.Best!.Number);
    }

    [Fact]
    public void Results_that_break_a_bound_are_drawn_and_are_never_the_best()
    {
        static void Bounded(CampaignDraft draft)
        {
            draft.Objectives.Add(new ObjectiveDraft { Name = "heat", Goal = "measure" });
            draft.OutcomeConstraints.Add(new OutcomeConstraintDraft { Outcome = "heat", Relation = "<=", Value = 1 });
        }

        var none = Measured(Bounded, (1, [9, 2]));
        Assert.Null(none.Best);
        Assert.Empty(RunningBest.Of(none));
        Assert.DoesNotContain(RunningBestChart.Build(none)!.Traces, t => t.Name!.StartsWith("Running best", StringComparison.Ordinal));
        Assert.Contains("breaks a bound", RunningBestChart.Build(none)!.Traces[0].Text![0], StringComparison.Ordinal);

        var some = Measured(Bounded, (1, [9, 2]), (2, [3, 1]), (3, [8, 1.5]), (4, [4, 0]));
        Assert.Equal(4, some.Best!.Number);
        Assert.Equal([2, 3, 4], RunningBestChart.Build(some)!.Traces[^1].X);
        Assert.Equal([3, 3, 4], RunningBestChart.Build(some)!.Traces[^1].Y);
        Assert.Equal([3, 3, 4], RunningBest.Of(some));
        Assert.DoesNotContain(RunningBestChart.Build(some, 1)!.Traces, t => t.Name!.StartsWith("Running best", StringComparison.Ordinal));
    }

    [Fact]
    public void Desirability_decides_which_result_is_the_best()
    {
        static void Combined(CampaignDraft draft)
        {
            draft.Combine = "desirability";
            (draft.Objectives[0].Low, draft.Objectives[0].High) = (0, 10);
            draft.Objectives.Add(new ObjectiveDraft { Name = "cost", Goal = "minimize", Low = 0, High = 4 });
        }

        var campaign = Measured(Combined, (1, [10, 4]), (2, [5, 2]), (3, [9, 3.9]));
        var plot = RunningBestChart.Build(campaign)!;
        Assert.Equal(2, campaign.Best!.Number);
        Assert.Equal("desirability", plot.Layout.YAxis.Title);
        Assert.Equal([0, 0.5, 0.5], plot.Traces[^1].Y);
        Assert.Equal([10, 10, 10], RunningBestChart.Build(campaign, 0)!.Traces[^1].Y);
    }

    [Fact]
    public void Initial_design_strategy_and_hand_are_told_apart()
    {
        var plot = RunningBestChart.Build(Measured("maximize", (1, 4), (2, 2), (3, 7), (4, 1)))!;
        Assert.Equal(["Initial design", "Chosen by the strategy", "Inserted by hand", "Running best (highest)"], plot.Traces.Select(t => t.Name));
        Assert.Equal([4, 2], plot.Traces[0].Y);
        Assert.Equal([7], plot.Traces[1].Y);
        Assert.Equal([1], plot.Traces[2].Y);
        Assert.Contains("experiment 3", plot.Traces[1].Text![0]);
    }

    [Fact]
    public void Prior_results_come_first_and_count_towards_the_best()
    {
        var campaign = Measured("maximize", (1, 4));
        campaign.Apply(Recorded(campaign, new PriorResultsAdded("old.csv", [new Observation(X(9), [6])])));

        var plot = RunningBestChart.Build(campaign)!;

        Assert.Equal("Prior results", plot.Traces[0].Name);
        Assert.Equal([6, 6], plot.Traces[^1].Y);
        Assert.Equal(["1", "", "Prior results", "6", "6"], plot.Table.Rows[0]);
        Assert.Equal(["2", "1", "Initial design", "4", "6"], plot.Table.Rows[1]);
    }

    [Fact]
    public void Of_very_many_results_the_best_and_worst_of_each_stretch_are_drawn_and_nothing_is_lost_from_line_and_table()
    {
        var campaign = Measured("maximize");
        campaign.Apply(Recorded(campaign, new PriorResultsAdded("old.csv", [.. Enumerable.Range(1, 1999).Select(i => new Observation(X(i % 10), [i * 7919 % 2003]))])));
        campaign.Apply(Recorded(campaign, new ExperimentCompleted(1, [-5])));
        var values = campaign.Observations().Select(o => o.Values[0]).ToList();

        var plot = RunningBestChart.Build(campaign)!;
        var points = plot.Traces.Where(t => t.Mode == "markers").SelectMany(t => t.X.Zip(t.Y)).ToList();

        Assert.InRange(points.Count, 100, RunningBestChart.MostPoints + 1);
        Assert.All(points, p => Assert.Equal(values[(int)p.First - 1], p.Second));
        Assert.Equal(values.Chunk(16).Sum(c => c.Min() + c.Max()), points.Sum(p => p.Second));
        Assert.Equal(2000, plot.Traces[^1].X[^1]);
        foreach (var (x, y) in plot.Traces[^1].X.Zip(plot.Traces[^1].Y))
            Assert.Equal(values.Take((int)x).Max(), y);
        Assert.Equal(values.Distinct().Count(v => values.IndexOf(v) is var i && v == values.Take(i + 1).Max()) + 1, plot.Traces[^1].X.Count);
        Assert.Equal(2000, plot.Table.Rows.Count);
        Assert.Contains("every 16 of 2,000 results", plot.Note);
    }

    [Fact]
    public void Without_results_there_is_no_plot() => Assert.Null(RunningBestChart.Build(Measured("maximize")));

    [Fact]
    public void Names_are_no_markup_for_the_plot_library() => Assert.Equal("a &lt;b&gt; &amp; c", Plot.Text("a <b> & c"));

    [Fact]
    public void The_figure_names_attributes_as_the_plot_library_does()
    {
        var json = RunningBestChart.Build(Measured("maximize", (1, 4)))!.ToJson();
        Assert.Contains("\"hovertemplate\":", json);
        Assert.Contains("\"uirevision\":\"keep\"", json);
        Assert.Contains("\"xaxis\":{\"title\":\"Results, in the order of arrival\"", json);
    }

    [Fact]
    public void A_cell_with_a_comma_or_quote_is_quoted_in_the_csv() =>
        Assert.Equal("\"a, b\",c\r\n\"say \"\"x\"\"\",2\r\n", new PlotTable(["a, b", "c"], [["say \"x\"", "2"]]).ToCsv());

    /// <summary>Experiments 1 and 2 are the initial design, 3 the strategy's, 4 by hand; results arrive in the given order.</summary>
    private static Campaign Measured(string goal, params (int Number, double Value)[] results) =>
        Measured(d => d.Objectives[0].Goal = goal, [.. results.Select(r => (r.Number, new[] { r.Value }))]);

    private static Campaign Measured(Action<CampaignDraft> change, params (int Number, double[] Values)[] results)
    {
        var draft = Drafts.Small(10, 4);
        change(draft);
        var campaign = new Campaign(Guid.NewGuid());
        campaign.Apply(Recorded(campaign, new CampaignCreated(CampaignDefinition.From(draft))));
        campaign.Apply(Recorded(campaign, new CampaignStarted(1)));
        for (var n = 1; n <= 4; n++)
        {
            var source = n <= 2 ? SuggestionSource.Initial : n == 3 ? SuggestionSource.Strategy : SuggestionSource.Manual;
            campaign.Apply(Recorded(campaign, new ExperimentSuggested(n, source, X(n), new Rationale { Strategy = "random", Observed = 0, Pending = 0 })));
        }

        foreach (var (number, values) in results)
            campaign.Apply(Recorded(campaign, new ExperimentCompleted(number, [.. values])));
        return campaign;
    }

    private static Configuration X(double value) => new([KeyValuePair.Create("x", ParameterValue.Of(value))]);

    private static RecordedEvent Recorded(Campaign campaign, CampaignEvent item) => new(campaign.Id, campaign.Sequence + 1, item, VirtualPortal.Start, "Ada", "");
}
