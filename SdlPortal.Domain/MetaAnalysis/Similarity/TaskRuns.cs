using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Similarity;

/// <summary>Runs of one task as a model sees them.</summary>
/// <param name="Inputs">n points of d numbers, as <see cref="RunEncoding"/> makes them (or any unit cube).</param>
/// <param name="Outputs">n finite numbers, larger is better.</param>
public sealed record TaskRuns(string Task, IReadOnlyList<double[]> Inputs, IReadOnlyList<double> Outputs)
{
    public int Count => Inputs.Count;

    /// <summary>Every task of a table, in its order, with the normal scores of the outcomes; of many runs an even choice over their outcomes.</summary>
    internal static TaskRuns[] Of(AnalysisTable table, RunEncoding encoding, Func<string, int> most)
    {
        var byTask = table.Tasks.Labels.Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < table.Count; i++)
            byTask[table.Tasks.Codes[i]].Add(i);
        return [.. byTask.Select((rows, t) =>
        {
            var (scores, _) = OutcomeScaling.Apply(OutcomeScale.Quantile, [.. rows.Select(r => table.Outcomes[r])]);
            var kept = Even(scores, most(table.Tasks.Labels[t]));
            return new TaskRuns(table.Tasks.Labels[t], [.. kept.Select(k => encoding.Point(table.Parameters, rows[k]))], [.. kept.Select(k => scores[k])]);
        })];
    }

    /// <summary>Spread evenly over the scores in order of size; equal ones in the table's order.</summary>
    private static int[] Even(double[] scores, int most)
    {
        if (scores.Length <= most)
            return [.. Enumerable.Range(0, scores.Length)];
        var order = Enumerable.Range(0, scores.Length).OrderBy(i => scores[i]).ThenBy(i => i).ToArray();
        return [.. Enumerable.Range(0, most).Select(k => order[(int)((((2L * k) + 1) * scores.Length) / (2L * most))]).Order()];
    }
}
