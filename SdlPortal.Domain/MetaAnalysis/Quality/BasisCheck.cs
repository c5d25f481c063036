using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>Is there anything to analyze: runs with results, a goal, parameters, enough per task, several tasks. Pure.</summary>
internal static class BasisCheck
{
    public static CheckResult Of(CheckedRuns runs, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var check = new Check(CheckNames.Basis, runs);
        var (table, fewest) = (runs.Table, runs.Options.FewestRuns);
        if (runs.Count == 0)
        {
            check.Add(FindingSeverity.Blocks, table.Count == 0 ? "There are no runs." : $"All {Check.Count(table.Count, "run")} are excluded.", table.Count == 0 ? "Import a source." : "Undo an exclusion.");
            return check.Result("No run counts.");
        }

        if (table.Parameters.Count == 0)
            check.Add(FindingSeverity.Blocks, "The runs have no parameters, so there is nothing whose effect could be learned.", "Map the columns that were varied as parameters.");
        if (table.Metrics.Count == 0)
            check.Add(FindingSeverity.Blocks, "The runs have no metric, so nothing says how good they were.", "Map a column as metric.");
        else if (runs.Metric is null)
            check.Add(FindingSeverity.Warns, $"No metric is chosen among {Check.Names([.. table.Metrics.Select(m => m.Shape.Name)])}; what needs an outcome is not checked.", "Choose the metric to analyze.");
        else
            Outcomes(check, runs, fewest);
        var named = runs.Tasks.Where(t => t.Name is not null).ToList();
        if (named.Count == 1)
            check.Add(FindingSeverity.Notes, $"There is one task only, {named[0].Name}: nothing can be said about other tasks.", "Import runs of further tasks to learn what holds across them.", task: named[0].Name);
        var open = runs.Live.Where(r => table.Status[r] is RunStatus.Running or RunStatus.Waiting).ToList();
        if (open.Count > 0)
            check.Add(FindingSeverity.Notes, $"{Check.Count(open.Count, "run")} {Check.Verb(open.Count, "is", "are")} still running or waiting and {Check.Verb(open.Count, "has", "have")} no outcome yet.", "Import the source again when they have ended.", RowSet.Of(open));
        var abandoned = runs.Live.Where(r => table.Status[r] == RunStatus.Abandoned).ToList();
        if (abandoned.Count > 0)
            check.Add(FindingSeverity.Notes, $"{Check.Count(abandoned.Count, "run")} {Check.Verb(abandoned.Count, "was", "were")} abandoned; their outcomes do not count.", "Nothing to do, unless a wrong status was imported.", RowSet.Of(abandoned));
        return check.Result($"{Check.Count(runs.Count, "run")} of {Check.Count(named.Count, "task")}, {runs.WithOutcome:N0} with an outcome.");
    }

    private static void Outcomes(Check check, CheckedRuns runs, int fewest)
    {
        var name = runs.MetricName;
        if (runs.Sign == 0)
            check.Add(FindingSeverity.Blocks, $"Nobody says whether more {name} is better or less.", "Name the goal of the metric in the source's map.", column: name);
        if (runs.WithOutcome == 0)
        {
            var failed = runs.Live.Count(runs.HasFailed);
            check.Add(FindingSeverity.Blocks, failed > 0 ? $"All {Check.Count(failed, "run")} that ended failed or gave no {name}." : $"No run has a {name}.", "Choose another metric, or find out why no run gave one.", column: name);
            return;
        }

        if (runs.WithOutcome < fewest)
            check.Add(FindingSeverity.Blocks, $"{Check.Count(runs.WithOutcome, "run")} {Check.Verb(runs.WithOutcome, "has", "have")} a {name}; at least {fewest} are needed.", "Import more runs.", column: name);
        var few = runs.Tasks.Where(t => t.Sorted.Length < fewest && runs.WithOutcome >= fewest).ToList();
        if (few.Count > 0)
        {
            check.Add(FindingSeverity.Warns, $"{Check.Count(few.Count, "task")} {Check.Verb(few.Count, "has", "have")} fewer than {fewest} runs with a {name}: {Check.Names([.. few.Select(t => $"{t.Name ?? "without a name"} ({t.Sorted.Length})")])}.",
                "They borrow from the others and say little of their own; import more of their runs, or exclude them.", RowSet.Of(few.SelectMany(t => t.Rows)), few.Count == 1 ? few[0].Name : null);
        }
    }
}
