using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Tests.MetaAnalysis.Import;

/// <summary>All that a reader gives for a path, sorted by what it is.</summary>
internal sealed class ReadRuns
{
    public ReadRuns(IRunReader reader, string path, RunMap? map = null)
        : this(reader.Read(path, map, CancellationToken.None))
    {
    }

    public ReadRuns(IEnumerable<RunItem> items)
    {
        Items = [.. items];
        Runs = [.. Items.OfType<RunRead>().Select(r => r.Run)];
        Refused = [.. Items.OfType<RowRefused>()];
        Remarks = [.. Items.OfType<Remarked>().Select(r => r.Sentence)];
        Parameters = Items.OfType<ParameterDeclared>().Select(p => p.Shape).ToLookup(p => p.Name, StringComparer.Ordinal);
        Metrics = Items.OfType<MetricDeclared>().Select(m => m.Shape).Distinct().ToDictionary(m => m.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<RunItem> Items { get; }

    public IReadOnlyList<RunRecord> Runs { get; }

    public IReadOnlyList<RowRefused> Refused { get; }

    public IReadOnlyList<string> Remarks { get; }

    public ILookup<string, ParameterShape> Parameters { get; }

    public IReadOnlyDictionary<string, MetricShape> Metrics { get; }

    public RunRecord this[string key] => Runs.Single(r => r.Key == key);

    public static double Metric(RunRecord run, string name) => run.Metrics.Single(m => m.Name == name).Replicates[^1];

    public static string? Parameter(RunRecord run, string name) => run.Parameters.Where(p => p.Name == name).Select(p => p.Value.ToString()).SingleOrDefault();

    public static string? Note(RunRecord run, string name) => run.Notes.Where(p => p.Name == name).Select(p => p.Value.ToString()).SingleOrDefault();
}
