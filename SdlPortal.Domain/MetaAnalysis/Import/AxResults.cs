using System.Globalization;
using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Import;

/// <summary>The measured data of an Ax experiment: data frames that are JSON inside JSON texts, a column holding its cells by row. Later data of an arm's metric replace earlier ones.</summary>
internal sealed class AxResults
{
    private static readonly string[] StepColumns = ["step", "progression", "timestep", "epoch", "epochs"];

    private readonly Dictionary<(string Trial, string Arm), SortedDictionary<string, SortedDictionary<double, (double Mean, double? Sem)>>> cells = [];

    public static AxResults Read(JsonElement experiment)
    {
        var results = new AxResults();
        if (experiment.Get("data_by_trial") is { ValueKind: JsonValueKind.Object } byTrial)
        {
            foreach (var trial in byTrial.EnumerateObject())
            {
                foreach (var frame in Frames(trial.Value))
                    results.Add(trial.Name, frame);
            }
        }
        else if (experiment.Get("data").ValueKind == JsonValueKind.Object)
        {
            foreach (var frame in Frames(experiment.Get("data")))
                results.Add(null, frame);
        }

        return results;
    }

    public (List<MetricReading> Readings, List<LearningCurve> Curves, List<NamedValue> Notes) Of(string trial, string arm)
    {
        (List<MetricReading> Readings, List<LearningCurve> Curves, List<NamedValue> Notes) found = ([], [], []);
        if (!cells.TryGetValue((trial, arm), out var metrics))
            return found;
        foreach (var (metric, steps) in metrics)
        {
            var last = steps.Values.Last();
            found.Readings.Add(new MetricReading(metric, last.Mean));
            if (steps.Count > 1)
                found.Curves.Add(new LearningCurve(metric, [.. steps.Keys], [.. steps.Values.Select(v => v.Mean)]));
            if (last.Sem is { } sem && double.IsFinite(sem))
                found.Notes.Add(new NamedValue($"{metric} standard error", sem));
        }

        return found;
    }

    /// <summary>The texts of all data frames inside, earlier timestamps first.</summary>
    private static IEnumerable<string> Frames(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            if (value.Get("__type").AsText() == "DataFrame" && value.Get("value").AsText() is { } text)
                return [text];
            return value.EnumerateObject().SelectMany(p => Frames(p.Value));
        }

        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany(Frames) : [];
    }

    private void Add(string? trial, string frame)
    {
        JsonDocument document;
        try
        {
            document = PythonJson.Parse(frame);
        }
        catch (JsonException e)
        {
            throw new RunSourceException($"The data of trial {trial ?? "?"} are no JSON: the snapshot is damaged.", e);
        }

        using (document)
        {
            var table = document.RootElement;
            if (table.Get("mean") is not { ValueKind: JsonValueKind.Object } means)
                return;
            var stepColumn = Array.Find(StepColumns, c => table.Get(c).ValueKind == JsonValueKind.Object);
            foreach (var row in means.EnumerateObject())
            {
                if (table.Get("arm_name").Get(row.Name).AsText() is not { } arm || table.Get("metric_name").Get(row.Name).AsText() is not { } metric || PythonJson.Number(row.Value) is not { } mean)
                    continue;
                var owner = PythonJson.Number(table.Get("trial_index").Get(row.Name)) is { } index ? index.ToString(CultureInfo.InvariantCulture) : trial;
                if (owner is null)
                    continue;
                var step = stepColumn is null ? 0 : PythonJson.Number(table.Get(stepColumn).Get(row.Name)) ?? 0;
                if (!cells.TryGetValue((owner, arm), out var metrics))
                    cells[(owner, arm)] = metrics = new SortedDictionary<string, SortedDictionary<double, (double Mean, double? Sem)>>(StringComparer.Ordinal);
                if (!metrics.TryGetValue(metric, out var steps))
                    metrics[metric] = steps = [];
                steps[step] = (mean, PythonJson.Number(table.Get("sem").Get(row.Name)));
            }
        }
    }
}
