using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.MetaAnalysis.Import;

namespace SdlPortal.Tests.MetaAnalysis.Import;

/// <summary>What Optuna's own programming interface says of a storage, against what is read of it.</summary>
public class OptunaStorageTests
{
    private static readonly Dictionary<string, RunStatus> States = new(StringComparer.Ordinal)
    {
        ["COMPLETE"] = RunStatus.Completed,
        ["PRUNED"] = RunStatus.StoppedEarly,
        ["FAIL"] = RunStatus.Failed,
        ["RUNNING"] = RunStatus.Running,
        ["WAITING"] = RunStatus.Waiting,
    };

    [SharedDataFact]
    public void A_storage_is_read_as_optuna_itself_reads_it()
    {
        var read = new ReadRuns(new OptunaReader(), SharedData.Path("optuna_storage/optuna_studies.db"));
        using var expected = JsonDocument.Parse(File.ReadAllText(SharedData.Path("optuna_storage/expected.json")));
        Assert.Empty(read.Refused);
        Assert.Equal(282, read.Runs.Count);
        Assert.Equal(282, read.Runs.Select(r => r.Key).Distinct(StringComparer.Ordinal).Count());
        foreach (var study in expected.RootElement.GetProperty("studies").EnumerateObject())
            AssertStudy(study.Name, study.Value, [.. read.Runs.Where(r => r.Task == study.Name)], read);
        Assert.Contains("Study empty study (never run) has no trials.", read.Remarks);
        Assert.Contains(read.Remarks, r => r.Contains("without a time zone", StringComparison.Ordinal));
    }

