using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>Outcomes far from the others of their task, by the modified z-score. Pure.</summary>
internal static class OutliersCheck
{
    /// <summary>The usual cut (Iglewicz and Hoaglin 1993), which chance passes in 5 of 10,000 normal outcomes.</summary>
    private const double Usual = 3.5;

    /// <summary>Beyond this share they are no outliers but a tail.</summary>
    private const double Tail = 0.03;

    public static CheckResult Of(CheckedRuns runs, CancellationToken cancellationToken)
    {
        var check = new Check(CheckNames.Outliers, runs);
        if (runs.Metric is null)
            return check.NotChecked("No metric is chosen.");
        var (looked, tied, few) = (0, 0, 0);
        var unit = runs.Metric.Shape.Unit;
        var all = runs.WithOutcome;
        foreach (var task in runs.Tasks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var n = task.Sorted.Length;
            if (n < runs.Options.FewestRuns)
            {
                few++;
                continue;
            }

            if (!(task.Scale > 0))
            {
                tied++;
                continue;
            }

            looked++;

            // The cut that no normal outcome of any task passes, but for the level; wider for few runs, since their MAD is unsure.
            var cut = Math.Max(Usual, MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, Math.Max(2, 0.37 * n), 1 - (runs.Options.Level / (2.0 * all))));
            double Z(int row) => Robust.ModifiedZ(runs.Outcome[row], task.Median, task.Scale / Robust.NormalMad);
            var far = Array.FindAll(task.Rows, r => double.IsFinite(runs.Outcome[r]) && Math.Abs(Z(r)) > cut);
            if (far.Length == 0)
                continue;
            Array.Sort(Array.ConvertAll(far, r => -Math.Abs(Z(r))), far);
            var (below, usual) = (far.Count(r => Z(r) < 0), task.Rows.Count(r => double.IsFinite(runs.Outcome[r]) && Math.Abs(Z(r)) > Usual));
            var sides = below == 0 ? "all above" : below == far.Length ? "all below" : $"{below:N0} below and {far.Length - below:N0} above";
            var worst = $"{Quantity.Text(runs.Outcome[far[0]], unit)} is {Quantity.Text(Math.Abs(Z(far[0])), digits: 3)} modified standard deviations from the median {Quantity.Text(task.Median, unit)}";
            string Example(int row) => $"{runs.ShownOutcome(row)}, modified z {Quantity.Text(Z(row), digits: 3)}";
            if (far.Length > Tail * n)
                check.Add(FindingSeverity.Notes, $"{runs.MetricName} of {task.Words} has a long tail: {Check.Count(far.Length, "run")} of {n:N0} ({Check.Percent((double)far.Length / n)}) lie far from the median, {sides}; {worst}.",
                    "These are too many for outliers. Analyze ranks, or the logarithm, so that the tail does not rule.", RowSet.Of(far), task.Name, column: runs.MetricName, example: Example);
            else
                check.Add(FindingSeverity.Warns, $"{Check.Count(far.Length, "run")} of {n:N0} of {task.Words} {Check.Verb(far.Length, "has", "have")} an outlying {runs.MetricName}, {sides}: {worst}. (Beyond {Usual}: {usual:N0}, by chance {Quantity.Text(n * 2 * Normal.Cdf(-Usual), digits: 2)}; listed are those beyond {Quantity.Text(cut, digits: 3)}, which chance passes in {Check.Percent(runs.Options.Level)} of such tables.)",
                    "Look at the measurement; exclude what is wrong, or analyze ranks.", RowSet.Of(far), task.Name, column: runs.MetricName, example: Example);
        }

        var sentence = $"Modified z-scores of {runs.MetricName} within {Check.Count(looked, "task")}{(tied > 0 ? $"; not in {Check.Count(tied, "task")} where half of the outcomes are equal" : "")}{(few > 0 ? $"; not in {Check.Count(few, "task")} with fewer than {runs.Options.FewestRuns} outcomes" : "")}.";
        return looked == 0 ? check.NotChecked(sentence) : check.Result(sentence);
    }
}
