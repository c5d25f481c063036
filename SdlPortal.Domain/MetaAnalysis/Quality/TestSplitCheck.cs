namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>Outcomes measured on the test split and used to choose among runs: the best of many is then too good. Pure.</summary>
internal static class TestSplitCheck
{
    public static CheckResult Of(CheckedRuns runs, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var check = new Check(CheckNames.TestSplit, runs);
        if (runs.Metric is null)
            return check.NotChecked("No metric is chosen.");
        var splits = runs.Table.Splits;
        var test = splits.Labels.Select(MetricNames.IsTest).ToArray();
        var onTest = Array.FindAll(runs.Live, r => splits.Codes[r] >= 0 && test[splits.Codes[r]] && double.IsFinite(runs.Outcome[r]));
        var said = runs.Live.Count(r => splits.Codes[r] >= 0);
        var metricSays = MetricNames.IsTest(runs.MetricName);
        var others = runs.Table.Metrics.Where(m => m.Shape.Name != runs.MetricName && MetricNames.Words(m.Shape.Name).Any(w => w.StartsWith("val", StringComparison.Ordinal))).Select(m => m.Shape.Name).Order(StringComparer.Ordinal).ToList();
        var remedy = others.Count > 0 ? $"Choose by {others[0]}, and keep the test split for the final judgment." : "Choose by a validation split, and keep the test split for the final judgment; until then take the best outcomes for too good.";
        if (metricSays)
        {
            var most = runs.Tasks.Max(t => t.Sorted.Length);
            check.Add(FindingSeverity.Warns, $"{runs.MetricName} is measured on the test split, by its name, and up to {Check.Count(most, "run")} of a task {Check.Verb(most, "is", "are")} chosen among by it: the best of them is better than it would be on new data.", remedy, column: runs.MetricName);
        }

        if (onTest.Length > 0)
        {
            check.Add(FindingSeverity.Warns, $"{Check.Count(onTest.Length, "run")} of {runs.WithOutcome:N0} {Check.Verb(onTest.Length, "says its outcome was", "say their outcomes were")} measured on the test split, and the choice among them rests on it.", remedy, RowSet.Of(onTest), column: runs.MetricName,
                example: r => $"split {splits[r]}; {runs.ShownOutcome(r)}");
        }

        foreach (var task in runs.Tasks)
        {
            var kinds = task.Rows.Where(r => splits.Codes[r] >= 0 && double.IsFinite(runs.Outcome[r])).Select(r => splits[r]!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            if (kinds.Count > 1)
                check.Add(FindingSeverity.Warns, $"Outcomes of {task.Words} come from different splits: {Check.Names(kinds)}.", "Compare runs of one split only; exclude the others.", task: task.Name, column: runs.MetricName);
        }

        return said == 0 && !metricSays
            ? check.NotChecked("No run says on which split its outcome was measured, and the metric's name does not either.")
            : check.Result($"{Check.Count(said, "run")} {Check.Verb(said, "says", "say")} the split.");
    }
}