    [SharedDataFact]
    public void What_optuna_knows_of_parameters_values_and_attributes_is_kept()
    {
        var read = new ReadRuns(new OptunaReader(), SharedData.Path("optuna_storage/optuna_studies.db"));
        Assert.Equal(new ParameterShape("alpha", ParameterKind.Number, Scale.Log, null, 1e-6, 0.1), read.Parameters["alpha"].Single());
        Assert.Equal(0.05, read.Parameters["l1_ratio"].Single().Step);
        Assert.Equal(["balanced", "null"], read.Parameters["class_weight"].Single().Levels);
        Assert.Equal(["false", "true"], read.Parameters["shrinking"].Single().Levels);
        Assert.Contains(read.Parameters["n_estimators"], p => p is { Kind: ParameterKind.Integer, Step: 10 });
        var infinite = Assert.Single(read.Runs, r => r.Metrics.Any(m => double.IsInfinity(m.Replicates[0])));
        Assert.Equal("gb-diabetes-rmse", infinite.Task);
        Assert.Equal(RunStatus.Completed, infinite.Status);
        Assert.All(read.Runs.Where(r => r.Task == "gb-diabetes-rmse"), r => Assert.True(r.Notes.Single(n => n.Name == "cost").Value.Number > 0));
        Assert.Equal("iris", ReadRuns.Note(read["sgd-iris/0"], "study.task"));
        var waiting = Assert.Single(read.Runs, r => r.Status == RunStatus.Waiting);
        Assert.Equal(["C", "kernel"], waiting.Parameters.Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Null(waiting.Start);
        Assert.Null(waiting.DurationSeconds);
        var first = read["sgd-iris/0"];
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 5, 39, 45, TimeSpan.Zero).AddTicks(3407300), first.Start);
        Assert.Equal(0.206548, first.DurationSeconds!.Value, 6);
        Assert.DoesNotContain(first.Parameters, p => p.Name == "l1_ratio");
    }

    [SharedDataFact]
    public void Studies_of_opposite_directions_do_not_share_a_metric()
    {
        var read = new ReadRuns(new OptunaReader(), SharedData.Path("optuna_storage/optuna_studies.db"));
        Assert.Equal(MetricGoal.Maximize, read.Metrics["value"].Goal);
        Assert.Equal(MetricGoal.Minimize, read.Metrics["value (minimized)"].Goal);
        Assert.Equal(MetricGoal.Maximize, read.Metrics["value_0"].Goal);
        Assert.Equal(MetricGoal.Minimize, read.Metrics["value_1"].Goal);
        Assert.All(read.Runs.Where(r => r.Task == "gb-diabetes-rmse"), r => Assert.Equal("value (minimized)", Assert.Single(r.Metrics).Name));
    }

    [SharedDataFact]
    public void Two_readings_give_the_same_runs_in_the_same_order()
    {
        var path = SharedData.Path("optuna_storage/optuna_studies.db");
        Assert.Equal(new ReadRuns(new OptunaReader(), path).Runs.Select(r => r.Key), new ReadRuns(new OptunaReader(), path).Runs.Select(r => r.Key));
    }

    [SharedDataTheory]
    [InlineData("0.9.0.a", 2, 1, 74.05761401453037, 1, 9.904856166548656, "5")]
    [InlineData("1.2.0.a", 2, 1, 5.010359387548286, 1, 0.994833651802705, "0")]
    [InlineData("1.3.0.a", 2, 1, 38.74896816388349, 1, -1.122333768815162, "-5")]
    [InlineData("2.4.0.a", 5, 3, 559.5492520020048, 2, 47.16204852770373, "-5,5")]
    [InlineData("2.6.0.a", 5, 3, 465.8504291455658, 2, 51.10413991001148, "-5,-5")]
    [InlineData("3.0.0.a", 5, 3, 265.1551696333483, 2, 31.118450198784267, "0,0")]
    [InlineData("3.0.0.b", 5, 3, 192.7779235045515, 1, 26.98784476594723, "0,0")]
    [InlineData("3.0.0.c", 5, 3, 700.4137130488899, 1, 55.6260841825728, "5,-5")]
    [InlineData("3.0.0.d", 5, 3, 551.1554558896767, 1, 45.39663916049531, "5,0")]
    [InlineData("3.2.0.a", 5, 3, 403.51518387516023, 1, 26.944376625874483, "5,0")]
    public void A_storage_of_any_schema_is_read(string version, int studies, int trials, double values, int reports, double numbers, string choices)
    {
        var path = SharedData.Path($"optuna_schema_versions/{version}.db");
        Assert.True(new OptunaReader().Recognizes(path));
        var read = new ReadRuns(new OptunaReader(), path);
        Assert.Empty(read.Refused);
        Assert.Equal(trials, read.Runs.Count);
        Assert.All(read.Runs, r => Assert.Equal(RunStatus.Completed, r.Status));
        Assert.All(read.Runs, r => Assert.EndsWith("/0", r.Key, StringComparison.Ordinal));
        Assert.Equal(studies, read.Runs.Select(r => r.Task).Distinct(StringComparer.Ordinal).Count() + read.Remarks.Count(r => r.EndsWith("has no trials.", StringComparison.Ordinal)));
        Assert.Equal(values, read.Runs.SelectMany(r => r.Metrics).Sum(m => m.Replicates[0]), 9);
        Assert.Equal(reports, read.Runs.SelectMany(r => r.Curves).Sum(c => c.Values.Count(v => v == 0.5)));
        Assert.Equal(numbers, read.Runs.SelectMany(r => r.Parameters).Where(p => p.Value.IsNumber).Sum(p => p.Value.Number), 9);
        Assert.Equal(choices, string.Join(',', read.Runs.SelectMany(r => r.Parameters).Where(p => p.Name == "z").Select(p => p.Value.Text).Take(2)));
        Assert.Equal("3", ReadRuns.Note(read["single/0"], "study.d"));
        Assert.Equal("1", ReadRuns.Note(read["single/0"], "b"));
        Assert.Equal([-5.0, 5.0], [read.Parameters["x"].First().Low!.Value, read.Parameters["x"].First().High!.Value]);
        Assert.Equal(ParameterKind.Integer, read.Parameters["y"].First().Kind);
        if (studies == 5)
        {
            Assert.Equal(Scale.Log, read.Parameters["x2"].Single().Scale);
            Assert.Equal(2, read.Parameters["x3"].Single().Step);
            Assert.Equal((ParameterKind.Integer, Scale.Log), (read.Parameters["y2"].Single().Kind, read.Parameters["y2"].Single().Scale));
            Assert.Equal(3, read.Parameters["y3"].Single().Step);
            Assert.Equal(2, read["multi/0"].Metrics.Count);
        }
    }

    private static void AssertStudy(string name, JsonElement expected, List<RunRecord> runs, ReadRuns read)
    {
        Assert.Equal(expected.GetProperty("n_trials").GetInt32(), runs.Count);
        foreach (var state in expected.GetProperty("states").EnumerateObject())
            Assert.Equal(state.Value.GetInt32(), runs.Count(r => r.Status == States[state.Name]));
        Assert.Equal(expected.GetProperty("n_intermediate").GetInt32(), runs.SelectMany(r => r.Curves).Sum(c => c.Steps.Count));
        if (runs.Count == 0)
            return;
        var completed = runs.Where(r => r.Status == RunStatus.Completed).ToList();
        var sums = expected.GetProperty("sum_of_finite_values").EnumerateArray().Select(s => s.GetDouble()).ToList();
        for (var i = 0; i < sums.Count; i++)
            Assert.Equal(sums[i], completed.Select(r => r.Metrics[i].Replicates[0]).Where(double.IsFinite).Sum(), 9);
        foreach (var best in expected.GetProperty("best_trials").EnumerateArray())
            AssertTrial(name, best, read);
        AssertTrial(name, expected.GetProperty("first_trial"), read);
        var trial = read[$"{name}/0"];
        Assert.Equal(expected.GetProperty("first_trial").GetProperty("intermediate_values").EnumerateObject().Select(v => (double.Parse(v.Name, null), v.Value.GetDouble())).Order(), trial.Curves.SelectMany(c => c.Steps.Zip(c.Values)));
        if (sums.Count == 1)
        {
            var values = completed.Select(r => r.Metrics[0].Replicates[0]).Where(double.IsFinite).ToList();
            var best = expected.GetProperty("best_trials")[0].GetProperty("values")[0].GetDouble();
            Assert.Equal(best, read.Metrics[completed[0].Metrics[0].Name].Goal == MetricGoal.Maximize ? values.Max() : values.Min());
        }
    }

    private static void AssertTrial(string study, JsonElement expected, ReadRuns read)
    {
        var run = read[$"{study}/{expected.GetProperty("number").GetInt32()}"];
        Assert.Equal(expected.GetProperty("values").EnumerateArray().Select(v => v.GetDouble()), run.Metrics.Select(m => m.Replicates[0]));
        var parameters = expected.GetProperty("params").EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).ToList();
        Assert.Equal(parameters.Select(p => p.Name), run.Parameters.Select(p => p.Name).Order(StringComparer.Ordinal));
        foreach (var parameter in parameters)
        {
            var value = run.Parameters.Single(p => p.Name == parameter.Name).Value;
            if (value.IsNumber)
                Assert.Equal(parameter.Value.GetDouble(), value.Number);
            else
                Assert.Equal(PythonJson.Choice(parameter.Value), value.Text);
        }
    }
}
