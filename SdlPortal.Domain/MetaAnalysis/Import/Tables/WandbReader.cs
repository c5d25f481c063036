namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>Weights & Biases export (CSV).</summary>
public sealed class WandbReader : IRunReader
{
    public string Format => "wandb";

    public string Title => "Weights & Biases export (CSV)";

    public bool NeedsMap => false;

    public bool Recognizes(string path) => throw new NotImplementedException(path);

    public IEnumerable<RunItem> Read(string path, RunMap? map, CancellationToken cancellationToken) => throw new NotImplementedException(path);
}
