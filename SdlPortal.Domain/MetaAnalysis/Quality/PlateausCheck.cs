using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>Where many outcomes of a task are equal or nearly so: the chance level, a detection limit, the best there is, a raster. Pure.</summary>
internal static class PlateausCheck
{
    private const double Heavy = 0.05;

    /// <summary>At the edge of the outcomes fewer ties count, where they are this many times the usual number of runs per value.</summary>
    private const double HeavyAtEdge = 0.005;
    private const double TimesUsual = 10;
    private const double Crowded = 0.12;

    /// <summary>Width of the window in which outcomes count as nearly equal, as a share of the range from the 1 % to the 99 % quantile. A normal distribution has 2 % of its values in the fullest one.</summary>
    private const double Window = 0.01;
    private const int Fewest = 10;

    public static CheckResult Of(CheckedRuns runs, CancellationToken cancellationToken)
    {
        var check = new Check(CheckNames.Plateaus, runs);
        if (runs.Metric is null)
            return check.NotChecked("No metric is chosen.");
        var looked = 0;
        foreach (var task in runs.Tasks.Where(t => t.Sorted.Length >= Fewest && t.Sorted[0] < t.Sorted[^1]))
        {
            cancellationToken.ThrowIfCancellationRequested();
            looked++;
            if (!Ties(check, runs, task))
                Crowd(check, runs, task);
            Raster(check, runs, task);
        }

        return looked == 0 ? check.NotChecked($"No task has {Fewest} outcomes that differ.") : check.Result($"Outcomes of {Check.Count(looked, "task")} were searched for values that come again and again.");
    }

    private static bool Ties(Check check, CheckedRuns runs, TaskRuns task)
    {
        var (sorted, n, found) = (task.Sorted, task.Sorted.Length, false);
        var distinct = 1;
        for (var i = 1; i < n; i++)
            distinct += sorted[i] != sorted[i - 1] ? 1 : 0;
        for (var i = 0; i < n;)
        {
            var end = i + 1;
            while (end < n && sorted[end] == sorted[i])
                end++;
            var (value, count) = (sorted[i], end - i);
            var atEdge = (IsLow(sorted, value) || IsHigh(sorted, value)) && count >= Math.Max(5, HeavyAtEdge * n) && count > TimesUsual * n / distinct;
            if (atEdge || (count >= Math.Max(5, Heavy * n) && count > 3.0 * n / distinct))
            {
                var rows = Array.FindAll(task.Rows, r => runs.Outcome[r] == value);
                check.Add(FindingSeverity.Notes, $"{Check.Count(count, "run")} of {n:N0} of {task.Words} ({Check.Percent((double)count / n)}) have exactly {runs.MetricName} = {Quantity.Text(value, runs.Metric!.Shape.Unit)}, {Place(runs, sorted, value)}.",
                    Remedy(runs, sorted, value), RowSet.Of(rows), task.Name, column: runs.MetricName);
                found = true;
            }

            i = end;
        }

        return found;
    }

    private static void Crowd(Check check, CheckedRuns runs, TaskRuns task)
    {
        var (sorted, n) = (task.Sorted, task.Sorted.Length);
        var width = Window * (Robust.Quantile(sorted, 0.99) - Robust.Quantile(sorted, 0.01));
        var (best, at, first) = (0, 0, 0);
        for (var last = 0; last < n; last++)
        {
            while (sorted[last] - sorted[first] > width)
                first++;
            if (last - first + 1 > best)
                (best, at) = (last - first + 1, first);
        }

        if (best < Math.Max(10, Crowded * n) || !(width > 0))
            return;
        var (low, high) = (sorted[at], sorted[at + best - 1]);
        var rows = Array.FindAll(task.Rows, r => runs.Outcome[r] >= low && runs.Outcome[r] <= high);
        var middle = Robust.Median(sorted.AsSpan(at, best));
        check.Add(FindingSeverity.Notes, $"{Check.Count(best, "run")} of {n:N0} of {task.Words} ({Check.Percent((double)best / n)}) crowd within {100 * Window:0} % of the range, at {runs.MetricName} from {Quantity.Text(low)} to {Quantity.Text(high, runs.Metric!.Shape.Unit)}, {Place(runs, sorted, middle)}.",
            Remedy(runs, sorted, middle), RowSet.Of(rows), task.Name, column: runs.MetricName);
    }

    private static void Raster(Check check, CheckedRuns runs, TaskRuns task)
    {
        var sorted = task.Sorted;
        var (distinct, step) = (1, double.PositiveInfinity);
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] == sorted[i - 1])
                continue;
            distinct++;
            step = Math.Min(step, sorted[i] - sorted[i - 1]);
        }

        if (distinct < sorted.Length / 3 && sorted.Length >= 50)
            check.Add(FindingSeverity.Notes, $"The {sorted.Length:N0} outcomes of {task.Words} take {Check.Count(distinct, "different value")} only, at least {Quantity.Text(step, runs.Metric!.Shape.Unit, 3)} apart.", "Smaller differences cannot be seen; ties are expected in ranks.", task: task.Name, column: runs.MetricName);
    }

    private static bool IsLow(double[] sorted, double value) => value <= sorted[0] + (0.1 * (sorted[^1] - sorted[0]));

    private static bool IsHigh(double[] sorted, double value) => value >= sorted[^1] - (0.1 * (sorted[^1] - sorted[0]));

    private static string Place(CheckedRuns runs, double[] sorted, double value)
    {
        var place = value == sorted[0] ? "the lowest value" : value == sorted[^1] ? "the highest value" : IsLow(sorted, value) ? "near the lowest" : IsHigh(sorted, value) ? "near the highest" : "amid the others";
        var worst = runs.Sign > 0 ? IsLow(sorted, value) : runs.Sign < 0 && IsHigh(sorted, value);
        var best = runs.Sign < 0 ? IsLow(sorted, value) : runs.Sign > 0 && IsHigh(sorted, value);
        return place + (worst ? ": a floor, such as a chance level or a detection limit" : best ? ": a ceiling" : "");
    }

    private static string Remedy(CheckedRuns runs, double[] sorted, double value) =>
        (runs.Sign > 0 ? IsHigh(sorted, value) : runs.Sign < 0 && IsLow(sorted, value))
            ? "Runs at a ceiling cannot be told apart; look at cost or another metric among them."
            : "These runs tell where it does not work, not how well it works elsewhere: analyze ranks, or look at them as failures.";
}
