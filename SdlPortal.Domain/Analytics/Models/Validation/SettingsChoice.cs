using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Models.Validation;

/// <summary>Chooses the settings of families by cross-validation within the rows that may be learned from. Pure.</summary>
internal static class SettingsChoice
{
    /// <summary>For each family the candidate with the least error over the inner test rows, the simplest of equal ones; null where none foretold numbers at all.</summary>
    /// <param name="rows">Of the task, ascending: nothing else is looked at.</param>
    public static IEstimator?[] Choose(ModelTask task, IReadOnlyList<ModelFamily> families, int[] rows, Func<bool, int> width, long seed, AnalysisStep step)
    {
        IEstimator[][] candidates = [.. families.Select(f => f.Candidates(task.Kind, rows.Length, width(f.NeedsScaling)).ToArray())];
        double[][] errors = [.. candidates.Select(c => new double[c.Length])];
        int[] open = [.. Enumerable.Range(0, families.Count).Where(f => candidates[f].Length > 1)];
        var splits = open.Length == 0 ? [] : RowSplits.Of(task, rows, task.Settings.InnerFolds, 1, seed);
        var (done, all) = (0, splits.Count * open.Sum(f => candidates[f].Length));
        foreach (var split in splits)
        {
            foreach (var scaled in open.Select(f => families[f].NeedsScaling).Distinct())
            {
                var pair = PreparedPair.Of(task, scaled, split, step);
                var observed = task.OutcomesOf(pair.Test.Rows);
                foreach (var f in open.Where(f => families[f].NeedsScaling == scaled))
                {
                    for (var c = 0; c < candidates[f].Length; c++)
                    {
                        if (observed.Length > 0)
                            errors[f][c] += Error(task, candidates[f][c], pair, observed, SeedOf(seed, families[f], split.Fold), step);
                        step.Report((double)++done / all, $"choosing the settings of {families[f].Title}");
                    }
                }
            }
        }

        return [.. candidates.Select((of, f) => Least(errors[f]) is var best && best >= 0 ? of[best] : null)];
    }

    public static long SeedOf(long seed, ModelFamily family, int fold) => SeededRandom.DeriveSeed([seed, fold, .. family.Key.Select(c => (long)c)]);

    /// <summary>Summed over the rows: squares of a number, of probabilities of classes.</summary>
    private static double Error(ModelTask task, IEstimator estimator, PreparedPair pair, double[] observed, long seed, AnalysisStep step)
    {
        if (PreparedPair.Fit(task, estimator, pair.Training, seed, step) is not { } model)
            return double.NaN;
        var error = ModelScoring.Deciding(observed, model.Predict(pair.Test.Values, pair.Test.Width), task.Classes.Count);
        return observed.Length * (task.Kind == TargetKind.Number ? error * error : error);
    }

    private static int Least(double[] errors)
    {
        var best = -1;
        for (var c = 0; c < errors.Length; c++)
        {
            if (double.IsFinite(errors[c]) && (best < 0 || errors[c] < errors[best]))
                best = c;
        }

        return best;
    }
}
