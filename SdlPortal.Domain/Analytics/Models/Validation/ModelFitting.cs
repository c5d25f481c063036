using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Domain.Analytics.Models.Validation;

/// <summary>Fits the model that is kept: the procedure that nested cross-validation judged, on all rows. Pure.</summary>
internal static class ModelFitting
{
    /// <summary>Half widths that are kept of all.</summary>
    private const int MostResiduals = 1000;

    public static SavedModel Fit(DataTable table, ComparisonSettings settings, string key, ComparisonResult? compared, string by, DateTimeOffset at, AnalysisStep step)
    {
        var reading = TaskReader.Read(table, settings, step.Part(0, 0.05));
        var task = reading.Task ?? throw new TableRefusedException([reading.WhyNot!]);
        var family = ModelFamilies.Find(key);
        if (family?.Serves(task.Kind) != true)
            throw new TableRefusedException([$"There is no family '{key}' for {(task.Kind == TargetKind.Number ? "numbers" : "classes")}; there are {string.Join(", ", ModelFamilies.All.Where(f => f.Serves(task.Kind)).Select(f => f.Key))}."]);
        if (task.Rows > family.MostRows)
            throw new TableRefusedException([$"{task.Rows:N0} rows are too many for {family.Title}; it takes up to {family.MostRows:N0}."]);
        int[] rows = [.. Enumerable.Range(0, task.Rows)];
        var fitted = FittedPreparation.Fit(task.Table, rows, task.Preparation(family), step.Part(0.05, 0.1));
        var training = fitted.Apply(task.Table, rows, step.Part(0.1, 0.15));
        Demand(task, training);
        var standings = compared is { Standings: { HasValue: true, Value: var found } } && found.Target == task.Target && found.Kind == task.Kind ? found : null;
        var chosen = SettingsChoice.Choose(task, [family], rows, _ => training.Width, settings.Seed, step.Part(0.15, 0.8))[0];
        step.Report(0.8, $"fitting {family.Title}");
        var model = chosen is null ? null : PreparedPair.Fit(task, chosen, training, SettingsChoice.SeedOf(settings.Seed, family, -1), step);
        if (chosen is null || model is null)
            throw new TableRefusedException([$"{family.Title} could not be fitted to these {training.Count:N0} rows."]);
        return new SavedModel
        {
            Target = task.Target,
            Unit = task.Kind == TargetKind.Number ? task.Unit : null,
            Kind = task.Kind,
            Classes = task.Classes,
            Family = family.Key,
            Name = chosen.Name,
            Preparation = fitted,
            Fitted = family.Write(model),
            Settings = settings,
            TableName = table.Name,
            TableHash = table.Hash,
            Rows = training.Count,
            Scores = standings?.Models.FirstOrDefault(m => m.Family == family.Key)?.Scores ?? [],
            Residuals = task.Kind == TargetKind.Number ? Thinned(Residuals(standings, key) ?? Residuals(task, family, chosen, step.Part(0.85, 1))) : [],
            By = by,
            At = at,
        };
    }

    private static void Demand(ModelTask task, PreparedRows training)
    {
        if (training.Width == 0 || training.Count < TargetReading.FewestRows)
            throw new TableRefusedException([training.Width == 0 ? $"No column has anything to tell of '{task.Target}'." : $"{training.Count:N0} rows have a value in every column; at least {TargetReading.FewestRows} are needed. Have missing values filled in instead."]);
        var present = task.OutcomesOf(training.Rows).Distinct().ToHashSet();
        string[] absent = [.. task.Classes.Where((_, k) => !present.Contains(k)).Select(c => $"No row of the class '{c}' has a value in every column. Have missing values filled in instead.")];
        if (absent.Length > 0)
            throw new TableRefusedException(absent);
    }

    /// <summary>|observed − predicted| of the rows held out by the comparison; null where the family has none there.</summary>
    private static double[]? Residuals(ModelStandings? standings, string key) =>
        standings?.Predictions.Models.FirstOrDefault(m => m.Family == key) is { } own ? [.. own.Values.Zip(standings.Predictions.Observed, (p, y) => Math.Abs(y - p))] : null;

    private static double[] Residuals(ModelTask task, ModelFamily family, IEstimator chosen, AnalysisStep step)
    {
        var residuals = new List<double>();
        foreach (var split in RowSplits.Of(task, [.. Enumerable.Range(0, task.Rows)], task.Settings.Folds, 1, task.Settings.Seed))
        {
            var pair = PreparedPair.Of(task, family.NeedsScaling, split, step);
            if (PreparedPair.Fit(task, chosen, pair.Training, SettingsChoice.SeedOf(OuterFold.SeedOf(task, split), family, -1), step) is not { } model)
                continue;
            residuals.AddRange(model.Predict(pair.Test.Values, pair.Test.Width).Zip(task.OutcomesOf(pair.Test.Rows), (p, y) => Math.Abs(y - p)));
            step.Report((split.Fold + 1.0) / task.Settings.Folds, "seeing how far predictions of held-out rows are off");
        }

        return [.. residuals];
    }

    /// <summary>Ascending, evenly spread over their ranks, the largest always among them.</summary>
    private static double[] Thinned(double[] residuals)
    {
        Array.Sort(residuals);
        return residuals.Length <= MostResiduals ? residuals : [.. Enumerable.Range(1, MostResiduals).Select(i => residuals[(int)((long)i * residuals.Length / MostResiduals) - 1])];
    }
}
