using Microsoft.Data.Sqlite;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Web.MetaAnalysis.Import;

namespace SdlPortal.Tests.MetaAnalysis.Import;

public class OptunaReaderTests
{
    private const string Log = """{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}}""";

    private static readonly string[] Schema =
    [
        "CREATE TABLE studies (study_id INTEGER PRIMARY KEY, study_name VARCHAR(512))",
        "CREATE TABLE study_directions (study_direction_id INTEGER PRIMARY KEY, direction VARCHAR(8), study_id INTEGER, objective INTEGER)",
        "CREATE TABLE study_system_attributes (a INTEGER PRIMARY KEY, study_id INTEGER, key VARCHAR(512), value_json TEXT)",
        "CREATE TABLE trials (trial_id INTEGER PRIMARY KEY, number INTEGER, study_id INTEGER, state VARCHAR(8), datetime_start DATETIME, datetime_complete DATETIME)",
        "CREATE TABLE trial_params (param_id INTEGER PRIMARY KEY, trial_id INTEGER, param_name VARCHAR(512), param_value FLOAT, distribution_json TEXT, UNIQUE (trial_id, param_name))",
        "CREATE TABLE trial_values (trial_value_id INTEGER PRIMARY KEY, trial_id INTEGER, objective INTEGER, value FLOAT, value_type VARCHAR(7), UNIQUE (trial_id, objective))",
        "CREATE TABLE trial_intermediate_values (i INTEGER PRIMARY KEY, trial_id INTEGER, step INTEGER, intermediate_value FLOAT, intermediate_value_type VARCHAR(7), UNIQUE (trial_id, step))",
        "CREATE TABLE trial_user_attributes (a INTEGER PRIMARY KEY, trial_id INTEGER, key VARCHAR(512), value_json TEXT)",
        "CREATE TABLE trial_system_attributes (a INTEGER PRIMARY KEY, trial_id INTEGER, key VARCHAR(512), value_json TEXT)",
        "INSERT INTO studies VALUES (1, 'a')",
        "INSERT INTO study_directions VALUES (1, 'MINIMIZE', 1, 0)",
    ];

