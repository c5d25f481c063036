using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.MetaAnalysis.Similarity;

namespace SdlPortal.Tests.MetaAnalysis.Analysis;

/// <summary>Which runs of a task are kept for campaigns to start from.</summary>
public sealed class DonorChoiceTests
{
    [Fact]
    public void The_best_runs_are_kept_and_the_others_are_spread_over_outcomes_and_over_the_space()
    {
        var runs = PlantedTasks.Runs(2, 3000).Analyzed(OutcomeScale.Raw);
        var donors = DonorChoice.Of(runs, null, seed: 1);

        Assert.Equal([("task 0", 150, 3000, 0.5), ("task 1", 150, 3000, 0.5)], donors.Select(d => (d.Task, d.Runs.Count, d.OfRuns, d.Weight)));
        var own = runs.Outcomes.Where((_, i) => runs.Tasks.Codes[i] == 0).OrderDescending().ToArray();
        var kept = donors[0].Runs.Select(r => r.Outcome).OrderDescending().ToArray();
        Assert.Equal(own.Take(30), kept.Take(30));
        // Of every tenth of the other outcomes as many.
        Assert.All(Enumerable.Range(0, 10), c => Assert.Equal(12, kept.Count(o => o <= own[30 + (c * 297)] && o >= own[30 + (c * 297) + 296])));
        var cells = donors[0].Runs.Select(r => ((int)Math.Floor(Math.Log10(r.Configuration["rate"].Number)), r.Configuration["depth"].Number > 5, r.Configuration["solvent"].Text)).Distinct().Count();
        Assert.True(cells >= 28, $"{cells} of 30 cells have a run.");
    }

    [Fact]
    public void All_tasks_together_keep_no_more_than_a_campaign_may_take()
    {
        Assert.All(DonorChoice.Of(PlantedTasks.Runs(20, 300).Analyzed(OutcomeScale.Raw), null, 1), d => Assert.Equal(100, d.Runs.Count));
        var many = DonorChoice.Of(PlantedTasks.Runs(150, 30).Analyzed(OutcomeScale.Raw), null, 1);
        Assert.Equal(100, many.Count);
        Assert.Equal(2000, many.Sum(d => d.Runs.Count));
    }

    [Fact]
    public void A_configuration_is_kept_once_with_its_mean_and_on_the_metric_s_own_scale()
    {
        ParameterShape[] shapes = [new("x", ParameterKind.Number)];
        var runs = SampleTables.Of(shapes, [[1, 1, 2, 3, 4, 5, double.NaN]], new MetricShape("loss", MetricGoal.Minimize), [2, 4, 1, 0, 7, 8, 9], [.. Enumerable.Repeat("t", 7)]);
        var donor = Assert.Single(DonorChoice.Of(runs.Analyzed(OutcomeScale.Raw), null, 1));

        Assert.Equal(7, donor.OfRuns);
        Assert.Equal([("", 9.0), ("x 1", 3), ("x 2", 1), ("x 3", 0), ("x 4", 7), ("x 5", 8)], donor.Runs.Select(r => (r.Configuration.ToString(), r.Outcome)));
        Assert.False(double.IsNegative(donor.Runs[3].Outcome));
    }

    [Fact]
    public void Tasks_that_mislead_or_say_nothing_are_left_out()
    {
        var runs = PlantedTasks.Runs(3, 40).Analyzed(OutcomeScale.Raw);
        TaskWeight Weight(string task, double weight, bool isDropped) => new(task, weight, 0, 1, 40, 40, 0.3, null, null, double.NaN, isDropped, "");
        var weights = new TaskWeights(null, 0, 0, [Weight("task 0", 0.7, false), Weight("task 1", 0, true), Weight("task 2", 0.3, false)], "", []);

        Assert.Equal([("task 0", 0.7), ("task 2", 0.3)], DonorChoice.Of(runs, weights, 1).Select(d => (d.Task, d.Weight)));
        Assert.Empty(DonorChoice.Of(PlantedTasks.Runs(2, 4).Analyzed(OutcomeScale.Raw), null, 1));
    }

    [Fact]
    public void The_order_of_the_runs_changes_nothing()
    {
        var runs = PlantedTasks.Runs(2, 700);

        Assert.Equal(PlantedTasks.Bytes(DonorChoice.Of(runs.Analyzed(OutcomeScale.Raw), null, 5)), PlantedTasks.Bytes(DonorChoice.Of(runs.Shuffled(9).Analyzed(OutcomeScale.Raw), null, 5)));
    }
}
