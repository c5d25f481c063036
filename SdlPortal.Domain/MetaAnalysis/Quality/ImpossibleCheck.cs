using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>Results that cannot be: infinite ones, an accuracy above 1, a negative error or cost. Pure.</summary>
internal static class ImpossibleCheck
{
    private const double Slack = 1e-9;

    /// <summary>This share of values up to 1 makes a share a fraction rather than percent.</summary>
    private const double MostlyFractions = 0.5;

    public static CheckResult Of(CheckedRuns runs, CancellationToken cancellationToken)
    {
        var check = new Check(CheckNames.Impossible, runs);
        var limited = 0;
        foreach (var metric in runs.Table.Metrics.OrderBy(m => m.Shape.Name, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (name, unit) = (metric.Shape.Name, metric.Shape.Unit);
            string Example(int row) => $"{name} = {string.Join(", ", metric.Replicates.Select(r => Quantity.Text(r[row], unit)))}";
            var infinite = Rows(runs, metric, double.IsInfinity);
            if (infinite.Length > 0)
                check.Add(FindingSeverity.Warns, $"{name} is infinite in {Check.Count(infinite.Length, "run")}; {Check.Verb(infinite.Length, "it counts", "they count")} as failed.", "Find out whether the run diverged (then its status is failed) or a value was not reported.", RowSet.Of(infinite), column: name, example: Example);
            var (low, high, words) = Limits(runs, metric);
            if (words.Length == 0)
                continue;
            limited++;
            var beyond = Rows(runs, metric, v => double.IsFinite(v) && (v < low - Slack || v > high + Slack));
            if (beyond.Length == 0)
                continue;
            var (min, max) = (beyond.Min(metric.Mean), beyond.Max(metric.Mean));
            check.Add(FindingSeverity.Warns, $"{name} {words}, but {Check.Count(beyond.Length, "run")} {Check.Verb(beyond.Length, "has", "have")} {(min == max ? Quantity.Text(min, unit) : $"{Quantity.Text(min)} to {Quantity.Text(max, unit)}")}.",
                "Look whether the unit or the column is wrong; exclude the runs whose value cannot be.", RowSet.Of(beyond), column: name, example: Example);
        }

        var negative = Array.FindAll(runs.Live, r => runs.Table.Cost[r] < 0);
        if (negative.Length > 0)
            check.Add(FindingSeverity.Warns, $"{Check.Count(negative.Length, "run")} {Check.Verb(negative.Length, "has", "have")} a negative cost.", "Correct the source, or leave the cost unmapped.", RowSet.Of(negative), column: "cost", example: r => $"cost = {Quantity.Text(runs.Table.Cost[r])}");
        return check.Result($"{Check.Count(runs.Table.Metrics.Count, "metric")} {Check.Verb(runs.Table.Metrics.Count, "was", "were")} checked for infinite values, {limited} of them against the limits that the name implies, and costs below 0.");
    }

    private static (double Low, double High, string Words) Limits(CheckedRuns runs, MetricColumn metric)
    {
        if (MetricNames.IsShare(metric.Shape))
        {
            var (all, fractions) = (0, 0);
            foreach (var row in runs.Live)
            {
                var value = metric.Mean(row);
                if (!double.IsFinite(value))
                    continue;
                all++;
                fractions += value <= 1 ? 1 : 0;
            }

            return metric.Shape.Unit is not "%" && fractions > MostlyFractions * all ? (0, 1, "is a share between 0 and 1") : (0, 100, "is a share between 0 and 100 %");
        }

        return MetricNames.IsNeverNegative(metric.Shape) ? (0, double.PositiveInfinity, "cannot be negative")
            : MetricNames.IsAtMostOne(metric.Shape) ? (double.NegativeInfinity, 1, "is at most 1")
            : (0, 0, "");
    }

    private static int[] Rows(CheckedRuns runs, MetricColumn metric, Predicate<double> wrong) => Array.FindAll(runs.Live, row =>
    {
        foreach (var replicate in metric.Replicates)
        {
            if (wrong(replicate[row]))
                return true;
        }

        return false;
    });
}
