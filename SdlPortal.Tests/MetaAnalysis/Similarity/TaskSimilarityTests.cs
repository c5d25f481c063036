using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.MetaAnalysis.Similarity;
using SdlPortal.Domain.Optimization.WarmStarts;

namespace SdlPortal.Tests.MetaAnalysis.Similarity;

public class TaskSimilarityTests
{
    private static readonly SimilarityOptions Quick = new() { MostRuns = 60, MostTargetRuns = 25, Samples = 128, Resamples = 50 };

    [Fact]
    public void A_donor_that_misleads_counts_nothing()
    {
        // Task 0 is the target with 25 runs; task 2 is good where the others are bad.
        var runs = PlantedTasks.Runs(4, 60, 1, 2);
        var table = runs.Rows([.. Enumerable.Range(0, runs.Count).Where(i => i is < 25 or >= 60)]).Analyzed();
        var weights = TaskSimilarity.Weigh(table, "task 0", null, Quick).Value;

        var misleading = weights.Tasks.Single(t => t.Task == "task 2");
        Assert.Equal(0, misleading.Weight);
        Assert.True(misleading.IsDropped);
        Assert.True(misleading.RankingLoss > 0.6);
        Assert.Equal(0, misleading.High);
        Assert.Contains("mislead", misleading.Reason, StringComparison.Ordinal);
        Assert.True(misleading.OnPredicted!.Kendall < -0.2);
        Assert.Equal(1, weights.TargetWeight + weights.Tasks.Sum(t => t.Weight), 9);
        Assert.True(weights.Tasks.Where(t => t.Task != "task 2").Sum(t => t.Weight) > 0.3);
        Assert.Equal(25, weights.TargetRuns);
    }

    [Fact]
    public void Without_runs_of_the_target_a_task_that_contradicts_the_others_counts_nothing()
    {
        var weights = TaskSimilarity.Weigh(PlantedTasks.Runs(4, 60, 2, 1).Analyzed(), null, null, Quick).Value;

        Assert.Equal(0, weights.Tasks[1].Weight);
        Assert.All(weights.Tasks.Where((_, i) => i != 1), t => Assert.True(t.Weight > 0.15, $"{t.Weight}"));
        Assert.Equal(1, weights.Tasks.Sum(t => t.Weight), 9);
        Assert.Equal([weights.Tasks[0].Weight, 0, weights.Tasks[2].Weight, weights.Tasks[3].Weight], weights.By(PlantedTasks.Runs(4, 60, 2, 1).Analyzed().Tasks));
    }

    [Fact]
    public void Declared_features_shift_weights_where_the_target_has_no_runs()
    {
        var table = PlantedTasks.Runs(3, 60).Analyzed();
        IReadOnlyList<NamedValue> Size(double size) => [new NamedValue("size", size)];
        var features = new Dictionary<string, IReadOnlyList<NamedValue>>(StringComparer.Ordinal) { ["new"] = Size(10), ["task 0"] = Size(10), ["task 1"] = Size(1000), ["task 2"] = Size(900) };
        var weights = TaskSimilarity.Weigh(table, "new", features, Quick).Value;

        Assert.Equal(1, weights.Tasks[0].FeatureSimilarity);
        Assert.True(weights.Tasks[0].Weight > 1.5 * weights.Tasks[1].Weight);
        Assert.Equal("new", weights.Target);
    }

    [Fact]
    public void Shared_configurations_are_compared_directly()
    {
        var runs = PlantedTasks.Runs(1, 50);
        var twin = runs with { Tasks = SampleTables.Labels(Enumerable.Repeat<string?>("twin", 50)) };
        var both = SampleTables.Of(PlantedTasks.Shapes, [.. runs.Parameters.Select(p => p.Values.Concat(p.Values).ToArray())], runs.Metrics[0].Shape, [.. runs.Metrics[0].Replicates[0], .. twin.Metrics[0].Replicates[0]],
            [.. Enumerable.Repeat("one", 50), .. Enumerable.Repeat("twin", 50)]).Analyzed();
        var weights = TaskSimilarity.Weigh(both, "one", null, Quick).Value;

        Assert.Equal(50, weights.Tasks[0].OnShared!.Configurations);
        Assert.Equal(1, weights.Tasks[0].OnShared!.Kendall, 9);
        Assert.Equal(1, weights.Tasks[0].OnShared!.SpearmanLow, 9);
    }

    [Fact]
    public void Neither_the_order_of_rows_nor_the_sign_of_the_metric_changes_a_weight()
    {
        var runs = PlantedTasks.Runs(3, 30, 4, 1);
        string Bytes(RunTable table) => PlantedTasks.Bytes(TaskSimilarity.Weigh(table.Analyzed(), "task 0", null, Quick).Value);

        var expected = Bytes(runs);
        Assert.Equal(expected, Bytes(runs.Shuffled(9)));
        Assert.Equal(expected, Bytes(runs.Negated()));
    }

    [Fact]
    public void Too_little_data_is_an_answer()
    {
        Assert.Contains("at least one such task", TaskSimilarity.Weigh(PlantedTasks.Runs(1, 30).Analyzed(), "task 0", null, Quick).WhyNot, StringComparison.Ordinal);
        var few = PlantedTasks.Runs(2, 30);
        var weights = TaskSimilarity.Weigh(few.Rows([.. Enumerable.Range(28, 32)]).Analyzed(), "task 0", null, Quick).Value;
        Assert.Single(weights.Remarks);
        Assert.Equal(1, weights.Tasks.Single().Weight);
    }

    [Fact]
    public void The_ensemble_is_a_surrogate_in_the_units_of_the_target()
    {
        var table = PlantedTasks.Runs(3, 40).Analyzed(Domain.MetaAnalysis.Analysis.OutcomeScale.Raw);
        var encoding = new RunEncoding(table.Parameters);
        TaskRuns Of(int task)
        {
            var rows = Enumerable.Range(0, table.Count).Where(i => table.Tasks.Codes[i] == task).ToArray();
            return new TaskRuns($"task {task}", [.. rows.Select(r => encoding.Point(table.Parameters, r))], [.. rows.Select(r => table.Outcomes[r])]);
        }

        var target = Of(2) is var all ? all with { Inputs = [.. all.Inputs.Take(12)], Outputs = [.. all.Outputs.Take(12)] } : null;
        var ensemble = RankingEnsemble.Fit([Of(0), Of(1)], target, encoding.Categorical, Quick.Ranking);
        var errors = all.Inputs.Skip(12).Select((x, i) => ensemble.Posterior(x).Mean - all.Outputs[12 + i]).ToArray();

        Assert.Equal(1, ensemble.Weights.Sum(), 9);
        Assert.All(errors, e => Assert.InRange(e, -2, 2));
        Assert.True(errors.Average(Math.Abs) < 0.5);
        Assert.All(all.Inputs, x => Assert.True(ensemble.Posterior(x).Variance > 0));
    }
}
