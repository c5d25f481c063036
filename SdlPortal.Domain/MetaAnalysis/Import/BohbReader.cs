using System.Text;
using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Import;

/// <summary>BOHB's results.json, a line per evaluation or all lines in one array, with configs.json and configspace.json beside it where they are there. The loss is minimized; what the worker said besides comes as metrics that nobody has given a goal.</summary>
public sealed class BohbReader : IRunReader
{
    private const string Results = "results.json";

    public string Format => "bohb";

    public string Title => "BOHB results";

    public bool NeedsMap => false;

    public bool Recognizes(string path) => FileOf(path) is { } file && LooksRight(file);

    public IEnumerable<RunItem> Read(string path, RunMap? map, CancellationToken cancellationToken) => RunMapping.Apply(ReadAll(path, map, cancellationToken), map);

    private static string? FileOf(string path) => File.Exists(path) ? path : File.Exists(Path.Combine(path, Results)) ? Path.Combine(path, Results) : null;

    private static bool LooksRight(string file)
    {
        try
        {
            using var reader = new StreamReader(file, Encoding.UTF8);
            var start = new char[4096];
            var text = new string(start, 0, reader.ReadBlock(start, 0, start.Length));
            return text.TrimStart().StartsWith('[') && text.Contains("\"submitted\"", StringComparison.Ordinal) && text.Contains("\"started\"", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static IEnumerable<RunItem> ReadAll(string path, RunMap? map, CancellationToken cancellationToken)
    {
        var file = FileOf(path) ?? throw new RunSourceException($"{path} has no {Results}; choose that file, or the folder that BOHB wrote it in.");
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var space = ConfigSpaceFile.Read(Path.Combine(folder, "configspace.json"));
        foreach (var shape in space)
            yield return new ParameterDeclared(shape, 0);
        var configs = Configurations(Path.Combine(folder, "configs.json"), ConfigSpaceFile.Categories(space), cancellationToken);
        if (configs is null)
            yield return new Remarked("There is no configs.json beside the results: the runs come without their parameters.", 0);
        yield return new MetricDeclared(new MetricShape("loss", MetricGoal.Minimize), 0);
        var budgets = Budgets(file, cancellationToken);
        foreach (var item in BudgetedRuns.Declarations(budgets))
            yield return item;
        var task = map?.TaskName ?? (Path.GetFileName(file) == Results ? BudgetedRuns.FolderName(folder) : Path.GetFileNameWithoutExtension(file));
        var (keys, declared) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal) { "loss" });
        foreach (var (number, value, problem, fraction) in JsonLineFile.Read(file, cancellationToken))
        {
            var origin = $"line {number}";
            if (problem is not null || !IsResult(value))
            {
                yield return new RowRefused(origin, problem ?? "It is no list of configuration, budget, times, result and exception.", fraction);
                continue;
            }

            var id = Id(value[0]);
            (List<NamedValue> Parameters, List<NamedValue> Notes) configuration = ([], []);
            if (configs is not null && !configs.TryGetValue(id, out configuration))
            {
                yield return new RowRefused($"{origin}, configuration {id}", "configs.json has no such configuration.", fraction);
                continue;
            }

            var run = Run(value, id, task, [.. configuration.Parameters], configuration.Notes, budgets.Count, origin);
            foreach (var metric in run.Metrics.Where(m => declared.Add(m.Name)))
                yield return new MetricDeclared(new MetricShape(metric.Name, null), fraction);
            yield return new RunRead(keys.Add(run.Key) ? run : run with { Key = $"{run.Key}#{number}" }, fraction);
        }
    }

    private static bool IsResult(JsonElement value) => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 5 && value[0].ValueKind == JsonValueKind.Array && PythonJson.Number(value[1]) is not null && value[2].ValueKind == JsonValueKind.Object;

    private static string Id(JsonElement id) => string.Join('-', id.EnumerateArray().Select(PythonJson.Choice));

    private static RunRecord Run(JsonElement value, string id, string task, List<NamedValue> parameters, List<NamedValue> picked, int budgets, string origin)
    {
        var budget = PythonJson.Number(value[1]);
        var (started, finished) = (PythonJson.Number(value[2].Get("started")), PythonJson.Number(value[2].Get("finished")));
        var (result, exception) = (value[3], value[4]);
        var (withBudget, notes) = BudgetedRuns.With(parameters, budget, budgets);
        notes.AddRange(picked);
        var metrics = new List<MetricReading>();
        var loss = PythonJson.Number(result.Get("loss"));
        if (loss is { } known)
            metrics.Add(new MetricReading("loss", known));
        if (result.Get("info") is { ValueKind: JsonValueKind.Object } info)
        {
            foreach (var property in info.EnumerateObject())
            {
                if (PythonJson.Number(property.Value) is { } number && property.Name != "loss")
                    metrics.Add(new MetricReading(property.Name, number));
                else if (PythonJson.Note(property.Name, property.Value) is { } note)
                    notes.Add(note);
            }
        }

        if (exception.ValueKind != JsonValueKind.Null)
            notes.Add(new NamedValue("exception", PythonJson.Short(PythonJson.Choice(exception), 500)));
        return new RunRecord
        {
            Key = $"{id}/{BudgetedRuns.Text(budget ?? double.NaN)}",
            Task = task,
            Parameters = withBudget,
            Metrics = metrics,
            Status = exception.ValueKind != JsonValueKind.Null || loss is null || double.IsNaN(loss.Value) ? RunStatus.Failed : RunStatus.Completed,
            Start = RunTimes.FromSeconds(started),
            DurationSeconds = finished - started,
            Origin = $"{origin}, configuration {id}, budget {BudgetedRuns.Text(budget ?? double.NaN)}",
            Notes = notes,
        };
    }

    private static SortedSet<double> Budgets(string file, CancellationToken cancellationToken)
    {
        var budgets = new SortedSet<double>();
        foreach (var (_, value, problem, _) in JsonLineFile.Read(file, cancellationToken))
        {
            if (problem is null && IsResult(value))
                budgets.Add(PythonJson.Number(value[1])!.Value);
        }

        return budgets.Count > 0 ? budgets : throw new RunSourceException($"{file} has no BOHB result: a line is [[bracket, stage, number], budget, times, result, exception].");
    }

    /// <summary>By the configuration's id; null where there is no such file.</summary>
    private static Dictionary<string, (List<NamedValue> Parameters, List<NamedValue> Notes)>? Configurations(string path, IReadOnlySet<string> categories, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return null;
        var configs = new Dictionary<string, (List<NamedValue> Parameters, List<NamedValue> Notes)>(StringComparer.Ordinal);
        foreach (var (_, value, problem, _) in JsonLineFile.Read(path, cancellationToken))
        {
            if (problem is not null || value.ValueKind != JsonValueKind.Array || value.GetArrayLength() < 2 || value[0].ValueKind != JsonValueKind.Array || value[1].ValueKind != JsonValueKind.Object)
                continue;
            var notes = value.GetArrayLength() > 2 && value[2].ValueKind == JsonValueKind.Object ? value[2].EnumerateObject().Select(p => PythonJson.Note(p.Name, p.Value)).OfType<NamedValue>().ToList() : [];
            configs[Id(value[0])] = (ConfigSpaceFile.Values(value[1], categories), notes);
        }

        return configs;
    }
}
