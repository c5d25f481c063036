using SdlPortal.Domain.Analytics.Models.Validation;
using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.Analytics.Models;

/// <summary>
/// Which model foretells a column best, by nested cross-validation: whatever learns from data (filling in, scaling, choosing settings) learns from the training rows of a split alone.
/// </summary>
public static class ModelComparison
{
    public static TableAnalysis<ComparisonSettings, ComparisonResult> Definition { get; } = new("models", 1, "Model comparison", Do);

    /// <summary>Beyond so many cells folds are worked one after the other, each with all threads, so that only one is held at a time.</summary>
    private const long SideBySide = 2_000_000;

    private const double AllButPerfect = 0.999;

    private static ComparisonResult Do(DataTable table, ComparisonSettings settings, AnalysisStep step) => Do(table, settings, ModelFamilies.All, step);

    internal static ComparisonResult Do(DataTable table, ComparisonSettings settings, IReadOnlyList<ModelFamily> catalog, AnalysisStep step)
    {
        var reading = TaskReader.Read(table, settings, step.Part(0, 0.05));
        if (reading.Task is not { } task)
            return Not(reading.WhyNot!);
        var splits = RowSplits.Of(task, [.. Enumerable.Range(0, task.Rows)], settings.Folds, settings.Repeats, settings.Seed);
        if (splits.Count == 0)
            return Not(settings.Order is { } order ? $"The rows cannot be split into a past and a future by '{order}'." : "The rows cannot be split into parts to learn from and parts to test on.");
        var refused = new List<RefusedFamily>();
        var families = Taking(task, catalog, refused);
        var folds = Folds(task, families, splits, step.Part(0.05, 0.9));
        if (folds.All(f => f.Rows.Length == 0))
            return Not("Every row has a missing value. Leave out the columns with most of them, or have missing values filled in.");
        return Standing(task, families, folds, reading, refused, step.Part(0.9, 1));

        ComparisonResult Not(string why) => new(Answer<ModelStandings>.NotEnough(why), reading.LeftOut, reading.Remarks);
    }

    private static ComparisonResult Standing(ModelTask task, List<ModelFamily> families, OuterFold[] folds, TaskReading reading, List<RefusedFamily> refused, AnalysisStep step)
    {
        var remarks = new List<string>(reading.Remarks);
        remarks.AddRange(FittedPreparation.FitAndApply(task.Table, null, task.Preparation(scaled: true), step with { Report = (_, _) => { } }).Remarks);
        var standings = new Standings(task, families, folds);
        var models = standings.Models();
        refused.AddRange(standings.Unfinished);
        if (folds.Length == 1)
            remarks.Add("There is one split alone, so nothing can be said of how much the scores vary.");
        if (task.Order is not null && task.Settings.Repeats > 1)
            remarks.Add("Rows in order can be split in one way alone; there are no repeats.");
        var best = models.Find(m => m.Family != ModelStandings.NaiveKey);
        if (best is not null && (best.Of("r2")?.Mean > AllButPerfect || best.Of("auc")?.Mean > AllButPerfect))
            remarks.Add($"{best.Title} foretells '{task.Target}' all but perfectly: look whether a column is worked out from it, or known only after it.");
        var importances = best is null ? [] : ShuffleImportances.Of(task, families.Find(f => f.Key == best.Family)!, standings.ChosenBy(best.Family), remarks, step);
        var predictions = standings.Predictions(task.Settings.MostPredictions, remarks);
        return new ComparisonResult(
            Answer<ModelStandings>.Of(new ModelStandings(
                task.Target, task.Kind == TargetKind.Number ? task.Unit : null, task.Kind, task.Classes, task.Features, task.Rows, Procedure(task, folds), standings.Keys[0], models, refused, standings.Differences(models), predictions, importances)),
            reading.LeftOut, remarks);
    }

    private static List<ModelFamily> Taking(ModelTask task, IReadOnlyList<ModelFamily> catalog, List<RefusedFamily> refused)
    {
        var settings = task.Settings;
        foreach (var unknown in (settings.Families ?? []).Where(k => catalog.All(f => f.Key != k)))
            refused.Add(new RefusedFamily(unknown, unknown, $"There is no such family; there are {string.Join(", ", catalog.Select(f => f.Key))}."));
        var taking = new List<ModelFamily>();
        foreach (var family in catalog.Where(f => settings.Families?.Contains(f.Key, StringComparer.Ordinal) != false))
        {
            if (!family.Serves(task.Kind))
                refused.Add(new RefusedFamily(family.Key, family.Title, task.Kind == TargetKind.Number ? "It tells classes apart; the target is a number." : "It foretells numbers; the target has classes."));
            else if (task.Rows > family.MostRows)
                refused.Add(new RefusedFamily(family.Key, family.Title, $"{task.Rows:N0} rows are too many for it; it takes up to {family.MostRows:N0}."));
            else
                taking.Add(family);
        }

        return taking;
    }

    private static OuterFold[] Folds(ModelTask task, List<ModelFamily> families, IReadOnlyList<RowSplit> splits, AnalysisStep step)
    {
        var folds = new OuterFold[splits.Count];
        var shares = new double[splits.Count];
        var sideBySide = (long)task.Rows * task.Features.Count <= SideBySide ? Math.Max(1, step.Threads) : 1;
        var inside = step with { Threads = Math.Max(1, step.Threads / sideBySide) };
        Parallel.For(0, folds.Length, new ParallelOptions { MaxDegreeOfParallelism = sideBySide, CancellationToken = step.Cancellation }, i =>
        {
            folds[i] = OuterFold.Of(task, families, splits[i], inside with { Report = (share, words) => Tell(i, share, words) });
            Tell(i, 1, null);
        });
        return folds;

        void Tell(int fold, double share, string? words)
        {
            lock (shares)
            {
                shares[fold] = Math.Max(shares[fold], share);
                step.Report(shares.Average(), words);
            }
        }
    }

    private static string Procedure(ModelTask task, OuterFold[] folds)
    {
        var repeats = folds.Max(f => f.Split.Repeat) + 1;
        var count = folds.Length / repeats;
        var rows = task.Settings.Order is { } order ? $"{count} {(count == 1 ? "split" : "splits")} in order of '{order}', each learning from the rows before those it foretells"
            : task.Settings.Group is { } group ? $"{count} folds that keep rows of the same '{group}' together"
            : task.Kind == TargetKind.Class ? $"{count} folds with the classes in equal shares" : $"{count} folds";
        return $"Nested cross-validation: {rows}{(repeats > 1 ? $", {repeats} times" : "")}; filling in, scaling and settings ({task.Settings.InnerFolds} inner folds) come from the training rows alone.";
    }
}
