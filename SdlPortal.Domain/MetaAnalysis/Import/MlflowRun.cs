using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Import;

/// <summary>What an MLflow store holds of one run, on its way to a <see cref="RunRecord"/>. Filled and asked by one thread.</summary>
public sealed class MlflowRun
{
    /// <summary>The largest double: what MLflow's databases write for infinity.</summary>
    private const double StoredInfinity = 1.7976931348623157e308;

    private readonly SortedDictionary<string, List<Point>> metrics = new(StringComparer.Ordinal);
    private readonly List<NamedValue> notes = [];
    private string? gitCommit;
    private string? runName;

    public required string Id { get; init; }

    public required string Experiment { get; init; }

    public string? Name { get; init; }

    public required RunStatus Status { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public long? StartMilliseconds { get; init; }

    public long? EndMilliseconds { get; init; }

    /// <summary>The code's version as the run itself says it; a tag of the source's commit goes before.</summary>
    public string? CodeVersion { get; init; }

    public string? DataVersion { get; set; }

    public List<(string Key, string Text)> Parameters { get; } = [];

    public string Origin => $"run {Name ?? runName ?? Id} ({Id}) of experiment {Experiment}";

    /// <summary>The status of MLflow's words, and of the numbers that its folders use for them.</summary>
    public static RunStatus? StatusOf(string? word) => word switch
    {
        "FINISHED" or "3" => RunStatus.Completed,
        "FAILED" or "4" => RunStatus.Failed,
        "KILLED" or "5" => RunStatus.Abandoned,
        "RUNNING" or "1" => RunStatus.Running,
        "SCHEDULED" or "2" => RunStatus.Waiting,
        _ => null,
    };

    public void AddMetric(string key, double value, long timestamp, long step)
    {
        if (!metrics.TryGetValue(key, out var points))
            metrics[key] = points = [];
        points.Add(new Point(step, timestamp, Math.Abs(value) >= StoredInfinity ? double.CopySign(double.PositiveInfinity, value) : value));
    }

    public void AddTag(string key, string text)
    {
        if (key == "mlflow.source.git.commit")
            gitCommit = text;
        else if (key == "mlflow.runName")
            runName = text;
        else if (key is not ("mlflow.log-model.history" or "mlflow.loggedArtifacts"))
            notes.Add(new NamedValue(key, PythonJson.TryNumber(text, out var number) && double.IsFinite(number) ? number : PythonJson.Short(text)));
    }

    public RunRecord ToRecord(MlflowKinds kinds)
    {
        var parameters = new List<NamedValue>(Parameters.Count);
        foreach (var (key, text) in Parameters)
        {
            if (kinds.Value(key, text) is { } value)
                parameters.Add(new NamedValue(key, value));
        }

        var readings = new List<MetricReading>(metrics.Count);
        var curves = new List<LearningCurve>();
        foreach (var (key, points) in metrics)
        {
            var along = Along(points);
            readings.Add(new MetricReading(key, along[^1].Value));
            if (along.Count > 1)
                curves.Add(new LearningCurve(key, [.. along.Select(p => p.Step)], [.. along.Select(p => p.Value)]));
        }

        if ((Name ?? runName) is { Length: > 0 } name)
            notes.Add(new NamedValue("run name", name));
        return new RunRecord
        {
            Key = Id,
            Task = Experiment,
            Parameters = parameters,
            Metrics = readings,
            Curves = curves,
            Status = Status,
            Start = Time(StartMilliseconds),
            DurationSeconds = EndMilliseconds is { } end && StartMilliseconds is { } start ? (end - start) / 1000.0 : null,
            CodeVersion = gitCommit ?? (string.IsNullOrEmpty(CodeVersion) ? null : CodeVersion),
            DataVersion = DataVersion,
            Origin = Origin,
            Notes = notes,
        };
    }

    /// <summary>
    /// By step, and of several reports of a step the last, as MLflow itself shows it. Where all reports have the same step (the program never said one), they are counted in the order of their times.
    /// </summary>
    private static List<(double Step, double Value)> Along(List<Point> points)
    {
        points.Sort((a, b) => a.Step != b.Step ? a.Step.CompareTo(b.Step) : a.Timestamp != b.Timestamp ? a.Timestamp.CompareTo(b.Timestamp) : a.Value.CompareTo(b.Value));
        var along = new List<(double Step, double Value)>(points.Count);
        var counted = points[0].Step == points[^1].Step;
        foreach (var point in points)
        {
            if (counted)
                along.Add((along.Count, point.Value));
            else if (along.Count > 0 && along[^1].Step == point.Step)
                along[^1] = (point.Step, point.Value);
            else
                along.Add((point.Step, point.Value));
        }

        return along;
    }

    private static DateTimeOffset? Time(long? milliseconds) =>
        milliseconds is > 0 and < 253402300799999 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds.Value) : null;

    private readonly record struct Point(long Step, long Timestamp, double Value);
}
