using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Tests.MetaAnalysis.Quality;

/// <summary>What the descriptions of real tables say is odd about them, and which finding would say so.</summary>
internal static class Quirks
{
    /// <param name="What">As the description says it.</param>
    /// <param name="Found">Does a finding say it?</param>
    internal sealed record Quirk(string Set, string What, string Check, Func<QualityFinding, bool> Found);

    public static IReadOnlyDictionary<string, Func<RunTable>> Tables { get; } = new Dictionary<string, Func<RunTable>>(StringComparer.Ordinal)
    {
        ["hpobench_mlp_8tasks"] = SampleTables.Networks,
        ["nasbench201_3tasks"] = SampleTables.Cells,
        ["deepcave_mnist_pytorch"] = QuirkTables.Mnist,
        ["deepcave_mnist_pytorch, loss"] = QuirkTables.MnistLoss,
        ["deepcave_bohb, EEG"] = QuirkTables.Eeg,
        ["rupnow2023, requested"] = QuirkTables.Spray,
        ["rupnow2023, realized"] = QuirkTables.SprayRealized,
        ["pvlab crossed_barrel"] = QuirkTables.Barrels,
        ["pvlab agnp"] = QuirkTables.Silver,
        ["pvlab p3ht"] = QuirkTables.Polymer,
        ["pvlab perovskite"] = QuirkTables.Perovskite,
        ["olympus hplc"] = () => QuirkTables.Olympus("hplc", MetricGoal.Maximize),
        ["olympus colors_bob"] = () => QuirkTables.Olympus("colors_bob", MetricGoal.Minimize),
        ["olympus photo_wf3"] = () => QuirkTables.Olympus("photo_wf3", MetricGoal.Minimize),
        ["olympus oer_plate_3496"] = () => QuirkTables.Olympus("oer_plate_3496", MetricGoal.Minimize),
        ["olympus thin_film"] = () => QuirkTables.Olympus("thin_film", MetricGoal.Minimize),
        ["olympus liquid_dce"] = () => QuirkTables.Olympus("liquid_dce", MetricGoal.Minimize, ("src_flow", 0.1, 125), ("dst_flow", 0.1, 125), ("airgap", 0.01, 0.5), ("post_airgap", 0.01, 0.5), ("src_equib", 0, 10), ("dst_equib", 0, 10)),
        ["olympus vapdiff_crystal"] = () => QuirkTables.Olympus("vapdiff_crystal", MetricGoal.Maximize, ("beta_vial_volume", 0.001, 0.0008), ("alpha_vial_volume", 0.000149, 0.000744)),
        ["olympus buchwald_a to e"] = SampleTables.Couplings,
    };

