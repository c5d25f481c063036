using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Import;

/// <summary>MLflow's folder "mlruns": a folder per experiment with a folder per run in it, and a file per parameter, tag and metric. An experiment is a task.</summary>
public sealed class MlflowFolderReader : IRunReader
{
    public string Format => "mlflow";

    public string Title => "MLflow runs (folder mlruns)";

    public bool NeedsMap => false;

    public bool Recognizes(string path) => Directory.Exists(path) && Root(path) is not null;

    public IEnumerable<RunItem> Read(string path, RunMap? map, CancellationToken cancellationToken) => RunMapping.Apply(ReadAll(path, cancellationToken), map);

    /// <summary>The folder itself or "mlruns" in it: the one that has experiments; null where neither has.</summary>
    private static string? Root(string path) => new[] { path, Path.Combine(path, "mlruns") }.FirstOrDefault(f => Directory.Exists(f) && Experiments(f).Any());

    private static IEnumerable<string> Experiments(string root) =>
        Directory.EnumerateDirectories(root).Where(d => Path.GetFileName(d) is var name && name[0] != '.' && name != "models" && File.Exists(Path.Combine(d, "meta.yaml"))).Order(StringComparer.Ordinal);

    private static IEnumerable<RunItem> ReadAll(string path, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(path))
            throw new RunSourceException($"There is no folder {path}.");
        var root = Root(path) ?? throw new RunSourceException($"{path} is no folder of MLflow runs: neither it nor a folder mlruns in it has experiments (folders with a meta.yaml).");
        var runs = Experiments(root).SelectMany(e => Directory.EnumerateDirectories(e).Where(r => File.Exists(Path.Combine(r, "meta.yaml"))).Order(StringComparer.Ordinal).Select(r => (Experiment: e, Run: r))).ToList();
        var kinds = Kinds(runs, cancellationToken);
        foreach (var shape in kinds.Shapes)
            yield return new ParameterDeclared(shape, 0);
        var parents = new Dictionary<string, string>(StringComparer.Ordinal);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var metrics = new HashSet<string>(StringComparer.Ordinal);
        var names = new Dictionary<string, (string Name, bool IsDeleted)>(StringComparer.Ordinal);
        var deleted = 0;
        for (var i = 0; i < runs.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (experiment, folder) = runs[i];
            if (!names.TryGetValue(experiment, out var named))
                names[experiment] = named = Experiment(experiment);
            var item = named.IsDeleted ? null : Run(folder, named.Name, kinds, parents, (double)i / runs.Count);
            if (item is null)
            {
                deleted++;
                continue;
            }

            if (item is RunRead read)
            {
                ids.Add(read.Run.Key);
                foreach (var metric in read.Run.Metrics.Where(m => metrics.Add(m.Name)))
                    yield return new MetricDeclared(new MetricShape(metric.Name, null), item.Fraction);
            }

            yield return item;
        }

        if (deleted > 0)
            yield return new Remarked($"{deleted} runs are deleted in MLflow and were left out.", 1);
        foreach (var remark in MlflowNesting.Remarks(parents, ids))
            yield return remark;
    }

    private static MlflowKinds Kinds(List<(string Experiment, string Run)> runs, CancellationToken cancellationToken)
    {
        var kinds = new MlflowKinds();
        foreach (var (_, run) in runs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var (key, file) in Files(run, "params"))
            {
                try
                {
                    kinds.Add(key, Text(file));
                }
                catch (FormatException)
                {
                    // Its run is refused with the reason when its turn comes.
                }
            }
        }

        return kinds;
    }

    private static (string Name, bool IsDeleted) Experiment(string folder)
    {
        try
        {
            var meta = FlatYaml.Read(Text(Path.Combine(folder, "meta.yaml")));
            return (meta.GetValueOrDefault("name") ?? Path.GetFileName(folder), meta.GetValueOrDefault("lifecycle_stage") == "deleted");
        }
        catch (FormatException)
        {
            return (Path.GetFileName(folder), false);
        }
    }

    /// <summary>Null where the run is deleted.</summary>
    private static RunItem? Run(string folder, string experiment, MlflowKinds kinds, Dictionary<string, string> parents, double fraction)
    {
        var where = $"run folder {Path.GetFileName(folder)} of experiment {experiment}";
        try
        {
            var meta = FlatYaml.Read(Text(Path.Combine(folder, "meta.yaml")));
            if (meta.GetValueOrDefault("lifecycle_stage") == "deleted")
                return null;
            var word = meta.GetValueOrDefault("status");
            if (MlflowRun.StatusOf(word) is not { } status)
                return new RowRefused(where, $"Its meta.yaml has the status '{word}', which is none of 1 (running) to 5 (killed).", fraction);
            var run = new MlflowRun
            {
                Id = meta.GetValueOrDefault("run_id") ?? meta.GetValueOrDefault("run_uuid") ?? Path.GetFileName(folder),
                Experiment = experiment,
                Name = new[] { meta.GetValueOrDefault("run_name"), meta.GetValueOrDefault("name") }.FirstOrDefault(n => !string.IsNullOrEmpty(n)),
                Status = status,
                StartMilliseconds = Milliseconds(meta.GetValueOrDefault("start_time")),
                EndMilliseconds = Milliseconds(meta.GetValueOrDefault("end_time")),
                CodeVersion = meta.GetValueOrDefault("source_version"),
            };
            foreach (var (key, file) in Files(folder, "params"))
                run.Parameters.Add((key, Text(file)));
            foreach (var (key, file) in Files(folder, "tags"))
            {
                var text = Text(file);
                run.AddTag(key, text);
                if (key == MlflowNesting.ParentTag)
                    parents[run.Id] = text;
            }

            foreach (var (key, file) in Files(folder, "metrics"))
                AddMetric(run, key, file);
            return new RunRead(run.ToRecord(kinds), fraction);
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            return new RowRefused(where, $"It cannot be read: {e.Message}", fraction);
        }
    }

    private static void AddMetric(MlflowRun run, string key, string file)
    {
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            long step = 0;
            if (parts.Length is < 2 or > 5 || !long.TryParse(parts[0], NumberStyles.Integer, CultureInfo.InvariantCulture, out var timestamp) || !PythonJson.TryNumber(parts[1], out var value) ||
                (parts.Length > 2 && !long.TryParse(parts[2], NumberStyles.Integer, CultureInfo.InvariantCulture, out step)))
                throw new FormatException($"line {number} of metrics/{key} is not 'time value step': {PythonJson.Short(line, 60)}");
            run.AddMetric(key, value, timestamp, step);
        }
    }

    /// <summary>Names may hold slashes: then their files lie in folders.</summary>
    private static IEnumerable<(string Key, string File)> Files(string run, string kind)
    {
        var folder = Path.Combine(run, kind);
        return !Directory.Exists(folder)
            ? []
            : Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => (Path.GetRelativePath(folder, f).Replace(Path.DirectorySeparatorChar, '/'), f)).OrderBy(f => f.Item1, StringComparer.Ordinal);
    }

    private static string Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"{file} cannot be read: {e.Message}", e);
        }
    }

    private static long? Milliseconds(string? text) => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
