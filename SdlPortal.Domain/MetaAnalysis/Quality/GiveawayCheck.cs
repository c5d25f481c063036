using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>A column mapped as a parameter that orders the runs as the outcome does: a result rather than a setting. Pure.</summary>
internal static class GiveawayCheck
{
    private const double Nearly = 0.99;
    private const int Fewest = 20;
    private const int Sample = 2000;
    private const int MostTasks = 50;

    public static CheckResult Of(CheckedRuns runs, CancellationToken cancellationToken)
    {
        var check = new Check(CheckNames.Giveaway, runs);
        if (runs.Metric is null)
            return check.NotChecked("No metric is chosen.");
        var numbers = runs.Parameters.Where(p => !p.Shape.IsCategory).ToList();
        var samples = runs.Tasks.Where(t => t.Sorted.Length >= Fewest && t.Sorted[0] < t.Sorted[^1])
            .Select(t => ContentSample.Of(runs, Array.FindAll(t.Rows, r => double.IsFinite(runs.Outcome[r])), Sample)).Take(MostTasks).ToList();
        if (samples.Count == 0 || runs.Parameters.Count < 2 || numbers.Count == 0)
            return check.NotChecked(samples.Count == 0 ? $"No task has {Fewest} outcomes that differ." : "There is no numeric parameter beside another one.");
        foreach (var column in numbers)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (strongest, weakest, count, used) = (0.0, 1.0, 0, 0);
            foreach (var sample in samples)
            {
                var rows = Array.FindAll(sample, r => double.IsFinite(column.Values[r]));
                var rho = rows.Length < Fewest ? double.NaN : Ranks.Spearman(Array.ConvertAll(rows, r => column.Values[r]), Array.ConvertAll(rows, r => runs.Outcome[r]));
                if (double.IsNaN(rho))
                    continue;
                (count, used) = (count + 1, used + rows.Length);
                weakest = Math.Min(weakest, Math.Abs(rho));
                if (Math.Abs(rho) > Math.Abs(strongest))
                    strongest = rho;
            }

            if (count > 0 && weakest >= Nearly)
                check.Add(FindingSeverity.Warns, $"{column.Shape.Name} orders the runs almost exactly as {runs.MetricName} does (rank correlation {Quantity.Text(strongest, digits: 4)}{(count > 1 ? $", at least {Quantity.Text(weakest, digits: 4)} in each of {count} tasks" : "")}; {used:N0} runs).",
                    "If it is a result rather than a setting, map it as a metric or not at all: as a parameter it would explain everything and teach nothing.", column: column.Shape.Name);
        }

        return check.Result($"Rank correlations of {Check.Count(numbers.Count, "numeric parameter")} with {runs.MetricName} within {Check.Count(samples.Count, "task")}, of at most {Sample:N0} runs each.");
    }
}
