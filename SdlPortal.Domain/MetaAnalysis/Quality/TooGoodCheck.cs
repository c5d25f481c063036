using MathNet.Numerics.Distributions;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>
/// Runs too good to be taken on trust: far better than the next ones of their task, or exactly perfect. The gap is judged by the gaps that follow it: i times the i-th gap from the top is exponential with one mean for all i
/// where the upper tail is exponential (Rényi 1953), and smaller at the top where it is shorter, so the ratio of the first ones to the mean of the rest is F-distributed at most. Pure.
/// </summary>
internal static class TooGoodCheck
{
    private const int Fewest = 20;
    private const int MostGaps = 50;
    private const int MostRuns = 3;

    public static CheckResult Of(CheckedRuns runs, CancellationToken cancellationToken)
    {
        var check = new Check(CheckNames.TooGood, runs);
        if (runs.Metric is null || runs.Sign == 0)
            return check.NotChecked(runs.Metric is null ? "No metric is chosen." : "Nobody says whether more is better or less.");
        var looked = 0;
        foreach (var task in runs.Tasks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Perfect(check, runs, task);
            if (task.Sorted.Length < Fewest)
                continue;
            looked++;
            Gap(check, runs, task);
        }

        return looked == 0 && check.Found == 0
            ? check.NotChecked($"No task has {Fewest} runs with an outcome.")
            : check.Result($"The best runs of {Check.Count(looked, "task")} were compared with the next ones{(looked < runs.Tasks.Count ? $" (tasks with at least {Fewest} outcomes)" : "")}.");
    }

    private static void Gap(Check check, CheckedRuns runs, TaskRuns task)
    {
        var n = task.Sorted.Length;
        double Best(int rank) => runs.Sign > 0 ? task.Sorted[n - 1 - rank] : task.Sorted[rank];
        var gaps = Math.Min(MostGaps, n / 2);
        var scaled = Enumerable.Range(1, gaps).Select(i => i * Math.Abs(Best(i - 1) - Best(i))).ToArray();

        // Outcomes on a raster (a share of so many images) have gaps of whole steps, most of them 0.
        var step = Enumerable.Range(1, n - 1).Select(i => task.Sorted[i] - task.Sorted[i - 1]).Where(g => g > 0).DefaultIfEmpty(0).Min();
        var level = runs.Options.Level / runs.Tasks.Count / MostRuns;
        for (var good = MostRuns; good >= 1; good--)
        {
            var rest = Math.Max(scaled[good..].Average(), step);
            if (!(rest > 0) || 1 - FisherSnedecor.CDF(2, 2 * (gaps - good), scaled[good - 1] / rest) >= level)
                continue;
            var rows = Array.FindAll(task.Rows, r => double.IsFinite(runs.Outcome[r]) && runs.Sign * runs.Outcome[r] >= runs.Sign * Best(good - 1));
            check.Add(FindingSeverity.Warns, $"In {task.Words} {(good == 1 ? "one run is" : $"{good} runs are")} far better than all others: {Quantity.Text(Best(good - 1), runs.Metric!.Shape.Unit)} against {Quantity.Text(Best(good), runs.Metric.Shape.Unit)} for the next, {Quantity.Text(scaled[good - 1] / rest, digits: 3)} times the gap that the following {gaps - good} make likely.",
                "Look whether it saw the test data, ran longer or was measured otherwise, and repeat it, before anything rests on it.", RowSet.Of(rows), task.Name, column: runs.MetricName, example: runs.ShownOutcome);
            return;
        }
    }

    private static void Perfect(Check check, CheckedRuns runs, TaskRuns task)
    {
        var shape = runs.Metric!.Shape;
        if (task.Sorted.Length == 0 || !(MetricNames.IsShare(shape) || MetricNames.IsAtMostOne(shape) || (MetricNames.IsNeverNegative(shape) && runs.Sign < 0)))
            return;
        var best = runs.Sign > 0 ? task.Sorted[^1] : task.Sorted[0];
        var perfect = runs.Sign > 0 ? best is 1 or 100 : best == 0;
        if (!perfect || (best == 1 && task.Median > 1))
            return;
        var rows = Array.FindAll(task.Rows, r => runs.Outcome[r] == best);
        check.Add(rows.Length > 0.2 * task.Sorted.Length ? FindingSeverity.Warns : FindingSeverity.Notes, $"In {task.Words} {Check.Count(rows.Length, "run")} of {task.Sorted.Length:N0} {Check.Verb(rows.Length, "reaches", "reach")} exactly {Quantity.Text(best, shape.Unit)}, the best there is.",
            "Perfect scores are real on easy tasks and a sign of leakage on others; differences among them cannot be seen. Look at one of them.", RowSet.Of(rows), task.Name, column: shape.Name, example: runs.ShownOutcome);
    }
}
