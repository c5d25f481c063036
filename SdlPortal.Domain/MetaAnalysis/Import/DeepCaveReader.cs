namespace SdlPortal.Domain.MetaAnalysis.Import;

/// <summary>DeepCAVE in whichever shape the path has: its run folder, or the tables that it imports.</summary>
public sealed class DeepCaveReader(params IReadOnlyList<IRunReader> shapes) : IRunReader
{
    public string Format => "deepcave";

    public string Title => "DeepCAVE run";

    public bool NeedsMap => false;

    public bool Recognizes(string path) => shapes.Any(s => s.Recognizes(path));

    public IEnumerable<RunItem> Read(string path, RunMap? map, CancellationToken cancellationToken) =>
        (shapes.FirstOrDefault(s => s.Recognizes(path)) ?? throw new RunSourceException($"{path} is no DeepCAVE run: a run folder has history.jsonl and configs.json, the tables are trials.csv and configspace.csv.")).Read(path, map, cancellationToken);
}
