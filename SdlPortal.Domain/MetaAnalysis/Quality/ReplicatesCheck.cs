using MathNet.Numerics.Distributions;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>Repetitions of a configuration, as replicates of a run or as several runs: how far they disagree, and where they disagree more than elsewhere. Pure.</summary>
internal static class ReplicatesCheck
{
    /// <summary>From this share of the whole variance on, the noise hides the effects.</summary>
    private const double Noisy = 0.5;

    /// <summary>Where more configurations than this stand out, the noise differs from place to place and none of them is odd.</summary>
    private const double Rule = 0.02;
    private const int Fewest = 5;
    private const int FewestRepetitions = 10;

    private sealed record Repeated(int[] Rows, int Count, double Mean, double Variance);

    public static CheckResult Of(CheckedRuns runs, CancellationToken cancellationToken)
    {
        var check = new Check(CheckNames.Replicates, runs);
        if (runs.Metric is null)
            return check.NotChecked("No metric is chosen.");
        var repeats = Repetitions(runs);
        var byTask = repeats.ToLookup(r => runs.Table.Tasks.Codes[r.Rows[0]]);
        Ragged(check, runs);
        foreach (var task in runs.Tasks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var groups = byTask[task.Code].OrderBy(g => g.Mean).ThenBy(g => g.Variance).ToList();
            if (groups.Sum(g => g.Count - 1) >= FewestRepetitions && groups.Count >= Fewest)
                Task(check, runs, task, groups);
            else if (groups.Count > 0)
                Few(check, runs, task, groups);
        }

        return repeats.Count == 0
            ? check.NotChecked("No configuration was run twice and no run has several replicates, so the noise is unknown.")
            : check.Result($"{Check.Count(repeats.Count, "configuration")} {Check.Verb(repeats.Count, "has", "have")} repetitions.");
    }

    private static void Task(Check check, CheckedRuns runs, TaskRuns task, List<Repeated> groups)
    {
        var unit = runs.Metric!.Shape.Unit;
        double freedom = groups.Sum(g => g.Count - 1);
        var within = groups.Sum(g => g.Variance * (g.Count - 1)) / freedom;
        var mean = groups.Average(g => g.Mean);
        var between = Math.Max(0, (groups.Sum(g => (g.Mean - mean) * (g.Mean - mean)) / (groups.Count - 1)) - groups.Average(g => within / g.Count));
        if (within > Noisy * (within + between))
        {
            check.Add(FindingSeverity.Warns, $"In {task.Words} repetitions of a configuration differ by ±{Quantity.Text(Math.Sqrt(within), unit, 3)} and configurations by ±{Quantity.Text(Math.Sqrt(between), unit, 3)}: {Check.Percent(within / (within + between))} of the variance is noise.",
                "Effects need many runs here; average repetitions, or look for a cause that is not recorded.", task: task.Name, column: runs.MetricName);
        }

        // The noise of the typical configuration, which a few odd ones do not move: the median of s² over its own expectation.
        double[] typical = [.. groups.Select(g => g.Variance * (g.Count - 1) / ChiSquared.InvCDF(g.Count - 1, 0.5)).Order()];
        var noise = Robust.Median(typical);
        if (!(noise > 0))
            return;
        var level = runs.Options.Level / groups.Count / runs.Tasks.Count;
        var odd = groups.Where(g => MathNet.Numerics.SpecialFunctions.GammaUpperRegularized((g.Count - 1) / 2.0, g.Variance * (g.Count - 1) / noise / 2) < level).OrderByDescending(g => g.Variance).ToList();
        if (odd.Count == 0)
            return;
        double[] sds = [.. groups.Select(g => Math.Sqrt(g.Variance)).Order()];
        if (odd.Count > Math.Max(1, Rule * groups.Count))
        {
            check.Add(FindingSeverity.Notes, $"In {task.Words} the noise differs between configurations: repetitions scatter by ±{Quantity.Text(Robust.Quantile(sds, 0.1), unit, 3)} to ±{Quantity.Text(Robust.Quantile(sds, 0.9), unit, 3)} (10 % and 90 % of {Check.Count(groups.Count, "configuration")}), and by more than chance allows in {odd.Count:N0}.",
                "Read differences between single configurations with care where repetitions scatter most.", RowSet.Of(odd.SelectMany(g => g.Rows)), task.Name, column: runs.MetricName, example: Example);
            return;
        }

        check.Add(FindingSeverity.Warns, $"In {task.Words} repetitions of {Check.Count(odd.Count, "configuration")} disagree far more than the others do: by ±{Quantity.Text(Math.Sqrt(odd[0].Variance), unit, 3)} at most, where ±{Quantity.Text(Math.Sqrt(noise), unit, 3)} is usual.",
            "Look for a failed or mistyped repetition, and exclude it.", RowSet.Of(odd.SelectMany(g => g.Rows)), task.Name, column: runs.MetricName, example: Example);

        string Example(int row) => $"{runs.MetricName} = {string.Join(", ", runs.Metric!.Replicates.Select(r => r[row]).Where(v => !double.IsNaN(v)).Take(6).Select(v => Quantity.Text(v, unit)))}; {string.Join("; ", runs.Parameters.Take(3).Select(p => CheckedRuns.Shown(p, row)))}";
    }

