using System.Globalization;
using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.MetaAnalysis.Import;

namespace SdlPortal.Tests.MetaAnalysis.Import;

public class MlflowReaderTests
{
    private static readonly string[] Schema =
    [
        "CREATE TABLE experiments (experiment_id INTEGER PRIMARY KEY, name TEXT, lifecycle_stage TEXT)",
        "CREATE TABLE runs (run_uuid TEXT PRIMARY KEY, name TEXT, status TEXT, start_time BIGINT, end_time BIGINT, lifecycle_stage TEXT, experiment_id INTEGER)",
        "CREATE TABLE params (key TEXT, value TEXT, run_uuid TEXT)",
        "CREATE TABLE metrics (key TEXT, value FLOAT, timestamp BIGINT, run_uuid TEXT, step BIGINT, is_nan BOOLEAN)",
        "CREATE TABLE tags (key TEXT, value TEXT, run_uuid TEXT)",
        "INSERT INTO experiments VALUES (0, 'Default', 'active'), (1, 'tuning', 'active'), (2, 'old', 'deleted')",
    ];

    [SharedDataFact]
    public void A_store_is_read_as_expected()
    {
        var read = new ReadRuns(new MlflowReader(), SharedData.Path("mlflow_store/mlflow.db"));
        Assert.True(new MlflowReader().Recognizes(SharedData.Path("mlflow_store/mlflow.db")));
        Assert.Empty(read.Refused);
        AssertExpected(read, ["mlp-wine", "mlp-digits"]);
        Assert.Equal(22, read.Runs.Count);
        Assert.Contains("2 runs are deleted in MLflow and were left out.", read.Remarks);
        Assert.Equal(ParameterKind.Integer, read.Parameters["hidden"].Single().Kind);
        Assert.Equal(ParameterKind.Number, read.Parameters["learning_rate_init"].Single().Kind);
        Assert.Equal(ParameterKind.Category, read.Parameters["activation"].Single().Kind);
        Assert.Null(read.Metrics["val_accuracy"].Goal);
    }

