using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Analysis;

/// <summary>Which runs an analysis takes, and on which scale their outcomes stand.</summary>
/// <param name="Metric">The name of the metric, after harmonization.</param>
/// <param name="WithStoppedEarly">True to count runs that were stopped early with the value they had reached.</param>
public sealed record AnalysisSelection(string Metric, OutcomeScale Scale = OutcomeScale.Rank, bool WithStoppedEarly = false);

/// <summary>What became of the runs of a project in an analysis.</summary>
/// <param name="Failed">Without a finite outcome; they count for risk.</param>
/// <param name="WithoutMetric">Completed, but this metric was not measured.</param>
/// <param name="Unfinished">Running, waiting, abandoned, and stopped early unless these count.</param>
public sealed record RunsTaken(int Used, int Failed, int WithoutMetric, int Unfinished, int Excluded)
{
    public int All => Used + Failed + WithoutMetric + Unfinished + Excluded;
}

/// <summary>The table of an analysis and what became of the runs that are not in it.</summary>
/// <param name="Measured">The same rows in the same order with outcomes as they were measured (larger is better all the same); it shares its other columns with the table.</param>
public sealed record SelectedRuns(AnalysisTable Table, AnalysisTable Measured, RunsTaken Taken);
