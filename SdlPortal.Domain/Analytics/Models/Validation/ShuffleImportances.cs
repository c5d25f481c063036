using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Models.Validation;

/// <summary>What a model loses on held-out rows when one column of theirs is shuffled (Breiman 2001, Mach. Learn. 45, 5; on test rows, so that what was merely memorized counts for nothing). Pure.</summary>
internal static class ShuffleImportances
{
    private const int Shuffles = 3;
    private const int MostColumns = 500;
    private const int MostRows = 2000;
    private const int FewestRows = 50;

    /// <summary>Cells that are foretold for each fold and shuffle.</summary>
    private const long MostCells = 500_000_000;

    public static IReadOnlyList<FeatureImportance> Of(ModelTask task, ModelFamily family, IReadOnlyList<(OuterFold Fold, IEstimator? Chosen)> folds, List<string> remarks, AnalysisStep step)
    {
        if (task.Features.Count > MostColumns)
        {
            remarks.Add($"Importances of {task.Features.Count:N0} columns are not worked out; choose up to {MostColumns} columns to see them.");
            return [];
        }

        var losses = new List<Dictionary<string, double>>();
        foreach (var (fold, chosen) in folds)
        {
            if (chosen is not null && fold.Rows.Length > 0 && OfFold(task, family, fold, chosen, step.Part((double)losses.Count / folds.Count, (losses.Count + 1.0) / folds.Count)) is { } loss)
                losses.Add(loss);
        }

        var ratio = folds.Average(f => (double)f.Fold.Rows.Length / Math.Max(1, f.Fold.Training));
        return [.. task.Features.Select(name =>
        {
            var (mean, low, high, _) = FoldStatistics.Mean(losses.Select(l => l.GetValueOrDefault(name)), ratio);
            return new FeatureImportance(name, mean, low, high);
        }).OrderByDescending(i => i.Mean)];
    }

    private static Dictionary<string, double>? OfFold(ModelTask task, ModelFamily family, OuterFold fold, IEstimator chosen, AnalysisStep step)
    {
        var pair = PreparedPair.Of(task, family.NeedsScaling, fold.Split, step);
        var seed = OuterFold.SeedOf(task, fold.Split);
        if (PreparedPair.Fit(task, chosen, pair.Training, SettingsChoice.SeedOf(seed, family, -1), step) is not { } model)
            return null;
        var width = pair.Test.Width;
        var count = (int)Math.Min(pair.Test.Count, Math.Clamp(MostCells / ((long)width * task.Features.Count), FewestRows, MostRows));
        var rows = EvenlySpread.Of(pair.Test.Count, count);
        var observed = Array.ConvertAll(rows, r => task.Outcomes[pair.Test.Rows[r]]);
        var x = new double[count * width];
        for (var i = 0; i < count; i++)
            pair.Test[rows[i]].CopyTo(x.AsSpan(i * width));
        var known = ModelScoring.Deciding(observed, model.Predict(x, width), task.Classes.Count);
        var starts = new int[pair.Fitted.Columns.Count];
        for (var k = 1; k < starts.Length; k++)
            starts[k] = starts[k - 1] + pair.Fitted.Columns[k - 1].Width;
        var losses = new double[starts.Length];
        var done = 0;
        Parallel.For(0, starts.Length, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, step.Threads), CancellationToken = step.Cancellation }, k =>
        {
            var random = SeededRandom.Derive(seed, k);
            int[] order = [.. Enumerable.Range(0, count)];
            var shuffled = (double[])x.Clone();
            for (var times = 0; times < Shuffles; times++)
            {
                random.Shuffle<int>(order);
                for (var i = 0; i < count; i++)
                    x.AsSpan((order[i] * width) + starts[k], pair.Fitted.Columns[k].Width).CopyTo(shuffled.AsSpan((i * width) + starts[k]));
                losses[k] += (ModelScoring.Deciding(observed, model.Predict(shuffled, width), task.Classes.Count) - known) / Shuffles;
            }

            step.Report((double)Interlocked.Increment(ref done) / starts.Length, "working out what each column is worth");
        });
        return pair.Fitted.Columns.Select((c, k) => (c.Name, losses[k])).ToDictionary(p => p.Name, p => p.Item2, StringComparer.Ordinal);
    }
}
