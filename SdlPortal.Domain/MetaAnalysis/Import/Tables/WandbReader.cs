using SdlPortal.Domain.MetaAnalysis.Import.Proposals;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>
/// Reads what Weights &amp; Biases exports as CSV: the table of runs (settings and outcomes undistinguished, so a map or a guess tells them apart), a chart ("run - metric" per column, a curve per run), and a run's history (_step, _runtime, _timestamp).
/// </summary>
public sealed class WandbReader : IRunReader
{
    private static readonly string[] HistoryColumns = ["_step", "_runtime", "_timestamp"];

    public string Format => "wandb";

    public string Title => "Weights & Biases export (CSV)";

    public bool NeedsMap => false;

    public bool Recognizes(string path)
    {
        if (!string.Equals(Path.GetExtension(path), ".csv", StringComparison.OrdinalIgnoreCase) || !TableFile.TryOpen(path, out var file) || file.Layout != TableLayout.Separated)
            return false;
        using var rows = file.Rows();
        var columns = rows.Columns;
        return WandbChart.Recognizes(columns) || columns.Contains("_step") || (columns.Contains("Name") && (columns.Contains("State") || columns.Contains("Sweep") || columns.Contains("Runtime")));
    }

    public IEnumerable<RunItem> Read(string path, RunMap? map, CancellationToken cancellationToken)
    {
        var file = TableFile.Open(path);
        if (file.Layout != TableLayout.Separated)
            throw new RunSourceException($"{file.Name} holds JSON objects. Import it as jsonl.");
        using var heading = file.Rows();
        var columns = heading.Columns.ToList();
        if (WandbChart.Recognizes(columns))
            return WandbChart.Read(file, map?.TaskName, cancellationToken);
        return columns.Contains("_step") && map is null ? History(file, columns, cancellationToken) : Table(file, columns, map, cancellationToken);
    }

    private static IEnumerable<RunItem> Table(TableFile file, List<string> columns, RunMap? map, CancellationToken cancellationToken)
    {
        if (map is null)
        {
            var proposal = MapProposal.For(file.Path, cancellationToken);
            map = proposal.Map;
            if (map.Metrics.Count == 0)
                throw new RunSourceException($"{file.Name} does not say which of its columns are outcomes, and none looks like one. Give a map of them (--map MAP.json, or the mapping wizard).");
            yield return new Remarked($"The export does not part settings from outcomes. Taken as outcomes: {string.Join(", ", map.Metrics.Select(m => $"{m.Name} ({m.Goal.ToString().ToLowerInvariant()})"))}; as parameters: {string.Join(", ", map.Parameters.Select(p => p.Name))}. Give a map where that is wrong.", 0);
        }

        map = map with
        {
            Status = map.Status ?? Named("State"),
            Start = map.Start ?? Named("Created"),
            Duration = map.Duration ?? Named("Runtime"),
            Key = map.Key.Count > 0 || map.Curve is not null ? map.Key : Named("ID") is { } id ? [id] : NamesDiffer(file, cancellationToken) ? ["Name"] : [],
        };
        foreach (var item in TableRuns.Read(file, map, [], cancellationToken))
            yield return item;

        string? Named(string heading) => columns.Contains(heading) ? heading : null;
    }

    /// <summary>The names of runs are given by people and may repeat; then only the line tells the runs apart.</summary>
    private static bool NamesDiffer(TableFile file, CancellationToken cancellationToken)
    {
        var preview = TablePreview.Read(file.Path, cancellationToken);
        return preview.Columns.Any(c => c.Name == "Name" && c.Distinct == preview.RowsRead);
    }

    /// <summary>A run's history: what is a number is an outcome along the run. Several runs have a column with their name.</summary>
    private static IEnumerable<RunItem> History(TableFile file, List<string> columns, CancellationToken cancellationToken)
    {
        var proposal = MapProposal.For(file.Path, cancellationToken);
        var outcomes = proposal.Columns.Where(c => c.Role == ColumnRole.Metric || (c.Role == ColumnRole.Parameter && !columns.Contains("config/" + c.Column)))
            .Where(c => !HistoryColumns.Contains(c.Column)).Select(c => c.Column).ToHashSet(StringComparer.Ordinal);
        var preview = TablePreview.Read(file.Path, cancellationToken);
        var numeric = preview.Columns.Where(c => outcomes.Contains(c.Name) && c.Kind is Runs.ParameterKind.Number or Runs.ParameterKind.Integer).Select(c => c.Name);
        var run = new[] { "run", "Name", "run_id", "run_name" }.FirstOrDefault(columns.Contains);
        var map = new RunMap
        {
            Metrics = numeric.Where(outcomes.Contains).Select(n => proposal.Map.Metrics.FirstOrDefault(m => m.Columns.Contains(n) && m.Columns.Count == 1) ?? new MappedMetric(n, [n], Runs.MetricGoal.Maximize)).ToEquatableList(),
            Start = columns.Contains("_timestamp") ? "_timestamp" : null,
            Duration = columns.Contains("_runtime") ? "_runtime" : null,
            Curve = new MappedCurve(run is null ? [] : [run], "_step"),
        };
        if (map.Metrics.Count == 0)
            throw new RunSourceException($"{file.Name} has steps and no column of numbers beside them.");
        yield return new Remarked($"Taken as the history of {(run is null ? "one run" : $"the runs in column '{run}'")}; outcomes: {string.Join(", ", map.Metrics.Select(m => $"{m.Name} ({m.Goal.ToString().ToLowerInvariant()})"))}. Give a map where that is wrong.", 0);
        foreach (var item in TableRuns.Read(file, map, [], cancellationToken))
            yield return item;
    }
}
