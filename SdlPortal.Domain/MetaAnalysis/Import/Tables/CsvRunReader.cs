namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>Table (CSV).</summary>
public sealed class CsvRunReader : IRunReader
{
    public string Format => "csv";

    public string Title => "Table (CSV)";

    public bool NeedsMap => true;

    public bool Recognizes(string path) => throw new NotImplementedException(path);

    public IEnumerable<RunItem> Read(string path, RunMap? map, CancellationToken cancellationToken) => throw new NotImplementedException(path);
}
