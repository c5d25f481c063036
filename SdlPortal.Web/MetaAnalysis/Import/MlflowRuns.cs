using SdlPortal.Domain.MetaAnalysis.Import;

namespace SdlPortal.Web.MetaAnalysis.Import;

/// <summary>One pass over the runs of an MLflow store, with those over parameters, metrics, tags and data sets beside it. Used once, by one thread.</summary>
internal sealed class MlflowRuns : IDisposable
{
    private readonly SqliteSource source;
    private readonly MlflowKinds kinds;
    private readonly CancellationToken cancellationToken;
    private readonly SqliteRows runs;
    private readonly OwnedRows<string> parameters;
    private readonly OwnedRows<string> metrics;
    private readonly OwnedRows<string> tags;
    private readonly OwnedRows<string> datasets;
    private readonly Dictionary<string, string> parents = new(StringComparer.Ordinal);
    private readonly HashSet<string> named = new(StringComparer.Ordinal);
    private readonly HashSet<string> there = new(StringComparer.Ordinal);
    private readonly List<RowRefused> orphans = [];
    private double fraction;
    private int deleted;

    public MlflowRuns(SqliteSource source, MlflowKinds kinds, CancellationToken cancellationToken)
    {
        (this.source, this.kinds, this.cancellationToken) = (source, kinds, cancellationToken);
        string[] columns = ["name", "start_time", "end_time", "source_version", "lifecycle_stage"];
        runs = source.Rows($"SELECT run_uuid, experiment_id, status, {string.Join(", ", columns.Select(c => source.HasColumn("runs", c) ? c : "NULL"))} FROM runs ORDER BY run_uuid", cancellationToken);
        parameters = Owned("SELECT run_uuid, key, value FROM params ORDER BY run_uuid");
        metrics = Owned($"SELECT run_uuid, key, value, timestamp, {Metric("step")}, {Metric("is_nan")} FROM metrics ORDER BY run_uuid");
        tags = Owned("SELECT run_uuid, key, value FROM tags ORDER BY run_uuid");
        datasets = Owned(source.HasColumn("datasets", "digest") && source.HasColumn("inputs", "destination_id")
            ? "SELECT i.destination_id, d.name, d.digest FROM inputs i JOIN datasets d ON d.dataset_uuid = i.source_id WHERE i.source_type = 'DATASET' AND i.destination_type = 'RUN' ORDER BY i.destination_id, d.name, d.digest"
            : null);

        string Metric(string column) => source.HasColumn("metrics", column) ? column : "0";
        OwnedRows<string> Owned(string? sql) => new(sql is null ? null : source.Rows(sql, cancellationToken), rows => rows.Text(0) ?? "");
    }

    public IEnumerable<RunItem> Read()
    {
        var experiments = Experiments();
        ReadNamedParents();
        var count = Math.Max(1, source.Count("runs"));
        for (long row = 0; runs.Next(); row++)
        {
            fraction = (double)row / count;
            var item = Next(experiments);
            foreach (var orphan in orphans)
                yield return orphan;
            orphans.Clear();
            if (item is not null)
                yield return item;
        }

        fraction = 1;
        Gather("", null, isLast: true);
        foreach (var orphan in orphans)
            yield return orphan;
        if (deleted > 0)
            yield return new Remarked($"{deleted} runs are deleted in MLflow and were left out.", 1);
        foreach (var remark in MlflowNesting.Remarks(parents, there))
            yield return remark;
    }

    public void Dispose()
    {
        runs.Dispose();
        parameters.Dispose();
        metrics.Dispose();
        tags.Dispose();
        datasets.Dispose();
    }

    /// <summary>The runs that others name as their parent: few, where all runs may be a million.</summary>
    private void ReadNamedParents()
    {
        using var rows = source.Rows($"SELECT DISTINCT value FROM tags WHERE key = '{MlflowNesting.ParentTag}'", cancellationToken);
        while (rows.Next())
            named.Add(rows.Text(0) ?? "");
    }

    private Dictionary<long, (string Name, bool IsDeleted)> Experiments()
    {
        var experiments = new Dictionary<long, (string Name, bool IsDeleted)>();
        using var rows = source.Rows($"SELECT experiment_id, name, {(source.HasColumn("experiments", "lifecycle_stage") ? "lifecycle_stage" : "NULL")} FROM experiments", cancellationToken);
        while (rows.Next())
        {
            if (rows.Integer(0) is { } id)
                experiments[id] = (rows.Text(1) is { Length: > 0 } name ? name : $"experiment {id}", rows.Text(2) == "deleted");
        }

        return experiments;
    }

    /// <summary>Null where the run is deleted.</summary>
    private RunItem? Next(Dictionary<long, (string Name, bool IsDeleted)> experiments)
    {
        var (id, experimentId, word) = (runs.Text(0) ?? "", runs.Integer(1), runs.Text(2));
        var status = MlflowRun.StatusOf(word);
        var known = experimentId is { } number && experiments.ContainsKey(number);
        var experiment = known ? experiments[experimentId!.Value] : default;
        if (!known || status is null)
        {
            Gather(id, null, isLast: false);
            return new RowRefused($"run {id}", !known ? $"It belongs to experiment {(experimentId is null ? "NULL" : experimentId)}, which the store does not have." : $"Its status '{word}' is none that MLflow knows.", fraction);
        }

        var run = new MlflowRun
        {
            Id = id,
            Experiment = experiment.Name,
            Status = status.Value,
            Name = runs.Text(3) is { Length: > 0 } name ? name : null,
            StartMilliseconds = runs.Integer(4),
            EndMilliseconds = runs.Integer(5),
            CodeVersion = runs.Text(6),
        };
        var isDeleted = experiment.IsDeleted || runs.Text(7) == "deleted";
        Gather(id, isDeleted ? null : run, isLast: false);
        if (isDeleted)
        {
            deleted++;
            return null;
        }

        if (named.Contains(id))
            there.Add(id);
        return new RunRead(run.ToRecord(kinds), fraction);
    }

    /// <param name="run">Null to pass over what belongs to it.</param>
    private void Gather(string id, MlflowRun? run, bool isLast)
    {
        parameters.Take(id, rows => run?.Parameters.Add((rows.Text(1) ?? "", rows.Text(2) ?? "")), (owner, rows) => Orphan(owner, $"parameter {rows.Text(1)}"), isLast);
        metrics.Take(id, rows => run?.AddMetric(rows.Text(1) ?? "", rows.Integer(5) is 1 ? double.NaN : rows.Number(2) ?? double.NaN, rows.Integer(3) ?? 0, rows.Integer(4) ?? 0), (owner, rows) => Orphan(owner, $"metric {rows.Text(1)}"), isLast);
        tags.Take(id, rows => Tag(run, rows.Text(1) ?? "", rows.Text(2) ?? ""), (owner, rows) => Orphan(owner, $"tag {rows.Text(1)}"), isLast);
        datasets.Take(id, rows => Dataset(run, $"{rows.Text(1)} {rows.Text(2)}"), (_, _) => { }, isLast);
    }

    private void Tag(MlflowRun? run, string key, string text)
    {
        run?.AddTag(key, text);
        if (run is not null && key == MlflowNesting.ParentTag)
            parents[run.Id] = text;
    }

    private static void Dataset(MlflowRun? run, string version)
    {
        if (run is not null)
            run.DataVersion = run.DataVersion is null ? version : $"{run.DataVersion}, {version}";
    }

    private void Orphan(string owner, string what) => orphans.Add(new RowRefused($"{what} of run {owner}", "The store has no such run.", fraction));
}
