using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Web.MetaAnalysis.Import;

/// <summary>MLflow's SQLite store of any version: an experiment is a task. Runs and all that belongs to them are read in the order of the runs' ids in one pass, after a first one over the parameters that tells numbers from choices.</summary>
public sealed class MlflowStoreReader : IRunReader
{
    public string Format => "mlflow";

    public string Title => "MLflow store (SQLite)";

    public bool NeedsMap => false;

    public bool Recognizes(string path) => File.Exists(path) && SqliteSource.Has(path, ("experiments", "experiment_id"), ("runs", "run_uuid"), ("metrics", "key"), ("params", "key"));

    public IEnumerable<RunItem> Read(string path, RunMap? map, CancellationToken cancellationToken) => RunMapping.Apply(ReadAll(path, cancellationToken), map);

    private static IEnumerable<RunItem> ReadAll(string path, CancellationToken cancellationToken)
    {
        using var source = SqliteSource.Open(path);
        source.Require("an MLflow store", ("experiments", ["experiment_id", "name"]), ("runs", ["run_uuid", "status", "experiment_id"]), ("params", ["run_uuid", "key", "value"]), ("metrics", ["run_uuid", "key", "value", "timestamp"]), ("tags", ["run_uuid", "key", "value"]));
        var kinds = new MlflowKinds();
        using (var rows = source.Rows("SELECT key, value FROM params", cancellationToken))
        {
            while (rows.Next())
                kinds.Add(rows.Text(0) ?? "", rows.Text(1) ?? "");
        }

        foreach (var shape in kinds.Shapes)
            yield return new ParameterDeclared(shape, 0);
        using (var rows = source.Rows("SELECT DISTINCT key FROM metrics ORDER BY key", cancellationToken))
        {
            while (rows.Next())
                yield return new MetricDeclared(new MetricShape(rows.Text(0) ?? "", null), 0);
        }

        using var runs = new MlflowRuns(source, kinds, cancellationToken);
        foreach (var item in runs.Read())
            yield return item;
    }
}
