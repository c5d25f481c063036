using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Web.MetaAnalysis.Surveys;

/// <summary>Counts what every task has. Pure.</summary>
public static class TaskSurvey
{
    /// <param name="excluded">One per row; true for rows that do not count.</param>
    /// <returns>In ordinal order of the tasks' names; tasks without a run that counts are left out.</returns>
    public static IReadOnlyList<TaskFacts> Of(RunTable runs, bool[] excluded, AnalysisChoice choice, CancellationToken cancellationToken)
    {
        var rows = RowsByTask(runs, excluded);
        var facts = new List<TaskFacts>();
        foreach (var task in Enumerable.Range(0, rows.Length).Where(t => rows[t].Count > 0).OrderBy(t => runs.Tasks.Labels[t], StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            facts.Add(Of(runs, runs.Tasks.Labels[task], rows[task], choice));
        }

        return facts;
    }

    private static List<int>[] RowsByTask(RunTable runs, bool[] excluded)
    {
        var rows = new List<int>[runs.Tasks.Labels.Count];
        for (var t = 0; t < rows.Length; t++)
            rows[t] = [];
        for (var row = 0; row < runs.Count; row++)
        {
            if (!excluded[row] && runs.Tasks.Codes[row] >= 0)
                rows[runs.Tasks.Codes[row]].Add(row);
        }

        return rows;
    }

    private static TaskFacts Of(RunTable runs, string name, List<int> rows, AnalysisChoice choice)
    {
        var active = runs.Parameters.Select(p => (p.Shape.Name, Active: rows.Count(r => !double.IsNaN(p.Values[r])))).Where(p => p.Active > 0).ToList();
        var starts = rows.Select(r => runs.Start[r]).Where(double.IsFinite).ToList();
        var chosen = choice.Metric is null && runs.Metrics.Count == 1 ? runs.Metrics[0] : runs.Metrics.FirstOrDefault(m => m.Shape.Name == choice.Metric);
        return new TaskFacts(
            name,
            rows.Count,
            [.. rows.GroupBy(r => runs.Status[r]).OrderBy(g => g.Key).Select(g => new StatusRuns(g.Key, g.Count()))],
            [.. runs.Metrics.Select(m => FactsOf(runs, m, rows)).Where(m => m.Runs > 0)],
            [.. active.Select(p => p.Name)],
            [.. active.Where(p => p.Active < rows.Count).Select(p => p.Name)],
            Labels(runs.Variants, rows),
            Labels(runs.Sources, rows),
            starts.Count > 0 ? DateTimeOffset.UnixEpoch.AddSeconds(starts.Min()) : null,
            starts.Count > 0 ? DateTimeOffset.UnixEpoch.AddSeconds(starts.Max()) : null,
            chosen is null ? null : SpreadOf(runs, chosen, rows, choice));
    }

    private static MetricFacts FactsOf(RunTable runs, MetricColumn metric, List<int> rows)
    {
        var values = Finite(runs, metric, rows, withStoppedEarly: true);
        Array.Sort(values);
        return values.Length == 0
            ? new MetricFacts(metric.Shape, 0, null, null)
            : new MetricFacts(metric.Shape, values.Length, metric.Shape.Goal switch { MetricGoal.Maximize => values[^1], MetricGoal.Minimize => values[0], _ => null }, (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2);
    }

    private static TaskSpread? SpreadOf(RunTable runs, MetricColumn metric, List<int> rows, AnalysisChoice choice)
    {
        var measured = Finite(runs, metric, rows, choice.WithStoppedEarly);
        if (measured.Length < 2)
            return null;
        var oriented = metric.Shape.Goal == MetricGoal.Minimize ? Array.ConvertAll(measured, v => -v) : measured;
        return new TaskSpread(measured.Length, Sorted(measured), [.. Enum.GetValues<OutcomeScale>().Select(s => new ScaledSpread(s, Sorted(OutcomeScaling.Apply(s, oriented).Values)))]);
    }

    private static Spread Sorted(double[] values)
    {
        var sorted = (double[])values.Clone();
        Array.Sort(sorted);
        return Spread.Of(sorted);
    }

    private static double[] Finite(RunTable runs, MetricColumn metric, List<int> rows, bool withStoppedEarly)
    {
        var values = new List<double>(rows.Count);
        foreach (var row in rows)
        {
            if (runs.Status[row] != RunStatus.Completed && !(withStoppedEarly && runs.Status[row] == RunStatus.StoppedEarly))
                continue;
            var value = metric.Mean(row);
            if (double.IsFinite(value))
                values.Add(value);
        }

        return [.. values];
    }

    private static List<LabelRuns> Labels(LabelColumn column, List<int> rows) =>
        [.. rows.Where(r => column.Codes[r] >= 0).GroupBy(r => column.Codes[r]).Select(g => new LabelRuns(column.Labels[g.Key], g.Count())).OrderByDescending(l => l.Runs).ThenBy(l => l.Label, StringComparer.Ordinal)];
}
