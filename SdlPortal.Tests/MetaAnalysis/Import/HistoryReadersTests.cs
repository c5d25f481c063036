using System.Globalization;
using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis.Import;

/// <summary>SMAC, BOHB and DeepCAVE: configurations in one file, evaluations in another.</summary>
public class HistoryReadersTests
{
    private const string Space =
        """
        {"hyperparameters": [
          {"name": "lr", "type": "uniform_float", "log": true, "lower": 0.001, "upper": 0.1},
          {"name": "layers", "type": "uniform_int", "log": false, "lower": 1, "upper": 3},
          {"name": "bias", "type": "categorical", "choices": [true, false]},
          {"name": "width", "type": "ordinal", "sequence": [8, 16, 64]},
          {"name": "task", "type": "constant", "value": "x"}], "conditions": []}
        """;

    [Fact]
    public void A_history_of_smac_1_is_read()
    {
        using var folder = new TemporaryFolder();
        folder.Write("run_1/configspace.json", Space);
        folder.Write("run_1/runhistory.json",
            """
            {"data": [
              [[1, null, 0, 0.0], [0.25, 1.5, {"__enum__": "StatusType.SUCCESS"}, 1690364911.5, 1690364913.0, {}]],
              [[2, null, 0, 0.0], [2147483647.0, 9.5, {"__enum__": "StatusType.MEMOUT"}, 1690364913.0, 1690364922.5, {"traceback": "out"}]],
              [[2, null, 1, 0.0], [0.5, 0.0, {"__enum__": "StatusType.RUNNING"}, 1690364913.0, 0.0, {}]],
              [[7, null, 0, 0.0], [0.5, 1.0, {"__enum__": "StatusType.SUCCESS"}, 1690364913.0, 1690364914.0, {}]],
              ["nonsense"]],
             "config_origins": {"1": "Default", "2": "Sobol"},
             "configs": {"1": {"lr": 0.01, "layers": 2, "bias": true}, "2": {"lr": 0.1, "layers": null, "bias": false, "width": 16}}}
            """);
        Assert.True(new SmacReader().Recognizes(folder["run_1"]));
        var read = new ReadRuns(new SmacReader(), folder["run_1"]);
        Assert.Equal(["1//0/0", "2//0/0", "2//1/0"], read.Runs.Select(r => r.Key));
        Assert.Equal([RunStatus.Completed, RunStatus.Failed, RunStatus.Running], read.Runs.Select(r => r.Status));
        var run = read.Runs[0];
        Assert.Equal(("run_1", 0.25, 1.5, "0"), (run.Task, ReadRuns.Metric(run, "cost"), run.DurationSeconds!.Value, run.Seed));
        Assert.Equal("lr 0.01, layers 2, bias true", string.Join(", ", run.Parameters.Select(p => $"{p.Name} {p.Value}")));
        Assert.Equal("lr 0.1, bias false, width 16", string.Join(", ", read.Runs[1].Parameters.Select(p => $"{p.Name} {p.Value}")));
        Assert.Empty(read.Runs[1].Metrics);
        Assert.Equal(("MEMOUT", "Sobol"), (ReadRuns.Note(read.Runs[1], "status"), ReadRuns.Note(read.Runs[1], "configuration origin")));
        Assert.Equal(2, read.Refused.Count);
        Assert.Equal(MetricGoal.Minimize, read.Metrics["cost"].Goal);
        Assert.Equal((Scale.Log, ParameterKind.Integer, ParameterKind.Integer), (read.Parameters["lr"].Single().Scale, read.Parameters["layers"].Single().Kind, read.Parameters["width"].Single().Kind));
        Assert.Equal(["false", "true"], read.Parameters["bias"].Single().Levels);
    }

