using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Import.Tables;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis.Import;

/// <summary>Real tables import with the counts of their descriptions and with sums that Python's csv and math.fsum give.</summary>
public class SampleTableTests
{
    [SharedDataTheory]
    [InlineData("hpobench_mlp_8tasks/hpobench_mlp_8tasks.csv", "hpobench-mlp", 16000, 8, "bal_acc", 58127.411608)]
    [InlineData("nasbench201_3tasks/nasbench201_3tasks.csv", "nasbench201", 12000, 3, "valid_acc", 1788314.6001)]
    [InlineData("deepcave_digits_sklearn/digits_sklearn.csv", "deepcave-digits", 600, 1, "accuracy", 498.1333333333333)]
    [InlineData("deepcave_mnist_pytorch/mnist_pytorch.csv", "deepcave-mnist", 3000, 1, "accuracy", 2107.2033997178078)]
    [InlineData("deepcave_bohb/bohb_eeg_run3.csv", "bohb-eeg", 1623, 1, "loss", 1070.9677288333576)]
    [InlineData("deepcave_bohb/bohb_eeg_run4.csv", "bohb-eeg", 1252, 1, "loss", 701.6202940841516)]
    [InlineData("deepcave_bohb/bohb_mnist_run2.csv", "bohb-mnist", 84, 1, "loss", 41.60546875)]
    [InlineData("raytune_example/results.csv", "raytune", 87, 3, "score", 125.54965546619007)]
    [InlineData("direct_arylation/direct_arylation.csv", "direct-arylation", 1728, 1, "yield", 33479.49)]
    [InlineData("direct_arylation/direct_arylation_yield_cost.csv", "direct-arylation-cost", 1728, 1, "yield", 33479.49)]
    [InlineData("buchwald_plates/buchwald_plates.csv", "buchwald-plates", 4599, 1, "yield", 141964.519420081)]
    [InlineData("edboplus_photoredox_campaigns/campaigns.csv", "photoredox-campaigns", 126, 3, "yield", 2665.0)]
    [InlineData("rupnow2023_partial/samples_from_logs.csv", "spray-coating", 18, 1, "conductivity", 19418992.726051833)]
    [InlineData("pvlab_benchmarking/agnp_raw.csv", "silver-nanoparticles", 3295, 1, "loss", 1655.984118471)]
    [InlineData("pvlab_benchmarking/autoam_raw.csv", "additive-manufacturing", 100, 1, "score", 51.362267)]
    [InlineData("pvlab_benchmarking/crossed_barrel_raw.csv", "crossed-barrels", 1800, 1, "toughness", 27579.48915047)]
    [InlineData("pvlab_benchmarking/p3ht_raw.csv", "p3ht-films", 233, 1, "conductivity", 62680.045991624)]
    [InlineData("pvlab_benchmarking/perovskite_raw.csv", "perovskite-films", 139, 1, "instability", 53907788.0)]
    public void Every_table_imports_with_its_map(string file, string map, int runs, int tasks, string metric, double sum)
    {
        var read = new ReadRuns(new CsvRunReader(), SharedData.Path(file), Example(map));

        Assert.Empty(read.Refused);
        Assert.Equal(runs, read.Runs.Count);
        Assert.Equal(tasks, read.Runs.Select(r => r.Task).Distinct().Count());
        Assert.Equal(runs, read.Runs.Select(r => r.Key).Distinct().Count());
        Assert.Equal(sum, Sum(read, metric), Math.Abs(sum) * 1e-12);
    }

