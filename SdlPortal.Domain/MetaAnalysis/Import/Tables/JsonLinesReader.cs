namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>Reads files of JSON objects, one per line or all in one list; what is inside an object is a column named "config/lr" (or "config.lr").</summary>
public sealed class JsonLinesReader : IRunReader
{
    public string Format => "jsonl";

    public string Title => "JSON lines";

    public bool NeedsMap => true;

    public bool Recognizes(string path) =>
        Path.GetExtension(path).ToUpperInvariant() is ".JSONL" or ".NDJSON" or ".JSON" && TableFile.TryOpen(path, out var file) && file.Layout != TableLayout.Separated && BeginsWithObject(file);

    /// <summary>A document of JSON that is laid out over several lines begins with a brace too.</summary>
    private static bool BeginsWithObject(TableFile file)
    {
        using var rows = file.Rows();
        return rows.Read() && rows.Fault is null;
    }

    public IEnumerable<RunItem> Read(string path, RunMap? map, CancellationToken cancellationToken)
    {
        if (map is null)
            throw new RunSourceException($"{Path.GetFileName(path)} says nothing about its fields. Give a map of them (--map MAP.json, or the mapping wizard).");
        var file = TableFile.Open(path);
        return file.Layout != TableLayout.Separated
            ? TableRuns.Read(file, map, [], cancellationToken)
            : throw new RunSourceException($"{file.Name} does not begin with a JSON object or a list of them. Import a table as csv.");
    }
}
