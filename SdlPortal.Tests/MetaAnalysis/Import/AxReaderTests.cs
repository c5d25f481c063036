using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis.Import;

public class AxReaderTests
{
    [SharedDataFact]
    public void A_snapshot_of_an_ax_client_is_read()
    {
        var path = SharedData.Path("ax_snapshot/ax_client_snapshot.json");
        Assert.True(new AxReader().Recognizes(path));
        var read = new ReadRuns(new AxReader(), path);
        Assert.Empty(read.Refused);
        Assert.Equal(26, read.Runs.Count);
        Assert.All(read.Runs, r => Assert.Equal((RunStatus.Completed, "tune_cnn_on_mnist"), (r.Status, r.Task)));
        Assert.Equal(18.0713333334, read.Runs.Sum(r => ReadRuns.Metric(r, "accuracy")), 9);
        var best = read.Runs.MaxBy(r => ReadRuns.Metric(r, "accuracy"))!;
        Assert.Equal(("7/7_0", 0.9055), (best.Key, ReadRuns.Metric(best, "accuracy")));
        Assert.Equal(8.29759076064034e-05, best.Parameters.Single(p => p.Name == "lr").Value.Number);
        Assert.Equal(["BoTorch 20", "MANUAL 1", "Sobol 5"], read.Runs.GroupBy(r => ReadRuns.Note(r, "generator")).Select(g => $"{g.Key} {g.Count()}").Order(StringComparer.Ordinal));
        Assert.Equal(new ParameterShape("lr", ParameterKind.Number, Scale.Log, null, 1e-6, 0.4), read.Parameters["lr"].Single());
        Assert.Equal(MetricGoal.Maximize, read.Metrics["accuracy"].Goal);
        Assert.Equal(7.190756, read["0/0_0"].DurationSeconds!.Value, 6);
    }

    [Fact]
    public void Batches_choices_several_objectives_steps_and_odd_trials_are_read_or_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("ax.json",
            """
            {"__type": "Experiment", "name": null, "search_space": {"__type": "SearchSpace", "parameters": [
              {"__type": "ChoiceParameter", "name": "net", "parameter_type": {"name": "STRING"}, "values": ["mlp", "cnn"], "is_ordered": false},
              {"__type": "ChoiceParameter", "name": "batch", "parameter_type": {"name": "INT"}, "values": [16, 64], "is_ordered": true},
              {"__type": "FixedParameter", "name": "seed", "parameter_type": {"name": "INT"}, "value": 3}]},
             "optimization_config": {"objective": {"__type": "MultiObjective", "objectives": [{"metric": {"name": "loss"}, "minimize": true}, {"metric": {"name": "acc"}, "minimize": false}]},
               "outcome_constraints": [{"metric": {"name": "latency", "lower_is_better": true}, "op": 0, "bound": 5.0}]},
             "trials": {
               "10": {"status": {"name": "EARLY_STOPPED"}, "generator_run": {"generator_key": "Sobol", "arms": [{"name": "10_0", "parameters": {"net": "cnn", "batch": 16, "seed": 3}}]}},
               "2": {"status": {"name": "CANDIDATE"}, "generator_run_structs": [{"generator_run": {"arms": [{"name": "2_0", "parameters": {"net": "mlp", "batch": 64}}, {"name": "2_1", "parameters": {"net": "cnn", "batch": 64}}]}, "weight": 1.0}]},
               "3": {"status": {"name": "LOST"}, "generator_run": {"arms": [{"name": "3_0", "parameters": {}}]}},
               "4": {"status": {"name": "FAILED"}, "generator_run": {"arms": []}}},
             "data_by_trial": {"10": {"value": [[1, {"df": {"__type": "DataFrame", "value": "{\"arm_name\":{\"0\":\"10_0\",\"1\":\"10_0\"},\"metric_name\":{\"0\":\"loss\",\"1\":\"loss\"},\"mean\":{\"0\":0.5,\"1\":0.25},\"sem\":{\"0\":null,\"1\":0.01},\"step\":{\"0\":1,\"1\":2},\"trial_index\":{\"0\":10,\"1\":10}}"}}]]}}}
            """);
        Assert.True(new AxReader().Recognizes(path));
        var read = new ReadRuns(new AxReader(), path, new RunMap { TaskName = "mine" });
        Assert.Equal(["2/2_0", "2/2_1", "10/10_0"], read.Runs.Select(r => r.Key));
        Assert.Equal(["trial 3", "trial 4"], read.Refused.Select(r => r.Where));
        var run = read["10/10_0"];
        Assert.Equal((RunStatus.StoppedEarly, "mine", 0.25), (run.Status, run.Task, ReadRuns.Metric(run, "loss")));
        Assert.Equal([0.5, 0.25], run.Curves.Single().Values);
        Assert.Equal("0.01", ReadRuns.Note(run, "loss standard error"));
        Assert.Equal(RunStatus.Waiting, read["2/2_1"].Status);
        Assert.Equal([("loss", MetricGoal.Minimize), ("acc", MetricGoal.Maximize), ("latency", MetricGoal.Minimize)], read.Metrics.Values.Select(m => (m.Name, m.Goal!.Value)));
        Assert.Equal((ParameterKind.Integer, 16.0, 64.0), (read.Parameters["batch"].Single().Kind, read.Parameters["batch"].Single().Low!.Value, read.Parameters["batch"].Single().High!.Value));
        Assert.Equal(["cnn", "mlp"], read.Parameters["net"].Single().Levels);
    }

    [SharedDataFact]
    public void A_snapshot_that_is_cut_off_is_refused_as_a_whole()
    {
        using var folder = new TemporaryFolder();
        var text = File.ReadAllText(SharedData.Path("ax_snapshot/ax_client_snapshot.json"));
        var path = folder.Write("ax.json", text[..(text.Length / 2)]);
        Assert.Contains("not complete JSON", Assert.Throws<RunSourceException>(() => new ReadRuns(new AxReader(), path)).Message, StringComparison.Ordinal);
    }
}