    private static void Few(Check check, CheckedRuns runs, TaskRuns task, List<Repeated> groups)
    {
        var within = groups.Sum(g => g.Variance * (g.Count - 1)) / groups.Sum(g => g.Count - 1);
        check.Add(FindingSeverity.Notes, $"In {task.Words} only {Check.Count(groups.Count, "configuration")} {Check.Verb(groups.Count, "was", "were")} run more than once; repetitions differ by ±{Quantity.Text(Math.Sqrt(within), runs.Metric!.Shape.Unit, 3)}.",
            "The noise is hardly known: repeat more configurations before small differences are believed.", task: task.Name, column: runs.MetricName);
    }

    private static void Ragged(Check check, CheckedRuns runs)
    {
        var replicates = runs.Metric!.Replicates;
        if (replicates.Count < 2)
            return;
        var counts = new int[replicates.Count + 1];
        var less = new List<int>();
        foreach (var row in runs.Live)
        {
            if (!double.IsFinite(runs.Outcome[row]))
                continue;
            var count = replicates.Count(r => !double.IsNaN(r[row]));
            counts[count]++;
            if (count < replicates.Count)
                less.Add(row);
        }

        if (less.Count > 0)
        {
            check.Add(FindingSeverity.Notes, $"Not all runs have all {replicates.Count} replicates: {string.Join(", ", Enumerable.Range(1, replicates.Count).Where(c => counts[c] > 0).Select(c => $"{counts[c]:N0} {Check.Verb(counts[c], "has", "have")} {c}"))}.",
                "Nothing to do: means of fewer replicates are less sure, and count as such.", RowSet.Of(less), column: runs.MetricName);
        }
    }

    /// <summary>Of every configuration with at least two values: the replicates of its runs, or its runs where they have one each.</summary>
    private static List<Repeated> Repetitions(CheckedRuns runs)
    {
        var found = new List<Repeated>();
        var together = new HashSet<int>();
        foreach (var repeat in runs.Repeats)
        {
            var rows = Array.FindAll(repeat, r => double.IsFinite(runs.Outcome[r]));
            together.UnionWith(rows);
            Add(found, runs, rows);
        }

        if (runs.Metric!.Replicates.Count > 1)
        {
            foreach (var row in runs.Live)
            {
                if (double.IsFinite(runs.Outcome[row]) && !together.Contains(row))
                    Add(found, runs, [row]);
            }
        }

        return found;
    }

    private static void Add(List<Repeated> found, CheckedRuns runs, int[] rows)
    {
        var values = new List<double>();
        foreach (var row in rows)
        {
            foreach (var replicate in runs.Metric!.Replicates)
            {
                if (double.IsFinite(replicate[row]))
                    values.Add(replicate[row]);
            }
        }

        if (values.Count < 2)
            return;
        values.Sort();
        var mean = values.Average();
        found.Add(new Repeated(rows, values.Count, mean, values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1)));
    }
}
