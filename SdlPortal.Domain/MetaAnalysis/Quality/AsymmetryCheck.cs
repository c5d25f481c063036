using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>
/// Do tasks with few runs show larger effects (Egger's regression)? The effect of a numeric parameter in a task is the z-transformed rank correlation with the outcome, atanh ρ with variance 1.06/(n - 3) (Fieller 1957). Pure.
/// </summary>
internal static class AsymmetryCheck
{
    private const int FewestTasks = 10;
    private const int FewestRuns = 8;
    private const int Sample = 4000;

    public static CheckResult Of(CheckedRuns runs, CancellationToken cancellationToken)
    {
        var check = new Check(CheckNames.Asymmetry, runs);
        if (runs.Metric is null || runs.Sign == 0)
            return check.NotChecked(runs.Metric is null ? "No metric is chosen." : "Nobody says whether more is better or less.");
        var tasks = runs.Tasks.Where(t => t.Name is not null && t.Sorted.Length >= FewestRuns && t.Sorted[0] < t.Sorted[^1]).ToList();
        if (tasks.Count < FewestTasks)
            return check.NotChecked($"{Check.Count(tasks.Count, "task")} {Check.Verb(tasks.Count, "has", "have")} {FewestRuns} outcomes that differ; the test needs {FewestTasks} tasks.");
        if (tasks.Max(t => t.Sorted.Length) < 1.5 * tasks.Min(t => t.Sorted.Length))
            return check.NotChecked("All tasks have about the same number of runs, so small ones cannot be compared with large ones.");
        var samples = tasks.Select(t => ContentSample.Of(runs, Array.FindAll(t.Rows, r => double.IsFinite(runs.Outcome[r])), Sample)).ToList();
        var tests = new List<(string Name, double Intercept, double PValue)>();
        foreach (var column in runs.Parameters.Where(p => !p.Shape.IsCategory))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var effects = new List<StudyEffect>();
            for (var i = 0; i < tasks.Count; i++)
            {
                var rows = Array.FindAll(samples[i], r => double.IsFinite(column.Values[r]));
                if (rows.Length < FewestRuns)
                    continue;
                var rho = Ranks.Spearman(Array.ConvertAll(rows, r => column.Values[r]), Array.ConvertAll(rows, r => runs.Sign * runs.Outcome[r]));
                if (double.IsNaN(rho) || Math.Abs(rho) > 0.9999)
                    continue;
                effects.Add(new StudyEffect(tasks[i].Name!, Math.Atanh(rho), 1.06 / (rows.Length - 3)));
            }

            if (effects.Count >= FewestTasks && SmallStudies.Egger(effects) is { HasValue: true } test && double.IsFinite(test.Value.PValue))
                tests.Add((column.Shape.Name, test.Value.Slope, test.Value.PValue));
        }

        if (tests.Count == 0)
            return check.NotChecked($"No numeric parameter has an effect that could be estimated in {FewestTasks} tasks.");
        var adjusted = MultipleTesting.Adjust([.. tests.Select(t => t.PValue)]);
        for (var i = 0; i < tests.Count; i++)
        {
            if (adjusted[i] < runs.Options.Level)
                check.Add(FindingSeverity.Warns, $"The effect of {tests[i].Name} is larger in tasks with few runs than in tasks with many (Egger's intercept {Quantity.Text(tests[i].Intercept, digits: 3)}, p = {Quantity.Text(adjusted[i], digits: 2)}, corrected for {Check.Count(tests.Count, "parameter")}).",
                    "Small tasks may have been recorded only where something worked: trust the large ones, and import the missing runs.", column: tests[i].Name);
        }

        return check.Result($"Egger's regression over {Check.Count(tasks.Count, "task")} for the rank correlation of {Check.Count(tests.Count, "numeric parameter")} with {runs.MetricName}.");
    }
}
