using SdlPortal.Domain.Analytics.Models;
using SdlPortal.Web.MetaAnalysis.Analyses;

namespace SdlPortal.Web.Data.Modeling;

/// <summary>Scores of models in words. Pure.</summary>
internal static class ScoreWords
{
    private static readonly (string Key, string Name, string Means)[] All =
    [
        ("rmse", "RMSE", "root mean squared error: a typical miss, large ones counting more"),
        ("r2", "R²", "share of the variance that is foretold; 0 is no better than the mean, below 0 is worse"),
        ("mae", "MAE", "mean absolute error"),
        ("median_ae", "Median error", "half of the rows are missed by less"),
        ("brier", "Brier", "mean squared error of the probabilities; smaller is better"),
        ("log_loss", "Log loss", "punishes wrong certainty; smaller is better"),
        ("auc", "AUC", "how often a row of the class is put above one that is not; 0.5 is chance"),
        ("accuracy", "Accuracy", "share of rows put into the right class"),
        ("balanced_accuracy", "Balanced accuracy", "the same with every class counting alike"),
        ("calibration_error", "Calibration error", "how far foretold probabilities are from observed shares"),
    ];

    public static string Name(string key) => All.FirstOrDefault(s => s.Key == key) is { Key: not null } found ? found.Name : key;

    public static string Means(string key) => All.FirstOrDefault(s => s.Key == key).Means ?? "";

    /// <summary>Errors of a number are in its unit.</summary>
    public static string? Unit(string key, string? unit) => key is "rmse" or "mae" or "median_ae" ? unit : null;

    /// <summary>"0.24 (0.20 to 0.28) nm".</summary>
    public static string With(MeanScore score, string? unit)
    {
        var own = Unit(score.Score, unit);
        return double.IsNaN(score.Low) ? NumberWords.Of(score.Mean, own) : $"{NumberWords.Of(score.Mean)} ({NumberWords.Range(score.Low, score.High)}){(own is null ? "" : $"\u00a0{own}")}";
    }
}