    [Fact]
    public void A_history_of_smac_2_is_read_with_budgets_instances_and_objectives()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mlp/0/scenario.json", """{"objectives": ["err", "latency"], "crash_cost": Infinity, "_meta": {"bounds": [[7, NaN]], "note": "NaN \" Infinity"}}""");
        var file = folder.Write("mlp/0/runhistory.json",
            """
            {"stats": {}, "data": [
              [1, null, 209652396, 2.5, [0.25, 7.0], 1.5, 1, 1677764110.5, 1677764112.0, {}],
              [1, null, 209652396, 5, [0.125, 7.0], 2.5, 0.1, 1, 1677764112.0, 1677764114.5, {}],
              {"config_id": 2, "instance": "iris", "seed": 1, "budget": 2.5, "cost": [Infinity, NaN], "time": 0.5, "cpu_time": 0.0, "status": 2, "starttime": 1677764115.0, "endtime": 1677764115.5, "additional_info": {"why": "nan"}},
              {"config_id": 2, "instance": "iris", "seed": 2, "budget": 2.5, "cost": [-Infinity, 1], "time": 0.5, "cpu_time": 0.0, "status": 1, "starttime": 1677764115.0, "endtime": 1677764115.5, "additional_info": {}}],
             "configs": {"1": {"lr": 0.01}, "2": {"lr": 0.1}}, "config_origins": {}}
            """);
        var read = new ReadRuns(new SmacReader(), file);
        Assert.Empty(read.Refused);
        Assert.Equal(["mlp", "mlp", "mlp/iris", "mlp/iris"], read.Runs.Select(r => r.Task));
        Assert.Equal(["2.5", "5", "2.5", "2.5"], read.Runs.Select(r => ReadRuns.Parameter(r, "budget")!));
        Assert.Equal([0.25, 0.125], read.Runs.Take(2).Select(r => ReadRuns.Metric(r, "err")));
        Assert.Equal(2.5, read.Runs[1].DurationSeconds);
        Assert.Equal((RunStatus.Failed, 0), (read.Runs[2].Status, read.Runs[2].Metrics.Count));
        Assert.Equal(double.NegativeInfinity, ReadRuns.Metric(read.Runs[3], "err"));
        Assert.Contains(read.Remarks, r => r.Contains("2 budgets, from 2.5 to 5", StringComparison.Ordinal));
        Assert.Contains(read.Remarks, r => r.Contains("no configspace.json", StringComparison.Ordinal));
    }

    [Fact]
    public void A_damaged_or_foreign_history_is_refused_as_a_whole()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("not complete JSON", Assert.Throws<RunSourceException>(() => new ReadRuns(new SmacReader(), folder.Write("runhistory.json", "{\"data\": [[1, nu"))).Message, StringComparison.Ordinal);
        Assert.Contains("no SMAC run history", Assert.Throws<RunSourceException>(() => new ReadRuns(new SmacReader(), folder.Write("runhistory.json", "{\"rows\": []}"))).Message, StringComparison.Ordinal);
        Assert.Contains("has no runhistory.json", Assert.Throws<RunSourceException>(() => new ReadRuns(new SmacReader(), folder["nowhere"])).Message, StringComparison.Ordinal);
        Assert.Contains("no DeepCAVE run", Assert.Throws<RunSourceException>(() => new ReadRuns(new DeepCaveFolderReader(), folder.Path)).Message, StringComparison.Ordinal);
        Assert.Contains("has no BOHB result", Assert.Throws<RunSourceException>(() => new ReadRuns(new BohbReader(), folder.Write("results.json", "[1, 2]\n"))).Message, StringComparison.Ordinal);
    }

    [SharedDataFact]
    public void The_results_of_a_bohb_run_are_read_without_its_configurations_too()
    {
        var path = SharedData.Path("deepcave_bohb/bohb_mnist_run2_results_original.json");
        Assert.True(new BohbReader().Recognizes(path));
        var read = new ReadRuns(new BohbReader(), path);
        Assert.Empty(read.Refused);
        Assert.Equal(113, read.Runs.Count);
        Assert.Equal(84, read.Runs.Select(r => r.Key.Split('/')[0]).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(45.3193359375, read.Runs.Sum(r => ReadRuns.Metric(r, "loss")), 9);
        Assert.All(read.Runs, r => Assert.Equal("budget", Assert.Single(r.Parameters).Name));
        var first = read["0-0-0/1"];
        Assert.Equal(0.895799994468689, ReadRuns.Metric(first, "test accuracy"));
        Assert.Equal(10.004458, first.DurationSeconds!.Value, 6);
        Assert.Equal(2024, first.Start!.Value.Year);
        Assert.Equal((MetricGoal.Minimize, null), (read.Metrics["loss"].Goal, read.Metrics["test accuracy"].Goal));
        Assert.Contains(read.Remarks, r => r.Contains("no configs.json", StringComparison.Ordinal));
    }

    [Fact]
    public void A_bohb_folder_joins_results_and_configurations_line_by_line()
    {
        using var folder = new TemporaryFolder();
        folder.Write("bohb/configspace.json", Space);
        folder.Write("bohb/configs.json", "[[0, 0, 0], {\"lr\": 0.01, \"bias\": true}, {\"model_based_pick\": false}]\n[[0, 0, 1], {\"lr\": 0.1}, {}]\n");
        folder.Write("bohb/results.json",
            "[[0, 0, 0], 1.0, {\"submitted\": 1.0, \"started\": 2.0, \"finished\": 4.5}, {\"loss\": 0.5, \"info\": {}}, null]\n" +
            "[[0, 0, 1], 1.0, {\"submitted\": 1.0, \"started\": 2.0, \"finished\": 3.0}, null, \"Traceback: boom\"]\n" +
            "[[9, 9, 9], 1.0, {\"submitted\": 1.0, \"started\": 2.0, \"finished\": 3.0}, {\"loss\": 1, \"info\": null}, null]\n" +
            "[[0, 0, 1], 1.0, {\"submitted\": 1.0\n");
        Assert.True(new BohbReader().Recognizes(folder["bohb"]));
        var read = new ReadRuns(new BohbReader(), folder["bohb"]);
        Assert.Equal(["0-0-0/1", "0-0-1/1"], read.Runs.Select(r => r.Key));
        Assert.Equal([RunStatus.Completed, RunStatus.Failed], read.Runs.Select(r => r.Status));
        Assert.Equal("lr 0.01, bias true", string.Join(", ", read.Runs[0].Parameters.Select(p => $"{p.Name} {p.Value}")));
        Assert.Equal("Traceback: boom", ReadRuns.Note(read.Runs[1], "exception"));
        Assert.Equal(["line 3, configuration 9-9-9", "line 4"], read.Refused.Select(r => r.Where));
    }

    [SharedDataFact]
    public void Deepcave_folders_are_read_with_crashes_conditions_and_directions()
    {
        using var folder = new TemporaryFolder();
        WriteMnist(folder);
        Assert.True(new DeepCaveReader(new DeepCaveFolderReader()).Recognizes(folder.Path));
        var read = new ReadRuns(new DeepCaveReader(new DeepCaveFolderReader()), folder.Path);
        Assert.Empty(read.Refused);
        Assert.Equal(9000, read.Runs.Count);
        Assert.Equal(9000, read.Runs.Select(r => r.Key).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(2073, read.Runs.Count(r => r.Status == RunStatus.Failed));
        Assert.Equal(6000.7544993162155, read.Runs.Where(r => r.Status == RunStatus.Completed).Sum(r => ReadRuns.Metric(r, "accuracy")), 6);
        Assert.All(read.Runs.Where(r => r.Status == RunStatus.Failed), r => Assert.Equal("time", Assert.Single(r.Metrics).Name));
        Assert.Equal(4506, read.Runs.Count(r => ReadRuns.Parameter(r, "model") == "cnn" && ReadRuns.Parameter(r, "num_neurons_layer1") is null));
        Assert.Equal(["run_1", "run_2", "run_3"], read.Runs.Select(r => r.Task).Distinct(StringComparer.Ordinal));
        Assert.Equal((MetricGoal.Maximize, MetricGoal.Minimize, MetricGoal.Minimize), (read.Metrics["accuracy"].Goal, read.Metrics["loss"].Goal, read.Metrics["time"].Goal));
        Assert.Equal(7.19, read.Runs[0].DurationSeconds!.Value, 9);
        Assert.Contains(read.Remarks, r => r.Contains("Times count from the start of the run", StringComparison.Ordinal));
        Assert.True(read.Items[^1].Fraction is > 0.99 and <= 1);
        Assert.Equal(read.Items.Select(i => i.Fraction).Order(), read.Items.Select(i => i.Fraction));
    }

    [Fact]
    public void Lines_of_a_deepcave_history_may_have_seeds_or_be_broken()
    {
        using var folder = new TemporaryFolder();
        folder.Write("run/configs.json", """{"0": {"lr": 0.5}, "1": {"lr": 0.25}}""");
        folder.Write("run/history.jsonl", "[0, 20, -1, [0.5, NaN], 0.0, 1.5, 2.5, 1, {}]\n[0, 20, 3, [0.75, 1], 0.0, 2.5, 3.5, 5, {\"traceback\": \"none\"}]\n[5, 20, [0.5, 1], 0.0, 2.5, 1, {}]\n[1, 20, [0.5, 1], 0.0, 2.5, 11, {}]\n[1, 20, [0.5\n{}\n[1, 40.0, [null, 1], 3.0, 2.5, 6, {}]\n");
        var read = new ReadRuns(new DeepCaveFolderReader(), folder["run"], new RunMap { TaskName = "coating" });
        Assert.Equal(["0/20/", "0/20/3", "1/40/"], read.Runs.Select(r => r.Key));
        Assert.Equal([RunStatus.Completed, RunStatus.Abandoned, RunStatus.Waiting], read.Runs.Select(r => r.Status));
        Assert.Equal([1.0, 1.0, -0.5], read.Runs.Select(r => r.DurationSeconds!.Value));
        Assert.Equal([null, "3", null], read.Runs.Select(r => r.Seed));
        Assert.True(double.IsNaN(ReadRuns.Metric(read.Runs[0], "cost_1")));
        Assert.All(read.Runs, r => Assert.Equal("coating", r.Task));
        Assert.Equal(["line 3 of history.jsonl", "line 4 of history.jsonl", "line 5 of history.jsonl", "line 6 of history.jsonl"], read.Refused.Select(r => r.Where));
    }

    /// <summary>The table of three DeepCAVE runs as the folders it was made of.</summary>
    private static void WriteMnist(TemporaryFolder folder)
    {
        string[] parameters = ["activation", "batch_size", "dropout_rate", "learning_rate", "model", "num_neurons_layer1", "num_neurons_layer2"];
        using var text = new StreamReader(SharedData.Path("deepcave_mnist_pytorch/mnist_pytorch.csv"));
        var header = text.ReadLine()!.Split(',');
        var lines = new List<string[]>();
        while (text.ReadLine() is { } line)
            lines.Add(line.Split(','));
        int At(string column) => Array.IndexOf(header, column);
        foreach (var run in lines.GroupBy(l => l[At("run")]))
        {
            folder.CopyOf(SharedData.Path("deepcave_mnist_pytorch/meta.json"));
            Directory.CreateDirectory(folder[run.Key]);
            File.Move(folder["meta.json"], folder[$"{run.Key}/meta.json"]);
            folder.Write($"{run.Key}/configspace.json", File.ReadAllText(SharedData.Path("deepcave_mnist_pytorch/configspace.json")));
            var configs = run.GroupBy(l => l[At("config_id")]).ToDictionary(g => g.Key, g => parameters.Where(p => g.First()[At(p)].Length > 0).ToDictionary(p => p, p => Json(g.First()[At(p)]), StringComparer.Ordinal), StringComparer.Ordinal);
            folder.Write($"{run.Key}/configs.json", JsonSerializer.Serialize(configs));
            string Cost(string[] line, string column) => line[At(column)].Length == 0 ? "null" : line[At(column)];
            folder.Write($"{run.Key}/history.jsonl", string.Concat(run.Select(l => $"[{l[At("config_id")]}, {l[At("budget")]}, [{Cost(l, "accuracy")}, {Cost(l, "loss")}, {Cost(l, "time_s")}], {l[At("start_s")]}, {l[At("end_s")]}, {(l[At("status")] == "SUCCESS" ? 1 : 4)}, {{}}]\n")));
        }
    }

    private static object Json(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : text;
}
