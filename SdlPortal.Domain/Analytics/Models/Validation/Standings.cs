using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Models.Validation;

/// <summary>Makes of the outer folds what people compare: means, differences, predictions. Pure.</summary>
internal sealed class Standings(ModelTask task, IReadOnlyList<ModelFamily> families, IReadOnlyList<OuterFold> folds)
{
    private const string NaiveTitle = "Naive";

    private readonly double ratio = folds.Average(f => (double)f.Split.Test.Length / f.Split.Training.Length);

    /// <summary>Folds in which a row was foretold.</summary>
    private readonly List<OuterFold> told = [.. folds.Where(f => f.Rows.Length > 0)];

    public IReadOnlyList<string> Keys { get; } = ModelScoring.Keys(task.Kind);

    /// <summary>Families that foretold every fold, by their place.</summary>
    private List<int> Finished => [.. Enumerable.Range(0, families.Count).Where(f => folds.All(o => o.Families[f].Problem is null))];

    public IEnumerable<RefusedFamily> Unfinished => Enumerable.Range(0, families.Count).Except(Finished)
        .Select(f => new RefusedFamily(families[f].Key, families[f].Title, folds.Select(o => o.Families[f].Problem).OfType<string>().First()));

    public List<ModelScores> Models()
    {
        var naive = Scores(ModelStandings.NaiveKey, NaiveTitle, f => f.Naive, _ => task.Kind == TargetKind.Number ? "mean" : "shares of the classes", []);
        var models = Finished.ConvertAll(f => Scores(families[f].Key, families[f].Title, o => o.Families[f].Predicted, o => o.Families[f].Chosen?.Name ?? "", Remarks(f)));
        return [.. models.Select(m => m with { BeatsNaive = Difference(m, naive).High < 0 }).Append(naive).OrderBy(m => double.IsNaN(m.Scores[0].Mean) ? double.PositiveInfinity : m.Scores[0].Mean)];
    }

    public IReadOnlyList<ModelDifference> Differences(IReadOnlyList<ModelScores> models) =>
        [.. models.SelectMany((first, i) => models.Skip(i + 1).Select(second => Difference(first, second)))];

    /// <summary>Of the first repeat, evenly spread where there are too many.</summary>
    public OutOfFold Predictions(int most, List<string> remarks)
    {
        var of = told.Where(f => f.Split.Repeat == 0).SelectMany(f => f.Rows.Select((row, i) => (Row: row, Fold: f, At: i))).OrderBy(p => p.Row).ToList();
        var kept = EvenlySpread.Of(of.Count, Math.Max(1, most));
        if (kept.Length < of.Count)
            remarks.Add($"Of the {of.Count:N0} predictions {kept.Length:N0} are shown, evenly spread.");
        var width = Math.Max(1, task.Classes.Count);
        return new OutOfFold(
            [.. kept.Select(k => task.Source[of[k].Row])], [.. kept.Select(k => of[k].Fold.Split.Fold)], [.. kept.Select(k => task.Outcomes[of[k].Row])],
            [.. Finished.Select(f => new ModelPredictions(families[f].Key, Values(o => o.Families[f].Predicted))), new ModelPredictions(ModelStandings.NaiveKey, Values(o => o.Naive))], of.Count);

        double[] Values(Func<OuterFold, double[]> predicted) => [.. kept.SelectMany(k => predicted(of[k].Fold).Skip(of[k].At * width).Take(width))];
    }

    public IReadOnlyList<(OuterFold Fold, IEstimator? Chosen)> ChosenBy(string family) =>
        [.. told.Where(f => f.Split.Repeat == 0).Select(f => (f, f.Families[families.ToList().FindIndex(x => x.Key == family)].Chosen))];

    private List<string> Remarks(int family) => [.. folds.SelectMany(f => f.Families[family].Remarks).Distinct(StringComparer.Ordinal).Take(3)];

    private ModelScores Scores(string key, string title, Func<OuterFold, double[]> predicted, Func<OuterFold, string> chosen, IReadOnlyList<string> remarks)
    {
        var scores = told.ConvertAll(f => new FoldScores(f.Split.Repeat, f.Split.Fold, f.Training, f.Rows.Length, chosen(f), ModelScoring.Of(f.Observed, predicted(f), task.Classes.Count)));
        var first = told.FindAll(f => f.Split.Repeat == 0);
        return new ModelScores(
            key, title, [.. scores.GroupBy(s => s.Chosen, StringComparer.Ordinal).Select(g => new ChosenSettings(g.Key, g.Count())).OrderByDescending(c => c.Folds)],
            [.. Keys.Select((k, i) => Mean(k, scores.Select(s => s.Scores[i])))], scores, BeatsNaive: false)
        {
            Calibration = task.Kind == TargetKind.Class ? ModelScoring.Calibration([.. first.SelectMany(f => f.Observed)], [.. first.SelectMany(predicted)], task.Classes.Count) : [],
            Remarks = remarks,
        };
    }

    private MeanScore Mean(string key, IEnumerable<double> values)
    {
        var (mean, low, high, _) = FoldStatistics.Mean(values, ratio);
        var (least, most) = ModelScoring.Limits(key);
        return new MeanScore(key, mean, Math.Max(least, low), Math.Min(most, high));
    }

    private ModelDifference Difference(ModelScores first, ModelScores second)
    {
        var (mean, low, high, p) = FoldStatistics.Mean(first.Folds.Zip(second.Folds, (a, b) => a.Scores[0] - b.Scores[0]), ratio);
        return new ModelDifference(first.Family, second.Family, mean, low, high, p);
    }
}
