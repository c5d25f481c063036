using System.Globalization;
using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Import;

/// <summary>
/// SMAC's run history, of version 1 (keys and values in two lists, a status by name) and of version 2 (one list, or an object, per evaluation). Instances are tasks; all costs are minimized.
/// Beside it are read: configspace.json, and for the objectives' names scenario.json.
/// </summary>
public sealed class SmacReader : IRunReader
{
    private const string History = "runhistory.json";

    public string Format => "smac";

    public string Title => "SMAC run history";

    public bool NeedsMap => false;

    public bool Recognizes(string path) => HistoryOf(path) is not null;

    public IEnumerable<RunItem> Read(string path, RunMap? map, CancellationToken cancellationToken) => RunMapping.Apply(ReadAll(path, map, cancellationToken), map);

    private static string? HistoryOf(string path)
    {
        if (File.Exists(path) && Path.GetFileName(path) == History)
            return path;
        return Directory.Exists(path) && File.Exists(Path.Combine(path, History)) ? Path.Combine(path, History) : null;
    }

    private static IEnumerable<RunItem> ReadAll(string path, RunMap? map, CancellationToken cancellationToken)
    {
        var file = HistoryOf(path) ?? (File.Exists(path) ? path : throw new RunSourceException($"{path} has no {History}; choose the folder that SMAC wrote it in."));
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        using var document = PythonJson.ParseFile(file);
        var (data, configs) = (document.RootElement.Get("data"), document.RootElement.Get("configs"));
        if (data.ValueKind != JsonValueKind.Array || configs.ValueKind != JsonValueKind.Object)
            throw new RunSourceException($"{file} is no SMAC run history: it needs a list 'data' and an object 'configs'.");
        var space = ConfigSpaceFile.Read(Path.Combine(folder, "configspace.json"));
        foreach (var shape in space)
            yield return new ParameterDeclared(shape, 0);
        if (space.Count == 0)
            yield return new Remarked($"There is no configspace.json beside {History}: bounds and scales are unknown, and numbers that were choices are taken as numbers.", 0);
        var categories = ConfigSpaceFile.Categories(space);
        var objectives = Objectives(folder);
        var evaluations = data.EnumerateArray().Select(SmacEvaluation.Read).ToList();
        var budgets = evaluations.Select(e => e?.Budget).OfType<double>().Distinct().ToList();
        foreach (var item in BudgetedRuns.Declarations(budgets))
            yield return item;
        var task = map?.TaskName ?? BudgetedRuns.FolderName(folder);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var declared = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < evaluations.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var fraction = (double)i / evaluations.Count;
            var item = evaluations[i] is { } evaluation
                ? Run(evaluation, configs, document.RootElement.Get("config_origins"), categories, objectives, task, budgets.Count, fraction)
                : new RowRefused($"entry {i + 1} of data", "It is none of the forms of an evaluation that SMAC writes.", fraction);
            if (item is RunRead read)
            {
                if (!keys.Add(read.Run.Key))
                    item = read with { Run = read.Run with { Key = $"{read.Run.Key}#{i + 1}" } };
                foreach (var metric in read.Run.Metrics.Where(m => declared.Add(m.Name)))
                    yield return new MetricDeclared(new MetricShape(metric.Name, MetricGoal.Minimize), fraction);
            }

            yield return item;
        }
    }

    private static List<string> Objectives(string folder)
    {
        var path = Path.Combine(folder, "scenario.json");
        if (!File.Exists(path))
            return [];
        using var document = PythonJson.ParseFile(path);
        var objectives = document.RootElement.Get("objectives");
        return objectives.ValueKind == JsonValueKind.Array ? [.. objectives.EnumerateArray().Select(PythonJson.Choice)] : objectives.AsText() is { } one ? [one] : [];
    }

    private static RunItem Run(SmacEvaluation evaluation, JsonElement configs, JsonElement origins, IReadOnlySet<string> categories, List<string> objectives, string task, int budgets, double fraction)
    {
        var origin = $"configuration {evaluation.Configuration}{(evaluation.Instance is null ? "" : $", instance {evaluation.Instance}")}, seed {evaluation.Seed}, budget {evaluation.Budget?.ToString(CultureInfo.InvariantCulture) ?? "none"}";
        var configuration = configs.Get(evaluation.Configuration);
        if (configuration.ValueKind != JsonValueKind.Object)
            return new RowRefused(origin, "The history has no such configuration.", fraction);
        var (parameters, notes) = BudgetedRuns.With(ConfigSpaceFile.Values(configuration, categories), evaluation.Budget, budgets);
        if (origins.Get(evaluation.Configuration).AsText() is { } from)
            notes.Add(new NamedValue("configuration origin", from));
        if (evaluation.Status is RunStatus.Failed)
            notes.Add(new NamedValue("status", evaluation.StatusWord));
        foreach (var (name, value) in evaluation.Additional)
        {
            if (PythonJson.Note(name, value) is { } note)
                notes.Add(note);
        }

        var metrics = evaluation.Status == RunStatus.Completed
            ? evaluation.Costs.Select((c, i) => new MetricReading(i < objectives.Count ? objectives[i] : evaluation.Costs.Count == 1 ? "cost" : $"cost_{i}", c)).ToList()
            : [];
        return new RunRead(new RunRecord
        {
            Key = $"{evaluation.Configuration}/{evaluation.Instance}/{evaluation.Seed}/{(evaluation.Budget is { } budget ? BudgetedRuns.Text(budget) : "")}",
            Task = evaluation.Instance is null ? task : $"{task}/{evaluation.Instance}",
            Parameters = parameters,
            Metrics = metrics,
            Status = evaluation.Status,
            Start = RunTimes.FromSeconds(evaluation.Start is > 0 ? evaluation.Start : null),
            DurationSeconds = evaluation.Seconds ?? evaluation.End - evaluation.Start,
            Seed = evaluation.Seed,
            Origin = origin,
            Notes = notes,
        }, fraction);
    }
}
