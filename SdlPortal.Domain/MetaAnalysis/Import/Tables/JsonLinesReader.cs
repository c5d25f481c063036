namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>JSON lines.</summary>
public sealed class JsonLinesReader : IRunReader
{
    public string Format => "jsonl";

    public string Title => "JSON lines";

    public bool NeedsMap => true;

    public bool Recognizes(string path) => throw new NotImplementedException(path);

    public IEnumerable<RunItem> Read(string path, RunMap? map, CancellationToken cancellationToken) => throw new NotImplementedException(path);
}