    [SharedDataTheory]
    [InlineData("agnp", 164, 83.99870319749097)]
    [InlineData("autoam", 100, 51.362267)]
    [InlineData("buchwald_a", 792, 19324.703166292)]
    [InlineData("buchwald_b", 792, 15940.800819812)]
    [InlineData("buchwald_c", 792, 26520.561460601)]
    [InlineData("buchwald_d", 792, 40798.169142382)]
    [InlineData("buchwald_e", 792, 28557.477407186)]
    [InlineData("colors_bob", 241, 50.57145951925807)]
    [InlineData("colors_n9", 102, 31.423448217121663)]
    [InlineData("crossed_barrel", 600, 9193.163050156667)]
    [InlineData("dye_lasers", 3458, 1104.3466934129383)]
    [InlineData("hplc", 1386, 543375.92502)]
    [InlineData("liquid_ace_100", 48, 2.198900965652831)]
    [InlineData("liquid_dce", 215, 33.736317380376285)]
    [InlineData("liquid_hep_100", 69, 2.3922354840628857)]
    [InlineData("liquid_thf_100", 39, 7.048118242955166)]
    [InlineData("liquid_thf_500", 67, 5.123573807567728)]
    [InlineData("liquid_toluene", 221, 39.372759556299805)]
    [InlineData("liquid_water", 374, 57.93589338485561)]
    [InlineData("mmli_opv", 2200, 10677.904415042136)]
    [InlineData("oer_plate_3496", 2121, 901.223285)]
    [InlineData("oer_plate_3851", 2119, 924.461127)]
    [InlineData("oer_plate_3860", 2120, 1035.294111)]
    [InlineData("oer_plate_4098", 2121, 1014.162214)]
    [InlineData("p3ht", 178, 39809.35327526924)]
    [InlineData("perovskites", 192, 639.8572)]
    [InlineData("photo_pce10", 1040, 184.14746411)]
    [InlineData("photo_wf3", 1040, 198.056422233)]
    [InlineData("redoxmers", 1408, 50534.92)]
    [InlineData("snar", 66, 51.31)]
    [InlineData("suzuki", 247, 9110.4)]
    [InlineData("suzuki_edbo", 3696, 161251.16)]
    [InlineData("thin_film", 94, 31601910.05952381)]
    [InlineData("vapdiff_crystal", 918, 375 + (2 * 68) + (3 * 118) + (4 * 357))]
    public void Every_Olympus_table_imports_with_the_map_of_its_description(string name, int runs, double sum)
    {
        var map = OlympusMap(name);
        var read = new ReadRuns(new CsvRunReader(), SharedData.Path($"olympus/{name}.csv"), map);

        Assert.Empty(read.Refused);
        Assert.Equal(runs, read.Runs.Count);
        Assert.All(read.Runs, r => Assert.Equal(map.Parameters.Count, r.Parameters.Count));
        Assert.Equal(sum, Sum(read, map.Metrics[0].Name), Math.Abs(sum) * 1e-12);
    }

    [SharedDataTheory]
    [InlineData("run1", 20, 1, 4, 4.385650224215246)]
    [InlineData("run2", 88, 3, 2, 84.0)]
    [InlineData("run3", 42, 0, 4, 31.13)]
    public void Every_data_frame_of_DeepCAVE_imports_without_a_map(string name, int runs, int budgets, int parameters, double sum)
    {
        var reader = new DeepCaveFrameReader();
        var path = SharedData.Path($"deepcave_dataframe/{name}_trials.csv");
        Assert.True(reader.Recognizes(path));
        var read = new ReadRuns(reader, path);

        Assert.Empty(read.Refused);
        Assert.Equal(runs, read.Runs.Count);
        Assert.Equal(runs, read.Runs.Select(r => r.Key).Distinct().Count());
        Assert.Equal(name, read.Runs[0].Task);
        Assert.Equal(parameters + (budgets > 1 ? 1 : 0), read.Parameters.Count);
        Assert.All(read.Runs, r => Assert.Equal(RunStatus.Completed, r.Status));
        Assert.Equal(sum, Sum(read, name == "run1" ? "normal" : "accuracy"), 1e-9);
        if (name == "run1")
            Assert.Equal(new ParameterShape("alpha", ParameterKind.Number, Scale.Log, null, 1e-8, 1), read.Parameters["alpha"].Single());
        if (name == "run3")
            Assert.Equal(["entropy", "gini", "log_loss"], read.Parameters["criterion"].Single().Levels);
    }

