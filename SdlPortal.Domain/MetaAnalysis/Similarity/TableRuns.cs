using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Optimization.WarmStarts;

namespace SdlPortal.Domain.MetaAnalysis.Similarity;

/// <summary>The runs of a table's tasks as models see them. Pure.</summary>
internal static class TableRuns
{
    /// <summary>Every task of a table, in its order, with the normal scores of the outcomes; of many runs an even choice over their outcomes.</summary>
    public static TaskRuns[] Of(AnalysisTable table, RunEncoding encoding, Func<string, int> most)
    {
        var byTask = table.Tasks.Labels.Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < table.Count; i++)
            byTask[table.Tasks.Codes[i]].Add(i);
        return [.. byTask.Select((rows, t) =>
        {
            var (scores, _) = OutcomeScaling.Apply(OutcomeScale.Quantile, [.. rows.Select(r => table.Outcomes[r])]);
            var kept = TaskRuns.Even(scores, most(table.Tasks.Labels[t]));
            return new TaskRuns(table.Tasks.Labels[t], [.. kept.Select(k => encoding.Point(table.Parameters, rows[k]))], [.. kept.Select(k => scores[k])]);
        })];
    }
}
