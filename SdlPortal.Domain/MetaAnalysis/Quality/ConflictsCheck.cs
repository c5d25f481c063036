using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>Runs of the same task, configuration, seed, split and versions whose outcomes differ. Pure.</summary>
internal static class ConflictsCheck
{
    /// <summary>Outcomes this close relative to their size differ by rounding.</summary>
    private const double Rounding = 1e-9;

    public static CheckResult Of(CheckedRuns runs, CancellationToken cancellationToken)
    {
        var check = new Check(CheckNames.Conflicts, runs);
        var table = runs.Table;
        if (runs.Metric is null)
            return check.NotChecked("No metric is chosen.");
        if (runs.Live.All(r => table.Seeds.Codes[r] < 0))
            return check.NotChecked("No run says its seed.");
        var scale = runs.Tasks.ToDictionary(t => t.Code, t => t.Scale);
        var (rows, groups, largest, relative) = (new List<int>(), 0, 0.0, 0.0);
        foreach (var repeat in runs.Repeats)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var same in repeat.Where(r => table.Seeds.Codes[r] >= 0 && double.IsFinite(runs.Outcome[r]))
                .GroupBy(r => (table.Seeds.Codes[r], table.Splits.Codes[r], table.CodeVersions.Codes[r], table.DataVersions.Codes[r])).Select(g => g.ToArray()))
            {
                var (min, max) = (same.Min(r => runs.Outcome[r]), same.Max(r => runs.Outcome[r]));
                if (max - min <= Rounding * Math.Max(Math.Abs(min), Math.Abs(max)))
                    continue;
                groups++;
                rows.AddRange(same);
                if (max - min > largest)
                    (largest, relative) = (max - min, (max - min) / scale[table.Tasks.Codes[same[0]]]);
            }
        }

        if (groups > 0)
        {
            check.Add(FindingSeverity.Warns,
                $"{Check.Count(rows.Count, "run")} of {Check.Count(groups, "configuration")} {Check.Verb(rows.Count, "has", "have")} the same seed and different {runs.MetricName}, up to {Quantity.Text(largest, runs.Metric.Shape.Unit)} apart{(double.IsFinite(relative) ? $" ({Quantity.Text(relative, digits: 2)} times the spread of the task)" : "")}.",
                "Something that matters is not recorded: hardware, threads, a version, a budget. Map it as a parameter, or take the runs as repetitions.", RowSet.Of(rows),
                example: r => $"seed {table.Seeds[r]}; {runs.ShownOutcome(r)}; {string.Join("; ", runs.Parameters.Take(3).Select(p => CheckedRuns.Shown(p, r)))}");
        }

        return check.Result($"{Check.Count(runs.Repeats.Count, "repeated configuration")} {Check.Verb(runs.Repeats.Count, "was", "were")} compared by seed.");
    }
}