    [SharedDataFact]
    public void A_table_of_runs_from_Weights_and_Biases_imports_with_and_without_a_map()
    {
        var path = SharedData.Path("wandb_csv/runs_table_export.csv");
        Assert.True(new WandbReader().Recognizes(path));
        foreach (var map in new[] { null, Example("wandb-runs") })
        {
            var read = new ReadRuns(new WandbReader(), path, map);

            Assert.Empty(read.Refused);
            Assert.Equal(11, read.Runs.Count);
            Assert.Equal([8, 1, 1, 1], new[] { RunStatus.Completed, RunStatus.Failed, RunStatus.Abandoned, RunStatus.Running }.Select(s => read.Runs.Count(r => r.Status == s)));
            Assert.Equal(["train_loss", "val_accuracy"], read.Metrics.Keys.Order());
            Assert.Equal((MetricGoal.Minimize, MetricGoal.Maximize), (read.Metrics["train_loss"].Goal, read.Metrics["val_accuracy"].Goal));
            Assert.Equal(0.14472941360446284, ReadRuns.Metric(read["able-crane-12"], "train_loss"));
            Assert.Equal(new DateTimeOffset(2026, 1, 2, 1, 0, 0, TimeSpan.Zero), read["bold-finch-731"].Start);
            Assert.Contains(read.Parameters, p => p.Key == "hidden");
        }
    }

    [SharedDataFact]
    public void A_chart_from_Weights_and_Biases_gives_a_curve_per_run()
    {
        var path = SharedData.Path("wandb_csv/chart_export.csv");
        Assert.True(new WandbReader().Recognizes(path));
        var read = new ReadRuns(new WandbReader(), path);

        Assert.Equal(11, read.Runs.Count);
        Assert.Equal("chart_export", read.Runs[0].Task);
        var curve = Assert.Single(read["able-crane-12"].Curves);
        Assert.Equal("val_accuracy", curve.Metric);
        Assert.Equal([0, 1], curve.Steps.Take(2));
        Assert.Equal([0.9444444444444444, 0.8888888888888888], curve.Values.Take(2));
        Assert.Equal(curve.Values[^1], ReadRuns.Metric(read["able-crane-12"], "val_accuracy"));
        Assert.Equal(MetricGoal.Maximize, read.Metrics["val_accuracy"].Goal);
    }

    [SharedDataFact]
    public void Budgets_make_learning_curves_or_are_parameters_as_the_map_says()
    {
        var path = SharedData.Path("deepcave_digits_sklearn/digits_sklearn.csv");
        var curves = new ReadRuns(new CsvRunReader(), path, Example("deepcave-digits"));
        Assert.All(curves.Runs, r => Assert.Equal(10, r.Curves.Single().Steps.Count));
        Assert.Equal([10, 20, 30, 40, 50, 60, 70, 80, 90, 100], curves["run_1/0"].Curves[0].Steps);
        Assert.Equal(0.4955555555555556, curves["run_1/0"].Curves[0].Values[0]);

        var map = Example("deepcave-digits");
        var rows = new ReadRuns(new CsvRunReader(), path, map with { Curve = null, Key = ["run", "config_id", "budget"], Parameters = map.Parameters.Append(new MappedParameter("budget")).ToEquatableList() });
        Assert.Equal(6000, rows.Runs.Count);
        Assert.Equal(ParameterKind.Integer, rows.Parameters["budget"].First().Kind);
    }

