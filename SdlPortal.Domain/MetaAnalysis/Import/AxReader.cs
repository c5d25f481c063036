using System.Globalization;
using System.Text;
using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Import;

/// <summary>Ax: the JSON snapshot of an AxClient, or of an experiment alone. Every arm of every trial is a run, the experiment the task.</summary>
public sealed class AxReader : IRunReader
{
    public string Format => "ax";

    public string Title => "Ax experiment (JSON snapshot)";

    public bool NeedsMap => false;

    public bool Recognizes(string path)
    {
        if (!File.Exists(path))
            return false;
        try
        {
            using var reader = new StreamReader(path, Encoding.UTF8);
            var start = new char[4096];
            var text = new string(start, 0, reader.ReadBlock(start, 0, start.Length));
            return text.TrimStart().StartsWith('{') && (text.Contains("\"AxClient\"", StringComparison.Ordinal) || (text.Contains("\"__type\"", StringComparison.Ordinal) && text.Contains("Experiment\"", StringComparison.Ordinal)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public IEnumerable<RunItem> Read(string path, RunMap? map, CancellationToken cancellationToken) => RunMapping.Apply(ReadAll(path, map, cancellationToken), map);

    private static IEnumerable<RunItem> ReadAll(string path, RunMap? map, CancellationToken cancellationToken)
    {
        using var document = PythonJson.ParseFile(path);
        var root = document.RootElement;
        var experiment = root.Get("experiment") is { ValueKind: JsonValueKind.Object } inside ? inside : root;
        if (experiment.Get("trials") is not { ValueKind: JsonValueKind.Object } trials || experiment.Get("search_space").ValueKind != JsonValueKind.Object)
            throw new RunSourceException($"{path} is no Ax snapshot: it has no experiment with a search space and trials.");
        var space = AxSpace.Parameters(experiment.Get("search_space")).ToList();
        foreach (var shape in space)
            yield return new ParameterDeclared(shape, 0);
        var metrics = AxSpace.Metrics(experiment).ToList();
        foreach (var metric in metrics)
            yield return new MetricDeclared(metric, 0);
        var (categories, declared) = (ConfigSpaceFile.Categories(space), metrics.Select(m => m.Name).ToHashSet(StringComparer.Ordinal));
        var task = experiment.Get("name").AsText() is { Length: > 0 } name ? name : map?.TaskName ?? Path.GetFileNameWithoutExtension(path);
        var results = AxResults.Read(experiment);
        var (count, done) = (Math.Max(1, trials.EnumerateObject().Count()), 0);
        foreach (var (index, trial) in trials.EnumerateObject().Select(t => (t.Name, t.Value)).OrderBy(t => long.TryParse(t.Name, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue).ThenBy(t => t.Name, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var fraction = (double)done++ / count;
            foreach (var item in Runs(index, trial, task, categories, results, fraction))
            {
                if (item is RunRead read)
                {
                    foreach (var metric in read.Run.Metrics.Where(m => declared.Add(m.Name)))
                        yield return new MetricDeclared(new MetricShape(metric.Name, null), fraction);
                }

                yield return item;
            }
        }

        if (done == 0)
            yield return new Remarked($"Experiment {task} has no trials.", 1);
        else
            yield return new Remarked(RunTimes.LocalRemark, 1);
    }

    private static IEnumerable<RunItem> Runs(string index, JsonElement trial, string task, IReadOnlySet<string> categories, AxResults results, double fraction)
    {
        var word = trial.Get("status") is { ValueKind: JsonValueKind.Object } status ? status.Get("name").AsText() : trial.Get("status").AsText();
        if (StatusOf(word) is not { } known)
        {
            yield return new RowRefused($"trial {index}", $"Its status '{word}' is none that Ax knows.", fraction);
            yield break;
        }

        var arms = AxSpace.Arms(trial).ToList();
        if (arms.Count == 0)
            yield return new RowRefused($"trial {index}", "It has no arm, so no configuration.", fraction);
        var (created, run, completed) = (Time(trial, "time_created"), Time(trial, "time_run_started"), Time(trial, "time_completed"));
        foreach (var (arm, generator) in arms)
        {
            var name = arm.Get("name").AsText() ?? index;
            if (arm.Get("parameters") is not { ValueKind: JsonValueKind.Object } parameters)
            {
                yield return new RowRefused($"arm {name} of trial {index}", "It has no parameters.", fraction);
                continue;
            }

            var (readings, curves, notes) = results.Of(index, name);
            if (generator is not null)
                notes.Add(new NamedValue("generator", generator));
            yield return new RunRead(new RunRecord
            {
                Key = $"{index}/{name}",
                Task = task,
                Parameters = ConfigSpaceFile.Values(parameters, categories),
                Metrics = readings,
                Curves = curves,
                Status = known,
                Start = run ?? created,
                DurationSeconds = (completed - (run ?? created))?.TotalSeconds,
                Origin = $"arm {name} of trial {index}",
                Notes = notes,
            }, fraction);
        }
    }

    private static RunStatus? StatusOf(string? word) => word switch
    {
        "COMPLETED" => RunStatus.Completed,
        "EARLY_STOPPED" => RunStatus.StoppedEarly,
        "FAILED" => RunStatus.Failed,
        "ABANDONED" => RunStatus.Abandoned,
        "RUNNING" or "DISPATCHED" => RunStatus.Running,
        "CANDIDATE" or "STAGED" => RunStatus.Waiting,
        _ => null,
    };

    private static DateTimeOffset? Time(JsonElement trial, string name) =>
        RunTimes.FromText(trial.Get(name) is { ValueKind: JsonValueKind.Object } wrapped ? wrapped.Get("value").AsText() : trial.Get(name).AsText());
}
