namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>Reads tables separated by commas, semicolons, tabs or strokes, whose first line names the columns.</summary>
public sealed class CsvRunReader : IRunReader
{
    public string Format => "csv";

    public string Title => "Table (CSV)";

    public bool NeedsMap => true;

    public bool Recognizes(string path) =>
        Path.GetExtension(path).ToUpperInvariant() is ".CSV" or ".TSV" or ".TXT" or ".TAB" && TableFile.TryOpen(path, out var file) && file.Layout == TableLayout.Separated;

    public IEnumerable<RunItem> Read(string path, RunMap? map, CancellationToken cancellationToken)
    {
        if (map is null)
            throw new RunSourceException($"{Path.GetFileName(path)} says nothing about its columns. Give a map of them (--map MAP.json, or the mapping wizard).");
        var file = TableFile.Open(path);
        return file.Layout == TableLayout.Separated
            ? TableRuns.Read(file, map, [], cancellationToken)
            : throw new RunSourceException($"{file.Name} holds JSON objects. Import it as jsonl.");
    }
}
