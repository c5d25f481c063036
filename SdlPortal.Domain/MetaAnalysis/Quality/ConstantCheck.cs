using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>Columns without any variation: an outcome that is always the same, a parameter that was never varied. Pure.</summary>
internal static class ConstantCheck
{
    public static CheckResult Of(CheckedRuns runs, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var check = new Check(CheckNames.Constant, runs);
        if (runs.Metric is { } metric && runs.WithOutcome > 1)
        {
            var flat = runs.Tasks.Where(t => t.Sorted.Length > 1 && t.Sorted[0] == t.Sorted[^1]).ToList();
            var all = flat.Count == runs.Tasks.Count(t => t.Sorted.Length > 1);
            if (all && flat.Count > 0)
                check.Add(FindingSeverity.Blocks, $"{runs.MetricName} is the same in all runs{(flat.Count > 1 ? " of each task" : $": {Quantity.Text(flat[0].Sorted[0], metric.Shape.Unit)}")}.", "Choose another metric; nothing can be learned from this one.", column: runs.MetricName);
            else if (flat.Count > 0)
                check.Add(FindingSeverity.Warns, $"{runs.MetricName} is the same in all runs of {Check.Count(flat.Count, "task")}: {Check.Names([.. flat.Select(t => $"{t.Name ?? "without a name"} ({Quantity.Text(t.Sorted[0])} in {Check.Count(t.Sorted.Length, "run")})")])}.", "These tasks teach nothing; exclude them or look for a mistake in their metric.", RowSet.Of(flat.SelectMany(t => t.Rows)), flat.Count == 1 ? flat[0].Name : null, column: runs.MetricName);
        }

        var never = runs.Profiles.Where(p => p.Role == ColumnRole.Parameter && p.Distinct <= 1).ToList();
        var empty = never.Where(p => p.Distinct == 0).Select(p => p.Name).ToList();
        var constant = never.Where(p => p.Distinct == 1).Select(p => p.Name).ToList();
        var varies = runs.Parameters.Count - never.Count;
        if (constant.Count > 0)
            check.Add(varies == 0 ? FindingSeverity.Blocks : FindingSeverity.Notes, $"{Check.Names(constant)} {Check.Verb(constant.Count, "has", "have")} the same value in all runs that set {Check.Verb(constant.Count, "it", "them")}{(varies == 0 ? ", and no other parameter varies" : "")}.", "No effect can be seen; leave such columns out of the map, or import runs that vary them.", column: constant.Count == 1 ? constant[0] : null);
        if (empty.Count > 0 && runs.Count > 0)
            check.Add(FindingSeverity.Notes, $"{Check.Names(empty)} {Check.Verb(empty.Count, "is", "are")} set in no run that counts.", "Leave such columns out of the map.", column: empty.Count == 1 ? empty[0] : null);
        return check.Result($"The outcome and {Check.Count(runs.Parameters.Count, "parameter")}; {varies} {Check.Verb(varies, "varies", "vary")}.");
    }
}