    [Fact]
    public void Rows_that_cannot_be_are_refused_with_their_reason_and_the_rest_goes_on()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Sql("s.db",
        [
            .. Schema,
            "INSERT INTO trials VALUES (1, 0, 1, 'COMPLETE', NULL, NULL), (2, 1, 1, 'COMPLETE', NULL, NULL), (3, 2, 7, 'COMPLETE', NULL, NULL), (4, 3, 1, 'LOST', NULL, NULL), (5, 4, 1, 'COMPLETE', NULL, NULL), (6, 5, 1, 'COMPLETE', NULL, NULL)",
            $"INSERT INTO trial_params VALUES (1, 1, 'lr', 0.01, '{Log}'), (2, 2, 'lr', 0.01, '{{\"name\": \"FloatDist'), (3, 5, 'c', 2, '{{\"name\": \"CategoricalDistribution\", \"attributes\": {{\"choices\": [\"x\", \"y\"]}}}}'), (4, 99, 'lr', 0.01, '{Log}'), (5, 6, 'lr', 'much', '{Log}')",
            "INSERT INTO trial_values VALUES (1, 1, 0, 0.5, 'FINITE'), (2, 42, 0, 0.5, 'FINITE')",
        ]);
        var read = new ReadRuns(new OptunaReader(), path);
        Assert.Equal("a/0", Assert.Single(read.Runs).Key);
        Assert.Equal(7, read.Refused.Count);
        Refused(read, "trial 1 of study a", "no complete JSON");
        Refused(read, "trial 3", "study 7");
        Refused(read, "trial 3 of study a", "'LOST'");
        Refused(read, "trial 4 of study a", "choice 2");
        Refused(read, "trial 5 of study a", "no finite number");
        Refused(read, "parameter lr of trial 99", "no such trial");
        Refused(read, "value 0 of trial 42", "no such trial");
    }

    [Fact]
    public void Infinite_missing_and_constrained_results_and_named_metrics_are_kept()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Sql("s.db",
        [
            .. Schema,
            "INSERT INTO study_directions VALUES (2, 'MAXIMIZE', 1, 1)",
            "INSERT INTO study_system_attributes VALUES (1, 1, 'study:metric_names', '[\"cost\", \"yield\"]')",
            "INSERT INTO trials VALUES (1, 0, 1, 'COMPLETE', NULL, NULL), (2, 1, 1, 'FAIL', NULL, NULL)",
            "INSERT INTO trial_values VALUES (1, 1, 0, NULL, 'INF_NEG'), (2, 1, 1, 0.5, 'FINITE')",
            "INSERT INTO trial_system_attributes VALUES (1, 1, 'constraints', '[-1.5, 0.25]')",
            "INSERT INTO trial_user_attributes VALUES (1, 1, 'vial', '\"B7\"'), (2, 1, 'mass', '1.5'), (3, 1, 'broken', '{\"'), (4, 1, 'spread', 'NaN')",
        ]);
        var read = new ReadRuns(new OptunaReader(), path);
        Assert.Equal([new MetricShape("cost", MetricGoal.Minimize), new MetricShape("yield", MetricGoal.Maximize)], read.Metrics.Values);
        Assert.Equal(double.NegativeInfinity, ReadRuns.Metric(read["a/0"], "cost"));
        Assert.Equal(["1.5", "B7", "no", "NaN"], new[] { "mass", "vial", "feasible", "spread" }.Select(n => ReadRuns.Note(read["a/0"], n)));
        Assert.Equal("0.25", ReadRuns.Note(read["a/0"], "constraint_1"));
        Assert.Empty(read["a/1"].Metrics);
        Assert.Equal(RunStatus.Failed, read["a/1"].Status);
    }

    [Fact]
    public void A_pruned_trial_without_a_value_has_its_last_report_and_its_curve_may_have_holes()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Sql("s.db",
        [
            .. Schema,
            "INSERT INTO trials VALUES (1, 0, 1, 'PRUNED', '2024-01-01 10:00:00', '2024-01-01 10:00:02.5')",
            "INSERT INTO trial_intermediate_values VALUES (1, 1, 3, 0.25, 'FINITE'), (2, 1, 1, NULL, 'NAN'), (3, 1, 2, NULL, 'INF_POS')",
        ]);
        var run = Assert.Single(new ReadRuns(new OptunaReader(), path).Runs);
        Assert.Equal(RunStatus.StoppedEarly, run.Status);
        Assert.Equal(0.25, ReadRuns.Metric(run, "value"));
        Assert.Equal([1, 2, 3], run.Curves[0].Steps);
        Assert.Equal([double.NaN, double.PositiveInfinity, 0.25], run.Curves[0].Values);
        Assert.Equal(2.5, run.DurationSeconds);
    }

    [Fact]
    public void Five_thousand_choices_are_read_and_declared_once()
    {
        using var folder = new TemporaryFolder();
        var choices = string.Join(", ", Enumerable.Range(0, 5000).Select(i => $"\"ligand {i}\""));
        var path = folder.Sql("s.db",
        [
            .. Schema,
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) INSERT INTO trials SELECT i, i - 1, 1, 'COMPLETE', NULL, NULL FROM n",
            $"INSERT INTO trial_params SELECT trial_id, trial_id, 'ligand', trial_id * 10, '{{\"name\": \"CategoricalDistribution\", \"attributes\": {{\"choices\": [{choices}]}}}}' FROM trials",
        ]);
        var read = new ReadRuns(new OptunaReader(), path);
        Assert.Equal(5000, Assert.Single(read.Parameters["ligand"]).Levels.Count);
        Assert.Equal("ligand 1230", ReadRuns.Parameter(read["a/122"], "ligand"));
    }

    [Fact]
    public void A_foreign_database_says_which_tables_it_lacks()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Sql("shop.db", "CREATE TABLE orders (id INTEGER)", "CREATE TABLE studies (title TEXT)");
        var error = Assert.Throws<RunSourceException>(() => new ReadRuns(new OptunaReader(), path));
        foreach (var part in new[] { "table trials", "table trial_params", "column studies.study_id", "column studies.study_name", "orders" })
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.False(new OptunaReader().Recognizes(path));
    }

    [Fact]
    public void What_is_no_database_says_so()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("begins with 'lr,accuracy", Assert.Throws<RunSourceException>(() => new ReadRuns(new OptunaReader(), folder.Write("a.csv", "lr,accuracy\n0.1,0.9\n"))).Message, StringComparison.Ordinal);
        Assert.Contains("is empty", Assert.Throws<RunSourceException>(() => new ReadRuns(new OptunaReader(), folder.Write("b.db", ""))).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be opened", Assert.Throws<RunSourceException>(() => new ReadRuns(new OptunaReader(), folder["gone.db"])).Message, StringComparison.Ordinal);
        Assert.All(new[] { "a.csv", "b.db", "gone.db" }, n => Assert.False(new OptunaReader().Recognizes(folder[n])));
    }

    [Fact]
    public void A_file_that_is_cut_off_is_refused_as_a_whole()
    {
        using var folder = new TemporaryFolder();
        var path = Filled(folder, 2000);
        using (var stream = new FileStream(path, FileMode.Open))
            stream.SetLength(stream.Length / 2);
        Assert.Contains("damaged, cut off or in use", Assert.Throws<RunSourceException>(() => new ReadRuns(new OptunaReader(), path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_damaged_in_its_middle_is_refused_when_the_reading_comes_there()
    {
        using var folder = new TemporaryFolder();
        var path = Filled(folder, 2000);
        var bytes = File.ReadAllBytes(path);
        bytes.AsSpan(bytes.Length / 4 / 4096 * 4096, bytes.Length / 2 / 4096 * 4096).Fill(0xAB);
        File.WriteAllBytes(path, bytes);
        Assert.Contains("damaged, cut off or in use", Assert.Throws<RunSourceException>(() => new ReadRuns(new OptunaReader(), path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_storage_whose_last_change_was_broken_off_is_read_as_it_was_before()
    {
        using var folder = new TemporaryFolder();
        using var copies = new TemporaryFolder();
        using var connection = new SqliteConnection($"Data Source={Filled(folder, 2000)};Pooling=False");
        connection.Open();
        using (var command = connection.CreateCommand())
        {
            // With a cache of a few pages the change reaches the file before it is finished, and the journal holds what was there.
            command.CommandText = "PRAGMA cache_size = 5; PRAGMA cache_spill = 1; BEGIN; UPDATE trials SET state = 'FAIL'; UPDATE trial_params SET param_value = 7;";
            command.ExecuteNonQuery();
        }

        copies.CopyOf(folder["s.db"]);
        copies.CopyOf(folder["s.db-journal"]);
        var before = copies.Fingerprint();
        var read = new ReadRuns(new OptunaReader(), copies["s.db"]);
        Assert.Equal(2000, read.Runs.Count);
        Assert.All(read.Runs, r => Assert.Equal((RunStatus.Completed, "0.01"), (r.Status, ReadRuns.Parameter(r, "lr"))));
        Assert.Equal(before, copies.Fingerprint());
    }

    [Fact]
    public void Nothing_is_written_into_a_storage_or_beside_it()
    {
        using var folder = new TemporaryFolder();
        var path = Filled(folder, 100);
        var before = folder.Fingerprint();
        Assert.True(new OptunaReader().Recognizes(path));
        Assert.Equal(100, new ReadRuns(new OptunaReader(), path).Runs.Count);
        Assert.Equal(before, folder.Fingerprint());
    }

    [Fact]
    public void A_storage_with_a_write_ahead_log_is_read_with_what_is_in_the_log_and_left_alone()
    {
        using var folder = new TemporaryFolder();
        using var copies = new TemporaryFolder();
        using var connection = new SqliteConnection($"Data Source={Filled(folder, 100)};Pooling=False");
        connection.Open();
        foreach (var statement in new[] { "PRAGMA journal_mode = WAL", "INSERT INTO trials VALUES (1001, 1000, 1, 'RUNNING', NULL, NULL)" })
        {
            using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }

        copies.CopyOf(folder["s.db"]);
        copies.CopyOf(folder["s.db-wal"]);
        var before = copies.Fingerprint();
        Assert.Equal(101, new ReadRuns(new OptunaReader(), copies["s.db"]).Runs.Count);
        Assert.True(new OptunaReader().Recognizes(copies["s.db"]));
        Assert.Equal(before, copies.Fingerprint());

        connection.Close();
        before = folder.Fingerprint();
        Assert.DoesNotContain("-wal", before, StringComparison.Ordinal);
        Assert.Equal(101, new ReadRuns(new OptunaReader(), folder["s.db"]).Runs.Count);
        Assert.Equal(before, folder.Fingerprint());
    }

    [Fact]
    public void A_reading_can_be_canceled_midway()
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        var path = Filled(folder, 5000);
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var item in new OptunaReader().Read(path, null, stop.Token))
            {
                if (item is RunRead)
                    stop.Cancel();
            }
        });
    }

    [Fact]
    public void A_map_names_metrics_and_says_what_is_task_variant_and_kind()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Sql("s.db",
        [
            .. Schema,
            "INSERT INTO trials VALUES (1, 0, 1, 'COMPLETE', NULL, NULL)",
            $"INSERT INTO trial_params VALUES (1, 1, 'lr', 0.01, '{Log}'), (2, 1, 'model', 0, '{{\"name\": \"CategoricalDistribution\", \"attributes\": {{\"choices\": [\"mlp\", \"cnn\"]}}}}'), (3, 1, 'batch', 1, '{{\"name\": \"CategoricalDistribution\", \"attributes\": {{\"choices\": [16, 32]}}}}')",
            "INSERT INTO trial_values VALUES (1, 1, 0, 0.5, 'FINITE')",
            "INSERT INTO trial_user_attributes VALUES (1, 1, 'dataset', '\"wine\"'), (2, 1, 'euros', '2.5'), (3, 1, 'acc_1', '0.8'), (4, 1, 'acc_2', '0.9')",
        ]);
        var map = new RunMap
        {
            Task = "dataset",
            Variant = "model",
            Cost = "euros",
            Seed = "missing",
            Parameters = [new MappedParameter("batch size", "batch", ParameterKind.Integer), new MappedParameter("learning rate", "lr", Unit: "1")],
            Metrics = [new MappedMetric("accuracy", ["acc_1", "acc_2"], MetricGoal.Maximize), new MappedMetric("loss", ["value"], MetricGoal.Minimize)],
        };
        var read = new ReadRuns(new OptunaReader(), path, map);
        var run = Assert.Single(read.Runs);
        Assert.Equal(("wine", "mlp", 2.5), (run.Task, run.Variant, run.Cost!.Value));
        Assert.Equal(["batch size", "learning rate"], run.Parameters.Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal("32", ReadRuns.Parameter(run, "batch size"));
        Assert.True(run.Parameters.Single(p => p.Name == "batch size").Value.IsNumber);
        Assert.Equal([0.8, 0.9], run.Metrics.Single(m => m.Name == "accuracy").Replicates);
        Assert.Equal(0.5, ReadRuns.Metric(run, "loss"));
        Assert.Equal([new MetricShape("accuracy", MetricGoal.Maximize), new MetricShape("loss", MetricGoal.Minimize)], read.Metrics.Values);
        Assert.Equal("1", read.Parameters["learning rate"].Single().Unit);
        Assert.Empty(read.Parameters["model"]);
        Assert.Contains(read.Remarks, r => r.Contains("'missing', which no run has", StringComparison.Ordinal));
    }

    private static string Filled(TemporaryFolder folder, int trials) => folder.Sql("s.db",
    [
        .. Schema,
        $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {trials}) INSERT INTO trials SELECT i, i - 1, 1, 'COMPLETE', NULL, NULL FROM n",
        $"INSERT INTO trial_params SELECT trial_id, trial_id, 'lr', 0.01, '{Log}' FROM trials",
        "INSERT INTO trial_values SELECT trial_id, trial_id, 0, 0.5, 'FINITE' FROM trials",
    ]);

    private static void Refused(ReadRuns read, string where, string reason) =>
        Assert.Contains(read.Refused, r => r.Where == where && r.Reason.Contains(reason, StringComparison.Ordinal));
}
