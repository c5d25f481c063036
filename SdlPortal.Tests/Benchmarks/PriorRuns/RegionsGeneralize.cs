using System.Diagnostics;
using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.MetaAnalysis;

namespace SdlPortal.Tests.Benchmarks.PriorRuns;

/// <summary>`regions-generalize --out FILE`: leaves one task out at a time on every real table of related tasks, and times the search on a million runs; writes the tables of docs/results/meta-analysis.md.</summary>
internal static class RegionsGeneralize
{
    private const string Million = "million";

    private static readonly (string Name, string Title, Func<RunTable> Load)[] Sources =
    [
        ("networks", "Networks (HPOBench): 8 data sets, the same 2000 configurations, 5 ordered parameters", SampleTables.Networks),
        ("cells", "Cells (NAS-Bench-201): 3 image tasks, the same 4000 cells of 6 choices", SampleTables.Cells),
        ("couplings", "Couplings (Buchwald-Hartwig): 5 products, 792 recipes of 4 choices each", SampleTables.Couplings),
        ("plates", "Plates (oxygen evolution): 4 plates of mixed oxides, 6 shares", SampleTables.Plates),
        ("recordings", "Brain waves (BOHB): 2 searches in one space of 10 parameters, configurations not shared", SampleTables.Recordings),
    ];

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        if (args is not ["--out", var file, .. var wanted])
        {
            await errors.WriteLineAsync($"regions-generalize --out FILE.md [{string.Join('|', Sources.Select(s => s.Name))}|{Million} …]");
            return 2;
        }

        var lines = new List<string>();
        foreach (var (name, title, load) in Sources.Where(s => wanted.Length == 0 || wanted.Contains(s.Name)))
        {
            var clock = Stopwatch.StartNew();
            lines.AddRange([$"### {title}", "", .. Lines(load().Analyzed()), ""]);
            await output.WriteLineAsync($"{name}: {clock.Elapsed.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture)} s");
            await File.WriteAllLinesAsync(file, lines);
        }

        if (wanted.Length == 0 || wanted.Contains(Million))
        {
            lines.AddRange(["### A million runs", "", .. MillionLines()]);
            await File.WriteAllLinesAsync(file, lines);
        }

        return 0;
    }

    private static IEnumerable<string> Lines(AnalysisTable table)
    {
        var answer = LeaveOneTaskOut.Try(table, new RegionOptions());
        if (!answer.HasValue)
            return [answer.WhyNot!];
        var result = answer.Value;
        return
        [
            "| task held out | configurations | covered | **union holds of top 5 %** | of top 10 % | predicted (95 %) | single greedy box | 10 % best mean ranks | random box | settings chosen by the other tasks |",
            "|---|---|---|---|---|---|---|---|---|---|",
            .. result.Tasks.Select(t => string.Create(CultureInfo.InvariantCulture,
                $"| {t.Task} | {t.Configurations} | {t.Volume:0.000} | **{t.Share:0.00}** | {t.DecileShare:0.00} | {t.Predicted.Mean:0.00} ({t.Predicted.Low:0.00} to {t.Predicted.High:0.00}) | {t.SingleBoxShare:0.00} | {t.BestRanksShare:0.00} | {t.RandomBoxShare:0.00} | {t.Settings} |")),
            string.Create(CultureInfo.InvariantCulture, $"| median | | | **{result.MedianShare:0.00}** | {Median(result, t => t.DecileShare):0.00} | | {Median(result, t => t.SingleBoxShare):0.00} | {Median(result, t => t.BestRanksShare):0.00} | {Median(result, t => t.RandomBoxShare):0.00} | |"),
            "",
            .. Reliability("single configurations", result.OfConfigurations),
            "",
            .. Reliability("boxes and unions", result.OfRegions),
        ];
    }

    private static IEnumerable<string> Reliability(string what, Calibration calibration) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"Probability of the held-out task's top decile, {what}: calibration error {calibration.Error:0.000} ({calibration.ErrorLow:0.000} to {calibration.ErrorHigh:0.000} over resampled tasks; {calibration.ErrorByChance:0.000} by chance alone), {calibration.Predictions} predictions{(calibration.Covered < 1 ? $", 95 % intervals held {calibration.Covered:P0}" : "")}."),
        "",
        "| predictions | predicted | came (95 % over tasks) |",
        "|---|---|---|",
        .. calibration.Bins.Select(b => string.Create(CultureInfo.InvariantCulture, $"| {b.Count} | {b.Predicted:0.000} | {b.Observed:0.000} ({b.Low:0.000} to {b.High:0.000}) |")),
    ];

    private static IEnumerable<string> MillionLines()
    {
        var table = MillionRuns();
        var (clock, cpu) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
        var found = RegionSearch.Find(table, null, null, new RegionOptions()).Value;
        using var process = Process.GetCurrentProcess();
        return
        [
            string.Create(CultureInfo.InvariantCulture, $"1,000,000 runs x 20 parameters in 8 tasks: {clock.Elapsed.TotalSeconds:0} s elapsed, {(process.TotalProcessorTime - cpu).TotalSeconds:0} s of processor on {Environment.ProcessorCount}, peak memory {process.PeakWorkingSet64 / 1e6:0} MB (the table with it)."),
            $"Found: {found.Recommended.Sentence}. {string.Join(" ", found.Remarks)}",
        ];
    }

    private static AnalysisTable MillionRuns()
    {
        const int n = 1_000_000;
        var random = new Domain.Numerics.SeededRandom(1);
        var columns = new List<ParameterColumn>();
        for (var j = 0; j < 20; j++)
        {
            var values = new double[n];
            for (var i = 0; i < n; i++)
                values[i] = j < 16 ? random.NextDouble() : random.NextInt(6);
            columns.Add(new ParameterColumn(new ParameterShape($"p{j:00}", j < 16 ? ParameterKind.Number : ParameterKind.Category) { Levels = j < 16 ? [] : ["a", "b", "c", "d", "e", "f"] }, values));
        }

        var (outcomes, tasks, unknown) = (new double[n], new int[n], new double[n]);
        Array.Fill(unknown, double.NaN);
        for (var i = 0; i < n; i++)
        {
            tasks[i] = i / (n / 8);
            var (x, y) = (columns[0].Values[i] - 0.3, columns[1].Values[i] - 0.6 - (0.02 * tasks[i]));
            outcomes[i] = (-4 * x * x) - (3 * y * y) + (columns[16].Values[i] == 2 ? 0.3 : 0) + (0.2 * columns[2].Values[i]) + (0.2 * random.NextDouble());
        }

        return new AnalysisTable
        {
            Metric = new MetricShape("m", MetricGoal.Maximize),
            Parameters = columns,
            Outcomes = outcomes,
            Variances = unknown,
            Tasks = new LabelColumn([.. Enumerable.Range(0, 8).Select(t => $"task {t}")], tasks),
            Variants = LabelColumn.Empty(n),
            Start = unknown,
            DurationSeconds = unknown,
            Cost = unknown,
            Rows = [.. Enumerable.Range(0, n)],
        };
    }

    private static double Median(Generalization result, Func<HeldOutTask, double> value)
    {
        var sorted = result.Tasks.Select(value).Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
