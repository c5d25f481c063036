using System.Globalization;
using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.Numerics;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;
using SdlPortal.Web.Cli;

namespace SdlPortal.Tests.Cli;

public sealed class MetaCommandsTests : IDisposable
{
    private const string Map = """{ "task": "task", "parameters": { "lr": { "scale": "log" } }, "metrics": { "acc": { "columns": ["acc"], "goal": "maximize" } } }""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_table_is_imported_once_and_what_is_refused_is_said_with_its_line()
    {
        var (table, map) = (Write("runs.csv", "task,lr,acc", "iris,0.1,0.9", "wine,0.01,0.8", "wine,0.2,oops"), Write("map.json", Map));

        var (code, output, error) = await RunAsync("import", table, "--map", map, "--project", "mlp");

        Assert.Equal(0, code);
        Assert.Contains("Made the project 'mlp'.", output, StringComparison.Ordinal);
        Assert.Contains("2 tasks:", output, StringComparison.Ordinal);
        Assert.Contains("  iris: 1 run", output, StringComparison.Ordinal);
        Assert.Contains("1 parameter, 1 metric: acc (maximize).", output, StringComparison.Ordinal);
        Assert.Contains("Runs by status: 2 completed", output, StringComparison.Ordinal);
        Assert.Contains("line 4", output + error, StringComparison.Ordinal);

        (code, output, error) = await RunAsync("import", table, "--map", map);
        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith("Nothing was added: the same content was imported as runs.csv (csv-", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_readable_is_exit_code_2_with_the_reason()
    {
        var table = Write("runs.csv", "task,lr,acc", "iris,0.1,0.9");
        Assert.Equal((2, "There is no file or folder nowhere.csv. Check the path."), await FailedAsync("import", "nowhere.csv"));
        var (code, error) = await FailedAsync("import", table, "--as", "csv");
        Assert.Equal(2, code);
        Assert.Contains("--map MAP.json", error, StringComparison.Ordinal);
        (code, error) = await FailedAsync("import", table, "--as", "optuna");
        Assert.Equal(2, code);
        Assert.Contains("runs.csv", error, StringComparison.Ordinal);
        (code, error) = await FailedAsync("import", Write("a.bin", "?"));
        Assert.Equal(2, code);
        Assert.Contains("is not recognized. Say its format with --as: optuna, mlflow", error, StringComparison.Ordinal);
        (code, error) = await FailedAsync("import", table, "--map", Write("bad.json", """{ "tusk": "task" }"""));
        Assert.Equal(2, code);
        Assert.Contains("tusk", error, StringComparison.Ordinal);
        (code, error) = await FailedAsync("import", Write("empty.csv", "task,lr,acc"), "--map", Write("map.json", Map));
        Assert.Equal(2, code);
    }

    [Fact]
    public async Task Sources_exclusions_and_rules_are_decided_and_taken_back()
    {
        await RunAsync("import", Write("runs.csv", "task,lr,acc", "iris,0.1,0.9", "wine,0.01,0.8"), "--map", Write("map.json", Map), "--project", "mlp");

        Assert.Contains("Excluded 1 run as x1; take it back with: meta undo x1", await DoneAsync("exclude", "--task", "wine", "--reason", "leaks"), StringComparison.Ordinal);
        Assert.Contains("x1: 1 run excluded (the task 'wine')", await DoneAsync("sources"), StringComparison.Ordinal);
        await DoneAsync("undo", "x1", "--reason", "it does not");
        Assert.Contains(": it does not", await DoneAsync("sources"), StringComparison.Ordinal);
        Assert.Equal((1, "Say which runs with one of: --task NAME, --key KEY (perhaps with --source ID), or --source ID --row NUMBER."), await FailedAsync("exclude", "--reason", "x"));

        var rules = Write("rules.json", """{ "metrics": [ { "name": "error", "from": ["acc"], "factor": -1, "offset": 1 } ] }""");
        Assert.Contains("metrics[0]: 'error': 'acc' becomes 'error'; value × -1 + 1. Touches 2 runs.", await DoneAsync("rules", rules, "--try"), StringComparison.Ordinal);
        Assert.Equal("{}", (await DoneAsync("rules")).Trim());
        Assert.Contains("Saved as version 1.", await DoneAsync("rules", rules), StringComparison.Ordinal);
        Assert.Contains("Nothing changes", await DoneAsync("rules", rules), StringComparison.Ordinal);
        var (code, error) = await FailedAsync("rules", Write("wrong.json", """{ "metrics": [ { "name": "e", "from": ["accuracy"] } ] }"""));
        Assert.Equal(2, code);
        Assert.Contains("No source has a metric 'accuracy'", error, StringComparison.Ordinal);

        var id = (await DoneAsync("sources")).Split(':')[0];
        await DoneAsync("remove", id, "--reason", "wrong file");
        Assert.Contains("mlp (mlp): 0 sources, 0 runs", await DoneAsync("projects"), StringComparison.Ordinal);
        await DoneAsync("restore", id);
        Assert.Contains("mlp (mlp): 1 source, 2 runs", await DoneAsync("projects"), StringComparison.Ordinal);
        Assert.Equal((1, "There is no project 'other'. Known are: 'mlp'."), await FailedAsync("sources", "--project", "other"));
    }

    [Fact]
    public async Task A_canceled_import_says_how_it_goes_on()
    {
        using var stop = new CancellationTokenSource();
        var error = new StringWriter();
        var code = await PortalCli.RunAsync(["meta", "import", Write("runs.csv", "task,lr,acc", "iris,0.1,0.9"), "--map", Write("map.json", Map), "--data-folder", folder.Path], new StopAtFirstLine(stop), error, stop.Token);
        Assert.Equal(1, code);
        Assert.Contains("start the same import again and it goes on from there", error.ToString(), StringComparison.Ordinal);
    }

    [SharedDataFact]
    public async Task An_Optuna_storage_is_recognized()
    {
        var output = await DoneAsync("import", SharedData.Path("optuna_storage/optuna_studies.db"));
        Assert.Contains("  sgd-iris: 40 runs", output, StringComparison.Ordinal);
        Assert.Contains("stopped early", output, StringComparison.Ordinal);
        Assert.Contains("Nothing was added", await DoneAsync("import", SharedData.Path("optuna_storage/optuna_studies.db"), "--as", "optuna"), StringComparison.Ordinal);
    }

    private sealed class StopAtFirstLine(CancellationTokenSource stop) : StringWriter
    {
        public override Task WriteLineAsync(string? value) => stop.CancelAsync();
    }

    [Fact]
    public async Task Runs_are_analyzed_into_files_and_recommended_from()
    {
        var random = SeededRandom.Derive(5);
        string[] rows = [.. Enumerable.Range(0, 120).Select(i => (Task: i % 3, Rate: Math.Pow(10, -4 * random.NextDouble()))).Select(r => string.Create(CultureInfo.InvariantCulture, $"task {r.Task},{r.Rate},{-Math.Pow(Math.Log10(r.Rate) + 2, 2) + (0.3 * random.NextDouble())}"))];
        await RunAsync("import", Write("runs.csv", ["task,lr,acc", .. rows]), "--map", Write("map.json", Map), "--project", "mlp");
        var (files, file) = (Path.Combine(folder.Path, "out"), Path.Combine(folder.Path, "advice.json"));

        var output = await DoneAsync("analyze", "--project", "mlp", "--metric", "acc", "--target", "task 1", "--out", files);
        Assert.Contains("120 runs of 3 tasks", output, StringComparison.Ordinal);
        Assert.Contains("Region: lr", output, StringComparison.Ordinal);
        Assert.Superset(new HashSet<string>(["importances.csv", "regions.json", "variants.csv", "pooled.csv", "survival.csv", "checks.csv", "moderators.csv", "report.json", "importances.svg"], StringComparer.Ordinal),
            Directory.GetFiles(files).Select(f => Path.GetFileName(f)).ToHashSet(StringComparer.Ordinal));

        await DoneAsync("recommend", "--project", "mlp", "--target", "task 1", "--out", file);
        var advice = JsonSerializer.Deserialize<RegionRecommendation>(await File.ReadAllTextAsync(file), AnalysisJson.Options)!;
        Assert.Equal(("mlp", "task 1", "acc"), (advice.Project, advice.Target, advice.Metric.Name));
        Assert.Equal("lr", Assert.Single(advice.Region.Boxes.SelectMany(b => b.Sides).Select(s => s.Parameter).Distinct(StringComparer.Ordinal)));
        Assert.Equal(120, advice.Basis.Runs.Used);
    }

    [Fact]
    public async Task What_cannot_be_analyzed_is_said_and_nothing_is_written()
    {
        await RunAsync("import", Write("runs.csv", "task,lr,acc", "iris,0.1,0.9"), "--map", Write("map.json", Map), "--project", "mlp");
        var files = Path.Combine(folder.Path, "out");

        Assert.Equal((1, "There is nothing to analyze. No run has the metric 'loss'; there is acc."), await FailedAsync("analyze", "--metric", "loss", "--out", files));
        Assert.Equal(1, (await FailedAsync("analyze", "--project", "none", "--out", files)).Code);
        Assert.Equal(1, (await FailedAsync("recommend", "--out", Path.Combine(folder.Path, "advice.json"))).Code);
        Assert.False(Directory.Exists(files));
        Assert.False(File.Exists(Path.Combine(folder.Path, "advice.json")));
    }

    private string Write(string name, params string[] lines)
    {
        var path = Path.Combine(folder.Path, name);
        File.WriteAllLines(path, lines);
        return path;
    }

    private async Task<string> DoneAsync(params string[] args)
    {
        var (code, output, error) = await RunAsync(args);
        Assert.Equal((0, ""), (code, error));
        return output;
    }

    private async Task<(int Code, string Error)> FailedAsync(params string[] args)
    {
        var (code, _, error) = await RunAsync(args);
        return (code, error.Trim());
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await PortalCli.RunAsync(["meta", .. args, "--data-folder", folder.Path], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
