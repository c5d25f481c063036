using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>A row of a table as a run, or as a step of one.</summary>
/// <param name="Said">The status that the row says; null where it says none.</param>
/// <param name="Step">Not a number where rows are runs.</param>
internal readonly record struct MappedRow(RunRecord Run, RunStatus? Said, double Step)
{
    public bool HasOutcome => Run.Metrics.Any(m => m.Replicates.Any(r => !double.IsNaN(r)));
}