    [SharedDataFact]
    public void Runs_that_crashed_have_no_outcome_and_conditional_parameters_are_absent()
    {
        var mnist = new ReadRuns(new CsvRunReader(), SharedData.Path("deepcave_mnist_pytorch/mnist_pytorch.csv"), Example("deepcave-mnist"));
        var failed = mnist.Runs.Where(r => r.Status == RunStatus.Failed).ToList();
        Assert.Equal(617, failed.Count);
        Assert.All(failed, r => Assert.Empty(r.Metrics));
        Assert.All(mnist.Runs, r => Assert.Equal(r.Variant == "mlp", r.Parameters.Any(p => p.Name == "num_neurons_layer1")));
    }

    [SharedDataFact]
    public void Configurations_that_were_dropped_at_a_small_budget_are_stopped_early_though_their_rows_stand_apart()
    {
        var eeg = new ReadRuns(new CsvRunReader(), SharedData.Path("deepcave_bohb/bohb_eeg_run3.csv"), Example("bohb-eeg"));
        var full = eeg.Runs.Where(r => r.Status == RunStatus.Completed).ToList();
        Assert.NotEmpty(full);
        Assert.All(full, r => Assert.Equal(81, r.Curves[0].Steps[^1]));
        Assert.Equal(4, eeg.Runs.Count(r => r.Status == RunStatus.Failed));
        Assert.Equal(1623 - 4 - full.Count, eeg.Runs.Count(r => r.Status == RunStatus.StoppedEarly));
    }

    [SharedDataFact]
    public void Ragged_replicates_are_not_a_number_where_they_are_blank()
    {
        var runs = new ReadRuns(new CsvRunReader(), SharedData.Path("nasbench201_3tasks/nasbench201_3tasks.csv"), Example("nasbench201")).Runs;
        Assert.All(runs, r => Assert.Equal(3, r.Metrics[0].Replicates.Count));
        Assert.Equal(3 * 1909, runs.Count(r => double.IsNaN(r.Metrics[0].Replicates[2])));
    }

    [SharedDataFact]
    public void Suggestions_that_nobody_made_are_waiting()
    {
        var runs = new ReadRuns(new CsvRunReader(), SharedData.Path("edboplus_photoredox_campaigns/campaigns.csv"), Example("photoredox-campaigns")).Runs;
        Assert.Equal(63, runs.Count(r => r.Status == RunStatus.Waiting && r.Metrics.Count == 0));
        Assert.Equal(63, runs.Count(r => r.Status == RunStatus.Completed && r.Metrics.Count == 2));
    }

    private static RunMap Example(string name) => RunMapFile.Read(File.ReadAllText(Repository.File("docs", "examples", "maps", name + ".json")));

    private static double Sum(ReadRuns read, string metric) =>
        read.Runs.SelectMany(r => r.Metrics.Where(m => m.Name == metric)).SelectMany(m => m.Replicates).Where(double.IsFinite).Sum();

    private static RunMap OlympusMap(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(SharedData.Path($"olympus/{name}.config.json")));
        var goals = json.RootElement.GetProperty("default_goal");
        return new RunMap
        {
            Parameters = json.RootElement.GetProperty("parameters").EnumerateArray().Select(p => new MappedParameter(p.GetProperty("name").GetString()!, null, p.GetProperty("type").GetString() == "categorical" ? ParameterKind.Category : ParameterKind.Number)).ToEquatableList(),
            Metrics = json.RootElement.GetProperty("measurements").EnumerateArray().Select((m, i) => Measured(m, (goals.ValueKind == JsonValueKind.Array ? goals[i] : goals).GetString()!)).ToEquatableList(),
        };
    }

    private static MappedMetric Measured(JsonElement measurement, string goal)
    {
        var name = measurement.GetProperty("name").GetString()!;
        var levels = measurement.TryGetProperty("options", out var options) ? options.EnumerateArray().Select(o => o.GetString()!).ToEquatableList() : [];
        return new MappedMetric(name, [name], goal == "minimize" ? MetricGoal.Minimize : MetricGoal.Maximize) { Levels = levels };
    }
}
