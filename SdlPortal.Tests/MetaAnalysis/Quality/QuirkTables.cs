using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;
using static SdlPortal.Tests.MetaAnalysis.Quality.CsvRuns;

namespace SdlPortal.Tests.MetaAnalysis.Quality;

/// <summary>Real tables as runs, mapped as a person would who has not looked for their quirks.</summary>
internal static class QuirkTables
{
    public static RunTable Mnist() => CsvRuns.Read(new CsvRuns("deepcave_mnist_pytorch/mnist_pytorch.csv",
        [Cat("activation"), Num("batch_size", scale: Scale.Log, kind: ParameterKind.Integer), Num("dropout_rate"), Num("learning_rate", scale: Scale.Log), Cat("model"), Num("num_neurons_layer1", kind: ParameterKind.Integer), Num("num_neurons_layer2", kind: ParameterKind.Integer), Num("budget")],
        new MetricShape("accuracy", MetricGoal.Maximize), "accuracy")
    {
        Task = r => "mnist",
        Status = r => r["status"] is "CRASHED" ? RunStatus.Failed : RunStatus.Completed,
        Duration = r => r.Number("time_s"),
    });

    public static RunTable MnistLoss() => Mnist() is var t ? t with
    {
        Metrics = CsvRuns.Read(new CsvRuns("deepcave_mnist_pytorch/mnist_pytorch.csv", [], new MetricShape("loss", MetricGoal.Minimize), "loss")).Metrics,
    } : throw new InvalidOperationException();

    public static RunTable Eeg()
    {
        ParameterShape[] parameters = [Num("budget"), Num("batch_size", kind: ParameterKind.Integer), Num("dropout"), Num("kernel_size", kind: ParameterKind.Integer), Num("l2_decay", scale: Scale.Log), Num("learning_rate", scale: Scale.Log), Cat("lr_scheduler"),
            Num("lr_scheduler_tmax", kind: ParameterKind.Integer), Num("lr_scheduler_tmult", kind: ParameterKind.Integer), Num("num_channels", kind: ParameterKind.Integer), Num("num_levels", kind: ParameterKind.Integer), Cat("use_augmentation"), Num("weight_decay", scale: Scale.Log)];
        CsvRuns Part(string run) => new($"deepcave_bohb/bohb_eeg_{run}.csv", parameters, new MetricShape("loss", MetricGoal.Minimize), "loss")
        {
            Task = r => run,
            Status = r => r["state"] is "CRASHED" ? RunStatus.Failed : RunStatus.Completed,
            Start = r => r.Number("started_rel_s"),
            Duration = r => r.Number("finished_rel_s") - r.Number("started_rel_s"),
        };
        return CsvRuns.Read(Part("run3"), Part("run4"));
    }

    public static RunTable Spray() => CsvRuns.Read(new CsvRuns("rupnow2023_partial/samples_from_logs.csv",
        [Num("concentration_requested", 0.010, 0.020), Num("DMSO_content_requested", 0, 0.3), Num("combustion_temp_requested", 200, 300), Num("air_flow_rate_requested", 65, 100), Num("spray_flow_rate_requested", 0.002, 0.008), Num("spray_height_requested", 10, 25), Num("num_passes_requested")],
        new MetricShape("conductivity", MetricGoal.Maximize, "S/m"), "conductivity_avg_S_per_m")
    { Duration = r => r.Number("iteration_s") });

    public static RunTable SprayRealized() => CsvRuns.Read(new CsvRuns("rupnow2023_partial/samples_from_logs.csv",
        [Num("concentration_realized", 0.010, 0.020), Num("DMSO_content_realized", 0, 0.3), Num("combustion_temp_realized"), Num("air_flow_rate_realized", 65, 100), Num("spray_flow_rate_realized", 0.002, 0.008), Num("spray_height_realized", 10, 25), Num("num_passes_realized")],
        new MetricShape("conductivity", MetricGoal.Maximize, "S/m"), "conductivity_avg_S_per_m"));

    public static RunTable Barrels() => CsvRuns.Read(new CsvRuns("pvlab_benchmarking/crossed_barrel_raw.csv", [Num("n"), Num("theta"), Num("r"), Num("t")], new MetricShape("toughness", MetricGoal.Maximize, "J"), "toughness"));

    public static RunTable Silver() => Last("pvlab_benchmarking/agnp_raw.csv", "loss", MetricGoal.Minimize);

    public static RunTable Polymer() => Last("pvlab_benchmarking/p3ht_raw.csv", "conductivity", MetricGoal.Maximize);

    public static RunTable Perovskite() => Last("pvlab_benchmarking/perovskite_raw.csv", "instability", MetricGoal.Minimize);

    /// <summary>The last column is the outcome, all others are numbers.</summary>
    public static RunTable Last(string path, string metric, MetricGoal goal)
    {
        var headers = File.ReadLines(Fakes.SharedData.Path(path)).First().Split(',');
        return CsvRuns.Read(new CsvRuns(path, [.. headers[..^1].Select(h => Num(h))], new MetricShape(metric, goal), headers[^1]));
    }

    public static RunTable Olympus(string name, MetricGoal goal, params (string Name, double Low, double High)[] bounds)
    {
        var table = Last($"olympus/{name}.csv", File.ReadLines(Fakes.SharedData.Path($"olympus/{name}.csv")).First().Split(',')[^1], goal);
        return table with { Parameters = [.. table.Parameters.Select(p => bounds.FirstOrDefault(b => b.Name == p.Shape.Name) is { Name: not null } b ? p with { Shape = p.Shape with { Low = b.Low, High = b.High } } : p)] };
    }
}