    [SharedDataFact]
    public void A_run_of_a_store_has_its_times_curve_tags_and_last_values()
    {
        var run = new ReadRuns(new MlflowReader(), SharedData.Path("mlflow_store/mlflow.db"))["b1852f27e3eff9c0cf44dd3f89e7d15f"];
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1767312000000), run.Start);
        Assert.Equal(0.966, run.DurationSeconds!.Value, 9);
        Assert.Equal("wine", ReadRuns.Note(run, "dataset"));
        Assert.Equal("able-crane-12", ReadRuns.Note(run, "run name"));
        Assert.Equal("64 tanh 0.159679", $"{ReadRuns.Parameter(run, "hidden")} {ReadRuns.Parameter(run, "activation")} {ReadRuns.Parameter(run, "learning_rate_init")}");
        var curve = run.Curves.Single(c => c.Metric == "train_loss");
        Assert.Equal(Enumerable.Range(0, 15).Select(i => (double)i), curve.Steps);
        Assert.Equal(0.6625046503514872, curve.Values[0]);
        Assert.Equal(0.14472941360446284, ReadRuns.Metric(run, "train_loss"));
    }

    [SharedDataFact]
    public void A_folder_of_runs_is_read_like_the_store_it_was_made_from()
    {
        using var folder = new TemporaryFolder();
        using var files = JsonDocument.Parse(File.ReadAllText(SharedData.Path("mlflow_store/mlruns_filestore.json")));
        foreach (var file in files.RootElement.EnumerateObject())
            folder.Write(file.Name, file.Value.GetString()!);
        var before = folder.Fingerprint();
        foreach (var path in new[] { folder.Path, folder["mlruns"] })
        {
            Assert.True(new MlflowReader().Recognizes(path));
            var read = new ReadRuns(new MlflowReader(), path);
            Assert.Empty(read.Refused);
            AssertExpected(read, ["mlp-wine"]);
            var store = new ReadRuns(new MlflowReader(), SharedData.Path("mlflow_store/mlflow.db")).Runs.Where(r => r.Task == "mlp-wine").ToList();
            Assert.Equal(store.Select(Told), read.Runs.Select(Told));
        }

        Assert.Equal(before, folder.Fingerprint());
    }

    [Fact]
    public void Odd_values_of_a_store_are_what_they_mean()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Sql("m.db",
        [
            .. Schema,
            "INSERT INTO runs VALUES ('a', 'first', 'FINISHED', 1000, 3500, 'active', 1), ('b', '', 'SCHEDULED', NULL, NULL, 'active', 1)",
            "INSERT INTO params VALUES ('depth', '3', 'a'), ('depth', 'None', 'b'), ('lr', '1e-3', 'a'), ('lr', '0.1', 'b'), ('gamma', 'auto', 'a'), ('gamma', '0.1', 'b'), ('none', 'None', 'a')",
            "INSERT INTO metrics VALUES ('loss', 1.7976931348623157e308, 5, 'a', 0, 0), ('acc', 0, 1, 'a', 0, 1), ('acc', 0.5, 2, 'a', 0, 0), ('acc', 0.25, 3, 'a', 0, 0), ('f1', 0.1, 1, 'a', 1, 0), ('f1', 0.3, 9, 'a', 2, 0), ('f1', 0.2, 8, 'a', 2, 0)",
            "INSERT INTO tags VALUES ('mlflow.source.git.commit', 'c0ffee', 'a'), ('mlflow.log-model.history', '[]', 'a'), ('batch', '7', 'a')",
            "CREATE TABLE datasets (dataset_uuid TEXT, name TEXT, digest TEXT)",
            "CREATE TABLE inputs (input_uuid TEXT, source_type TEXT, source_id TEXT, destination_type TEXT, destination_id TEXT)",
            "INSERT INTO datasets VALUES ('d', 'wine', '9f2')",
            "INSERT INTO inputs VALUES ('i', 'DATASET', 'd', 'RUN', 'a')",
        ]);
        var read = new ReadRuns(new MlflowReader(), path);
        Assert.Equal([ParameterKind.Integer, ParameterKind.Category, ParameterKind.Number, ParameterKind.Category], new[] { "depth", "gamma", "lr", "none" }.Select(n => read.Parameters[n].Single().Kind));
        var (a, b) = (read["a"], read["b"]);
        Assert.Equal("depth 3, gamma auto, lr 0.001, none None", string.Join(", ", a.Parameters.OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{p.Name} {p.Value}")));
        Assert.Equal("gamma 0.1, lr 0.1", string.Join(", ", b.Parameters.OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{p.Name} {p.Value}")));
        Assert.Equal(double.PositiveInfinity, ReadRuns.Metric(a, "loss"));
        Assert.Equal(0.25, ReadRuns.Metric(a, "acc"));
        Assert.Equal([double.NaN, 0.5, 0.25], a.Curves.Single(c => c.Metric == "acc").Values);
        Assert.Equal([0.1, 0.3], a.Curves.Single(c => c.Metric == "f1").Values);
        Assert.Equal(("c0ffee", "wine 9f2", 2.5), (a.CodeVersion, a.DataVersion, a.DurationSeconds!.Value));
        Assert.Equal("7", ReadRuns.Note(a, "batch"));
        Assert.Equal((RunStatus.Waiting, (DateTimeOffset?)null), (b.Status, b.Start));
    }

    [Fact]
    public void Missing_experiments_lost_parameters_and_parents_in_a_circle_cost_no_other_run()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Sql("m.db",
        [
            .. Schema,
            "INSERT INTO runs VALUES ('a', 'x', 'FINISHED', 1, 2, 'active', 1), ('b', 'x', 'FINISHED', 1, 2, 'active', 1), ('c', 'x', 'FINISHED', 1, 2, 'active', 77), ('d', 'x', 'DONE', 1, 2, 'active', 1), ('e', 'x', 'FINISHED', 1, 2, 'active', 2), ('f', 'x', 'FINISHED', 1, 2, 'active', 1), ('g', 'x', 'FINISHED', 1, 2, 'active', 1)",
            "INSERT INTO params VALUES ('lr', '1', 'a'), ('lr', '1', 'zz'), ('lr', '1', 'aa'), ('lr', '1', 'c')",
            "INSERT INTO metrics VALUES ('loss', 1, 5, 'zzz', 0, 0)",
            "INSERT INTO tags VALUES ('mlflow.parentRunId', 'b', 'a'), ('mlflow.parentRunId', 'a', 'b'), ('mlflow.parentRunId', 'a', 'f'), ('mlflow.parentRunId', 'nobody', 'g')",
        ]);
        var read = new ReadRuns(new MlflowReader(), path);
        Assert.Equal(["a", "b", "f", "g"], read.Runs.Select(r => r.Key));
        Assert.Equal(["metric loss of run zzz", "parameter lr of run aa", "parameter lr of run zz", "run c", "run d"], read.Refused.Select(r => r.Where).Order(StringComparer.Ordinal));
        Assert.Contains("1 runs are deleted in MLflow and were left out.", read.Remarks);
        Assert.Contains(read.Remarks, r => r.StartsWith("2 runs are each other's parents in a circle (first: run a)", StringComparison.Ordinal));
        Assert.Contains(read.Remarks, r => r.StartsWith("1 runs name a parent that the store does not have or has deleted (first: run g)", StringComparison.Ordinal));
    }

    [Fact]
    public void A_broken_run_folder_is_refused_and_old_layouts_are_read()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mlruns/0/meta.yaml", "artifact_location: /a\nexperiment_id: '0'\nlifecycle_stage: active\nname: \"caf\\xE9 \\u2013 it''s\"\n");
        folder.Write("mlruns/0/aaa/meta.yaml", "end_time: 2500\nexperiment_id: '0'\nlifecycle_stage: active\nname: ''\nrun_id: aaa\nrun_uuid: aaa\nsource_name: 'it''s\n  folded'\nsource_version: 12ab\nstart_time: 1000\nstatus: 5\ntags: []\n");
        folder.Write("mlruns/0/aaa/params/optimizer/lr", "0.5");
        folder.Write("mlruns/0/aaa/metrics/loss", "5 0.75\n6 inf\n");
        folder.Write("mlruns/0/aaa/tags/mlflow.runName", "old one");
        folder.Write("mlruns/0/bbb/meta.yaml", "status 3\n");
        folder.Write("mlruns/0/ccc/meta.yaml", "run_id: ccc\nstatus: 3\n");
        folder.Write("mlruns/0/ccc/metrics/loss", "5 0.75 0\nsix 0.5 1\n");
        folder.Write("mlruns/0/ddd/meta.yaml", "run_id: ddd\nstatus: 9\n");
        var read = new ReadRuns(new MlflowReader(), folder.Path);
        var run = Assert.Single(read.Runs);
        Assert.Equal("café – it''s", run.Task);
        Assert.Equal((RunStatus.Abandoned, "12ab", 1.5, "old one"), (run.Status, run.CodeVersion, run.DurationSeconds!.Value, ReadRuns.Note(run, "run name")));
        Assert.Equal("0.5", ReadRuns.Parameter(run, "optimizer/lr"));
        Assert.Equal([0.75, double.PositiveInfinity], run.Curves.Single().Values);
        Assert.Equal(3, read.Refused.Count);
        Assert.Contains(read.Refused, r => r.Where.Contains("ccc", StringComparison.Ordinal) && r.Reason.Contains("line 2 of metrics/loss", StringComparison.Ordinal));
    }

    [Fact]
    public void A_foreign_database_and_a_foreign_folder_are_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("no table runs", Assert.Throws<RunSourceException>(() => new ReadRuns(new MlflowReader(), folder.Sql("x.db", "CREATE TABLE experiments (experiment_id INTEGER, name TEXT)"))).Message, StringComparison.Ordinal);
        Assert.Contains("no folder of MLflow runs", Assert.Throws<RunSourceException>(() => new ReadRuns(new MlflowReader(), folder.Path)).Message, StringComparison.Ordinal);
        Assert.False(new MlflowReader().Recognizes(folder.Path));
    }

    private static void AssertExpected(ReadRuns read, string[] experiments)
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(SharedData.Path("mlflow_store/expected.json")));
        foreach (var name in experiments)
        {
            var wanted = expected.RootElement.GetProperty("experiments").GetProperty(name);
            var runs = read.Runs.Where(r => r.Task == name).ToList();
            Assert.Equal(wanted.GetProperty("active").GetInt32(), runs.Count);
            foreach (var status in wanted.GetProperty("status_active").EnumerateObject())
                Assert.Equal(status.Value.GetInt32(), runs.Count(r => r.Status == MlflowRun.StatusOf(status.Name)));
            var finished = runs.Where(r => r.Status == RunStatus.Completed).ToList();
            Assert.Equal(wanted.GetProperty("finished_active_last_val_accuracy_sum").GetDouble(), finished.Sum(r => ReadRuns.Metric(r, "val_accuracy")), 9);
            var best = wanted.GetProperty("best_run");
            Assert.Equal(best[1].GetDouble(), finished.Max(r => ReadRuns.Metric(r, "val_accuracy")));
            Assert.Equal(best[1].GetDouble(), ReadRuns.Metric(read[best[0].GetString()!], "val_accuracy"));
            Assert.Equal(wanted.GetProperty("nan_metric_rows").GetInt32(), runs.SelectMany(r => r.Metrics).Count(m => double.IsNaN(m.Replicates[0])));
        }
    }

    private static string Told(RunRecord run) => string.Create(CultureInfo.InvariantCulture,
        $"{run.Key} {run.Task} {run.Status} {run.Start} {run.DurationSeconds} | {string.Join(' ', run.Parameters.OrderBy(p => p.Name, StringComparer.Ordinal))} | {string.Join(' ', run.Metrics.Select(m => m.Name + string.Join(' ', m.Replicates)))} | {string.Join(' ', run.Curves.Select(c => string.Join(' ', c.Values)))} | {string.Join(' ', run.Notes.OrderBy(p => p.Name, StringComparer.Ordinal))}");
}