    public static IReadOnlyList<Quirk> All { get; } =
    [
        new("hpobench_mlp_8tasks", "chance-level plateaus, many near-ties", CheckNames.Plateaus, f => f.Sentence.Contains("floor", StringComparison.Ordinal) || f.Sentence.Contains("crowd", StringComparison.Ordinal)),
        new("hpobench_mlp_8tasks", "ceiling on car", CheckNames.TooGood, f => f.Task == "car" && f.Sentence.Contains("exactly 1", StringComparison.Ordinal)),
        new("nasbench201_3tasks", "disconnected architectures at exactly 9.712 (cifar10)", CheckNames.Plateaus, f => f.Task == "cifar10" && f.Sentence.Contains("9.712", StringComparison.Ordinal)),
        new("nasbench201_3tasks", "… at exactly 1.0 (cifar100)", CheckNames.Plateaus, f => f.Task == "cifar100" && f.Sentence.Contains("valid_acc = 1\u00a0%", StringComparison.Ordinal)),
        new("nasbench201_3tasks", "… at exactly 0.83 (imagenet)", CheckNames.Plateaus, f => f.Task == "imagenet" && f.Sentence.Contains("0.83", StringComparison.Ordinal)),
        new("nasbench201_3tasks", "the third seed is blank for 1909 of 4000 per task", CheckNames.Replicates, f => f.RowCount == 3 * 1909),
        new("deepcave_mnist_pytorch", "2073 of 9000 crashed", CheckNames.Failures, f => f.RowCount == 2073),
        new("deepcave_mnist_pytorch", "crashes are informative: they depend on parameters", CheckNames.Failures, f => f.Column is not null),
        new("deepcave_mnist_pytorch", "num_neurons_layer1 and 2 only when model = mlp", CheckNames.Conditional, f => f.Sentence.Contains("model = mlp", StringComparison.Ordinal)),
        new("deepcave_mnist_pytorch, loss", "loss is heavy-tailed, to 27.5", CheckNames.Outliers, f => f.Sentence.Contains("27.5", StringComparison.Ordinal) || f.Sentence.Contains("27.4", StringComparison.Ordinal)),
        new("deepcave_bohb, EEG", "recorded times are corrupt, with a jump of 4.9e9 s", CheckNames.Times, f => f.Sentence.Contains("years", StringComparison.Ordinal)),
        new("deepcave_bohb, EEG", "4 crashed per run", CheckNames.Failures, f => f.RowCount == 8),
        new("deepcave_bohb, EEG", "loss up to 10.1 in run 4: outliers", CheckNames.Outliers, f => f.Task == "run4" && f.Sentence.Contains("10.1", StringComparison.Ordinal)),
        new("deepcave_bohb, EEG", "lr_scheduler_tmult is conditional", CheckNames.Conditional, f => f.Column == "lr_scheduler_tmult" && f.Sentence.Contains("only where", StringComparison.Ordinal)),
        new("rupnow2023, requested", "5 samples have exactly 0 conductivity", CheckNames.Plateaus, f => f.RowCount == 5 && f.Sentence.Contains("floor", StringComparison.Ordinal)),
        new("rupnow2023, requested", "replicate pairs share a request", CheckNames.Replicates, f => f.Sentence.Length > 0),
        new("rupnow2023, requested", "requested blank where the log was not readable", CheckNames.Conditional, f => f.Severity == FindingSeverity.Warns),
        new("rupnow2023, realized", "DMSO realized above the 0.3 bound", CheckNames.Bounds, f => f.Column == "DMSO_content_realized"),
        new("pvlab crossed_barrel", "exactly 3 replicates per input, which disagree", CheckNames.Replicates, f => f.Sentence.Length > 0),
        new("pvlab agnp", "8 to 48 droplets per input: noise differs", CheckNames.Replicates, f => f.Sentence.Length > 0),
        new("pvlab p3ht", "composition sums to 100 (99.9 to 100.1)", CheckNames.Dependence, f => f.Sentence.Contains("shares of a whole", StringComparison.Ordinal)),
        new("pvlab p3ht", "replicates 1 to 5, ragged", CheckNames.Replicates, f => f.Sentence.Length > 0),
        new("pvlab perovskite", "composition sums to 1", CheckNames.Dependence, f => f.Sentence.Contains("shares of a whole", StringComparison.Ordinal)),
        new("olympus hplc", "53 fully duplicated rows", CheckNames.Duplicates, f => f.RowCount == 53),
        new("olympus hplc", "379 duplicate inputs: genuine replicates that disagree", CheckNames.Replicates, f => f.Sentence.Length > 0),
        new("olympus colors_bob", "1 fully duplicated row", CheckNames.Duplicates, f => f.RowCount == 1),
        new("olympus photo_wf3", "simplex (inputs sum to 1)", CheckNames.Dependence, f => f.Sentence.Contains("shares of a whole", StringComparison.Ordinal)),
        new("olympus oer_plate_3496", "simplex of six elements", CheckNames.Dependence, f => f.Sentence.Contains("shares of a whole", StringComparison.Ordinal)),
        new("olympus thin_film", "simplex to within 0.01", CheckNames.Dependence, f => f.Sentence.Contains("shares of a whole", StringComparison.Ordinal)),
        new("olympus liquid_dce", "airgap: 1 row out of declared bounds", CheckNames.Bounds, f => f.Column == "airgap" && f.RowCount == 1),
        new("olympus liquid_dce", "post_airgap: 1 row out of declared bounds", CheckNames.Bounds, f => f.Column == "post_airgap" && f.RowCount == 1),
        new("olympus vapdiff_crystal", "beta_vial_volume out of declared bounds in all 918 rows", CheckNames.Bounds, f => f.Column == "beta_vial_volume" && f.RowCount == 918),
    ];

    public static QualityReport Report(string set)
    {
        var table = Tables[set]();
        return QualityChecks.Run(table, new bool[table.Count], null, new QualityOptions { Now = CleanRuns.Now });
    }

    /// <summary>A Markdown table of all quirks, and what else was found in each set.</summary>
    public static async Task PrintAsync(TextWriter text)
    {
        await text.WriteLineAsync("| set | what its description says | check | found |\n|---|---|---|---|");
        var reports = Tables.Keys.ToDictionary(k => k, Report, StringComparer.Ordinal);
        foreach (var quirk in All)
        {
            var finding = reports[quirk.Set].Checks.First(c => c.Check == quirk.Check).Findings.FirstOrDefault(quirk.Found);
            await text.WriteLineAsync($"| {quirk.Set} | {quirk.What} | {quirk.Check} | {(finding is null ? "**not found**" : $"{finding.Severity.ToString().ToLowerInvariant()}: {finding.Sentence}")} |");
        }

        await text.WriteLineAsync("\n| set | runs | blocks | warns | notes | every warning |\n|---|---|---|---|---|---|");
        foreach (var (set, report) in reports)
        {
            var warnings = report.Findings.Where(f => f.Severity >= FindingSeverity.Warns).ToList();
            await text.WriteLineAsync($"| {set} | {report.Rows:N0} | {report.Findings.Count(f => f.Severity == FindingSeverity.Blocks)} | {report.Findings.Count(f => f.Severity == FindingSeverity.Warns)} | {report.Findings.Count(f => f.Severity == FindingSeverity.Notes)} | {string.Join("<br>", warnings.Select(f => $"{f.Check}: {f.Sentence}"))} |");
        }
    }
}
