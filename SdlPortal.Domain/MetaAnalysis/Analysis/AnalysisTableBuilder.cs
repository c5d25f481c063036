using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Analysis;

/// <summary>Makes the table that analyses get from the runs of a project: which rows count, oriented and scaled outcomes, and an order that the content alone decides. Pure.</summary>
public static class AnalysisTableBuilder
{
    private enum Fate : byte { Used, Failed, WithoutMetric, Unfinished, Excluded }

    /// <param name="excluded">One flag per row of the table; null where nothing is excluded.</param>
    /// <returns>The table, or why there is none: no such metric, no goal, no run with a result.</returns>
    public static Answer<SelectedRuns> Build(RunTable runs, AnalysisSelection selection, IReadOnlyList<bool>? excluded = null)
    {
        var metric = runs.Metrics.FirstOrDefault(m => m.Shape.Name == selection.Metric);
        if (metric is null)
            return Answer<SelectedRuns>.NotEnough($"No run has the metric '{selection.Metric}'; there {(runs.Metrics.Count == 1 ? "is" : "are")} {(runs.Metrics.Count == 0 ? "none" : string.Join(", ", runs.Metrics.Select(m => m.Shape.Name)))}.");
        if (metric.Shape.Goal is not { } goal)
            return Answer<SelectedRuns>.NotEnough($"Whether larger or smaller values of '{selection.Metric}' are better is not known. Say so among the rules of the project.");

        var sign = goal == MetricGoal.Minimize ? -1.0 : 1.0;
        var fates = new Fate[runs.Count];
        var outcomes = new double[runs.Count];
        var counts = new int[5];
        for (var row = 0; row < runs.Count; row++)
        {
            // Adding zero turns −0 into 0, so that a minimized 0 sorts and prints as a maximized one.
            outcomes[row] = sign * metric.Mean(row) + 0.0;
            fates[row] = FateOf(runs, row, metric, outcomes[row], selection, excluded);
            counts[(int)fates[row]]++;
        }

        var taken = new RunsTaken(counts[0], counts[1], counts[2], counts[3], counts[4]);
        if (taken.Used == 0)
            return Answer<SelectedRuns>.NotEnough($"No run has a result for '{selection.Metric}': {taken.Failed} failed, {taken.WithoutMetric} without this metric, {taken.Unfinished} unfinished, {taken.Excluded} excluded.");

        var columns = new CanonicalColumns(runs);
        var failed = columns.Table(metric.Shape, RowsWith(fates, Fate.Failed), []);
        var rows = RowsWith(fates, Fate.Used);
        var table = columns.Table(metric.Shape, rows, outcomes) with { Failed = failed };
        for (var i = 0; i < table.Count; i++)
            table.Variances[i] = VarianceOfMean(metric, table.Rows[i]);
        if (selection.Scale == OutcomeScale.Raw)
            return Answer<SelectedRuns>.Of(new SelectedRuns(table, table, taken));
        var measured = table with { Outcomes = [.. table.Outcomes], Variances = [.. table.Variances] };
        Scale(table, selection.Scale);
        return Answer<SelectedRuns>.Of(new SelectedRuns(table, measured, taken));
    }

    private static Fate FateOf(RunTable runs, int row, MetricColumn metric, double outcome, AnalysisSelection selection, IReadOnlyList<bool>? excluded)
    {
        if (excluded is not null && excluded[row])
            return Fate.Excluded;
        return runs.Status[row] switch
        {
            RunStatus.Failed => Fate.Failed,
            RunStatus.StoppedEarly when !selection.WithStoppedEarly => Fate.Unfinished,
            RunStatus.Completed or RunStatus.StoppedEarly => double.IsFinite(outcome) ? Fate.Used : IsMeasured(metric, row) ? Fate.Failed : Fate.WithoutMetric,
            _ => Fate.Unfinished,
        };
    }

    /// <summary>An infinite value was measured and is a failure; a missing one was not.</summary>
    private static bool IsMeasured(MetricColumn metric, int row)
    {
        foreach (var replicate in metric.Replicates)
        {
            if (!double.IsNaN(replicate[row]))
                return true;
        }

        return false;
    }

    private static int[] RowsWith(Fate[] fates, Fate fate)
    {
        var rows = new List<int>();
        for (var row = 0; row < fates.Length; row++)
        {
            if (fates[row] == fate)
                rows.Add(row);
        }

        return [.. rows];
    }

    /// <summary>Task by task, as rows of a task stand together. Writes into the fresh arrays of the table that nobody else has seen yet.</summary>
    private static void Scale(AnalysisTable table, OutcomeScale scale)
    {
        for (var first = 0; first < table.Count;)
        {
            var next = first + 1;
            while (next < table.Count && table.Tasks.Codes[next] == table.Tasks.Codes[first])
                next++;
            var (values, factor) = OutcomeScaling.Apply(scale, table.Outcomes.AsSpan(first, next - first));
            values.CopyTo(table.Outcomes, first);
            for (var i = first; i < next; i++)
                table.Variances[i] *= factor * factor;
            first = next;
        }
    }

    private static double VarianceOfMean(MetricColumn metric, int row)
    {
        var (count, mean, squares) = (0, 0.0, 0.0);
        foreach (var replicate in metric.Replicates)
        {
            if (double.IsNaN(replicate[row]))
                continue;
            count++;
            var difference = replicate[row] - mean;
            mean += difference / count;
            squares += difference * (replicate[row] - mean);
        }

        return count < 2 ? double.NaN : squares / (count - 1) / count;
    }
}
