using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Models;
using SdlPortal.Domain.Analytics.Models.Linear;
using SdlPortal.Domain.Analytics.Models.Trees;
using SdlPortal.Domain.Analytics.Models.Validation;
using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Tests.Golden;
using static SdlPortal.Tests.Analytics.Models.ModelTables;

namespace SdlPortal.Tests.Analytics.Models.Validation;

public sealed class ModelScoringTests
{
    [Fact]
    public void Scores_of_a_number_are_those_of_the_peer()
    {
        var file = GoldenFile.Read("e_ml_snar");
        var (predicted, y) = CrossValidated(new RidgeEstimator(1), scaled: true);
        var expected = file.GetProperty("ridge1_cv");
        for (var i = 0; i < 5; i++)
            GoldenFile.Close(expected.GetProperty("pred_first5")[i].GetDouble(), predicted[i], 1e-12, "prediction");
        var scores = ModelScoring.Of(y, predicted, 0);
        GoldenFile.Close(expected.GetProperty("rmse").GetDouble(), scores[0], 1e-12, "rmse");
        GoldenFile.Close(expected.GetProperty("r2").GetDouble(), scores[1], 1e-12, "r2");
    }

    [Fact]
    public void Scores_of_a_forest_lie_where_those_of_the_peer_do()
    {
        var bands = GoldenFile.Read("e_ml_snar").GetProperty("random_forest");
        var (predicted, y) = CrossValidated(new ForestEstimator(1, ForestColumns.All), scaled: false);
        var scores = ModelScoring.Of(y, predicted, 0);
        Assert.InRange(scores[0], 0.9 * bands.GetProperty("cv_rmse_mean_sd")[0].GetDouble(), 1.1 * bands.GetProperty("cv_rmse_mean_sd")[0].GetDouble());
        Assert.InRange(scores[1], bands.GetProperty("cv_r2_mean_sd")[0].GetDouble() - 0.08, bands.GetProperty("cv_r2_mean_sd")[0].GetDouble() + 0.08);
    }

    [Fact]
    public void Scores_of_classes_are_what_one_works_out_by_hand()
    {
        // Rows: class 1 at 0.8, class 0 at 0.3 and 0.6, class 1 at 0.55. Pairs in order: 0.8 > 0.3, 0.8 > 0.6, 0.55 > 0.3; 0.55 < 0.6: 3 of 4.
        var scores = ModelScoring.Of([1, 0, 0, 1], [0.2, 0.8, 0.7, 0.3, 0.4, 0.6, 0.45, 0.55], 2);
        Assert.Equal((0.04 + 0.09 + 0.36 + 0.2025) / 4, scores[0], 14);
        Assert.Equal(-(Math.Log(0.8) + Math.Log(0.7) + Math.Log(0.4) + Math.Log(0.55)) / 4, scores[1], 14);
        Assert.Equal(0.75, scores[2], 14);
        Assert.Equal(0.75, scores[3], 14);
        Assert.Equal(0.75, scores[4], 14);
        Assert.Equal((0.2 + 0.3 + 0.6 + 0.45) / 4, scores[5], 14);
    }

    [Fact]
    public void Balanced_accuracy_weighs_classes_alike_and_one_class_has_no_auc()
    {
        Assert.Equal(0.5, ModelScoring.Of([0, 0, 0, 1], [0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0.9, 0.1], 2)[4], 14);
        Assert.Equal(double.NaN, ModelScoring.Of([1, 1], [0.5, 0.5, 0.5, 0.5], 2)[2]);
        // Three classes: each against the rest, and the one that was not tested does not count.
        Assert.Equal(1, ModelScoring.Of([0, 1], [0.8, 0.1, 0.1, 0.1, 0.8, 0.1], 3)[2], 14);
    }

    [Fact]
    public void Intervals_over_folds_know_that_folds_share_rows()
    {
        // By hand: mean 2, s² = 1, (1/3 + 1/4) → error 0.7637626; t of 2 degrees 4.3026527.
        var (mean, low, high, p) = FoldStatistics.Mean([1, 2, 3], 0.25);
        Assert.Equal(2, mean);
        Assert.Equal(2 - (4.302652729911275 * Math.Sqrt(7.0 / 12)), low, 9);
        Assert.Equal(2 + (4.302652729911275 * Math.Sqrt(7.0 / 12)), high, 9);
        Assert.InRange(p, 0.119, 0.121);
        Assert.Equal(double.NaN, FoldStatistics.Mean([1], 0.25).Low);
        Assert.Equal(1.5, FoldStatistics.Mean([1, double.NaN, 2], 0.25).Mean);
    }

    /// <summary>Contiguous parts as the peer's, 14 + 13 · 4 rows, prepared once on all rows: a check of the scores, not a procedure to follow.</summary>
    private static (double[] Predicted, double[] Observed) CrossValidated(IEstimator estimator, bool scaled)
    {
        var data = GoldenFile.Read("e_ml_snar").GetProperty("data");
        var x = data.GetProperty("X").Matrix();
        var y = data.GetProperty("y").Vector();
        var table = Of([.. data.GetProperty("columns").EnumerateArray().Select((n, j) => (Number(n.GetString()!), x.Select(r => r[j]).ToArray()))]);
        var rows = FittedPreparation.FitAndApply(table, null, new PreparationSettings(Scaling: scaled ? Scaling.Standard : Scaling.None), AnalysisStep.Quiet);
        var predicted = new List<double>();
        for (int fold = 0, start = 0; fold < 5; fold++)
        {
            var end = start + (fold == 0 ? 14 : 13);
            int[] kept = [.. Enumerable.Range(0, 66).Where(i => i < start || i >= end)];
            var model = estimator.Fit([.. kept.SelectMany(i => rows[i].ToArray())], 4, [.. kept.Select(i => y[i])], 0, 1, AnalysisStep.Quiet);
            predicted.AddRange(model.Predict(rows.Values[(start * 4)..(end * 4)], 4));
            start = end;
        }

        return ([.. predicted], y);
    }
}
