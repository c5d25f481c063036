using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>What a search for regions needs, and the sentence where it is missing. Pure.</summary>
internal static class RegionNeeds
{
    /// <summary>A top decile of fewer runs is no run.</summary>
    public const int FewestRuns = 10;

    public static string? WhyNot(AnalysisTable table, BinnedRuns runs)
    {
        if (table.Parameters.Count == 0)
            return "The runs have no parameters; a region is a range of parameters.";
        if (table.Count == 0)
            return $"No run has a result ({table.Failed?.Count ?? 0} failed); at least {FewestRuns} of a task are needed.";
        var enough = Enumerable.Range(0, runs.Tasks.Count).Where(t => runs.TaskCounts[t] >= FewestRuns).ToArray();
        if (enough.Length == 0)
            return $"{table.Count} {(table.Count == 1 ? "run" : "runs")} with a result, no task with {FewestRuns}; at least {FewestRuns} of a task are needed.";
        if (enough.All(runs.IsConstant))
            return $"'{table.Metric.Name}' is the same in all runs of every task; nothing tells one configuration from another.";
        return runs.Cells <= 1 ? "No parameter varies: all runs have the same configuration." : null;
    }
}
