using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Import;

/// <summary>
/// DeepCAVE's own run folder: meta.json (objectives with their directions), configspace.json, configs.json and history.jsonl, a line per evaluation. A folder of such folders is read as one source; each is a task.
/// </summary>
public sealed class DeepCaveFolderReader : IRunReader
{
    private const string History = "history.jsonl";

    public string Format => "deepcave";

    public string Title => "DeepCAVE run folder";

    public bool NeedsMap => false;

    public bool Recognizes(string path) => Folders(path).Count > 0;

    public IEnumerable<RunItem> Read(string path, RunMap? map, CancellationToken cancellationToken) => RunMapping.Apply(ReadAll(path, map, cancellationToken), map);

    private static List<string> Folders(string path)
    {
        if (File.Exists(path) && Path.GetFileName(path) == History)
            return [Path.GetDirectoryName(Path.GetFullPath(path))!];
        if (!Directory.Exists(path))
            return [];
        return IsRun(path) ? [path] : [.. Directory.EnumerateDirectories(path).Where(IsRun).Order(StringComparer.Ordinal)];
    }

    private static bool IsRun(string folder) => File.Exists(Path.Combine(folder, History)) && File.Exists(Path.Combine(folder, "configs.json"));

    private static IEnumerable<RunItem> ReadAll(string path, RunMap? map, CancellationToken cancellationToken)
    {
        var folders = Folders(path);
        if (folders.Count == 0)
            throw new RunSourceException($"{path} is no DeepCAVE run: neither it nor a folder in it has {History} and configs.json.");
        for (var i = 0; i < folders.Count; i++)
        {
            var task = folders.Count == 1 && map?.TaskName is { } named ? named : new DirectoryInfo(Path.GetFullPath(folders[i])).Name;
            var prefix = folders.Count == 1 ? "" : task + "/";
            foreach (var item in ReadRun(folders[i], task, prefix, cancellationToken))
                yield return item with { Fraction = (i + item.Fraction) / folders.Count };
        }
    }

    private static IEnumerable<RunItem> ReadRun(string folder, string task, string prefix, CancellationToken cancellationToken)
    {
        var space = ConfigSpaceFile.Read(Path.Combine(folder, "configspace.json"));
        foreach (var shape in space)
            yield return new ParameterDeclared(shape, 0);
        using var configs = PythonJson.ParseFile(Path.Combine(folder, "configs.json"));
        var (objectives, budgets) = Meta(Path.Combine(folder, "meta.json"));
        foreach (var objective in objectives)
            yield return new MetricDeclared(objective, 0);
        if (objectives.Count == 0)
            yield return new Remarked($"Task {task} has no meta.json with objectives: its metrics are named cost_0, cost_1 and so on, and nobody has said which way they go.", 0);
        foreach (var item in BudgetedRuns.Declarations(budgets))
            yield return item;
        var categories = ConfigSpaceFile.Categories(space);
        var (keys, relative) = (new HashSet<string>(StringComparer.Ordinal), false);
        foreach (var (number, value, problem, fraction) in JsonLineFile.Read(Path.Combine(folder, History), cancellationToken))
        {
            var origin = $"line {number} of {prefix}{History}";
            if (problem is not null)
            {
                yield return new RowRefused(origin, problem, fraction);
                continue;
            }

            if (DeepCaveEvaluation.Read(value) is not { } evaluation)
            {
                yield return new RowRefused(origin, "It is no list of configuration, budget, costs, start, end, status and more.", fraction);
                continue;
            }

            var configuration = configs.RootElement.Get(evaluation.Configuration);
            if (configuration.ValueKind != JsonValueKind.Object)
            {
                yield return new RowRefused(origin, $"configs.json has no configuration {evaluation.Configuration}.", fraction);
                continue;
            }

            relative |= RunTimes.IsRelative(evaluation.Start);
            var (parameters, notes) = BudgetedRuns.With(ConfigSpaceFile.Values(configuration, categories), evaluation.Budget, budgets.Count);
            if (evaluation.Status == RunStatus.Failed)
                notes.Add(new NamedValue("status", evaluation.StatusWord));
            notes.AddRange(evaluation.Notes);
            var key = $"{prefix}{evaluation.Configuration}/{(evaluation.Budget is { } budget ? BudgetedRuns.Text(budget) : "")}/{evaluation.Seed}";
            yield return new RunRead(new RunRecord
            {
                Key = keys.Add(key) ? key : $"{key}#{number}",
                Task = task,
                Parameters = parameters,
                Metrics = [.. evaluation.Costs.Select((c, i) => (Index: i, Cost: c)).Where(c => c.Cost is not null).Select(c => new MetricReading(c.Index < objectives.Count ? objectives[c.Index].Name : $"cost_{c.Index}", c.Cost!.Value))],
                Status = evaluation.Status,
                Start = RunTimes.FromSeconds(evaluation.Start),
                DurationSeconds = evaluation.End - evaluation.Start,
                Seed = evaluation.Seed,
                Origin = $"{origin} (configuration {evaluation.Configuration})",
                Notes = notes,
            }, fraction);
        }

        if (relative)
            yield return new Remarked(RunTimes.RelativeRemark, 1);
    }

    private static (List<MetricShape> Objectives, List<double> Budgets) Meta(string path)
    {
        if (!File.Exists(path))
            return ([], []);
        using var document = PythonJson.ParseFile(path);
        var objectives = new List<MetricShape>();
        if (document.RootElement.Get("objectives") is { ValueKind: JsonValueKind.Array } list)
        {
            foreach (var item in list.EnumerateArray())
                objectives.Add(new MetricShape(item.Get("name").AsText() ?? $"cost_{objectives.Count}", item.Get("optimize").AsText() switch { "upper" => MetricGoal.Maximize, "lower" => MetricGoal.Minimize, _ => null }));
        }

        var budgets = document.RootElement.Get("budgets") is { ValueKind: JsonValueKind.Array } levels ? levels.EnumerateArray().Select(PythonJson.Number).OfType<double>().Where(double.IsFinite).ToList() : [];
        return (objectives, budgets);
    }
}
