using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Web.MetaAnalysis.Import;

/// <summary>A study of an Optuna storage: a task with its metrics.</summary>
/// <param name="Metrics">By objective.</param>
/// <param name="Notes">The study's user attributes, "study." before their names.</param>
internal sealed record OptunaStudy(long Id, string Name, IReadOnlyList<MetricShape> Metrics, IReadOnlyList<NamedValue> Notes)
{
    /// <summary>Trials counted so far: the numbers of the next one where the storage keeps none.</summary>
    public long Counted { get; set; }

    public HashSet<long> Numbers { get; } = [];
}
