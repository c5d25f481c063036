using SdlPortal.Domain.MetaAnalysis.Import;

namespace SdlPortal.Web.MetaAnalysis.Import;

/// <summary>MLflow in either of its shapes: the SQLite file or the folder mlruns.</summary>
public sealed class MlflowReader : IRunReader
{
    private readonly MlflowStoreReader store = new();
    private readonly MlflowFolderReader folder = new();

    public string Format => "mlflow";

    public string Title => "MLflow (SQLite store or folder mlruns)";

    public bool NeedsMap => false;

    public bool Recognizes(string path) => folder.Recognizes(path) || store.Recognizes(path);

    public IEnumerable<RunItem> Read(string path, RunMap? map, CancellationToken cancellationToken) =>
        Directory.Exists(path) ? folder.Read(path, map, cancellationToken) : store.Read(path, map, cancellationToken);
}
