namespace SdlPortal.Domain.Analytics.Models.Validation;

/// <summary>What a family said of the test rows of one outer fold.</summary>
/// <param name="Problem">Why it said nothing; else null.</param>
internal sealed record FamilyFold(IEstimator? Chosen, double[] Predicted, IReadOnlyList<string> Remarks, string? Problem = null);

/// <summary>One outer fold: everything that was chosen and fitted was so on its training rows.</summary>
/// <param name="Rows">The test rows that were foretold, of the task.</param>
/// <param name="Training">How many rows were learned from.</param>
internal sealed record OuterFold(RowSplit Split, int[] Rows, double[] Observed, double[] Naive, IReadOnlyList<FamilyFold> Families, int Training)
{
    public static OuterFold Of(ModelTask task, IReadOnlyList<ModelFamily> families, RowSplit split, AnalysisStep step)
    {
        var pairs = families.Select(f => f.NeedsScaling).Append(true).Distinct().ToDictionary(scaled => scaled, scaled => PreparedPair.Of(task, scaled, split, step));
        var any = pairs.Values.First();
        var seed = SeedOf(task, split);
        var chosen = SettingsChoice.Choose(task, families, split.Training, scaled => pairs[scaled].Training.Width, seed, step.Part(0, 0.9));
        var folds = new FamilyFold[families.Count];
        for (var f = 0; f < folds.Length; f++)
        {
            folds[f] = Foretell(task, families[f], chosen[f], pairs[families[f].NeedsScaling], any.Naive(task), seed, step);
            step.Report(0.9 + (0.1 * (f + 1) / folds.Length), $"fitting {families[f].Title}");
        }

        return new OuterFold(split, any.Test.Rows, task.OutcomesOf(any.Test.Rows), any.Naive(task), folds, any.Training.Count);
    }

    /// <summary>Decides all chance of the fold.</summary>
    public static long SeedOf(ModelTask task, RowSplit split) => Numerics.SeededRandom.DeriveSeed(task.Settings.Seed, split.Repeat, split.Fold);

    private static FamilyFold Foretell(ModelTask task, ModelFamily family, IEstimator? chosen, PreparedPair pair, double[] naive, long seed, AnalysisStep step)
    {
        // Where no column has anything to tell in the training rows, or nobody is to be foretold, every family is as good as naive.
        if (pair.Training.Width == 0 || pair.Training.Count == 0 || pair.Test.Count == 0)
            return new FamilyFold(chosen, naive, []);
        if (chosen is null || PreparedPair.Fit(task, chosen, pair.Training, SettingsChoice.SeedOf(seed, family, -1), step) is not { } model)
            return new FamilyFold(chosen, naive, [], "It could not be fitted to the training rows of a fold.");
        var predicted = model.Predict(pair.Test.Values, pair.Test.Width);
        return new FamilyFold(chosen, predicted, model.Remarks, Array.TrueForAll(predicted, double.IsFinite) ? null : "Its predictions for held-out rows are no finite numbers.");
    }
}
